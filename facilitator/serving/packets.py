"""Packets as they go over the wire: text only, by an encoder that is made once.

The library's own looks through every message for binary parts, which the guard refuses anyway, and
makes a new encoder and a new decoder each time: a tenth of all the work of a busy server.
"""

import json
import secrets
from dataclasses import dataclass
from typing import Any

from socketio import packet

LONGEST_NUMBER = 100  # digits; reading longer ones takes time that grows with their square


def _whole(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise ValueError("a number is too long")
    return int(digits)


_encoder = json.JSONEncoder(separators=(",", ":"), check_circular=False)
_decoder = json.JSONDecoder(parse_int=_whole)


_PLACE = f"encoded {secrets.token_hex(16)}"  # for what is put in later; nobody can write it


@dataclass(frozen=True)
class Encoded:
    """What is JSON already, wherever it stands in a message: what is large is encoded once for all who get it."""

    json: str


class _Json:
    """What the library calls for JSON."""

    @staticmethod
    def dumps(data: Any, **_: Any) -> str:
        try:
            return _encoder.encode(data)
        except TypeError:
            return _with_encoded(data)

    @staticmethod
    def loads(text: str) -> Any:
        return _decoder.decode(text)


def _with_encoded(data: Any) -> str:
    found: list[str] = []

    def place(it: object) -> str:
        if not isinstance(it, Encoded):
            raise TypeError(f"{type(it).__name__} is no JSON")
        found.append(it.json)
        return _PLACE

    encoder = json.JSONEncoder(separators=(",", ":"), check_circular=False, default=place)
    first, *rest = encoder.encode(data).split(f'"{_PLACE}"')
    return "".join([first, *(part for pair in zip(found, rest, strict=True) for part in pair)])


class TextPacket(packet.Packet):  # type: ignore[misc]
    """A packet that never holds anything binary."""

    uses_binary_events = False
    json = _Json
