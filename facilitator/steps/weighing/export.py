"""A weighing as a table for Excel, one line a thing that was filled in, and as JSON."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from facilitator.catalogues import in_context, translator
from facilitator.domain.map.whole import Map
from facilitator.domain.method import ENVIRONMENT_LABELS
from facilitator.domain.oneliners import Oneliner
from facilitator.exports import json
from facilitator.exports.csv import BYTE_ORDER_MARK, SIGN, needs_sign
from facilitator.exports.names import filename
from facilitator.exports.registry import Export, File
from facilitator.languages import N_, NC_
from facilitator.services.desk import DeskTrack
from facilitator.steps.weighing import heard, money
from facilitator.steps.weighing import rules as weighing
from facilitator.steps.weighing.rules import Alternative, Inputs, Verdict
from facilitator.steps.weighing.service import KeptWeighing

HEADER: Final = (
    NC_("column", "part"),
    NC_("column", "name"),
    NC_("column", "field"),
    NC_("column", "content"),
    NC_("column", "sign_added"),
)
WORDS: Final[Mapping[str, str]] = {
    "weighing": N_("weighing"),
    "version": N_("version"),
    "fingerprint": N_("fingerprint"),
    "closed_on": N_("fixed on"),
    "closed_by": N_("fixed by"),
    "category": N_("category"),
    "oneliners": N_("number of one-liners"),
    "not_shown": N_("environment not shown"),
    "unsorted": N_("(not sorted yet)"),
    "finding": N_("finding"),
    "decision": N_("decision"),
    "reason": N_("reason"),
    "take_over": N_("take over"),
    "partly": N_("partly"),
    "not": N_("not"),
    "look_into": N_("look into"),
    "input": N_("input"),
    "course": N_("course"),
    "course_source": N_("source of the course"),
    "own_view": N_("own view"),
    "own_view_by": N_("view of"),
    "budget": N_("budget"),
    "budget_note": N_("about the budget"),
    "planning_from": N_("planning from"),
    "planning_until": N_("planning until"),
    "planning": N_("about the planning"),
    "personnel": N_("personnel"),
    "other": N_("other"),
    "outcome": N_("outcome"),
    "recognised": N_("do those concerned recognise it"),
    "recognised_by": N_("shown by"),
    "diagnosis": N_("what is going on"),
    "gone": N_("the problem does not exist (any more) like this"),
    "owners": N_("owner of the issue"),
    "solution": N_("settled solution"),
    "yes": N_("yes"),
    "no": N_("no"),
    "alternative": N_("alternative"),
    "text": N_("it is proposed that"),
    "carried": N_("carried by"),
    "served": N_("interest served"),
    "hurt": N_("interest hurt"),
    "met": N_("satisfied with this"),
    "cost": N_("cost"),
    "capacity": N_("capacity"),
    "term": N_("ready by"),
    "risks": N_("risks"),
    "workable_who": N_("who can carry it out"),
    "workable_with": N_("with what"),
    "owner": N_("owner of the solution"),
    "chosen": N_("chosen"),
}


SheetRow = tuple[str, str, str, str]
_OURS: Final = re.compile(r"(0|[1-9]\d{0,14})(,\d\d)?|\d{4}-\d\d-\d\d", re.ASCII)
"""A number or a day as we write them; people's text that reads the same does no harm either."""


@dataclass(frozen=True)
class TrackWeighing:
    """A weighing with the track that it is of."""

    track: DeskTrack
    kept: KeptWeighing


EXPORTS: Final[tuple[Export[TrackWeighing], ...]] = (
    Export(
        name="csv-excel",
        suffix="csv",
        mimetype="text/csv",
        make=lambda it: excel(rows(it.track, it.kept), it.track.language),
    ),
    Export(
        name="json",
        suffix="json",
        mimetype="application/json",
        make=lambda it: json.document(document(it.track, it.kept)),
    ),
)
"""The files of a weighing, open or closed."""


def export(held: TrackWeighing, wanted: Export[TrackWeighing]) -> File:
    """Write a weighing, named after the day that it was closed."""
    track, kept = held.track, held.kept
    name = filename(
        track=track.kind,
        theme=track.theme,
        version=kept.version.number,
        day=date.fromisoformat(kept.closed_on) if kept.closed_on else datetime.now(UTC).date(),
        extension=wanted.suffix,
        part=translator(track.language)(WORDS["weighing"]),
    )
    return wanted.file(held, name)


