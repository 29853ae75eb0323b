"""Through which consultation the board of a whole track is reached."""

import pytest
from sqlalchemy import delete, update

from facilitator.services.application import Application
from facilitator.services.rounds import Gathering, add_consultation
from facilitator.steps.analysis import service as analysis
from facilitator.store.tables import Consultation
from tests.makers import Room, room_on
from tests.services.conftest import application, room

__all__ = ["application", "room"]


def seat(room: Room) -> str | None:
    found = analysis.seat_at_board(room.own)
    return found.id if found else None


def test_it_is_that_of_the_last_round(room: Room) -> None:
    later = add_consultation(room.own, Gathering("Ronde 2")).consultation
    assert seat(room) == later


@pytest.mark.parametrize("odd", [{"dry_run": True}, {"code": None, "kind": "interview"}])
def test_it_is_rather_no_rehearsal_and_no_interview_that_goes_on(room: Room, odd: dict[str, object]) -> None:
    later = add_consultation(room.own, Gathering("Anders")).consultation
    with room.store.work() as connection:
        connection.execute(update(Consultation).where(Consultation.id == later).values(**odd))
    assert seat(room) == room.made.consultation


def test_a_rehearsal_is_better_than_nothing(application: Application) -> None:
    rehearsal = room_on(application, dry_run=True)
    assert seat(rehearsal) == rehearsal.made.consultation


def test_there_is_none_where_nothing_was_held(application: Application) -> None:
    made = room_on(application)
    with made.store.work() as connection:
        connection.execute(delete(Consultation).where(Consultation.id == made.made.consultation))
    assert seat(made) is None
