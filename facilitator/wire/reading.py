"""The readers of single fields: each gives a value of ours, or refuses with `bad_request`."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeGuard

from facilitator.domain.refusals import Refusal

MOST_IDS = 2000
LONGEST_NAME = 80
LONGEST_PROBE = 100
_KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.I)
_ID = re.compile(r"[0-9a-f]{16}")
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True)
class Field:
    read: Callable[[object], object]
    required: bool = True


def one_key(value: object) -> str:
    if not isinstance(value, str) or not _KEY.fullmatch(value):
        raise Refusal("bad_request")
    return value


def is_id(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def one_id(value: object) -> str:
    if not is_id(value):
        raise Refusal("bad_request")
    return value


def ids(value: object) -> list[str]:
    if isinstance(value, str):
        return [one_id(value)]
    if not isinstance(value, list) or not 0 < len(value) <= MOST_IDS:
        raise Refusal("bad_request")
    return [one_id(it) for it in value]


def whole(low: int, high: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise Refusal("bad_request")
        return value

    return read


def line(longest: int) -> Callable[[object], str]:
    """A facilitator's own words on one line: a name, a reason, a probe. Ends are tidied."""

    def read(value: object) -> str:
        if not isinstance(value, str) or _UNSEEN.search(value):
            raise Refusal("bad_request")
        if not 0 < len(value.strip()) <= longest:
            raise Refusal("bad_request")
        return value.strip()

    return read


def color(value: object) -> str:
    if not isinstance(value, str) or not _COLOR.fullmatch(value):
        raise Refusal("bad_request")
    return value


def one_of(*allowed: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if value not in allowed:
            raise Refusal("bad_request")
        return str(value)

    return read


def text(value: object) -> str:
    if not isinstance(value, str):
        raise Refusal("bad_request")
    return value


def flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise Refusal("bad_request")
    return value


def read_revision(data: object) -> int:
    """The revision of a `since`. Raises: Refusal("bad_request")"""
    revision = data.get("revision") if isinstance(data, dict) and len(data) == 1 else None
    return whole(0, 2**53)(revision)


def refused(refusal: Refusal, message: str) -> dict[str, Any]:
    """The answer that says no, with what the client can act on."""
    error: dict[str, Any] = {"code": refusal.code, "message": message, **refusal.detail}
    return {"ok": False, "error": error}
