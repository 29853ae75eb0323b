"""Where nobody is connected, the services are told so and go on."""

import inspect

from facilitator.live import Live
from facilitator.services.doors import Doors, NoDoors
from tests.makers import Room

ASKED = {name for name, it in vars(Doors).items() if inspect.isfunction(it) and not name.startswith("_")}


def parameters(of: type, name: str) -> list[str]:
    return list(inspect.signature(getattr(of, name)).parameters)


def test_whoever_keeps_connections_answers_all_that_the_services_ask() -> None:
    for name in ASKED:
        assert parameters(NoDoors, name) == parameters(Live, name) == parameters(Doors, name), name


def test_without_doors_nobody_is_there() -> None:
    doors = NoDoors()
    assert doors.presence("c") == {"phones": 0, "environments": {}}
    assert doors.queue_health() == "off"


def test_without_doors_all_that_happens_is_kept_and_told_to_nobody(room: Room) -> None:
    assert isinstance(room.application.doors, NoDoors)
    said = room.say("Schaamte.")
    room.application.look(room.made.track)
    assert said in room.board.cards
