"""What a value must look like that somebody else wrote: a text, an id, a list of them.

A shape looks at a value and raises `Misshapen` with the path of the first field that is not as it should be.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from facilitator.domain.text import BREAKS

LONGEST: Final = 2000
LARGEST_NUMBER: Final = 2**53
MOST: Final = 200_000
_ID: Final = re.compile(r"[0-9a-f]{16}")
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_SALT: Final = re.compile(r"[0-9a-f]{32}")
_COLOR: Final = re.compile(r"#[0-9a-fA-F]{6}")

Shape = Callable[[Any, str], None]


class Misshapen(Exception):
    """A field of a document is missing, or is not what it should be; the message is its path."""


def text(longest: int = LONGEST) -> Shape:
    """A text without control characters (line breaks may be)."""

    def check(value: Any, path: str) -> None:
        if not isinstance(value, str) or len(value) > longest or not _writable(value):
            raise Misshapen(path)

    return check


def line(longest: int) -> Shape:
    """A text on one line, of at least one character."""

    def check(value: Any, path: str) -> None:
        text(longest)(value, path)
        if not value or any(it in BREAKS for it in value):
            raise Misshapen(path)

    return check


def _writable(value: str) -> bool:
    return not any(it not in "\n\r\t" and unicodedata.category(it) in ("Cc", "Cs") for it in value)


def pattern(wanted: re.Pattern[str]) -> Shape:
    """A text that matches as a whole."""

    def check(value: Any, path: str) -> None:
        if not isinstance(value, str) or not wanted.fullmatch(value):
            raise Misshapen(path)

    return check


def one_of(*wanted: Any) -> Shape:
    """One of these texts."""

    def check(value: Any, path: str) -> None:
        if not isinstance(value, str) or value not in wanted:
            raise Misshapen(path)

    return check


def number(lowest: int, highest: int = LARGEST_NUMBER) -> Shape:
    """A whole number between bounds."""

    def check(value: Any, path: str) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
            raise Misshapen(path)

    return check


def boolean(value: Any, path: str) -> None:
    """Yes or no."""
    if not isinstance(value, bool):
        raise Misshapen(path)


def day(value: Any, path: str) -> None:
    """A day as 2026-03-12."""
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        raise Misshapen(path) from None
    if len(value) != len("2026-03-12"):
        raise Misshapen(path)


def maybe(shape: Shape) -> Shape:
    """Something, or nothing."""

    def check(value: Any, path: str) -> None:
        if value is not None:
            shape(value, path)

    return check


def listed(shape: Shape, most: int = MOST) -> Shape:
    """A list of at most so many."""

    def check(value: Any, path: str) -> None:
        if not isinstance(value, list) or len(value) > most:
            raise Misshapen(path)
        for at, one in enumerate(value):
            shape(one, f"{path}[{at}]")

    return check


def keyed(key: Shape, shape: Shape) -> Shape:
    """An object whose keys are ids, or the like."""

    def check(value: Any, path: str) -> None:
        if not isinstance(value, dict) or len(value) > MOST:
            raise Misshapen(path)
        for name, one in value.items():
            key(name, path)
            shape(one, f"{path}.{name}")

    return check


def having(needed: Mapping[str, Shape], optional: Mapping[str, Shape] | None = None) -> Shape:
    """An object with exactly these fields; those that an earlier release did not write may be missing."""
    known = {**needed, **(optional or {})}

    def check(value: Any, path: str) -> None:
        if not isinstance(value, dict):
            raise Misshapen(path)
        for name in needed:
            if name not in value:
                raise Misshapen(_at(path, name))
        for name, one in value.items():
            if name not in known:
                raise Misshapen(_at(path, name[:80]))
            known[name](one, _at(path, name))

    return check


def _at(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def anything(value: Any, path: str, depth: int = 5) -> None:
    """Texts, whole numbers and what can be made of them: somebody's own document."""
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, int):
        number(-LARGEST_NUMBER)(value, path)
    elif isinstance(value, str):
        text()(value, path)
    elif depth and isinstance(value, list) and len(value) <= LONGEST:
        for at, one in enumerate(value):
            anything(one, f"{path}[{at}]", depth - 1)
    elif depth and isinstance(value, dict) and len(value) <= LONGEST:
        for name, one in value.items():
            text(100)(name, path)
            anything(one, f"{path}.{name}", depth - 1)
    else:
        raise Misshapen(path)


def document_of_ones_own(value: Any, path: str) -> None:
    """An object whose fields are not ours to name, bounded in depth and size."""
    if not isinstance(value, dict):
        raise Misshapen(path)
    anything(value, path)


id_: Final = pattern(_ID)
"""An id of ours: 64 random bits in hex."""
hash_: Final = pattern(_HASH)
salt: Final = pattern(_SALT)
color: Final = pattern(_COLOR)
