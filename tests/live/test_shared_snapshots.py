"""One snapshot is made for all who ask, and says what it would say if it were made for each."""

import json
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from facilitator.live.board import BoardDoor, keep_pace
from facilitator.live.broadcast import Broadcast
from facilitator.live.connections import SNAPSHOT_RATE, SNAPSHOTS_AT_ONCE, Connections, Viewer
from facilitator.live.shared_snapshots import FRESH, LONGEST, SharedSnapshots
from facilitator.services.tracks import Announcement, LiveTrack
from tests.makers import Room, add_facilitators, application_on, room_on, screen_snapshot


class Asked:
    """A room with a board and a screen, and a clock that stands still."""

    def __init__(self, room: Room) -> None:
        self.room, self.now = room, 1000.0
        self.shared = SharedSnapshots(room.application, clock=lambda: self.now)

    @property
    def track(self) -> LiveTrack:
        return self.room.application.track(self.room.made.track)

    def ask(self, *, screen: bool = False) -> tuple[dict[str, Any], list[Announcement]]:
        return self.shared.of(self.track, self.room.made.consultation, screen=screen)

    def told(self, *, screen: bool = False) -> dict[str, Any]:
        message, behind = self.ask(screen=screen)
        assert behind == []
        return {**message, "oneliners": json.loads(message["oneliners"].json)}


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    application = application_on(f"sqlite:///{tmp_path / 'test.sqlite'}")
    add_facilitators(application.store, "ada")
    room = room_on(application)
    room.open()
    room.say("Ik weet niet waar ik moet zijn.")
    return Asked(room)


def test_a_screen_is_told_what_it_would_be_told_alone(asked: Asked) -> None:
    asked.room.act("hide", oneliners=[asked.room.say("Dit is verborgen.")], reason="other")
    alone = screen_snapshot(asked.room.application, asked.room.made.consultation)
    assert asked.told(screen=True) == alone


def test_all_who_ask_are_given_the_same(asked: Asked) -> None:
    assert asked.ask()[0]["oneliners"] is asked.ask()[0]["oneliners"]
    assert asked.ask()[0]["oneliners"] is not asked.ask(screen=True)[0]["oneliners"]


def test_what_is_said_a_moment_later_comes_behind_it(asked: Asked) -> None:
    before, _ = asked.ask()
    said = asked.room.say("De brieven zijn te moeilijk.")
    message, behind = asked.ask()
    assert message["oneliners"] is before["oneliners"]
    assert message["revision"] == before["revision"]
    assert [it.event.fields["oneliner"] for it in behind] == [said]


def test_after_a_moment_it_is_made_anew_where_something_was_said(asked: Asked) -> None:
    before, _ = asked.ask()
    asked.now += FRESH
    assert asked.ask()[0]["oneliners"] is before["oneliners"]
    asked.room.say("De brieven zijn te moeilijk.")
    assert len(asked.told()["oneliners"]) == 2


def test_what_a_facilitator_does_is_in_it_at_once(asked: Asked) -> None:
    said = asked.room.say("Dit mag niemand zien.")
    asked.ask(screen=True)
    asked.room.act("hide", oneliners=[said], reason="other")
    assert "Dit mag niemand zien." not in json.dumps(asked.told(screen=True))


def test_it_is_not_held_for_long(asked: Asked) -> None:
    before, _ = asked.ask()
    asked.now += LONGEST + 1
    asked.shared.forget_old()
    assert asked.ask()[0]["oneliners"] is not before["oneliners"]


@dataclass
class Wait:
    """Time that passes only while somebody waits."""

    now: float = 1000.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch) -> Wait:
    waiting = Wait()
    monkeypatch.setattr("facilitator.live.board.time", waiting)
    monkeypatch.setattr("facilitator.live.board.ONELINERS", 1.0)
    monkeypatch.setattr("facilitator.live.board.ONELINERS_AT_ONCE", 2.0)
    return waiting


def test_who_asks_for_all_of_it_again_and_again_waits_for_it(wait: Wait) -> None:
    viewer, began = Viewer("sid", "track", "consultation", "nl"), wait.now
    viewer.snapshots.filled_at = wait.now
    for _ in range(13):
        keep_pace(viewer.snapshots)
    assert wait.now - began == pytest.approx((13 - SNAPSHOTS_AT_ONCE) / SNAPSHOT_RATE, abs=0.1)


class Door(BoardDoor):
    """The door of a room, with nobody behind it who is really sent anything."""

    def __init__(self, room: Room) -> None:
        self.room, self.greeted = room, list[str]()
        super().__init__(room.application, Connections(), cast("Broadcast", SimpleNamespace(greet=self.greeted.append)))

    def come_in(self, facilitator: str | None, since: int | None = None) -> None:
        sid = str(len(self.greeted))
        viewer = Viewer(sid, self.room.made.track, self.room.made.consultation, "nl", facilitator, since=since)
        self._connections.viewers[sid] = viewer
        self.greet(sid)


def test_who_comes_in_again_and_again_waits_on_whatever_connection(asked: Asked, wait: Wait) -> None:
    asked.room.say("De brieven zijn te moeilijk.")
    door = Door(asked.room)
    for _ in range(3):
        door.come_in("ada")
    assert len(door.greeted) == 3
    assert wait.now == 1004.0


def test_screens_hold_up_no_board_and_boards_no_board_of_another(asked: Asked, wait: Wait) -> None:
    asked.room.say("De brieven zijn te moeilijk.")
    door = Door(asked.room)
    for who in ("ada", "bea", None):
        door.come_in(who)
    assert wait.now == 1000.0


def test_what_was_missed_counts_for_as_much_as_it_is(asked: Asked, wait: Wait) -> None:
    door = Door(asked.room)
    revision = asked.track.board.revision
    for _ in range(3):
        door.come_in("ada", since=revision)
    assert wait.now == 1000.0
    for _ in range(3):
        door.come_in("ada", since=revision - 1)
    assert wait.now > 1000.0
