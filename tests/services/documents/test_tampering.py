"""Whoever has the file and another program may change anything: what is noticed, on the database and on an export.

docs/security.md says what is not.
"""

import json
import lzma
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from facilitator import exports
from facilitator.services.documents import verifying
from facilitator.services.documents import versions as maps
from facilitator.services.documents.verifying import Broken
from facilitator.services.documents.writing import fingerprinted, whole_version
from facilitator.store import Store
from facilitator.store.journal import body_digest
from facilitator.vendor import deno, deno_environment
from tests.makers import NOON, Room, add_facilitators, application_on, room_on

HERE = Path(__file__).parent
RELEASED = HERE.parents[1] / "store" / "released"

Document = dict[str, Any]
Alter = Callable[[Document], Any]


@dataclass(frozen=True)
class Furnished:
    """A closed track with something of everything, fixed twice, with acts between and after."""

    file: Path
    exported: bytes

    @property
    def document(self) -> Document:
        made: Document = json.loads(self.exported)
        return made


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Furnished:
    file = tmp_path_factory.mktemp("furnished") / "whole.sqlite"
    application = application_on(f"sqlite:///{file}")
    add_facilitators(application.store, "ada")
    room = room_on(application)
    furnish(room)
    content = exports.of_track(room.store, room.made.track, "json").content
    application.store.close()
    return Furnished(file, content)


def furnish(room: Room) -> None:
    _, second, _, fourth = hold(room)
    fix(room)
    room.act("mask", oneliner=fourth, start=0, end=9, what="person")
    room.act("add_oneliner", question=room.question(), text="Van papier.", source="paper")
    fix(room)
    room.act("star", oneliners=[second])
    assert verifying.database(room.store).versions == 2


def hold(room: Room) -> tuple[str, str, str, str]:
    """A consultation up to and after its close, in no version yet; gives the first of its one-liners."""
    room.open()
    first, second, third, fourth = (room.say(f"Uitspraak {it}.", environment="policy") for it in range(4))
    rules, shame = room.add_category("Regels"), room.add_category("Schaamte")
    room.act("sort", oneliners=[first, second], category=rules)
    room.act("sort_also", oneliners=[first], category=shame)
    room.act("mask", oneliner=third, start=0, end=9, what="person")
    room.act("hide", oneliners=[second], reason="not_content")
    room.act("probe", oneliner=first, text="Waardoor?", to="author")
    room.say("Door de brieven.", probe=next(iter(room.application.track(room.made.track).probes)))
    room.act("mark_same", oneliners=[first, fourth])
    room.act("star", oneliners=[first])
    room.attend("policy", 3)
    room.act("close")
    room.act("link", **{"from": first, "to": fourth})
    return first, second, third, fourth


def fix(room: Room) -> None:
    maps.freeze(room.own, NOON)


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
LAST, FIRST = "WHERE number = 2", "WHERE number = 1"


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


# On an export


def setting(*path: Any, to: Any) -> Alter:
    def alter(it: Any) -> None:
        for step in path[:-1]:
            it = it[step]
        assert it[path[-1]] != to, "it changed nothing"
        it[path[-1]] = to

    return alter


def a_text(it: Document) -> Document:
    return next(one for one in it["oneliners"] if one["text"] == "Uitspraak 0.")


def masked_by_nobody(it: Document) -> None:
    a_text(it).update(text="▮▮▮▮ en iets anders.", salt=None, masks=[[0, 4, "gone"]])
    it["counts"]["masked"] += 1


def emptied(it: Document) -> None:
    a_text(it).update(text="", salt=None)


def left(it: Document) -> None:
    next(one for one in it["oneliners"] if not one["salt"])["text"] = "▮▮▮▮ 9."


def one_more(it: Document) -> None:
    it["oneliners"].append({**it["oneliners"][0], "id": "0" * 16})
    it["counts"] = {**it["counts"], "received": len(it["oneliners"]), "mapped": it["counts"]["mapped"] + 1}


def one_less(it: Document) -> None:
    gone = a_text(it)
    it["oneliners"].remove(gone)
    it["counts"]["received"] -= 1
    it["counts"]["hidden" if gone["hidden"] else "mapped"] -= 1


