"""From a document to the rows of a table, in words and in no order.

One seed for one document: the download and the command give the same bytes. The order follows
neither arrival nor ids.
"""

import random
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from facilitator.catalogues import translator
from facilitator.domain import method
from facilitator.domain.extras import COOPERATION, STANCES
from facilitator.domain.map.reading import Contents
from facilitator.domain.map.views import MapRound
from facilitator.domain.map.whole import Map
from facilitator.domain.oneliners import Oneliner
from facilitator.exports.rows import Cells, Exported, ordered
from facilitator.languages import N_, Translate

_ROUND: Final = N_("round")
_INTERVIEW: Final = N_("interview")


def rows(contents: Contents) -> list[Cells]:
    """Give the table of what is shown."""
    made = Map.of(contents)
    return ordered([_exported(made, it) for it in made.lines.values()], _shuffle(contents))


def language(contents: Contents) -> str:
    """The language that people were asked in, which is that of their document."""
    return str(contents["track"]["language"])


def _shuffle(contents: Contents) -> random.Random:
    scope = ",".join(sorted(it["id"] for it in contents["consultations"]))
    return random.Random(f"{contents['track']['id']}:{scope}:{len(contents['oneliners'])}")


def _exported(made: Map, it: Oneliner) -> Exported:
    row = made.row(it.category or "")
    return Exported(oneliner=it, cells=_cells(made, it), category_order=row.number if row and it.category else None)


def _cells(made: Map, it: Oneliner) -> Cells:
    """What a table says of a one-liner, by column."""
    gettext = translator(language(made.contents))
    column = made.column(it.question)
    assert column is not None  # a one-liner's question is among the track's
    told = next(found for found in made.rounds if found.key == it.round)
    return {
        "theme": made.track["theme"],
        "track": made.kind,
        "round": _round_label(told, gettext),
        "date": _day(made.contents, it.consultation, told),
        "question_number": column.number,
        "question": column.text,
        "kind": gettext(method.KINDS[it.kind]),
        "environment": gettext(method.ENVIRONMENT_LABELS[it.environment]) if it.environment else None,
        "category": _category(made, it.category),
        "category_2": _category(made, it.also),
        "text": it.text,
        "probe": it.asked,
        "telling": it.telling,
        "masked": it.masked,
        "variant": _variants(it, gettext),
        "cooperation": gettext(COOPERATION[it.cooperation]) if it.cooperation else None,
    }


def _category(made: Map, id: str | None) -> str | None:
    found = made.row(id) if id else None
    return found.name if found else None


def _variants(it: Oneliner, gettext: Translate) -> str | None:
    """Each variant with where one stands: "A voor, B tegen"."""
    return ", ".join(f"{one['variant']} {gettext(STANCES[one['stance']])}" for one in it.variants) or None


def _round_label(told: MapRound, gettext: Translate) -> str:
    """A round of groups, its interviews, or both where few interviews would tell who was spoken to."""
    if told.together:
        return f"{gettext(_INTERVIEW)}/{gettext(_ROUND)} {told.number}"
    return gettext(_INTERVIEW) if told.interview else f"{gettext(_ROUND)} {told.number}"


def _day(contents: Contents, consultation: str, told: MapRound) -> date | None:
    """The day; where few interviews are told with their round, the Monday of the week in which that began."""
    if not told.together:
        return _date(next(it for it in contents["consultations"] if it["id"] == consultation))
    days = (_date(it) for it in contents["consultations"] if it["round"] == told.number)
    first = min((day for day in days if day is not None), default=None)
    return first - timedelta(days=first.weekday()) if first else None


def _date(consultation: Mapping[str, Any]) -> date | None:
    return date.fromisoformat(consultation["day"]) if consultation["day"] else None


def last_day(contents: Contents) -> date | None:
    """The day of the latest consultation; None when none was ever opened."""
    return max((day for day in map(_date, contents["consultations"]) if day is not None), default=None)
