"""The export's table: one row a one-liner, in an order that tells nothing of arrival.

Source: method.md C4.
"""

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from facilitator.catalogues import in_context, translator
from facilitator.domain.oneliners import Oneliner
from facilitator.languages import N_, NC_, Translate

Cell = str | int | bool | date | None
Cells = Mapping[str, Cell]
"""What a row says, by column: a key of HEADER. `environment` None: not shown; `category` None: not sorted yet."""


@dataclass(frozen=True, kw_only=True)
class Exported:
    """A one-liner with its cells, in the export's language, but for those that number other rows.

    `category_order`: where its category stands among the others; None: not sorted yet.
    """

    oneliner: Oneliner
    cells: Cells
    category_order: int | None


HEADER: Final[Mapping[str, str]] = {
    "nr": NC_("column", "nr"),
    "theme": NC_("column", "theme"),
    "track": NC_("column", "track"),
    "round": NC_("column", "round"),
    "date": NC_("column", "date"),
    "question_number": NC_("column", "question_nr"),
    "question": NC_("column", "question"),
    "kind": NC_("column", "kind"),
    "environment": NC_("column", "environment"),
    "category": NC_("column", "category"),
    "category_2": NC_("column", "category_2"),
    "text": NC_("column", "oneliner"),
    "probe_on": NC_("column", "probe_on_nr"),
    "probe": NC_("column", "probe"),
    "same_as": NC_("column", "same_as_nr"),
    "telling": NC_("column", "telling"),
    "masked": NC_("column", "masked"),
    "variant": NC_("column", "variant"),
    "cooperation": NC_("column", "cooperation"),
    "sign_added": NC_("column", "sign_added"),
}
_YES_NO: Final = (N_("no"), N_("yes"))
_TRACK: Final[Mapping[str, str]] = {"process": N_("process"), "goal": N_("goal")}
_ABSENT: Final[Mapping[str, str]] = {"environment": N_("(not shown)"), "category": N_("(not sorted yet)")}


def ordered(exported: Iterable[Exported], shuffle: random.Random) -> list[Cells]:
    """Number 1..n by question, then category (unsorted last), shuffled within.

    The ids are random, so starting from their order makes one seed give one export, however the
    one-liners came in.
    """
    mixed = sorted(exported, key=lambda it: it.oneliner.id)
    shuffle.shuffle(mixed)
    mixed.sort(key=_place)
    numbers = {it.oneliner.id: nr for nr, it in enumerate(mixed, 1)}
    firsts = _firsts([it.oneliner for it in mixed])
    return [{**it.cells, **_references(it.oneliner, numbers, firsts)} for it in mixed]


def _place(it: Exported) -> tuple[Any, ...]:
    order = math.inf if it.category_order is None else it.category_order
    category = it.cells["category"]
    return it.cells["question_number"], category is None, order, category or ""


def _firsts(oneliners: Sequence[Oneliner]) -> dict[str, int]:
    firsts: dict[str, int] = {}
    for nr, oneliner in enumerate(oneliners, 1):
        if oneliner.same is not None:
            firsts.setdefault(oneliner.same, nr)
    return firsts


def _references(oneliner: Oneliner, numbers: Mapping[str, int], firsts: Mapping[str, int]) -> Cells:
    """The row's own number, and those of the rows that it refers to."""
    nr, first = numbers[oneliner.id], firsts.get(oneliner.same or "")
    same_as = None if first == nr else first
    return {"nr": nr, "probe_on": numbers.get(oneliner.parent or ""), "same_as": same_as, "sign_added": False}


def columns(rows: Sequence[Cells]) -> list[str]:
    """Tell which columns this export shows: a second category only if used, variants on the goal track."""
    absent: set[str] = set()
    if not any(row["category_2"] for row in rows):
        absent.add("category_2")
    if not any(row["track"] == "goal" for row in rows):
        absent |= {"variant", "cooperation"}
    return [column for column in HEADER if column not in absent]


def table(rows: Sequence[Cells], language: str) -> list[list[str]]:
    """Give the header and a line for each row, every cell as the string to be read."""
    shown, gettext = columns(rows), translator(language)
    header = [in_context(language, "column", HEADER[column]) for column in shown]
    return [header, *([_cell(row[column], column, gettext) for column in shown] for row in rows)]


def _cell(value: Cell, column: str, gettext: Translate) -> str:
    if value is None:
        return gettext(_ABSENT[column]) if column in _ABSENT else ""
    if isinstance(value, bool):
        return gettext(_YES_NO[value])
    if column == "track":
        return gettext(_TRACK[str(value)])
    return value.isoformat() if isinstance(value, date) else str(value)
