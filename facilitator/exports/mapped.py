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
from facilitator.domain.map.whole import Line, Map, Round
from facilitator.exports.rows import ExportRow, MapOneliner, ordered
from facilitator.languages import N_, Translate

Contents = Mapping[str, Any]

_ROUND: Final = N_("round")
_INTERVIEW: Final = N_("interview")


def rows(contents: Contents) -> list[ExportRow]:
    """Give the table of what is shown."""
    made = Map.of(contents)
    return ordered([_mapped(made, it) for it in made.lines.values()], _shuffle(contents))


def language(contents: Contents) -> str:
    """The language that people were asked in, which is that of their document."""
    return str(contents["track"]["language"])


def _shuffle(contents: Contents) -> random.Random:
    scope = ",".join(sorted(it["id"] for it in contents["consultations"]))
    return random.Random(f"{contents['track']['id']}:{scope}:{len(contents['oneliners'])}")


def _mapped(made: Map, line: Line) -> MapOneliner:
    gettext = translator(language(made.contents))
    column, row = made.column(line.column), made.row(line.row)
    category, second = (it if it and not it.is_unsorted else None for it in (row, made.row(line.also or "")))
    assert column is not None  # a one-liner's question is among the track's
    told = next(it for it in made.rounds if it.key == line.round)
    return MapOneliner(
        id=line.id,
        theme=made.track["theme"],
        track=made.kind,
        round_label=_round_label(told, gettext),
        date=_day(made.contents, line.consultation, told),
        question_number=column.number,
        question_text=column.text,
        kind=gettext(method.KINDS[line.kind]),
        environment=gettext(method.ENVIRONMENT_LABELS[line.environment]) if line.environment else None,
        category=category.name if category else None,
        category_order=category.number if category else None,
        category_2=second.name if second else None,
        text=line.text,
        parent=line.answer_to,
        probe_text=line.probe,
        same=line.same,
        telling=line.telling,
        masked=line.masked,
        variant=_variants(line, gettext),
        cooperation=gettext(COOPERATION[line.cooperation]) if line.cooperation else None,
    )


def _variants(line: Line, gettext: Translate) -> str | None:
    """Each variant with where one stands: "A voor, B tegen"."""
    return ", ".join(f"{variant} {gettext(STANCES[stance])}" for variant, stance in line.variants) or None


def _round_label(told: Round, gettext: Translate) -> str:
    """A round of groups, its interviews, or both where few interviews would tell who was spoken to."""
    if told.together:
        return f"{gettext(_INTERVIEW)}/{gettext(_ROUND)} {told.number}"
    return gettext(_INTERVIEW) if told.interview else f"{gettext(_ROUND)} {told.number}"


def _day(contents: Contents, consultation: str, told: Round) -> date | None:
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
