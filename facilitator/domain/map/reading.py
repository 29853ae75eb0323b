"""Reading a document: its divisions, columns, rows, rounds, and its one-liners as a map shows them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from facilitator.domain import method, oneliners
from facilitator.domain.map.lines import UNSORTED, Column, Row, mixed
from facilitator.domain.map.views import Division, MapRound
from facilitator.domain.oneliners import Oneliner

Contents = Mapping[str, Any]

FEWEST_INTERVIEWS_TOLD = 3
"""In a round with fewer interviews, they are not told apart from its groups."""


def divisions(contents: Contents) -> list[dict[str, Any]]:
    """The divisions; a document from before there were several tells of one, in other words."""
    if contents.get("divisions"):
        return list(contents["divisions"])
    placements = {it["id"]: it["category"] for it in contents["oneliners"] if it["category"]}
    only = {"active": True, "categories": contents["categories"], "placements": placements, "also": {}}
    return [{**contents["division"], **only}]


def division(it: Mapping[str, Any]) -> Division:
    """A division as a document names it."""
    return Division(it["id"], it["name"], it["active"])


def columns(contents: Contents) -> Iterator[Column]:
    """The questions as columns, in their order, each with the colour of its number."""
    for it in sorted(contents["questions"], key=lambda it: int(it["number"])):
        color = method.ROOM_COLORS[(it["number"] - 1) % len(method.ROOM_COLORS)]
        yield Column(it["id"], it["number"], it["kind"], it["title"], it["text"], color)


def unasked(contents: Contents) -> frozenset[str]:
    """The ids of the questions that nobody was asked: what was not asked can't be missing from the answers."""
    return frozenset(contents.get("unasked", ()))


def rows(categories: Iterable[Mapping[str, Any]]) -> Iterator[Row]:
    """The categories as rows, in their order, numbered from 1."""
    for number, it in enumerate(sorted(categories, key=lambda it: (it["order"], it["id"])), 1):
        yield Row(it["id"], it["name"], it["color"], number)


def rounds(consultations: Sequence[Mapping[str, Any]]) -> dict[str, MapRound]:
    """The round of each consultation, by its id."""
    interviews = Counter(it["round"] for it in consultations if it["kind"] == "interview")
    return {it["id"]: _round(it["round"], it["kind"] == "interview", interviews[it["round"]]) for it in consultations}


def _round(number: int, interview: bool, interviews: int) -> MapRound:
    if 0 < interviews < FEWEST_INTERVIEWS_TOLD:
        return MapRound(str(number), number, together=True)
    return MapRound(f"{number}-interviews" if interview else str(number), number, interview)


def round_order(it: MapRound) -> tuple[int, bool]:
    """By what rounds are sorted: their number, groups before interviews."""
    return it.number, it.interview


def lines(
    contents: Contents, division: Mapping[str, Any], rounds: Mapping[str, str], fewest: int
) -> dict[str, Oneliner]:
    """The one-liners that are shown, by id, as they lie in one division.

    `rounds`: consultation to its round's key; `fewest`: people that an environment needs to be shown.
    """
    presence = contents.get("presence")
    probes = {it["id"]: it["text"] for it in contents["probes"]}
    categories = {it["id"] for it in division["categories"]}
    placements, also = division["placements"], division.get("also") or {}
    tensions = _tensions(contents.get("relations", ()))
    found = []
    for it in contents["oneliners"]:
        if it["hidden"] is not None:
            continue
        row, second = placements.get(it["id"]), also.get(it["id"])
        found.append(
            oneliners.read(
                it,
                category=row if row in categories else UNSORTED,
                also=second if second in categories and second != row else None,
                environment=_environment(it, presence, fewest),
                round=rounds[it["consultation"]],
                asked=probes.get(it["probe"]),
                tensions=tuple(tensions.get(it["id"], ())),
            )
        )
    found.sort(key=mixed(contents["track"]["id"]))
    return {line.id: line for line in found}


def _environment(it: Mapping[str, Any], presence: Any, fewest: int) -> str | None:
    """The environment, where enough people of it were there."""
    told: str | None = it["environment"]
    if told is None or presence is None:
        return told if fewest <= method.FEWEST_PEOPLE_SHOWN else None
    return told if presence.get(it["consultation"], {}).get(told, 0) >= fewest else None


def _tensions(relations: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for it in relations:
        if it["kind"] == "tension" and it["to"]:
            found[it["from"]].append(it["to"])
            found[it["to"]].append(it["from"])
    return found
