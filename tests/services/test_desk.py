"""A desk shows what is one's own, with what one helps with beside it, and nobody else's."""

import pytest

from facilitator.domain.beginnings import Settled
from facilitator.services import assignments, desk
from facilitator.services.application import Application
from facilitator.services.assignments import Beginning, Wanted
from facilitator.services.rounds import Gathering, add_consultation
from tests.makers import Room, room_on
from tests.owners import own_assignment


def test_what_is_one_s_own_is_given(room: Room) -> None:
    made = room.made
    own = desk.assignment(room.store, "ada", made.assignment)
    track = desk.track(room.store, "ada", made.track)
    consultation = desk.consultation(room.store, "ada", made.consultation)
    assert own is not None and track is not None and consultation is not None
    assert (own.title, own.theme) == ("Schulden en armoede", "Schulden en armoede")
    assert (track.kind, track.assignment_title, track.owner) == ("process", own.title, "ada")
    assert (consultation.code, consultation.phase, consultation.track) == (made.code, "open", made.track)


@pytest.mark.parametrize("who", ["eve", "nobody"])
def test_what_is_somebody_else_s_is_not_there(room: Room, who: str) -> None:
    made, store = room.made, room.store
    assert desk.assignment(store, who, made.assignment) is None
    assert desk.track(store, who, made.track) is None
    assert desk.consultation(store, who, made.consultation) is None
    assert (desk.assignments(store, who), desk.consultations(store, who)) == ([], [])


def test_who_helps_has_the_consultation_and_nothing_around_it(room: Room) -> None:
    room.join("eve")
    made, store = room.made, room.store
    assert [it.id for it in desk.consultations(store, "eve")] == [made.consultation]
    assert desk.consultation(store, "eve", made.consultation) == desk.consultation(store, "ada", made.consultation)
    assert desk.track(store, "eve", made.track) is None
    assert desk.assignment(store, "eve", made.assignment) is None


def test_a_helper_s_other_consultations_of_the_same_track_stay_away(room: Room) -> None:
    room.join("eve")
    other = add_consultation(room.own, Gathering("Ronde 2")).consultation
    assert desk.consultation(room.store, "eve", other) is None


def test_assignments_are_listed_by_title(application: Application) -> None:
    for theme in ("wonen", "armoede", "zorg"):
        room_on(application, theme=theme)
    assert [it.theme for it in desk.assignments(application.store, "ada")] == ["armoede", "wonen", "zorg"]


def test_the_process_comes_before_the_goals(room: Room) -> None:
    (own,) = desk.assignments(room.store, "ada")
    assignments.begin_goal(own_assignment(room.store, own), Beginning(Settled("schulden")))
    assert [it.kind for it in desk.tracks_of(room.store, own)] == ["process", "goal"]


def test_rounds_are_listed_from_the_first_on_a_track_and_from_the_last_on_the_desk(room: Room) -> None:
    for title in ("Ronde 2", "Ronde 3"):
        add_consultation(room.own, Gathering(title))
    assert [it.round for it in desk.consultations_on(room.own)] == [1, 2, 3]
    assert [it.round for it in desk.consultations(room.store, "ada")] == [3, 2, 1]
    assert desk.last_round(room.store, room.made.track) == 3


def test_a_track_that_is_not_there_has_no_round(application: Application) -> None:
    assert desk.last_round(application.store, "f" * 16) == 0


def test_a_question_counts_what_its_own_consultation_brought(room: Room) -> None:
    room.say("Schaamte.")
    hidden = room.say("De koffie is op.")
    room.act("hide", oneliners=[hidden], reason="hoort er niet bij")
    add_consultation(room.own, Gathering("Ronde 2"))
    first, second = desk.consultations_on(room.own)
    assert [it.received for it in desk.questions(room.store, first)] == [2, 0, 0, 0, 0]
    assert [it.received for it in desk.questions(room.store, second)] == [0] * 5
    assert [it.number for it in desk.questions(room.store, first)] == [1, 2, 3, 4, 5]


def test_so_few_people_that_one_could_be_told_are_left_out(room: Room) -> None:
    room.attend("policy", 3)
    room.attend("execution", 2)
    assert desk.attendance(room.store, room.made.consultation) == {"policy": 3}


def test_who_was_shown_to_have_business_with_it_is_given_any_consultation(room: Room) -> None:
    found = desk.any_consultation(room.store, room.made.consultation)
    assert found == desk.consultation(room.store, "ada", room.made.consultation)
    assert desk.any_consultation(room.store, "f" * 16) is None


def test_an_assignment_of_another_account_is_not_among_one_s_own(application: Application) -> None:
    assignments.create(application.store, "eve", Wanted("process", "wonen"))
    room_on(application)
    assert [it.facilitator_id for it in desk.assignments(application.store, "ada")] == ["ada"]
