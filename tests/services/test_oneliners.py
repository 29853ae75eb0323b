"""What the author of a one-liner may know of it, by its key alone."""

import pytest

from facilitator.domain.refusals import Refusal
from facilitator.services import oneliners
from facilitator.services.application import Application
from facilitator.services.oneliners import Mine
from tests.makers import Room, room_on


def mine(room: Room, *keys: str) -> list[Mine]:
    track = room.application.track(room.made.track)
    return oneliners.mine(room.application, track, room.made.consultation, keys)


def test_who_holds_its_key_hears_what_became_of_it(room: Room) -> None:
    said = room.say("Schaamte.")

    assert mine(room, room.keys[said]) == [Mine(room.keys[said], said, "received", None)]


def test_who_holds_its_key_hears_why_it_is_not_shown(room: Room) -> None:
    said = room.say("De koffie is op.")
    room.act("hide", oneliners=[said], reason="hoort er niet bij")

    assert mine(room, room.keys[said]) == [Mine(room.keys[said], said, "hidden", "hoort er niet bij")]


def test_what_was_withdrawn_is_said_to_be(room: Room) -> None:
    said = room.say("Toch maar niet.")
    room.withdraw(room.keys[said])

    assert mine(room, room.keys[said]) == [Mine(room.keys[said], said, "withdrawn", None)]


def test_a_key_that_was_never_taken_is_left_out(room: Room) -> None:
    assert mine(room, "00000000-0000-4000-8000-000000000000") == []


def test_a_key_says_nothing_in_another_consultation(room: Room, application: Application) -> None:
    said = room.say("Schaamte.")

    assert mine(room_on(application), room.keys[said]) == []


def test_without_keys_nothing_is_told(room: Room) -> None:
    room.say("Schaamte.")

    assert mine(room) == []


@pytest.mark.parametrize(("kind", "environment"), [("process", "policy"), ("goal", None), ("process", "")])
def test_an_environment_of_the_track_or_none_is_read(kind: str, environment: object) -> None:
    assert oneliners.read_environment(kind, environment) == (environment or None)


@pytest.mark.parametrize("environment", ["mayor", 7, ["policy"]])
def test_another_environment_is_refused(environment: object) -> None:
    with pytest.raises(Refusal, match="bad_request"):
        oneliners.read_environment("process", environment)
