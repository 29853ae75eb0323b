"""What acts change of a map, in a flat table; and how a closing says, in two numbers, what they left.

A closing keeps the acts of its consultation by digest alone, since they would tell an order. What they made of the
one-liners can still be checked, against this.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any, Final

from facilitator.domain import events
from facilitator.domain.canonical import digest
from facilitator.domain.map.reading import Contents, divisions

Key = tuple[str, ...]
HeldState = dict[Key, str]
Acts = Sequence[Mapping[str, Any]]
"""Acts as a document tells them; those of a database have their bodies, but for what a closing took."""

ALTERED: Final = ("kind", "telling", "hidden", "same", "world")
"""What acts change of a one-liner, besides where it lies."""
PLACED: Final = ("category", "also")
KIND: Final = "kind"
RELATION: Final = "relation"
DIVISION_USED: Final = "division_used"
DIVISION_ADDED: Final = "division_added"


def held(document: Contents) -> HeldState:
    """Everything that acts change, in a flat table: what, of which, where; as text, "" where there is nothing."""
    found: HeldState = {}
    for it in document["oneliners"]:
        found |= {(name, it["id"]): _text(it.get(name)) for name in ALTERED}
    for division in divisions(document):
        where = division["id"]
        found |= {("category", it, where): category for it, category in division["placements"].items()}
        found |= {("also", it, where): category for it, category in (division.get("also") or {}).items()}
        for it in division["categories"]:
            found |= _category(it, where)
    for it in document.get("relations", ()):
        found[RELATION, it["id"]] = _relation(it)
    return found


def _text(value: object) -> str:
    return "" if value in (None, False) else str(value)


def _category(it: Contents, division: str) -> HeldState:
    return {(f"category's {name}", it["id"], division): _text(it[name]) for name in ("name", "color")}


def _relation(it: Contents) -> str:
    return f"{it['kind']} {it['from']} {_text(it['to'])}"


def changes(acts: Acts, division: str) -> Iterator[tuple[Key, str, str]]:
    """What acts alter, one after the other: what it was, and what they left. Only of acts that are told whole.

    `division`: which one lies open before the first of them.
    """
    for act in acts:
        for entity, id, field, before, after in act["body"]["changes"]:
            if entity == events.ONELINER and field in (*ALTERED, *PLACED):
                yield (field, id, division) if field in PLACED else (field, id), _text(before), _text(after)
            elif entity == events.RELATION:
                yield (RELATION, id), _relation(before) if before else "", _relation(after) if after else ""
            elif entity == events.CATEGORY and field in ("name", "color"):
                yield (f"category's {field}", id, division), _text(before), _text(after)
            elif entity == events.CATEGORY and field is None:
                yield from _came_or_went(before, after, division)
        if act["type"] == DIVISION_USED:
            division = act["body"]["division"]


def _came_or_went(before: Any, after: Any, division: str) -> Iterator[tuple[Key, str, str]]:
    for key, value in _category(after or before, division).items():
        yield (key, "", value) if after else (key, value, "")


def named(key: Key, value: str) -> set[str]:
    """The one-liners that it is about. `value`: of a relation, what it says."""
    if key[0] == RELATION:
        return set(value.split(" ")[1:]) - {""}
    return set() if key[0].startswith("category's") else {key[1]}


def moved_categories(acts: Acts) -> bool:
    """Whether acts altered the order in which categories stand."""
    touched = {change[2] for act in acts for change in act["body"]["changes"] if change[0] == events.CATEGORY}
    return bool(touched & {None, "order"})


def columns(document: Contents) -> dict[str, list[str]]:
    """The order in which the categories of each division stand, of those that have any."""
    found = {it["id"]: in_order(it["categories"]) for it in divisions(document)}
    return {division: order for division, order in found.items() if order}


def in_order(categories: Iterable[Contents]) -> list[str]:
    """The ids of categories in the order in which they stand."""
    return [it["id"] for it in sorted(categories, key=lambda it: (it["order"], it["id"]))]


def number_of(state: HeldState, oneliners: Set[str]) -> str:
    """Give one number for what is held of these one-liners, and for all categories."""
    return digest(sorted([*key, value] for key, value in state.items() if value and named(key, value) <= oneliners))


def left(document: Contents, oneliners: Set[str]) -> dict[str, str]:
    """Say how acts left a map, as its closing keeps it. `oneliners`: those of all that is closed."""
    return {
        "division": str(document["division"]["id"]),
        "state": number_of(held(document), oneliners),
        "columns": digest(columns(document)),
    }
