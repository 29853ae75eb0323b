"""Key persons who are there already, for tests that go in by the services or the web."""

from collections.abc import Sequence
from datetime import date

from facilitator.steps.persons import service as key_persons
from facilitator.steps.persons.rules import Seat
from facilitator.steps.persons.service import NewSeats
from facilitator.store import Store
from tests.owners import own_track

EARLY = date(2026, 3, 12)
"""A day before any term is over."""


def seated(store: Store, track: str, seats: Sequence[Seat]) -> list[str]:
    """Put seats on a track; give their ids."""
    return key_persons.add(own_track(store, track), NewSeats(seats), today=EARLY)
