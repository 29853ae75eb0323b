"""A snapshot as text says the same as the one that it stands for."""

import json

import pytest

from facilitator import wire
from tests.domain.sequences import CONSULTATION, NOON, Room


@pytest.mark.parametrize("seed", range(40))
def test_a_snapshot_as_text_says_the_same(seed: int) -> None:
    room = Room(seed)
    for _ in range(80):
        room.something()
    for card in room.track.board.cards.values():
        card.environment = room.random.choice((None, "policy", "execution"))
    people = {CONSULTATION: {"policy": True, "execution": False}}
    around = {
        "join_url": "/j/BCDFGH",
        "now": NOON.isoformat(),
        "presence": {"phones": 0, "environments": {}},
        "people": people,
    }
    whole = wire.snapshot(room.track, CONSULTATION, screen=False, around=around)
    frame = wire.snapshot_frame(room.track, CONSULTATION, screen=False, around=around)
    told = json.loads(wire.snapshot_json(frame, room.track.board.cards.values(), people))
    assert sorted(told.pop("oneliners"), key=json.dumps) == sorted(whole.pop("oneliners"), key=json.dumps)
    assert told == json.loads(json.dumps(whole))
