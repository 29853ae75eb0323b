"""What was altered is found and named; what was not is counted. On the database and on an export alone."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import insert, text

from facilitator import exports
from facilitator.domain.map.fingerprint import fingerprint
from facilitator.services.documents import verifying
from facilitator.services.documents.verifying import Broken, Checked
from facilitator.services.documents.writing import fingerprinted
from facilitator.store import Store
from facilitator.store.tables import MapVersion
from tests.makers import Room

Document = dict[str, Any]


@pytest.fixture
def full(room: Room) -> Room:
    """A consultation with something of everything."""
    first, second, third = (room.say(f"Uitspraak {number}.") for number in range(3))
    category = room.add_category("Regels")
    room.act("sort", oneliners=[first, second], category=category)
    room.act("mask", oneliner=third, start=0, end=9, what="person")
    room.act("hide", oneliners=[second], reason="not_content")
    room.act("probe", oneliner=first, text="Waardoor?", to="author")
    room.act("undo")
    return room


def document_of(room: Room) -> Document:
    made: Document = json.loads(exports.of_track(room.store, room.made.track, "json").content)
    return made


def tamper(store: Store, *statements: str) -> None:
    """Do what somebody with the file and another program could."""
    with store.work() as connection:
        connection.execute(text("DROP TRIGGER oneliner_is_literal"))
        for statement in statements:
            connection.execute(text(statement))


def test_what_was_not_altered_is_good(full: Room) -> None:
    assert verifying.database(full.store) == Checked(texts=3, acts=7)
    full.act("close")
    assert verifying.database(full.store, full.made.track) == Checked(texts=2, masked=1, acts=8)
    assert verifying.document(document_of(full)) == Checked(texts=2, masked=1, acts=8)


def test_an_empty_database_is_good(room: Room) -> None:
    assert verifying.database(room.store).texts == 0


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE oneliner SET text = 'Anders.' WHERE text LIKE '%0.'", "its text is not the one"),
        ("UPDATE oneliner SET commitment = lower(hex(randomblob(32)))", "its text is not the one"),
        ("UPDATE oneliner SET salt = NULL, text = 'Anders.' WHERE masks = '[]'", "no salt"),
        ("UPDATE act SET day = '2026-01-01' WHERE type = 'sorted'", r"\(sorted\) does not follow"),
        ("UPDATE act SET \"by\" = 'eve' WHERE type = 'hidden'", r"\(hidden\) does not follow"),
        ("UPDATE act SET body = json_set(body, '$.reason', 'other') WHERE type = 'hidden'", r"\(hidden\) does not"),
        ("DELETE FROM act WHERE type = 'masked'", r"\(hidden\) does not follow"),
        ("DELETE FROM act WHERE type = 'undone'", "does not end where it should"),
        ("UPDATE track SET chain = 'x'", "does not end where it should"),
    ],
)
def test_what_was_altered_in_the_database_is_named(full: Room, statement: str, named: str) -> None:
    tamper(full.store, statement)
    with pytest.raises(Broken, match=named) as broken:
        verifying.database(full.store)
    assert "\n" not in str(broken.value)
    assert "Uitspraak" not in str(broken.value)


def test_what_is_masked_lies_where_it_says(full: Room) -> None:
    full.act("close")
    tamper(full.store, "UPDATE oneliner SET text = 'Iets heel anders.' WHERE salt IS NULL")
    with pytest.raises(Broken, match="masked elsewhere"):
        verifying.database(full.store)


def test_a_track_that_is_not_there_is_not_good(full: Room) -> None:
    with pytest.raises(Broken, match="there is no track"):
        verifying.database(full.store, "0" * 16)


def version(room: Room, root: str, contents: Document) -> None:
    row = {"id": "v", "track_id": room.made.track, "number": 1, "day": "2026-03-12", "by": "ada"}
    with room.store.work() as connection:
        connection.execute(insert(MapVersion), row | {"fingerprint": root, "contents": contents})


def test_a_version_has_the_oneliners_of_its_fingerprint(full: Room) -> None:
    content = fingerprinted(document_of(full), {"number": 1, "day": "2026-03-12", "by": "ada"})
    version(full, content["fingerprint"], content)
    assert verifying.database(full.store).versions == 1


def test_a_version_that_lost_one_is_named(full: Room) -> None:
    content = document_of(full)
    version(full, content["fingerprint"], content | {"oneliners": content["oneliners"][1:]})
    with pytest.raises(Broken, match="version 1"):
        verifying.database(full.store)


def alter_text(it: Document) -> None:
    next(one for one in it["oneliners"] if one["salt"])["text"] = "Anders."


def alter_and_recommit(it: Document) -> None:
    it["oneliners"][0]["commitment"] = "ab" * 32
    it["oneliners"][0]["salt"], it["oneliners"][0]["masks"] = None, [[0, 4, "gone"]]
    it["oneliners"][0]["text"] = "▮▮▮▮ en iets anders."


def leave_one_out(it: Document) -> None:
    it["oneliners"].pop()
    it["counts"]["received"] -= 1


def put_one_in_twice(it: Document) -> None:
    it["oneliners"].append(it["oneliners"][0])
    it["fingerprint"] = fingerprint(one["commitment"] for one in it["oneliners"])
    it["fingerprint_shown"] = it["fingerprint"][:16]


def named_act(it: Document, kind: str) -> Any:
    return next(act for act in it["acts"] if act["type"] == kind)


ALTERED: list[tuple[Callable[[Document], Any], str]] = [
    (alter_text, "its text is not the one"),
    (alter_and_recommit, "fingerprint"),
    (leave_one_out, "fingerprint"),
    (lambda it: it["oneliners"].pop(), "says 3 one-liners and holds 2"),
    (put_one_in_twice, "more than once"),
    (lambda it: it.update(fingerprint_shown="0" * 16), "fingerprint"),
    (lambda it: named_act(it, "category_added")["body"].update(name="Anders"), r"\(category_added\) is not what"),
    (lambda it: named_act(it, "sorted").update(digest="0" * 64), r"\(sorted\) does not follow"),
    (lambda it: named_act(it, "hidden").update(day="2026-01-01"), r"\(hidden\) does not follow"),
    (lambda it: it["acts"].pop(), "does not end"),
    (lambda it: it["acts"].pop(0), "does not follow"),
    (lambda it: it["acts"].reverse(), "does not follow"),
    (lambda it: it.pop("acts"), "not a whole JSON export"),
    (lambda it: it.update(oneliners=[1]), "not a whole JSON export"),
    (lambda it: it["oneliners"][0].update(commitment="xyz"), "not"),
    (lambda it: it.update(format="anders"), "not a JSON export of ours"),
]


@pytest.mark.parametrize(("alter", "named"), ALTERED)
def test_what_was_altered_in_an_export_is_named(full: Room, alter: Callable[[Document], Any], named: str) -> None:
    content = document_of(full)
    verifying.document(copy.deepcopy(content))
    alter(content)
    with pytest.raises(Broken, match=named):
        verifying.document(content)


@pytest.mark.parametrize("content", [None, [], 1, "x", {}, {"format": "facilitator/1"}])
def test_what_is_no_export_is_not_good(content: Any) -> None:
    with pytest.raises(Broken):
        verifying.document(content)
