"""What must never happen, tried many times: each trial gives a line of the report."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """What came of a trial. `tried`: how often what; `found`: what went wrong, or that nothing did."""

    tried: str
    found: str
    held: bool


@dataclass(frozen=True)
class Trial:
    """Something that is tried so many times, or so few where time is short."""

    name: str
    what: str
    run: Callable[[int], Outcome]
    full: int
    short: int


def times(count: int) -> str:
    """So often, in words."""
    return "once" if count == 1 else f"{count} times"


def outcome(tried: str, wrong: list[str], *, well: str) -> Outcome:
    """Say what went wrong, at most three of it; or that all was well."""
    return Outcome(tried, "; ".join(wrong[:3]) or well, not wrong)
