"""Whoever has the database and another program may change anything: what is noticed.

docs/security.md says what is not.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from facilitator.services.documents import verifying
from facilitator.services.documents.verifying import Broken
from facilitator.store import Store
from facilitator.store.journal import body_digest
from tests.makers import add_facilitators, application_on, room_on
from tests.services.documents.closed_track import Furnished, hold


@pytest.fixture(scope="module")
def unfixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a closed track in which something was done since, and nothing was fixed."""
    file = tmp_path_factory.mktemp("unfixed") / "whole.sqlite"
    application = application_on(f"sqlite:///{file}")
    add_facilitators(application.store, "ada")
    room = room_on(application)
    first, second, _, fourth = hold(room)
    room.act("sort", oneliners=[fourth], category=room.board.cards[first].category)
    room.act("show", oneliners=[second])
    room.act("hide", oneliners=[second], reason="off_topic")
    room.act("set_kind", oneliners=[fourth], kind="pitfall")
    room.act("add_oneliner", question=room.question(), text="Van papier.", source="paper")
    room.act("rename_category", category=room.board.cards[first].also, name="Schande")
    verifying.database(room.store)
    application.store.close()
    return file


@pytest.fixture
def copied(furnished: Furnished, tmp_path: Path) -> Iterator[Store]:
    """Its file, to do as one likes with."""
    yield from copy_of(furnished.file, tmp_path)


@pytest.fixture
def copied_unfixed(unfixed: Path, tmp_path: Path) -> Iterator[Store]:
    yield from copy_of(unfixed, tmp_path)


def copy_of(file: Path, folder: Path) -> Iterator[Store]:
    shutil.copy(file, folder / "copy.sqlite")
    store = Store(f"sqlite:///{folder / 'copy.sqlite'}")
    yield store
    store.close()


def tamper(store: Store, statement: str) -> None:
    """Do what somebody with the file and another program could. It must do something."""
    with store.work() as connection:
        held = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
        for trigger in held:
            connection.execute(text(f"DROP TRIGGER {trigger}"))
        assert connection.execute(text(statement)).rowcount == 1, "it changed nothing"


ONE = "WHERE text = 'Uitspraak 0.'"


MASKED = "WHERE id = (SELECT min(id) FROM oneliner WHERE salt IS NULL)"


COPY = (
    "INSERT INTO oneliner SELECT '00000000000000aa', consultation_id, question_id, text, salt, commitment, environment,"
    " source, kind, telling, hidden, masks, gate, same, probe_id, parent_id, variants, cooperation, world FROM oneliner"
    f" {ONE}"
)


LAST = "WHERE number = 2"


FIRST = "WHERE number = 1"


def in_version(path: str, to: str, which: str = LAST) -> str:
    return f"UPDATE map_version SET contents = json_set(contents, '$.{path}', {to}) {which}"


