"""One snapshot is made for all who ask, and says what it would say if it were made for each."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from facilitator.live.board import keep_pace
from facilitator.live.connections import SNAPSHOT_RATE, SNAPSHOTS_AT_ONCE, Viewer
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


def test_who_asks_for_all_of_it_again_and_again_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    now, viewer = [time.monotonic()], Viewer("sid", "track", "consultation", "nl")

    def sleep(seconds: float) -> None:
        now[0] += seconds

    monkeypatch.setattr("facilitator.live.board.time.sleep", sleep)
    began = now[0]
    for _ in range(13):
        keep_pace(viewer.snapshots, lambda: now[0])
    assert now[0] - began == pytest.approx((13 - SNAPSHOTS_AT_ONCE) / SNAPSHOT_RATE, abs=0.1)
