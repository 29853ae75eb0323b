"""What changes beside a track's journal is read anew by whoever holds the track in memory."""

import pytest
from sqlalchemy import select, update

from facilitator.domain.refusals import Refusal
from facilitator.services.application import Application
from facilitator.services.doors import NoDoors
from facilitator.services.invalidation import announce, invalidate
from facilitator.store.tables import Category, Track
from tests.makers import Room


class Listening(NoDoors):
    """Doors that note which track moved on, and to where."""

    def __init__(self) -> None:
        """Begin with none."""
        self.moves: list[tuple[str, int]] = []

    def moved_on(self, track: str, revision: int) -> None:
        """Note it."""
        self.moves.append((track, revision))


def test_the_journal_moves_past_the_change_and_nobody_can_ask_for_what_was_before(room: Room) -> None:
    before = room.board.revision

    with room.store.work() as connection:
        revision = invalidate(connection, room.made.track)
    announce(room.application, room.made.track, revision)

    with room.store.read() as connection:
        kept = connection.execute(select(Track.revision, Track.floor)).one()
    assert (revision, room.board.revision, *kept) == (before + 1,) * 4


def test_a_change_beside_the_journal_is_seen_once_it_is_announced(room: Room) -> None:
    category = room.add_category("Regels")
    with room.store.work() as connection:
        connection.execute(update(Category).where(Category.id == category).values(name="Kaders"))
        revision = invalidate(connection, room.made.track)

    announce(room.application, room.made.track, revision)

    assert room.board.categories[category].name == "Kaders"


def test_acts_go_on_after_it(room: Room) -> None:
    with room.store.work() as connection:
        revision = invalidate(connection, room.made.track)
    announce(room.application, room.made.track, revision)

    assert room.act("add_category", name="Regels") == revision + 1


def test_boards_screens_and_phones_get_a_new_start(room: Room) -> None:
    doors = Listening()
    room.application.doors = doors

    announce(room.application, room.made.track, 7)

    assert doors.moves == [(room.made.track, 7)]


def test_a_track_that_is_not_there_is_refused(application: Application) -> None:
    with pytest.raises(Refusal, match="bad_request"), application.store.work() as connection:
        invalidate(connection, "no-such-track")