def act(kind: str, **to: Any) -> Alter:
    return lambda it: next(one for one in it["acts"] if one["type"] == kind).update(to)


IN_AN_EXPORT: dict[str, Alter] = {
    "a text": lambda it: a_text(it).update(text="Anders."),
    "a text is masked by nobody": masked_by_nobody,
    "a text is emptied": emptied,
    "what is left of a masked text": left,
    "one more": one_more,
    "one less": one_less,
    **{
        f"a one-liner's {name}": lambda it, name=name, to=to: a_text(it).update({name: to})  # type: ignore[misc]
        for name, to in {
            "question": "0" * 16, "kind": "pitfall", "environment": "execution", "source": "paper",
            "hidden": "off_topic", "same": "x", "parent": "0" * 16, "probe": "0" * 16, "category": "0" * 16,
            "cooperation": "no", "variants": [{"variant": "A", "stance": "for"}], "world": "lived",
            "consultation": "0" * 16, "salt": "00" * 16, "commitment": "00" * 32, "masks": [[0, 4, "gone"]],
        }.items()
    },
    "a question's words": setting("questions", 0, "text", to="Anders?"),
    "a question's title": setting("questions", 0, "title", to="Anders"),
    "a category's name": setting("categories", 0, "name", to="Anders"),
    "a category's name in its division": setting("divisions", 0, "categories", 0, "name", to="Anders"),
    "a placement": setting("divisions", 0, "placements", to={}),
    "a second category": setting("also", to={}),
    "a link": setting("relations", 0, "kind", to="tension"),
    "a probe's words": setting("probes", 0, "text", to="Anders?"),
    "how many there were": setting("presence", to={}),
    "a consultation's day": setting("consultations", 0, "day", to="2026-01-01"),
    "the theme": setting("track", "theme", to="Anders"),
    "a count": setting("counts", "hidden", to=0),
    "the sentence of the counts": setting("counts_line", to="Alles is in de map."),
    "the fingerprint": setting("fingerprint", to="0" * 64),
    "the fingerprint that is shown": setting("fingerprint_shown", to="0" * 16),
    "the format": setting("format", to="facilitator/1"),
    "an act's day": act("hidden", day="2026-01-01"),
    "who did an act": act("hidden", by="eve"),
    "an act's digest": act("hidden", digest="0" * 64),
    "the words of an act": lambda it: next(a for a in it["acts"] if "body" in a)["body"].update(name="Anders"),
    "an act is told by digest alone": lambda it: next(a for a in it["acts"] if "body" in a).pop("body"),
    "what closing destroyed": lambda it: next(a for a in it["acts"] if "apart" in a)["apart"].update(destroyed={}),
    "what closing destroyed is not told": lambda it: next(a for a in it["acts"] if "apart" in a).pop("apart"),
    "an act is left out": lambda it: it["acts"].pop(1),
    "the last act is left out": lambda it: it["acts"].pop(),
    "a version's words": lambda it: a_text(it["versions"][1]["contents"]).update(text="Anders."),
    "a version's text is masked by nobody": lambda it: masked_by_nobody(it["versions"][1]["contents"]),
    "a version's question": setting("versions", 1, "contents", "questions", 0, "text", to="Anders?"),
    "a version's category": setting("versions", 1, "contents", "categories", 0, "name", to="Anders"),
    "a version's placement": lambda it: a_text(it["versions"][1]["contents"]).update(category="0" * 16),
    "a version's day": setting("versions", 1, "day", to="2026-01-01"),
    "a version's author": setting("versions", 1, "by", to="eve"),
    "a version's number": setting("versions", 1, "number", to=7),
    "a version's fingerprint": setting("versions", 1, "fingerprint", to="0" * 64),
    "a version's format": setting("versions", 1, "contents", "format", to="facilitator/1"),
    "a version before's words": lambda it: a_text(it["versions"][0]["contents"]).update(text="Anders."),
}  # fmt: skip