def excel(rows: Iterable[SheetRow], language: str) -> bytes:
    """Write what a Dutch Excel opens, without a cell that it would calculate."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow([in_context(language, "column", it) for it in HEADER])
    writer.writerows(_guarded(row, language) for row in rows)
    return (BYTE_ORDER_MARK + file.getvalue()).encode()


def _guarded(row: SheetRow, language: str) -> tuple[str, ...]:
    """Put a sign before what Excel would calculate; our own numbers and days stay what they are."""
    signed = [SIGN + cell if needs_sign(cell) and not _OURS.fullmatch(cell) else cell for cell in row]
    return *signed, translator(language)(WORDS["yes" if signed != list(row) else "no"])


def document(track: DeskTrack, kept: KeptWeighing) -> dict[str, Any]:
    """Give everything in a weighing; the one-liners it names, word for word."""
    held = weighing.written(kept.weighed)
    map = Map.of(kept.contents)
    return {
        "format": "facilitator/1",
        "track": {"id": track.id, "kind": track.kind, "theme": track.theme, "language": track.language},
        "version": kept.version.number,
        "fingerprint": kept.fingerprint,
        "closed_on": kept.closed_on,
        "closed_by": kept.closed_by,
        "categories": [{"id": it.id, "name": it.name} for it in map.rows()],
        "oneliners": {line.id: line.text for line in _named(kept, map)},
        **held,
    }


def _named(kept: KeptWeighing, map: Map) -> list[Oneliner]:
    ids = {*kept.weighed.diagnosis.recognised_by}
    for it in kept.weighed.alternatives:
        ids |= {*it.carried, *it.served, *it.hurt, *it.met}
    return heard.some(map, sorted(ids))


def rows(track: DeskTrack, kept: KeptWeighing) -> Iterator[SheetRow]:
    """Give a line for each thing that was filled in, and for each one-liner it rests on."""
    say = _Words(track.language)
    map = Map.of(kept.contents)
    yield from _head(kept, say)
    yield from _categories(kept, map, say)
    yield from _inputs(kept.weighed.inputs, say)
    if track.kind == "process":
        yield from _diagnosis(kept, map, say)
    for number, it in enumerate(kept.weighed.alternatives, 1):
        yield from _alternative(it, f"{say('alternative')} {number}", map, say)
    if kept.weighed.choice.number:
        yield say("outcome"), say("chosen"), say("alternative"), str(kept.weighed.choice.number)
        yield say("outcome"), say("chosen"), say("reason"), kept.weighed.choice.reason


class _Words:
    """Our words in one language; what is no word of ours stays as it is."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.gettext = translator(language)

    def __call__(self, key: str) -> str:
        return self.gettext(WORDS[key]) if key in WORDS else key

    def money(self, cents: int | None) -> str:
        return "" if cents is None else money.typed(cents, self.language)

    def environment(self, key: str | None) -> str:
        return self.gettext(ENVIRONMENT_LABELS[key]) if key else self("not_shown")


def _filled(part: str, name: str, fields: Iterable[tuple[str, str]]) -> Iterator[SheetRow]:
    return ((part, name, field, content) for field, content in fields if content)


def _head(kept: KeptWeighing, say: _Words) -> Iterator[SheetRow]:
    known = (
        (say("version"), str(kept.version.number)),
        (say("fingerprint"), kept.fingerprint),
        (say("closed_on"), kept.closed_on or ""),
        (say("closed_by"), kept.closed_by or ""),
    )
    return _filled(say("weighing"), "", known)


def _categories(kept: KeptWeighing, map: Map, say: _Words) -> Iterator[SheetRow]:
    for row in map.rows():
        name = row.name or say("unsorted")
        yield say("category"), name, say("oneliners"), str(map.row_count(row).distinct)
        for environment, count in map.spread(row).items():
            yield say("category"), name, f"{say('oneliners')}: {say.environment(environment)}", str(count)
        verdict = kept.weighed.verdicts.get(row.id, Verdict())
        said = ((say(key), say(getattr(verdict, key))) for key in ("finding", "decision", "reason"))
        yield from _filled(say("category"), name, said)


def _inputs(inputs: Inputs, say: _Words) -> Iterator[SheetRow]:
    plain = ("course", "course_source", "own_view", "own_view_by")
    later = ("budget_note", "planning_from", "planning_until", "planning", "personnel")
    fields = [(say(key), getattr(inputs, key)) for key in plain]
    fields += [(say("budget"), say.money(inputs.budget))]
    fields += [(say(key), getattr(inputs, key)) for key in later]
    yield from _filled(say("input"), "", fields)
    for other in inputs.others:
        yield say("input"), say("other"), other.title, other.text


def _diagnosis(kept: KeptWeighing, map: Map, say: _Words) -> Iterator[SheetRow]:
    found = kept.weighed.diagnosis
    fields = [
        (say("recognised"), say(found.recognised)),
        *((say("recognised_by"), line.text) for line in heard.some(map, found.recognised_by)),
        (say("diagnosis"), found.diagnosis),
        (say("gone"), (found.gone_reason or say("yes")) if found.gone else ""),
        *((say("owners"), owner) for owner in found.owners),
        (say("solution"), found.solution),
    ]
    return _filled(say("outcome"), "", fields)


def _alternative(it: Alternative, name: str, map: Map, say: _Words) -> Iterator[SheetRow]:
    plain = ("capacity", "term", "risks", "workable_who", "workable_with", "owner")
    fields = [(say("text"), it.text), (say("cost"), say.money(it.cost))]
    fields += [(say(key), getattr(it, key)) for key in plain]
    for key in ("carried", "served", "hurt", "met"):
        fields += [(say(key), line.text) for line in heard.some(map, getattr(it, key))]
    return _filled(say("alternative"), name, fields)
