"""Packets as they go over the wire: text only, by an encoder that is made once.

The library's own looks through every message for binary parts, which the guard refuses anyway, and
makes a new encoder and a new decoder each time: a tenth of all the work of a busy server.
"""

import json
from typing import Any

from socketio import packet

LONGEST_NUMBER = 100  # digits; reading longer ones takes time that grows with their square


def _whole(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise ValueError("a number is too long")
    return int(digits)


_encoder = json.JSONEncoder(separators=(",", ":"), check_circular=False)
_decoder = json.JSONDecoder(parse_int=_whole)


class _Json:
    """What the library calls for JSON."""

    @staticmethod
    def dumps(data: Any, **_: Any) -> str:
        return _encoder.encode(data)

    @staticmethod
    def loads(text: str) -> Any:
        return _decoder.decode(text)


class TextPacket(packet.Packet):  # type: ignore[misc]
    """A packet that never holds anything binary."""

    uses_binary_events = False
    json = _Json