@pytest.mark.parametrize("alter", IN_AN_EXPORT.values(), ids=IN_AN_EXPORT)
def test_what_was_changed_in_an_export_is_noticed(furnished: Furnished, alter: Alter) -> None:
    content = furnished.document
    verifying.document(content)
    alter(content)

    with pytest.raises(Broken) as broken:
        verifying.document(content)

    assert "\n" not in str(broken.value)
    assert "Uitspraak" not in str(broken.value)


WHATEVER_ITS_FINGERPRINT = [
    "a text", "a text is masked by nobody", "what is left of a masked text", "one more", "one less",
    "a one-liner's question", "a one-liner's environment", "a one-liner's source", "a one-liner's parent",
    "a question's words", "a probe's words", "how many there were", "a consultation's day",
]  # fmt: skip


@pytest.mark.parametrize("name", WHATEVER_ITS_FINGERPRINT)
def test_what_is_there_now_is_held_to_what_was_fixed(furnished: Furnished, name: str) -> None:
    content = furnished.document
    IN_AN_EXPORT[name](content)
    content = fingerprinted(content)

    with pytest.raises(Broken):
        verifying.document(content)


AS_IT_WAS_FIXED = [
    "a one-liner's kind", "a one-liner's hidden", "a one-liner's same", "a one-liner's world", "a category's name",
    "a category's name in its division", "a placement", "a second category", "a link",
]  # fmt: skip


def unaltered(furnished: Furnished) -> Document:
    """The document as it would be if nothing had been done since its last version."""
    whole = furnished.document
    last = whole_version(whole["versions"][-1], whole["acts"])
    made: Document = json.loads(json.dumps(fingerprinted({**last, "versions": whole["versions"]})))
    return made


@pytest.mark.parametrize("name", AS_IT_WAS_FIXED)
def test_what_nobody_did_since_it_was_fixed_is_noticed(furnished: Furnished, name: str) -> None:
    content = unaltered(furnished)
    verifying.document(content)
    IN_AN_EXPORT[name](content)

    with pytest.raises(Broken):
        verifying.document(fingerprinted(content))


# By another's hand


def altered(content: Document, alter: Alter) -> Document:
    alter(content)
    return content


def test_another_program_that_follows_the_recipe_finds_the_same(furnished: Furnished, tmp_path: Path) -> None:
    """docs/verify.md is enough: it needs nothing of ours, and no database."""
    good = {"nothing": furnished.document, "nothing since": unaltered(furnished)}
    broken = {name: altered(furnished.document, alter) for name, alter in IN_AN_EXPORT.items()}
    for name in WHATEVER_ITS_FINGERPRINT:
        broken[f"{name}, and the fingerprint"] = fingerprinted(altered(furnished.document, IN_AN_EXPORT[name]))
    for name in AS_IT_WAS_FIXED:
        broken[f"{name}, by nobody"] = fingerprinted(altered(unaltered(furnished), IN_AN_EXPORT[name]))
    files = {name: written(tmp_path, name, content) for name, content in (good | broken).items()}

    found = dict(zip(files, said_by_the_recipe(*files.values()), strict=True))

    assert {name: found.pop(name) for name in good} == dict.fromkeys(good, "good")
    assert [name for name, said in found.items() if not said.startswith("broken: ")] == []


def test_it_finds_what_earlier_releases_exported_good(tmp_path: Path) -> None:
    released = sorted(RELEASED.glob("*_process.json.xz"))
    files = [written(tmp_path, it.name, json.loads(lzma.decompress(it.read_bytes()))) for it in released]

    assert said_by_the_recipe(*files) == ["good"] * len(released)


def written(folder: Path, name: str, content: Document) -> Path:
    file = folder / f"{name}.json"
    file.write_text(json.dumps(content), "utf-8")
    return file


def said_by_the_recipe(*files: Path) -> list[str]:
    command: list[str | Path] = [
        deno(),
        "run",
        "--no-config",
        f"--allow-read={files[0].parent}",
        HERE / "verify.js",
        *files,
    ]
    done = subprocess.run(command, env=deno_environment(), capture_output=True, text=True, check=True)
    return done.stdout.splitlines()
