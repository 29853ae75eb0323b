"""After closing, nothing leads back to who said what, and what was masked is destroyed."""

import pytest
from sqlalchemy import select

from facilitator.domain.text import MASK
from facilitator.services import attendance
from facilitator.services.application import Application
from facilitator.services.documents import verifying
from facilitator.services.scheduler import Scheduler
from facilitator.services.writing import THE_SERVER
from facilitator.store import tables
from tests.makers import Room, code_of, room_on

NAME = "Truus Boterbloem"


def row_of(room: Room, oneliner: str) -> dict[str, object]:
    with room.store.read() as connection:
        query = select(tables.Oneliner.__table__).where(tables.Oneliner.id == oneliner)
        return dict(connection.execute(query).mappings().one())


def on_disk(application: Application, words: str) -> bool:
    """Whether the words are anywhere in the database's files, read as bytes."""
    assert application.store.file is not None
    files = application.store.file.parent.glob(f"{application.store.file.name}*")
    return any(words.encode() in file.read_bytes() for file in files)


def mask(room: Room, oneliner: str, words: str = NAME) -> None:
    start = room.board.cards[oneliner].text.index(words)
    room.act("mask", oneliner=oneliner, start=start, end=start + len(words), what="person")


def test_the_keys_are_gone(room: Room) -> None:
    room.say("Van ben.")
    room.act("close")
    with room.store.read() as connection:
        assert connection.execute(select(tables.Receipt)).all() == []
        assert connection.execute(select(tables.Consultation.code)).scalar_one() is None


def test_what_is_let_through_after_closing_does_not_tell_what_came_in_together(application: Application) -> None:
    room = room_on(application, hold=4)
    room.open()
    held = [room.say(f"Uitspraak {number}.") for number in range(3)]
    room.act("close")
    room.act("release", by=THE_SERVER, oneliners=held)
    assert {room.board.cards[it].gate for it in held} == {"open"}
    with room.store.read() as connection:
        assert connection.execute(select(tables.Arrival)).all() == []


def test_the_keys_of_another_consultation_stay(room: Room, application: Application) -> None:
    elsewhere = room_on(application)
    elsewhere.open()
    said = elsewhere.say("Blijft.")
    room.act("close")
    assert elsewhere.withdraw(elsewhere.keys[said]) is None


def test_what_was_masked_is_destroyed(room: Room) -> None:
    said = room.say(f"{NAME} van de balie hielp mij.")
    before = row_of(room, said)
    mask(room, said)
    assert row_of(room, said)["text"] == before["text"], "until it closes, it can be undone"
    room.act("close")
    after = row_of(room, said)
    assert after["text"] == f"{MASK} van de balie hielp mij."
    assert after["salt"] is None
    assert after["commitment"] == before["commitment"]
    assert room.board.cards[said].shown_text == after["text"]


def test_nothing_else_changes(room: Room) -> None:
    said = room.say("Blijft zoals het is.")
    category = room.add_category("Regels")
    room.act("sort", oneliners=[said], category=category)
    before = row_of(room, said)
    room.act("close")
    assert row_of(room, said) == before
    assert room.board.cards[said].category == category


def test_the_bytes_of_what_was_masked_are_off_the_disk(room: Room, application: Application) -> None:
    for number in range(300):
        said = room.say(f"{number}: {NAME} van de balie hielp mij.")
        mask(room, said)
    assert on_disk(application, NAME)
    room.act("close")
    assert not on_disk(application, NAME)


def test_the_bytes_of_what_was_withdrawn_are_off_the_disk(room: Room, application: Application) -> None:
    for number in range(100):
        said = room.say(f"{number}: {NAME} van de balie hielp mij.")
        room.withdraw(room.keys[said])
    room.act("close")
    assert not on_disk(application, NAME)


def test_masking_after_closing_destroys_at_once(room: Room, application: Application) -> None:
    said = room.say(f"{NAME} van de balie hielp mij.")
    room.act("close")
    mask(room, said)
    assert row_of(room, said)["text"] == f"{MASK} van de balie hielp mij."
    assert not on_disk(application, NAME)
    assert room.board.cards[said].status == "masked"


def test_what_was_taken_back_before_closing_is_not_done_again(room: Room) -> None:
    said = room.say(f"{NAME} van de balie hielp mij.")
    mask(room, said)
    room.act("undo")
    room.act("close")
    assert code_of(room.act("redo")) == "nothing_to_redo"
    assert room.board.cards[said].shown_text == f"{NAME} van de balie hielp mij."


def test_what_is_destroyed_is_not_undone(room: Room) -> None:
    said = room.say(f"{NAME} van de balie hielp mij.")
    room.act("close")
    mask(room, said)
    assert code_of(room.act("undo")) == "changed_since"
    assert room.board.cards[said].shown_text == f"{MASK} van de balie hielp mij."


def test_what_was_done_with_its_one_liners_is_not_undone(room: Room, application: Application) -> None:
    said = room.say("Blijft zoals het is.")
    room.act("star", oneliners=[said])
    _, at_once = application.write([room.performance("close"), room.performance("undo")])
    assert code_of(at_once) == "nothing_to_undo"
    assert code_of(room.act("undo")) == "nothing_to_undo"
    assert room.board.cards[said].telling


