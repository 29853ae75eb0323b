"""The export's table: one row a one-liner, in an order that tells nothing of arrival.

Source: method.md C4.
"""

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from facilitator.catalogues import in_context, translator
from facilitator.domain.method import Track
from facilitator.languages import N_, NC_, Translate


@dataclass(frozen=True, kw_only=True)
class MapOneliner:
    """One one-liner of a map, as the services hand it over.

    Labels (`round_label`, `kind`, `environment`) are in the export's language; `text` is what may
    be shown, masks applied. `environment` None = not shown; `category` None = not sorted yet;
    `parent` is the id of the one-liner whose probe this one answers; `same` the id of its group.
    """

    id: str
    theme: str
    track: Track
    round_label: str
    date: date | None
    question_number: int
    question_text: str
    kind: str
    environment: str | None
    category: str | None
    category_order: int | None
    text: str
    category_2: str | None = None
    parent: str | None = None
    probe_text: str | None = None
    same: str | None = None
    telling: bool = False
    masked: bool = False
    variant: str | None = None
    cooperation: str | None = None


@dataclass(frozen=True, kw_only=True)
class ExportRow:
    """The columns of C4, in their order; `nr`, `probe_on` and `same_as` number rows of this export."""

    nr: int
    theme: str
    track: Track
    round: str
    date: date | None
    question_number: int
    question: str
    kind: str
    environment: str | None
    category: str | None
    category_2: str | None
    text: str
    probe_on: int | None
    probe: str | None
    same_as: int | None
    telling: bool
    masked: bool
    variant: str | None
    cooperation: str | None
    sign_added: bool = False


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
_TRACK: Final[Mapping[Track, str]] = {"process": N_("process"), "goal": N_("goal")}
_ABSENT: Final[Mapping[str, str]] = {"environment": N_("(not shown)"), "category": N_("(not sorted yet)")}


def ordered(oneliners: Iterable[MapOneliner], shuffle: random.Random) -> list[ExportRow]:
    """Number 1..n by question, then category (unsorted last), shuffled within.

    The ids are random, so starting from their order makes one seed give one export, however the
    one-liners came in.
    """
    mixed = sorted(oneliners, key=lambda oneliner: oneliner.id)
    shuffle.shuffle(mixed)
    mixed.sort(key=_place)
    numbers = {oneliner.id: nr for nr, oneliner in enumerate(mixed, 1)}
    firsts = _firsts(mixed)
    return [_row(oneliner, numbers, firsts) for oneliner in mixed]


def _place(oneliner: MapOneliner) -> tuple[int, bool, float, str]:
    order = math.inf if oneliner.category_order is None else oneliner.category_order
    unsorted = oneliner.category is None
    return oneliner.question_number, unsorted, order, oneliner.category or ""


def _firsts(oneliners: Sequence[MapOneliner]) -> dict[str, int]:
    firsts: dict[str, int] = {}
    for nr, oneliner in enumerate(oneliners, 1):
        if oneliner.same is not None:
            firsts.setdefault(oneliner.same, nr)
    return firsts


def _row(oneliner: MapOneliner, numbers: dict[str, int], firsts: dict[str, int]) -> ExportRow:
    nr = numbers[oneliner.id]
    first = firsts.get(oneliner.same or "")
    return ExportRow(
        nr=nr,
        theme=oneliner.theme,
        track=oneliner.track,
        round=oneliner.round_label,
        date=oneliner.date,
        question_number=oneliner.question_number,
        question=oneliner.question_text,
        kind=oneliner.kind,
        environment=oneliner.environment,
        category=oneliner.category,
        category_2=oneliner.category_2,
        text=oneliner.text,
        probe_on=numbers.get(oneliner.parent or ""),
        probe=oneliner.probe_text,
        same_as=None if first == nr else first,
        telling=oneliner.telling,
        masked=oneliner.masked,
        variant=oneliner.variant,
        cooperation=oneliner.cooperation,
    )


def columns(rows: Sequence[ExportRow]) -> list[str]:
    """Tell which fields this export shows: a second category only if used, variants on the goal track."""
    absent: set[str] = set()
    if not any(row.category_2 for row in rows):
        absent.add("category_2")
    if not any(row.track == "goal" for row in rows):
        absent |= {"variant", "cooperation"}
    return [column for column in HEADER if column not in absent]


def table(rows: Sequence[ExportRow], language: str) -> list[list[str]]:
    """Give the header and a line for each row, every cell as the string to be read."""
    shown, gettext = columns(rows), translator(language)
    header = [in_context(language, "column", HEADER[column]) for column in shown]
    return [header, *([_cell(row, column, gettext) for column in shown] for row in rows)]


def _cell(row: ExportRow, column: str, gettext: Translate) -> str:
    value: object = getattr(row, column)
    if value is None:
        return gettext(_ABSENT[column]) if column in _ABSENT else ""
    if isinstance(value, bool):
        return gettext(_YES_NO[value])
    if column == "track":
        return gettext(_TRACK[row.track])
    return value.isoformat() if isinstance(value, date) else str(value)
