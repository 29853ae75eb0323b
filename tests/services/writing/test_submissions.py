"""Taking one-liners down once for each key, and taking them back for who holds it."""

from uuid import uuid4

import pytest
from sqlalchemy import func, select

from facilitator.services.application import Application
from facilitator.store import tables
from tests.makers import Room, code_of, room_on


def kept(room: Room) -> int:
    with room.store.read() as connection:
        return connection.scalar(select(func.count()).select_from(tables.Oneliner)) or 0


def test_the_same_key_with_the_same_text_is_taken_down_once(room: Room) -> None:
    said = room.say("Schaamte.")
    assert room.send("Schaamte.", key=room.keys[said]) == said
    assert kept(room) == 1


def test_the_same_key_twice_in_a_batch_is_taken_down_once(room: Room) -> None:
    job = room.submission("Schaamte.")
    first, again = room.application.write([job, job])
    assert (first, kept(room)) == (again, 1)


def test_a_key_is_read_whatever_its_case(room: Room) -> None:
    key = str(uuid4())
    assert room.send("Schaamte.", key=key) == room.send("Schaamte.", key=key.upper())


def test_another_text_under_a_key_is_refused(room: Room) -> None:
    said = room.say("Schaamte.")
    assert code_of(room.send("Iets anders.", key=room.keys[said])) == "key_taken"


def test_a_key_of_another_consultation_is_refused(application: Application, room: Room) -> None:
    said, other = room.say("Schaamte."), room_on(application)
    other.open()
    assert code_of(other.send("Schaamte.", key=room.keys[said])) == "key_taken"


def test_what_was_taken_down_is_acknowledged_after_its_question_closed_too(room: Room) -> None:
    said = room.say("Schaamte.")
    room.act("close_question")
    assert room.send("Schaamte.", key=room.keys[said]) == said


@pytest.mark.parametrize(("question", "code"), [(2, "question_closed"), (1, None)])
def test_only_the_open_question_is_answered(room: Room, question: int, code: str | None) -> None:
    outcome = room.send("Schaamte.", question=question)
    assert (code_of(outcome) if code else None) == code


def test_what_is_taken_back_is_gone_and_stays_gone(room: Room) -> None:
    said = room.say("Toch niet.")
    assert [room.withdraw(room.keys[said]) for _ in range(2)] == [None, None]
    assert (kept(room), said in room.board.cards) == (0, False)
    assert room.send("Toch niet.", key=room.keys[said]) == said
    assert kept(room) == 0


def test_without_its_key_nothing_is_taken_back(application: Application, room: Room) -> None:
    said, other = room.say("Schaamte."), room_on(application)
    assert code_of(room.withdraw(str(uuid4()))) == "not_yours"
    assert code_of(other.withdraw(room.keys[said])) == "not_yours"
    assert kept(room) == 1


@pytest.mark.parametrize(("then", "outcome"), [("pause", None), ("close_question", "question_closed")])
def test_a_pause_lets_somebody_take_back_and_a_closed_question_does_not(
    room: Room, then: str, outcome: str | None
) -> None:
    said = room.say("Schaamte.")
    room.act(then)
    found = room.withdraw(room.keys[said])
    assert (found if outcome is None else code_of(found)) == outcome


def test_what_was_taken_back_is_taken_out_of_its_category(room: Room) -> None:
    said = room.say("Toch niet.")
    room.act("sort", oneliners=[said], category=room.add_category("Werk"))
    room.withdraw(room.keys[said])
    with room.store.read() as connection:
        assert connection.scalar(select(func.count()).select_from(tables.Placement)) == 0
