"""A track holds so many one-liners and no more."""

import pytest

from facilitator.services.writing import submissions
from tests.makers import Room, code_of


def test_a_track_that_is_full_takes_no_more(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(submissions, "MOST_ONELINERS", 3)
    outcomes = room.application.write([room.submission(f"nummer {at}") for at in range(5)])
    assert [code_of(it) for it in outcomes if not isinstance(it, str)] == ["full", "full"]
    assert code_of(room.send("nog een")) == "full"
    assert len(room.board.cards) == 3


def test_what_was_taken_down_is_still_acknowledged_when_it_is_full(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    oneliner = room.say("de laatste")
    monkeypatch.setattr(submissions, "MOST_ONELINERS", 1)
    assert room.send("de laatste", key=room.keys[oneliner]) == oneliner
