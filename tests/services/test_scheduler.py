"""What goes by the clock, on a clock that a test moves."""

from collections.abc import Sequence

import pytest

from facilitator.services.application import Application
from facilitator.services.doors import NoDoors
from facilitator.services.scheduler import Scheduler
from facilitator.services.tracks import Announcement, LiveTrack
from tests.makers import Room, application_on, room_on

HOLD = 4


class Hands:
    """The hands of a clock."""

    def __init__(self) -> None:
        self.time = 100.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def room(application: Application) -> Room:
    """A consultation with its first question open, where one-liners wait before the screen shows them."""
    made = room_on(application, hold=HOLD)
    made.open()
    return made


class Noticing(NoDoors):
    """Doors with nobody at them but the clock."""

    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler

    def announce(self, track: LiveTrack, announcements: Sequence[Announcement]) -> None:
        self._scheduler.noticed(track, announcements)


@pytest.fixture
def scheduler(application: Application, hands: Hands) -> Scheduler:
    made = Scheduler(application, clock=hands)
    application.doors = Noticing(made)
    return made


def tick(scheduler: Scheduler, hands: Hands, seconds: float) -> None:
    """Let time pass and do what is due, writing included."""
    hands.time += seconds
    scheduler.tick()
    scheduler.application.writer.drain()


def is_held(room: Room, oneliner: str) -> bool:
    return room.board.cards[oneliner].gate == "held"


def test_what_waits_is_released_when_its_time_has_come(room: Room, scheduler: Scheduler, hands: Hands) -> None:
    oneliner = room.say("Schaamte")
    tick(scheduler, hands, HOLD - 0.5)
    assert is_held(room, oneliner)
    tick(scheduler, hands, 1)
    assert not is_held(room, oneliner)


def test_what_waited_before_a_restart_waits_its_time_once_more(room: Room, hands: Hands) -> None:
    oneliner = room.say("Schaamte")
    again = application_on(str(room.store.url))
    after = Scheduler(again, clock=hands)
    again.track(room.made.track)
    tick(after, hands, 0)
    tick(after, hands, HOLD + 0.5)
    assert again.track(room.made.track).board.cards[oneliner].gate == "open"


def test_what_could_not_be_released_is_released_later(
    room: Room, scheduler: Scheduler, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    oneliner = room.say("Schaamte")

    def fails(jobs: object) -> list[object]:
        raise OSError("no space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(room.application.writer, "_write", fails)
        tick(scheduler, hands, HOLD + 0.5)
    assert is_held(room, oneliner)
    tick(scheduler, hands, 2.5)
    tick(scheduler, hands, HOLD + 0.5)
    assert not is_held(room, oneliner)


def test_what_waits_on_a_track_that_was_read_anew_is_released(room: Room, scheduler: Scheduler, hands: Hands) -> None:
    oneliner = room.say("Schaamte")
    room.application.tracks.pop(room.made.track)
    tick(scheduler, hands, HOLD + 0.5)
    room.application.track(room.made.track)
    tick(scheduler, hands, 2.5)
    tick(scheduler, hands, HOLD + 0.5)
    assert not is_held(room, oneliner)