IN_THE_DATABASE = {
    # What was said
    "a row is deleted": f"DELETE FROM oneliner {ONE}",
    "a masked row is deleted": f"DELETE FROM oneliner {MASKED}",
    "a row is inserted": COPY,
    "a row is emptied": f"UPDATE oneliner SET text = '', salt = NULL {ONE}",
    "a text": f"UPDATE oneliner SET text = 'Anders.' {ONE}",
    "a text is masked by nobody": f"UPDATE oneliner SET text='▮▮▮▮ 0.', salt=NULL, masks='[[0,4,\"gone\"]]' {ONE}",
    "what is left of a masked text": f"UPDATE oneliner SET text = '▮▮▮▮ 9.' {MASKED}",
    "a masked text comes back": f"UPDATE oneliner SET text='Jan 3.', salt='00', masks='[]' {MASKED}",
    "a commitment": f"UPDATE oneliner SET commitment = lower(hex(randomblob(32))) {ONE}",
    "a salt": f"UPDATE oneliner SET salt = lower(hex(randomblob(16))) {ONE}",
    "masks": f"UPDATE oneliner SET masks = '[[0, 9, \"person\"]]' {ONE}",
    # What is said of it
    "question": f"UPDATE oneliner SET question_id = (SELECT id FROM question WHERE number = 2) {ONE}",
    "kind": f"UPDATE oneliner SET kind = 'pitfall' {ONE}",
    "environment": f"UPDATE oneliner SET environment = 'execution' {ONE}",
    "no environment": f"UPDATE oneliner SET environment = NULL {ONE}",
    "source": f"UPDATE oneliner SET source = 'paper' {ONE}",
    "hidden": f"UPDATE oneliner SET hidden = 'off_topic' {ONE}",
    "shown": "UPDATE oneliner SET hidden = NULL WHERE hidden IS NOT NULL",
    "telling": f"UPDATE oneliner SET telling = 0 {ONE}",
    "same": f"UPDATE oneliner SET same = NULL {ONE}",
    "parent": "UPDATE oneliner SET parent_id = NULL WHERE parent_id IS NOT NULL",
    "probe of a one-liner": "UPDATE oneliner SET probe_id = NULL WHERE probe_id IS NOT NULL",
    "cooperation": f"UPDATE oneliner SET cooperation = 'yes' {ONE}",
    "variants": f'UPDATE oneliner SET variants = \'[{{"variant":"A","stance":"for"}}]\' {ONE}',
    "world": f"UPDATE oneliner SET world = 'lived' {ONE}",
    # Where it lies
    "category": "UPDATE placement SET category_id = also_category_id WHERE also_category_id IS NOT NULL",
    "second category": "UPDATE placement SET also_category_id = NULL WHERE also_category_id IS NOT NULL",
    "a placement is deleted": "DELETE FROM placement WHERE also_category_id IS NOT NULL",
    "a category's name": "UPDATE category SET name = 'Anders' WHERE name = 'Regels'",
    "a category's colour": "UPDATE category SET color = '#000000' WHERE name = 'Regels'",
    "a category's place": "UPDATE category SET position = 99999999999 WHERE name = 'Regels'",
    "a category is deleted": "DELETE FROM category WHERE name = 'Regels'",
    "a category is inserted": "INSERT INTO category SELECT 'x', division_id, 'Nieuw', NULL, 9 FROM category"
    " WHERE name = 'Regels'",
    "a division's name": "UPDATE division SET name = 'Anders'",
    "a link is deleted": "DELETE FROM relation",
    "a link's kind": "UPDATE relation SET kind = 'tension'",
    # What was asked, of whom
    "a question's words": "UPDATE question SET text = 'Anders?' WHERE number = 1",
    "a probe's words": "UPDATE probe SET text = 'Anders?'",
    "how many there were": "UPDATE attendance SET people = 9",
    "a consultation's day": "UPDATE consultation SET day = '2026-01-01'",
    "a consultation's round": "UPDATE consultation SET round = 2",
    "a consultation is opened again": "UPDATE consultation SET phase = 'lobby'",
    # What was done
    "an act's body by its digest": "UPDATE act SET body = json_object('digest', 'DIGEST', 'changes', json('[]'))"
    " WHERE type = 'linked'",
    "an act's body": "UPDATE act SET body = json_set(body, '$.from', '0000000000000000') WHERE type = 'linked'",
    "a digest that stands for an act's body": "UPDATE act SET body = json_set(body, '$.digest', hex(randomblob(32)))"
    " WHERE type = 'hidden'",
    "which acts are there by digest": "UPDATE act SET body = json_set(body, '$.by_digest[#]', revision + 1)"
    " WHERE type = 'closed'",
    "what acts left at closing": "UPDATE act SET body = json_set(body, '$.left.state', hex(randomblob(32)))"
    " WHERE type = 'closed'",
    "an act's day": "UPDATE act SET day = '2026-01-01' WHERE type = 'hidden'",
    "who did an act": "UPDATE act SET \"by\" = 'eve' WHERE type = 'hidden'",
    "an act is deleted": "DELETE FROM act WHERE type = 'hidden'",
    "the last act is deleted": "DELETE FROM act WHERE type = 'starred' AND revision = (SELECT max(revision) FROM act)",
    "what closing destroyed": "UPDATE act SET body = json_set(body, '$.destroyed', json('{}')) WHERE type = 'closed'",
    "the end of the chain": "UPDATE track SET chain = lower(hex(randomblob(32)))",
    # What was fixed
    "a version's words": in_version("oneliners[0].text", "'Anders.'"),
    "words of a version before": in_version("oneliners[0].text", "'Anders.'", FIRST),
    "a version's placement": in_version("oneliners[0].category", "'0000000000000000'"),
    "a version's kind": in_version("oneliners[0].kind", "'pitfall'"),
    "a version's question": in_version("questions[0].text", "'Anders?'"),
    "a version's category": in_version("categories[0].name", "'Anders'"),
    "a version's probe": in_version("probes[0].text", "'Anders?'"),
    "a version's link": in_version("relations[0].kind", "'tension'"),
    "a version's people": in_version("counts.received", "99"),
    "a version's sentence": in_version("counts_line", "'Alles is in de map.'"),
    "a version's theme": in_version("track.theme", "'Anders'"),
    "a version's format": in_version("format", "'facilitator/1'"),
    "a version's chain": in_version("chain", "'" + "0" * 64 + "'"),
    "a version's day": "UPDATE map_version SET day = '2026-01-01' WHERE number = 2",
    "a version's author": "UPDATE map_version SET \"by\" = 'eve' WHERE number = 2",
    "a version's number": "UPDATE map_version SET number = 7 WHERE number = 2",
    "a version's fingerprint": "UPDATE map_version SET fingerprint = lower(hex(randomblob(32))) WHERE number = 2",
}


