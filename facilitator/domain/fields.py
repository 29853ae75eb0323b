"""The fields of a message: a reader takes what a stranger sent and gives a value of ours.

Every reader here raises Refusal("bad_request") for what it does not take.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeGuard

from facilitator.domain.refusals import Refusal

MOST_IDS = 2000
LONGEST_NAME = 80  # of a category, a division, a variant; in code points
LONGEST_REMARK = 100  # of a reason, a probe; in code points

_KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.I)
_ID = re.compile(r"[0-9a-f]{16}")
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True)
class Field:
    """How a field is read, and whether it must be there."""

    read: Callable[[object], object]
    required: bool = True


def optional(read: Callable[[object], object]) -> Field:
    """A field that may be left out, or be null."""
    return Field(read, required=False)


def read_fields(shape: Mapping[str, Field], data: Mapping[str, object]) -> dict[str, object]:
    """The fields of `shape` as `data` has them; what is optional and null is left out."""
    fields = {}
    for name, field in shape.items():
        value = data.get(name)
        if value is not None or field.required:
            fields[name] = field.read(value)
    return fields


def is_id(value: object) -> TypeGuard[str]:
    """Whether it has the form of an id."""
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def one_key(value: object) -> str:
    """A random UUID, which whoever sends something makes for it."""
    if not isinstance(value, str) or not _KEY.fullmatch(value):
        raise Refusal("bad_request")
    return value


def one_id(value: object) -> str:
    """The id of anything that lies in our tables."""
    if not is_id(value):
        raise Refusal("bad_request")
    return value


def ids(value: object) -> list[str]:
    """One id, or a list of 1 to 2,000."""
    if isinstance(value, str):
        return [one_id(value)]
    if not isinstance(value, list) or not 0 < len(value) <= MOST_IDS:
        raise Refusal("bad_request")
    return [one_id(it) for it in value]


def whole(low: int, high: int) -> Callable[[object], int]:
    """A whole number from `low` up to and including `high`."""

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
    """A colour as #RRGGBB."""
    if not isinstance(value, str) or not _COLOR.fullmatch(value):
        raise Refusal("bad_request")
    return value


def one_of(*allowed: str) -> Callable[[object], str]:
    """One of a few words."""

    def read(value: object) -> str:
        if value not in allowed:
            raise Refusal("bad_request")
        return str(value)

    return read


def text(value: object) -> str:
    """A one-liner's text as it came: whether it will do is another rule's."""
    if not isinstance(value, str):
        raise Refusal("bad_request")
    return value


def flag(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise Refusal("bad_request")
    return value