def test_acts_of_another_consultation_stay_whole(room: Room) -> None:
    said = room.say("Van de eerste ronde.")
    room.act("close")
    room.act("star", oneliners=[said])
    room.act("hide", oneliners=[said], reason="off_topic")
    kept = bodies(room)
    assert [kept[it]["oneliners"] for it in ("starred", "hidden")] == [[said], [said]]
    assert said not in str(kept["closed"])


def bodies(room: Room) -> dict[str, dict[str, object]]:
    of = tables.ActRecord
    with room.store.read() as connection:
        return {row.type: row.body for row in connection.execute(select(of.type, of.body).order_by(of.revision))}


def test_the_act_that_closes_keeps_no_place(room: Room) -> None:
    category = room.add_category("Regels")
    for number in range(12):
        room.act("sort", oneliners=[room.say(f"Uitspraak {number}.")], category=category)
    before = [it.id for it in room.board.in_category(category)]
    room.act("close")
    assert [it.id for it in room.board.in_category(category)] == sorted(before)
    assert not any(it in str(bodies(room)) for it in before)


def test_a_place_that_was_chosen_stays_in_every_division(room: Room, application: Application) -> None:
    last, first, chosen = (room.say(f"Uitspraak {number}.") for number in range(3))
    laid(room, room.add_category("Regels"), last, first, chosen)
    room.act("add_division", name="Anders")
    (other,) = application.track(room.made.track).divisions.keys() - {application.track(room.made.track).division[0]}
    before = order_by_division(room)
    room.act("use_division", division=other)
    laid(room, room.add_category("Schaamte"), last, first, chosen)
    before |= order_by_division(room)
    room.act("close")

    assert order_by_division(room) == {it: [min(a, c), b, max(a, c)] for it, (a, b, c) in before.items()}


def laid(room: Room, category: str, *oneliners: str) -> None:
    """Lay two at the end, and the third between them."""
    one, other, between = oneliners
    room.act("sort", oneliners=[one, other], category=category)
    room.act("sort", oneliners=[between], category=category, before=other)


def order_by_division(room: Room) -> dict[str, list[str]]:
    of = tables.Placement
    found: dict[str, list[str]] = {}
    with room.store.read() as connection:
        for row in connection.execute(select(of.division_id, of.oneliner_id).order_by(of.order)):
            found.setdefault(row.division_id, []).append(row.oneliner_id)
    return found


def test_all_is_good_before_and_after(room: Room) -> None:
    plain, named = room.say("Zonder naam."), room.say(f"{NAME} van de balie hielp mij.")
    mask(room, named)
    assert verifying.database(room.store).texts == 2
    room.act("close")
    checked = verifying.database(room.store)
    assert (checked.texts, checked.masked) == (1, 1)
    assert plain in room.board.cards


@pytest.mark.parametrize("act", ["open_question", "close", "pause"])
def test_what_is_closed_stays_closed(room: Room, act: str) -> None:
    room.act("close")
    fields = {"question": room.question()} if act == "open_question" else {}
    assert code_of(room.act(act, **fields)) == "closed"


def test_what_could_not_be_swept_at_once_is_swept_later(room: Room, application: Application) -> None:
    said = room.say(f"{NAME} van de balie hielp mij.")
    mask(room, said)
    with application.store.read() as reading:
        reading.execute(select(tables.Oneliner.id)).all()
        room.act("close")
        assert on_disk(application, NAME)
        assert application.unswept
    Scheduler(application).tick()
    assert not on_disk(application, NAME)
    assert not application.unswept


def environments(room: Room) -> set[tuple[str, object]]:
    with room.store.read() as connection:
        found = connection.execute(select(tables.Oneliner.text, tables.Oneliner.environment)).all()
        return {(text, environment) for text, environment in found}


def test_from_where_few_looked_is_forgotten(room: Room) -> None:
    room.say("Van een van drie.", environment="policy")
    room.say("Van een van twee.", environment="execution")
    room.say("Van wie niets zei.")
    attendance.keep_most(room.store, room.made.consultation, {"policy": 3, "execution": 2})
    room.act("close")
    with room.store.read() as connection:
        kept = connection.execute(select(tables.Attendance.environment)).scalars().all()

    assert environments(room) == {
        ("Van een van drie.", "policy"),
        ("Van een van twee.", None),
        ("Van wie niets zei.", None),
    }
    assert kept == ["policy"]


def test_that_nothing_is_told_of_few_tells_nothing_either(room: Room) -> None:
    room.say("Van een van negen.", environment="policy")
    room.say("Van een van drie.", environment="regulation")
    room.say("Van de enige.", environment="execution")
    attendance.keep_most(room.store, room.made.consultation, {"policy": 9, "regulation": 3, "execution": 1})
    room.act("close")

    assert environments(room) == {
        ("Van een van negen.", "policy"),
        ("Van een van drie.", None),
        ("Van de enige.", None),
    }


def test_who_comes_after_the_close_is_not_counted(room: Room) -> None:
    room.act("close")
    attendance.keep_most(room.store, room.made.consultation, {"policy": 1})
    with room.store.read() as connection:
        assert connection.execute(select(tables.Attendance)).all() == []
