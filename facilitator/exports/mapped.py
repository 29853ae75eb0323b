"""From what the services gathered to rows and to the whole document, in words and in no order.

One seed for one outcome: the download and the command give the same bytes. The order follows
neither arrival nor ids.
"""

import random
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from facilitator.domain import method
from facilitator.domain.extras import COOPERATION, STANCES
from facilitator.domain.fingerprint import SHOWN, fingerprint
from facilitator.exports.rows import ExportRow, MapOneliner, ordered
from facilitator.services.gathering import FORMAT, ConsultationFacts, Gathered, Outcome
from facilitator.store.journal import CHAINED, body_digest

TOLD_ACTS: Final = frozenset({"category_added", "category_renamed", "category_recolored", "category_moved"})
"""Acts of which all is told. The others are told by digest: they hold a time of day, or one-liners
in an order that would tell which came in before which."""

_ROUND: Final[Mapping[method.Language, str]] = {"nl": "ronde", "en": "round"}
_INTERVIEW: Final[Mapping[method.Language, str]] = {"nl": "gesprek", "en": "interview"}
_COUNTS: Final[Mapping[method.Language, str]] = {
    "nl": "{received} ontvangen = {mapped} in de map{partly} + {hidden} niet getoond",
    "en": "{received} received = {mapped} in the map{partly} + {hidden} not shown",
}
_PARTLY: Final[Mapping[method.Language, str]] = {
    "nl": " ({masked} deels afgeschermd)",
    "en": " ({masked} partly masked)",
}


def rows(outcome: Outcome) -> list[ExportRow]:
    """Give the table of what is shown."""
    return ordered([_mapped(outcome, it) for it in outcome.oneliners if it.hidden is None], _shuffle(outcome))


def _shuffle(outcome: Outcome) -> random.Random:
    return random.Random(f"{outcome.scope}:{len(outcome.oneliners)}")


def _mapped(outcome: Outcome, it: Gathered) -> MapOneliner:
    language = outcome.track.language
    consultation, question = outcome.consultations[it.consultation], outcome.questions[it.question]
    category = next((found for found in outcome.categories if found.id == it.category), None)
    probe = outcome.probes.get(it.probe or "")
    return MapOneliner(
        id=it.id,
        theme=outcome.track.theme,
        track=outcome.track.kind,
        round_label=_round_label(consultation, language),
        date=_day(consultation),
        question_number=question.number,
        question_text=question.text,
        kind=method.KINDS[it.kind][language],
        environment=method.ENVIRONMENT_LABELS[it.environment][language] if it.environment else None,
        category=category.name if category else None,
        category_order=category.order if category else None,
        text=it.text,
        parent=it.parent,
        probe_text=probe.text if probe else None,
        same=it.same,
        telling=it.telling,
        masked=bool(it.masks),
        variant=_variants(it, language),
        cooperation=COOPERATION[it.cooperation][language] if it.cooperation else None,
    )


def _variants(it: Gathered, language: method.Language) -> str | None:
    """Say for and against which variants somebody is: "A voor, B tegen"."""
    said = (f"{one['variant']} {STANCES[one['stance']][language]}" for one in it.variants)
    return ", ".join(said) or None


def _round_label(consultation: ConsultationFacts, language: method.Language) -> str:
    if consultation.kind == "interview":
        return _INTERVIEW[language]
    return f"{_ROUND[language]} {consultation.round}"


def _day(consultation: ConsultationFacts) -> date | None:
    """The day; of an interview the Monday before it, since its day would tell who was spoken to."""
    if consultation.day is None:
        return None
    day = date.fromisoformat(consultation.day)
    return day - timedelta(days=day.weekday()) if consultation.kind == "interview" else day


def last_day(outcome: Outcome) -> date | None:
    """The day of the latest consultation; None when none was ever opened."""
    days = (_day(it) for it in outcome.consultations.values())
    return max((day for day in days if day is not None), default=None)


def document(outcome: Outcome) -> dict[str, Any]:
    """Give everything but keys, so that it can be kept, read in again and checked by anyone."""
    root = fingerprint(it.commitment for it in outcome.oneliners)
    counted = counts(outcome)
    return {
        "format": FORMAT,
        "track": {key: value for key, value in vars(outcome.track).items() if key != "chain"},
        "questions": [vars(it) for it in outcome.questions.values()],
        "consultations": [_consultation(it) for it in outcome.consultations.values()],
        "division": dict(zip(("id", "name"), outcome.division, strict=True)),
        "categories": [_category(it, number) for number, it in enumerate(outcome.categories, 1)],
        "probes": [_probe(vars(it)) for it in sorted(outcome.probes.values(), key=lambda it: it.id)],
        "oneliners": [vars(it) for it in _mixed(outcome)],
        "counts": counted,
        "counts_line": counts_line(counted, outcome.track.language),
        "fingerprint": root,
        "fingerprint_shown": root[:SHOWN],
        "acts": [_act(it._asdict()) for it in outcome.acts],
        "chain": outcome.track.chain,
    }


def _mixed(outcome: Outcome) -> list[Gathered]:
    mixed = sorted(outcome.oneliners, key=lambda it: it.id)
    _shuffle(outcome).shuffle(mixed)
    return mixed


def _consultation(it: ConsultationFacts) -> dict[str, Any]:
    day = _day(it)
    return {**vars(it), "day": day.isoformat() if day else None}


def _category(it: Any, order: int) -> dict[str, Any]:
    return {"id": it.id, "name": it.name, "color": it.color, "order": order}


def _probe(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {key: facts[key] for key in ("id", "consultation", "oneliner", "text")} | {"to": facts["audience"]}


def _act(row: Mapping[str, Any]) -> dict[str, Any]:
    """An act's link of the chain: enough to follow it, and its body where that tells no order."""
    link = {name: row[name] for name in CHAINED}
    link |= {"digest": body_digest(row["body"]), "chain": row["chain"]}
    return link | ({"body": row["body"]} if row["type"] in TOLD_ACTS else {})


def counts(outcome: Outcome) -> dict[str, int]:
    """Count what was received: in the map (some of it partly masked), or not shown."""
    mapped = [it for it in outcome.oneliners if it.hidden is None]
    return {
        "received": len(outcome.oneliners),
        "mapped": len(mapped),
        "masked": sum(bool(it.masks) for it in mapped),
        "hidden": len(outcome.oneliners) - len(mapped),
    }


def counts_line(counted: Mapping[str, int], language: method.Language) -> str:
    """Say the counts as at the foot of the map: 137 received = 133 in the map (1 …) + 4 not shown."""
    partly = _PARTLY[language].format(**counted) if counted["masked"] else ""
    return _COUNTS[language].format(**counted, partly=partly)
