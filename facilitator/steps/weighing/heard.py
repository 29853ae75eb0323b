"""What was said in a map, picked out for weighing and plan: some one-liners, or all of one question."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from facilitator.domain.map.whole import Map
from facilitator.domain.oneliners import Oneliner


@dataclass(frozen=True)
class Topic:
    """A question by its number, with the kind that an answer to another question may be too."""

    question: int
    kind: str


COOPERATION: Final = Topic(2, "cooperation")
INTERESTS: Final = Topic(4, "interest")
SATISFIED: Final = Topic(5, "satisfaction")


def some(map: Map, ids: Iterable[str]) -> list[Oneliner]:
    """Give the one-liners with these ids; what is not in this map is left out."""
    return [map.lines[it] for it in ids if it in map.lines]


def about(map: Map, topic: Topic) -> list[Oneliner]:
    """Give the answers to a question, with what was said elsewhere of that kind."""
    columns = {it.id for it in map.columns if it.number == topic.question}
    return [line for line in map.lines.values() if line.question in columns or line.kind == topic.kind]


def was_asked(map: Map, topic: Topic) -> bool:
    """Whether anybody was asked this question, so that its silence says something."""
    return any(it.number == topic.question and it.id not in map.unasked for it in map.columns)


def offered(map: Map) -> dict[str, list[Oneliner]]:
    """Give the one-liners that each list of an alternative may be ticked from, by its field."""
    interests = about(map, INTERESTS)
    return {"carried": list(map.lines.values()), "served": interests, "hurt": interests, "met": about(map, SATISFIED)}


def by_row(map: Map, lines: Iterable[Oneliner]) -> list[tuple[str, list[Oneliner]]]:
    """Lay one-liners out by category, as (its name, those in it); what is in none has the name ""."""
    held = list(lines)
    laid = ((row.name, [line for line in held if line.category == row.id]) for row in map.rows())
    return [(name, there) for name, there in laid if there]


def environments(lines: Iterable[Oneliner]) -> list[str]:
    """Tell which environments these come from, as far as that may be shown."""
    return list(dict.fromkeys(line.environment for line in lines if line.environment))
