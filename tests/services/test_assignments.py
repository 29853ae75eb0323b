"""What is made at the desk fits where it is shown, and belongs to somebody with an account."""

from dataclasses import replace
from typing import Any

import pytest

from facilitator.domain.beginnings import Settled
from facilitator.domain.refusals import Refusal
from facilitator.services import assignments, desk, portfolio, rounds
from facilitator.services.accounts import facilitators, helpers
from facilitator.services.application import Application
from facilitator.services.assignments import Beginning, Wanted
from facilitator.services.documents import gathering, importing
from facilitator.services.documents import writing as documents
from facilitator.services.rounds import Gathering
from tests.makers import NOON, Room, room_on
from tests.owners import own_assignment

NOW = int(NOON.timestamp())
WANTED = Wanted("process", "schulden")


def own(application: Application) -> list[desk.DeskAssignment]:
    return desk.assignments(application.store, "ada")


@pytest.mark.parametrize(
    "odd",
    [
        {"theme": ""},
        {"theme": "x" * 121},
        {"theme": "twee\nregels"},
        {"title": "x" * 121},
        {"organisation": "x" * 61},
        {"suspicion": "x" * 281},
        {"introduction": "x" * 601},
        {"settled": {"solution": "x" * 281}, "track": "goal"},
        {"language": "xx"},
        {"track": "third"},
        {"hold": 11},
    ],
)
def test_nothing_is_made_of_what_does_not_fit(application: Application, odd: dict[str, Any]) -> None:
    with pytest.raises(Refusal, match="bad_request"):
        assignments.create(application.store, "ada", replace(WANTED, **odd))
    assert own(application) == []


@pytest.mark.parametrize("odd", [{"title": ""}, {"title": "x" * 121}, {"round": 0}, {"round": 100}, {"hold": -1}])
def test_no_round_is_added_that_does_not_fit(room: Room, odd: dict[str, Any]) -> None:
    with pytest.raises(Refusal, match="bad_request"):
        rounds.add_consultation(room.own, replace(Gathering("Ronde 2"), **odd))
    assert desk.last_round(room.store, room.made.track) == 1


@pytest.mark.parametrize(
    "odd", [{"title": ""}, {"title": "x" * 121}, {"theme": ""}, {"organisation": "x" * 61}, {"work_form": "hobby"}]
)
def test_no_details_are_kept_that_do_not_fit(application: Application, room: Room, odd: dict[str, Any]) -> None:
    (found,) = own(application)
    wanted = replace(portfolio.details_of(found), **odd)
    with pytest.raises(Refusal, match="bad_request"):
        portfolio.change(
            application, own_assignment(application.store, found), wanted, etag=portfolio.etag_of_details(found)
        )
    assert own(application) == [found]


@pytest.mark.parametrize("suspicion", ["", " ", "x" * 281])
def test_no_process_begins_without_a_suspicion_that_fits(application: Application, suspicion: str) -> None:
    room_on(application, track="goal")
    (found,) = own(application)
    with pytest.raises(Refusal, match="bad_request"):
        assignments.begin_process(own_assignment(application.store, found), suspicion, language="nl")
    assert [it.kind for it in desk.tracks_of(application.store, found)] == ["goal"]


@pytest.mark.parametrize("odd", [{"settled": Settled("x" * 281)}, {"introduction": "x" * 601}])
def test_no_goal_begins_with_what_does_not_fit(application: Application, room: Room, odd: dict[str, Any]) -> None:
    (found,) = own(application)
    with pytest.raises(Refusal, match="bad_request"):
        assignments.begin_goal(own_assignment(application.store, found), replace(Beginning(Settled()), **odd))
    assert [it.kind for it in desk.tracks_of(application.store, found)] == ["process"]


# Guests


@pytest.fixture
def guest(room: Room) -> str:
    token = helpers.invite(room.store, facilitator="ada", consultation=room.made.consultation, now=NOW)
    accepted = helpers.accept_as_guest(room.store, token, name="Tom", now=NOW)
    assert accepted is not None
    tom = facilitators.who(room.store, accepted[0].token, now=NOW)
    assert tom is not None
    return tom.id


def test_a_guest_makes_no_assignment(application: Application, guest: str) -> None:
    with pytest.raises(Refusal, match="forbidden"):
        assignments.create(application.store, guest, WANTED)
    assert desk.assignments(application.store, guest) == []


def test_a_guest_reads_no_assignment_in(application: Application, room: Room, guest: str) -> None:
    document = documents.document(gathering.of_track(room.store, room.made.track, versions=True))
    with pytest.raises(Refusal, match="forbidden"):
        importing.take_in(application.store, guest, document)


def test_a_guest_comes_in_elsewhere_by_name_alone(application: Application, room: Room, guest: str) -> None:
    other = room_on(application).made.consultation
    token = helpers.invite(room.store, facilitator="ada", consultation=other, now=NOW)
    with pytest.raises(Refusal, match="forbidden"):
        helpers.accept(room.store, token, facilitator=guest, now=NOW)
    assert helpers.open_invitations(room.store, other, now=NOW) == 1


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "Tom\nTom"])
def test_a_guest_has_a_name_of_one_line(room: Room, name: str) -> None:
    token = helpers.invite(room.store, facilitator="ada", consultation=room.made.consultation, now=NOW)
    with pytest.raises(Refusal, match="bad_request"):
        helpers.accept_as_guest(room.store, token, name=name, now=NOW)
    assert helpers.invited_to(room.store, token, now=NOW) == room.made.consultation
