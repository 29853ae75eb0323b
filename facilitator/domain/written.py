"""What is written at the desk: how long each text may be, held alike by forms and services.

A one-liner has rules of its own, in `facilitator.domain.text`.
"""

from collections.abc import Mapping
from typing import Any, Final

from facilitator.domain import shapes
from facilitator.domain.refusals import Refusal
from facilitator.domain.shapes import Misshapen, Shape

SHORT: Final = 200
"""Characters of one line, where nothing asks for less."""
LONG: Final = 1000
"""Characters of several lines."""


def line(longest: int = SHORT, *, must: bool = False) -> Shape:
    """One line, which may be empty unless it `must` say something."""

    def check(value: Any, path: str) -> None:
        if must or value != "":
            shapes.line(longest)(value, path)
        _check_said(value, path, must=must)

    return check


def lines(longest: int = LONG, *, must: bool = False) -> Shape:
    """Several lines, which may be empty unless they `must` say something."""

    def check(value: Any, path: str) -> None:
        shapes.text(longest)(value, path)
        _check_said(value, path, must=must)

    return check


def a_day(value: Any, path: str) -> None:
    """A day in ISO 8601, or "" where none was said."""
    if value != "":
        shapes.day(value, path)


def _check_said(value: str, path: str, *, must: bool) -> None:
    if must and not value.strip():
        raise Misshapen(path)


def check(written: Mapping[str, Any], wanted: Mapping[str, Shape]) -> None:
    """Hold what is written to its shapes; of what has none, nothing is asked. Raises: Refusal("bad_request")"""
    try:
        for name, shape in wanted.items():
            shape(written[name], name)
    except Misshapen:
        raise Refusal("bad_request") from None
