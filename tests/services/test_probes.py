"""A phone that was away hears again what is still asked of it, and nothing that was asked of somebody else."""

import pytest

from facilitator.services import probes
from facilitator.services.application import Application
from tests.makers import Room, room_on


def missed(room: Room, *written: str) -> list[str]:
    track = room.application.track(room.made.track)
    return [it.text for it in probes.missed(track, room.made.consultation, written=set(written))]


def test_what_everybody_is_asked_is_heard_again(room: Room) -> None:
    room.act("probe", oneliner=room.say("Schaamte."), text="Hoe dan?", to="everyone")
    assert missed(room) == ["Hoe dan?"]


def test_what_its_author_is_asked_is_heard_by_its_author_alone(room: Room) -> None:
    mine, other = room.say("Schaamte."), room.say("Te duur.")
    room.act("probe", oneliner=mine, text="Wat bedoelt u?", to="author")
    assert (missed(room, mine), missed(room, other), missed(room)) == (["Wat bedoelt u?"], [], [])


def test_what_was_asked_of_nothing_in_particular_is_not_heard_again(room: Room) -> None:
    room.act("probe", text="Wat nog?", to="everyone")
    assert missed(room) == []


@pytest.mark.parametrize("then", ["close_question", "close"])
def test_a_question_that_closed_takes_its_probes_along(room: Room, then: str) -> None:
    mine = room.say("Schaamte.")
    room.act("probe", oneliner=mine, text="Hoe dan?", to="everyone")
    room.act(then)
    assert missed(room, mine) == []


def test_the_probes_of_another_question_wait(room: Room) -> None:
    room.act("probe", oneliner=room.say("Schaamte."), text="Hoe dan?", to="everyone")
    room.open(2)
    assert missed(room) == []


def test_at_one_s_own_pace_every_question_stands(application: Application) -> None:
    room = room_on(application, self_paced=True)
    room.open()
    room.act("probe", oneliner=room.say("Schaamte.", question=3), text="Hoe dan?", to="everyone")
    assert missed(room) == ["Hoe dan?"]


def test_what_was_withdrawn_is_asked_about_no_more(room: Room) -> None:
    mine = room.say("Toch niet.")
    room.act("probe", oneliner=mine, text="Hoe dan?", to="everyone")
    room.withdraw(room.keys[mine])
    assert missed(room, mine) == []


def test_another_consultation_of_the_track_hears_nothing_of_it(room: Room) -> None:
    room.act("probe", oneliner=room.say("Schaamte."), text="Hoe dan?", to="everyone")
    track = room.application.track(room.made.track)
    assert probes.missed(track, "f" * 16, written=set()) == []
