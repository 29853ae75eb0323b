"""What an exported document must look like, field by field, before anything of it is taken in."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from facilitator.domain import method
from facilitator.domain import text as rules
from facilitator.domain.oneliners import FIELDS
from facilitator.domain.refusals import Refusal
from facilitator.domain.shapes import (
    LONGEST,
    Misshapen,
    Shape,
    anything,
    boolean,
    color,
    day,
    document_of_ones_own,
    hash_,
    having,
    id_,
    keyed,
    line,
    listed,
    maybe,
    number,
    one_of,
    text,
)
from facilitator.languages import LANGUAGES


def _oneliner(value: Any, path: str) -> None:
    _fields_of_oneliner(value, path)
    if value["salt"] is not None:
        try:
            rules.check(value["text"])
        except Refusal:
            raise Misshapen(f"{path}.text") from None


_environment: Final = one_of(*method.ENVIRONMENT_LABELS)
_name: Final = text(200)
_line: Final = line(200)

_category: Final = having({"id": id_, "name": _line, "color": maybe(color), "order": number(0)})


_fields_of_oneliner: Final = having(
    {it.name: it.shape for it in FIELDS if it.document == "always"},
    {it.name: it.shape for it in FIELDS if it.document == "since"},
)


def _change(value: Any, path: str) -> None:
    if not isinstance(value, list) or len(value) != 5:
        raise Misshapen(path)
    anything(value, path)


def _body(value: Any, path: str) -> None:
    document_of_ones_own(value, path)
    if "salt" not in value or "changes" not in value:
        raise Misshapen(path)
    listed(_change)(value["changes"], f"{path}.changes")


_apart: Final = having({"rest": hash_}, {"destroyed": keyed(id_, hash_), "sealed": hash_})


_act: Final = having(
    {
        "revision": number(1, 2**52),
        "type": text(40),
        "by": maybe(text(100)),
        "consultation_id": maybe(id_),
        "day": day,
        "digest": hash_,
        "chain": hash_,
    },
    {"body": _body, "apart": _apart},
)
_track: Final = having(
    {
        "id": id_,
        "kind": one_of(*method.TRACKS),
        "language": one_of(*LANGUAGES),
        "title": _name,
        "theme": _name,
        "suspicion": text(),
        "settled": document_of_ones_own,
    },
    {
        "organisation": _name,
        "introduction": text(),
        "inquiry": document_of_ones_own,
        "start": document_of_ones_own,
    },
)
_question: Final = having(
    {"id": id_, "number": number(1, 100), "kind": one_of(*method.KINDS), "title": _name, "text": text()}
)
_consultation: Final = having(
    {
        "id": id_,
        "title": _name,
        "kind": one_of("group", "interview"),
        "round": number(1, 10_000),
        "day": maybe(day),
        "phase": one_of("lobby", "open", "paused", "closed"),
    }
)
_division: Final = having(
    {
        "id": id_,
        "name": _line,
        "active": boolean,
        "categories": listed(_category),
        "placements": keyed(id_, id_),
        "also": keyed(id_, id_),
    }
)
_relation: Final = having(
    {"id": text(40), "kind": one_of("cause", "tension", "intervention"), "from": id_, "to": maybe(id_)}
)
_probe: Final = having(
    {
        "id": id_,
        "consultation": id_,
        "oneliner": maybe(id_),
        "text": line(LONGEST),
        "to": one_of("author", "everyone"),
    }
)
_counts: Final = having(dict.fromkeys(("received", "mapped", "masked", "hidden"), number(0)))
_told: Final = {"number": number(1, 100_000), "day": day, "by": _name, "fingerprint": hash_}
_contents: Final[Mapping[str, Shape]] = {
    "format": text(40),
    "track": _track,
    "questions": listed(_question, 100),
    "consultations": listed(_consultation, 10_000),
    "division": having({"id": id_, "name": _line}),
    "categories": listed(_category),
    "probes": listed(_probe),
    "oneliners": listed(_oneliner),
    "counts": _counts,
    "counts_line": _name,
    "fingerprint": hash_,
    "fingerprint_shown": text(64),
    "chain": hash_,
}
_since_versions: Final[Mapping[str, Shape]] = {
    "named_after": number(0),
    "divisions": listed(_division, 1000),
    "also": keyed(id_, id_),
    "relations": listed(_relation),
    "unasked": listed(id_, 100),
    "presence": keyed(id_, keyed(_environment, number(method.FEWEST_PEOPLE_SHOWN, 1_000_000))),
}
_within: Final = having({**_told, "contents": having(_contents, _since_versions)})

document: Final = having(
    {**_contents, "acts": listed(_act)},
    {**_since_versions, "version": having(_told), "later": listed(_act), "versions": listed(_within, 1000)},
)
"""A JSON export of a track or a consultation, or a version of its map."""


def unique(ids: Collection[str], path: str) -> set[str]:
    """Give the ids as a set. Raises: Misshapen when one is there twice."""
    found = set(ids)
    if len(found) != len(ids):
        raise Misshapen(path)
    return found
