"""One transaction's worth of a track: who may act in it, which probe is answered, what will be told of it."""

from collections.abc import Iterator

import pytest

from facilitator.domain.events import Event
from facilitator.domain.refusals import Refusal
from facilitator.services.writing import THE_SERVER
from facilitator.services.writing.unit_of_work import UnitOfWork
from tests.makers import NOON, Room


@pytest.fixture
def unit(room: Room) -> Iterator[UnitOfWork]:
    room.join("eve")
    room.act("probe", text="Hoe dan?", to="everyone")
    track = room.application.track(room.made.track)
    with room.store.work() as connection:
        yield UnitOfWork(track, connection, NOON)


@pytest.mark.parametrize("who", ["ada", THE_SERVER])
def test_its_owner_and_the_server_may_do_all(unit: UnitOfWork, room: Room, who: str) -> None:
    unit.check_lead(who, room.made.consultation, owner=True)


def test_who_helps_may_do_what_is_not_for_the_owner(unit: UnitOfWork, room: Room) -> None:
    unit.check_lead("eve", room.made.consultation)
    with pytest.raises(Refusal, match="not_yours"):
        unit.check_lead("eve", room.made.consultation, owner=True)


@pytest.mark.parametrize("owner", [False, True])
def test_who_has_no_business_there_may_do_nothing(unit: UnitOfWork, room: Room, owner: bool) -> None:
    for who, consultation in (("mallory", room.made.consultation), ("eve", "f" * 16)):
        with pytest.raises(Refusal, match="forbidden"):
            unit.check_lead(who, consultation, owner=owner)


def test_the_next_revision_follows_the_board_s(unit: UnitOfWork) -> None:
    assert unit.next_revision == unit.track.board.revision + 1


def test_what_is_announced_is_so_here_and_waits_to_be_told(unit: UnitOfWork) -> None:
    event = Event(unit.next_revision, "resumed")
    unit.announce(event)
    assert (unit.track.board.revision, [it.event for it in unit.announcements]) == (event.revision, [event])


def test_a_probe_is_found_where_it_was_asked(unit: UnitOfWork, room: Room) -> None:
    (asked,) = unit.track.probes.values()
    assert unit.probe(asked.id, room.made.consultation) == asked
    assert unit.probe(None, room.made.consultation) is None


def test_a_probe_is_no_probe_elsewhere(unit: UnitOfWork, room: Room) -> None:
    (asked,) = unit.track.probes.values()
    for probe, consultation in ((asked.id, "f" * 16), ("f" * 16, room.made.consultation), (7, room.made.consultation)):
        with pytest.raises(Refusal, match="bad_request"):
            unit.probe(probe, consultation)
