"""A questionnaire opens with all its questions at once, for who leads it and nobody else."""

import pytest

from facilitator.services.application import Application
from facilitator.services.writing import SetQuestionnaire
from tests.makers import Room, code_of, room_on


@pytest.fixture
def room(application: Application) -> Room:
    return room_on(application, self_paced=True)


def put(room: Room, *, opened: bool, by: str = "ada") -> object:
    made = room.made
    job = SetQuestionnaire(track=made.track, consultation=made.consultation, by=by, opened=opened)
    return room.application.write([job])[0]


def test_it_opens_by_its_first_question(room: Room) -> None:
    assert put(room, opened=True) == 1
    state = room.board.consultations[room.made.consultation]
    assert (state.phase, state.question) == ("open", room.question(1))
    assert room.say("Antwoord op vier.", question=4)


def test_it_takes_no_answers_for_now(room: Room) -> None:
    put(room, opened=True)
    assert put(room, opened=False) == 2
    assert code_of(room.send("Te laat.")) == "question_closed"


@pytest.mark.parametrize("opened", [True, False])
def test_who_asks_for_what_is_so_already_changes_nothing(room: Room, opened: bool) -> None:
    put(room, opened=opened)
    before = room.board.revision
    assert put(room, opened=opened) == before
    assert room.board.revision == before


def test_a_pause_is_ended_by_closing_and_not_by_opening_again(room: Room) -> None:
    put(room, opened=True)
    room.act("pause")
    put(room, opened=True)
    assert room.board.consultations[room.made.consultation].phase == "paused"


def test_a_consultation_in_a_room_is_no_questionnaire(application: Application) -> None:
    room = room_on(application)
    assert code_of(put(room, opened=True)) == "bad_request"
    assert room.board.revision == 0


def test_who_has_no_business_there_opens_nothing(room: Room) -> None:
    assert code_of(put(room, opened=True, by="eve")) == "forbidden"


def test_what_is_over_is_not_opened_again(room: Room) -> None:
    room.act("close")
    assert code_of(put(room, opened=True)) == "closed"


def test_nobody_is_asked_before_it_is_clear_what_about(application: Application) -> None:
    room = room_on(application, self_paced=True, suspicion="")
    assert code_of(put(room, opened=True)) == "no_suspicion"
