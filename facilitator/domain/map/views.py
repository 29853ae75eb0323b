"""What is found in a map, and by what it can be seen otherwise: gaps, steps, rounds, divisions, a filter."""

from dataclasses import dataclass
from typing import Literal

from facilitator.domain.map.lines import Column, Count, Row
from facilitator.domain.oneliners import Oneliner
from facilitator.domain.text import normalised


@dataclass(frozen=True)
class Gap:
    """Something that nobody mentioned: `no_solution` (column 3) or `no_offer` (column 4). A finding, not a fault."""

    row: Row
    column: Column
    kind: Literal["no_solution", "no_offer"]


@dataclass(frozen=True)
class ReadingStep:
    """A step of a row's reading: how often its kinds are there, the telling quotes, and whether it was asked about."""

    kinds: tuple[str, ...]
    count: Count
    quotes: tuple[Oneliner, ...]
    asked: bool = True


@dataclass(frozen=True)
class MapRound:
    """Something to filter by: a round's groups, or its interviews. `together`: both, as there were few interviews."""

    key: str
    number: int
    interview: bool = False
    together: bool = False


@dataclass(frozen=True)
class Filter:
    """What to show of a map; None (and empty) is everything. `text` is looked for in normalised copies."""

    question: str | None = None
    category: str | None = None
    environment: str | None = None
    round: str | None = None
    kind: str | None = None
    telling: bool = False
    text: str = ""

    def __bool__(self) -> bool:
        return self != Filter()

    def lets(self, line: Oneliner) -> bool:
        """Whether a one-liner is among what is asked for; None asks for nothing."""
        wanted = (
            (self.question, line.question),
            (self.environment, line.environment),
            (self.round, line.round),
            (self.kind, line.kind),
        )
        if any(asked is not None and asked != held for asked, held in wanted):
            return False
        if self.category is not None and self.category not in (line.category, line.also):
            return False
        return (line.telling or not self.telling) and normalised(self.text.strip()) in normalised(line.text)


@dataclass(frozen=True)
class Division:
    """A way of dividing that the map can be seen in."""

    id: str
    name: str
    active: bool
