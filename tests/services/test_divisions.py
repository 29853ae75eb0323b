"""Several ways of dividing the same one-liners: one lies open, and the others keep what was laid in them."""

from typing import Any

import pytest

from facilitator.services import divisions
from facilitator.services.application import Application
from tests.makers import Room, code_of, room_on


def track(room: Room) -> Any:
    """The track, read anew."""
    room.application.freshen()
    return room.application.track(room.made.track)


def add(room: Room, name: str) -> str:
    before = set(track(room).divisions)
    room.act("add_division", name=name)
    (made,) = set(track(room).divisions) - before
    return str(made)


def test_another_division_is_empty_and_the_first_one_keeps(application: Application) -> None:
    room = room_on(application)
    room.open()
    oneliner, first = room.say("Schaamte."), room.add_category("Regels")
    room.act("sort", oneliners=[oneliner], category=first)
    theme = application.track(room.made.track).division[0]
    room.act("add_division", name="Levensfase")
    application.freshen()
    (other,) = set(application.track(room.made.track).divisions) - {theme}
    room.act("use_division", division=other)
    application.freshen()
    assert (room.board.categories, room.board.cards[oneliner].category) == ({}, None)
    assert code_of(room.act("undo")) == "nothing_to_undo"
    room.act("sort", oneliners=[oneliner], category=room.add_category("Jong"))
    room.act("use_division", division=theme)
    application.freshen()
    assert room.board.cards[oneliner].category == first


def test_an_unknown_division_is_refused(application: Application) -> None:
    room = room_on(application)
    assert code_of(room.act("use_division", division="f" * 16)) == "bad_request"


def test_a_new_division_does_not_lie_open(room: Room) -> None:
    before = track(room).division
    made = add(room, "Levensfase")
    assert (track(room).division, track(room).divisions[made]) == (before, "Levensfase")


def test_exactly_one_division_lies_open(room: Room) -> None:
    made = [add(room, name) for name in ("Levensfase", "Wijk")]
    for it in made:
        room.act("use_division", division=it)
        assert track(room).division[0] == it


def test_the_division_of_another_track_is_not_laid_open(application: Application, room: Room) -> None:
    theirs = add(room_on(application), "Levensfase")
    assert code_of(room.act("use_division", division=theirs)) == "bad_request"


def test_nothing_is_written_of_a_division_that_is_not_there(room: Room) -> None:
    here = track(room)
    with room.store.work() as connection, pytest.raises(Exception, match="bad_request"):
        divisions.use(connection, here, "f" * 16, revision=9)
    assert track(room).division == here.division


def test_what_was_done_in_one_division_is_not_undone_from_another(room: Room) -> None:
    room.add_category("Regels")
    room.act("use_division", division=add(room, "Levensfase"))
    track(room)
    assert code_of(room.act("undo")) == "nothing_to_undo"
