"""Versions of a map, on both databases: fixed, masked afterwards, taken out and read in again."""

import threading
from functools import partial

import pytest

from facilitator import exports
from facilitator.services import removing
from facilitator.services.application import Application
from facilitator.services.documents import importing, verifying
from facilitator.services.documents import versions as maps
from tests.makers import NOON, Room, room_on


def closed_room(application: Application) -> Room:
    room = room_on(application)
    room.open()
    said = [room.say("Truus van de balie hielp mij. 👩‍🌾"), room.say("De brief is te lang.")]
    room.act("sort", oneliners=said, category=room.add_category("Brieven"))
    room.act("close")
    return room


def test_a_version_loses_what_is_masked_and_stays_good(application: Application) -> None:
    room = closed_room(application)
    version = maps.freeze(room.own, NOON)
    said = next(card.id for card in room.board.cards.values() if card.text.startswith("Truus"))
    room.act("mask", oneliner=said, start=0, end=5, what="person")
    held = maps.contents(application.store, room.made.track, 1)
    assert held is not None
    assert "Truus" not in str(held)
    assert held["fingerprint"] == version.fingerprint
    assert verifying.database(application.store).versions == 1


def test_a_track_is_read_in_where_it_came_from_once_it_is_gone(application: Application) -> None:
    room = closed_room(application)
    maps.freeze(room.own, NOON)
    content = exports.of_track(application.store, room.made.track, "json").content
    removing.remove(application, room.own_assignment, title="Schulden en armoede")
    importing.take_in(application.store, "ada", importing.read(content))
    assert exports.of_track(application.store, room.made.track, "json").content == content
    assert verifying.database(application.store).versions == 1


@pytest.mark.parametrize(("anew", "made"), [(False, [1]), (True, [1, 2, 3, 4])])
def test_whoever_fix_at_once_make_one_version_unless_told_otherwise(
    application: Application, anew: bool, made: list[int]
) -> None:
    room = closed_room(application)
    fix = partial(maps.freeze, room.own, NOON, anew=anew)
    fixing = [threading.Thread(target=fix) for _ in range(4)]
    for it in fixing:
        it.start()
    for it in fixing:
        it.join()
    assert [it.number for it in maps.versions(application.store, room.made.track)] == made