@pytest.mark.parametrize("statement", IN_THE_DATABASE.values(), ids=IN_THE_DATABASE)
def test_what_was_changed_in_the_database_is_noticed(copied: Store, furnished: Furnished, statement: str) -> None:
    digest = next(act["digest"] for act in furnished.document["acts"] if act["type"] == "linked")
    tamper(copied, statement.replace("DIGEST", digest))

    with pytest.raises(Broken) as broken:
        verifying.database(copied)

    assert "\n" not in str(broken.value)
    assert "Uitspraak" not in str(broken.value)


WITHOUT_A_VERSION = [
    "kind", "hidden", "shown", "telling", "same", "world", "category", "second category", "a placement is deleted",
    "a category's name", "a category's colour", "a category's place", "a category is deleted",
    "a category is inserted", "a link is deleted", "a link's kind", "an act's body by its digest",
]  # fmt: skip


OF_WHAT_CAME_LATER = {
    "kind": "UPDATE oneliner SET kind = 'cause' WHERE text = 'Uitspraak 3.'",
    "telling": "UPDATE oneliner SET telling = 1 WHERE text = 'Van papier.'",
    "category": "DELETE FROM placement WHERE oneliner_id = (SELECT id FROM oneliner WHERE text = 'Uitspraak 3.')",
    "name": "UPDATE category SET name = 'Schaamte' WHERE name = 'Schande'",
    "link": "INSERT INTO relation SELECT 'x', track_id, 'intervention', (SELECT id FROM oneliner"
    " WHERE text = 'Van papier.'), NULL FROM relation",
}


@pytest.mark.parametrize(
    "statement",
    [*(IN_THE_DATABASE[it] for it in WITHOUT_A_VERSION), *OF_WHAT_CAME_LATER.values()],
    ids=[*WITHOUT_A_VERSION, *(f"{it} since" for it in OF_WHAT_CAME_LATER)],
)
def test_what_acts_made_is_held_to_what_a_closing_says_was_left(copied_unfixed: Store, statement: str) -> None:
    with copied_unfixed.read() as connection:
        body = connection.execute(text("SELECT body FROM act WHERE type = 'linked'")).scalar_one()
    tamper(copied_unfixed, statement.replace("DIGEST", body_digest(json.loads(body))))

    with pytest.raises(Broken):
        verifying.database(copied_unfixed)
