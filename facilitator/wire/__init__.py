"""The messages: one reader for each that comes in, one shape for each that goes out.

A reader takes what a stranger sent and gives a value of ours, or refuses with `bad_request`.
docs/protocol.md shows an example of every message.
"""

from facilitator.wire.acts import read_act
from facilitator.wire.events import board_event, screen_event
from facilitator.wire.oneliners import (
    mine,
    read_held,
    read_key,
    read_keys,
    read_oneliner,
    read_probe,
    read_submission,
)
from facilitator.wire.reading import read_revision, refused
from facilitator.wire.snapshots import listed_json, phone_state, snapshot, snapshot_frame, snapshot_json

__all__ = [
    "board_event", "listed_json", "mine", "phone_state", "read_act", "read_held", "read_key",
    "read_keys", "read_oneliner", "read_probe", "read_revision", "read_submission", "refused", "screen_event",
    "snapshot", "snapshot_frame", "snapshot_json",
]  # fmt: skip
