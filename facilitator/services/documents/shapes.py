"""What an exported document must look like, field by field, before anything of it is taken in.

A shape looks at a value and raises `Misshapen` with the path of the first field that is not as it should be.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any, Final

from facilitator.domain import method
from facilitator.domain import text as rules
from facilitator.domain.extras import COOPERATION, STANCES
from facilitator.domain.refusals import Refusal
from facilitator.languages import LANGUAGES

LONGEST: Final = 2000
LARGEST_NUMBER: Final = 2**53
MOST: Final = 200_000
_ID: Final = re.compile(r"[0-9a-f]{16}")
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_SALT: Final = re.compile(r"[0-9a-f]{32}")
_COLOR: Final = re.compile(r"#[0-9a-fA-F]{6}")

Shape = Callable[[Any, str], None]


class Misshapen(Exception):
    """A field of a document is missing, or is not what it should be; the message is its path."""


def text(longest: int = LONGEST) -> Shape:
    """A text without control characters (line breaks may be)."""

    def check(value: Any, path: str) -> None:
        if not isinstance(value, str) or len(value) > longest or not _writable(value):
            raise Misshapen(path)

    return check


def _writable(value: str) -> bool:
    return not any(it not in "\n\r\t" and unicodedata.category(it) in ("Cc", "Cs") for it in value)


def pattern(wanted: re.Pattern[str]) -> Shape:
    def check(value: Any, path: str) -> None:
        if not isinstance(value, str) or not wanted.fullmatch(value):
            raise Misshapen(path)

    return check


def one_of(*wanted: Any) -> Shape:
    def check(value: Any, path: str) -> None:
        if not isinstance(value, str) or value not in wanted:
            raise Misshapen(path)

    return check


def number(lowest: int, highest: int = LARGEST_NUMBER) -> Shape:
    def check(value: Any, path: str) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
            raise Misshapen(path)

    return check


def boolean(value: Any, path: str) -> None:
    if not isinstance(value, bool):
        raise Misshapen(path)


def day(value: Any, path: str) -> None:
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        raise Misshapen(path) from None
    if len(value) != len("2026-03-12"):
        raise Misshapen(path)


def maybe(shape: Shape) -> Shape:
    def check(value: Any, path: str) -> None:
        if value is not None:
            shape(value, path)

    return check


def listed(shape: Shape, most: int = MOST) -> Shape:
    def check(value: Any, path: str) -> None:
        if not isinstance(value, list) or len(value) > most:
            raise Misshapen(path)
        for at, one in enumerate(value):
            shape(one, f"{path}[{at}]")

    return check


def keyed(key: Shape, shape: Shape) -> Shape:
    """An object whose keys are ids, or the like."""

    def check(value: Any, path: str) -> None:
        if not isinstance(value, dict) or len(value) > MOST:
            raise Misshapen(path)
        for name, one in value.items():
            key(name, path)
            shape(one, f"{path}.{name}")

    return check


def having(needed: Mapping[str, Shape], optional: Mapping[str, Shape] | None = None) -> Shape:
    """An object with exactly these fields; those that an earlier release did not write may be missing."""
    known = {**needed, **(optional or {})}

    def check(value: Any, path: str) -> None:
        if not isinstance(value, dict):
            raise Misshapen(path)
        for name in needed:
            if name not in value:
                raise Misshapen(_at(path, name))
        for name, one in value.items():
            if name not in known:
                raise Misshapen(_at(path, name[:80]))
            known[name](one, _at(path, name))

    return check


def _at(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def anything(value: Any, path: str, depth: int = 5) -> None:
    """Texts, whole numbers and what can be made of them: somebody's own document."""
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, int):
        number(-LARGEST_NUMBER)(value, path)
    elif isinstance(value, str):
        text()(value, path)
    elif depth and isinstance(value, list) and len(value) <= LONGEST:
        for at, one in enumerate(value):
            anything(one, f"{path}[{at}]", depth - 1)
    elif depth and isinstance(value, dict) and len(value) <= LONGEST:
        for name, one in value.items():
            text(100)(name, path)
            anything(one, f"{path}.{name}", depth - 1)
    else:
        raise Misshapen(path)


def document_of_ones_own(value: Any, path: str) -> None:
    if not isinstance(value, dict):
        raise Misshapen(path)
    anything(value, path)


def _oneliner(value: Any, path: str) -> None:
    _fields_of_oneliner(value, path)
    if value["salt"] is not None:
        try:
            rules.check(value["text"])
        except Refusal:
            raise Misshapen(f"{path}.text") from None


id_: Final = pattern(_ID)
_environment: Final = one_of(*method.ENVIRONMENT_LABELS)
_name: Final = text(200)

_category: Final = having({"id": id_, "name": _name, "color": maybe(pattern(_COLOR)), "order": number(0)})
_variant: Final = having({"variant": text(80), "stance": one_of(*STANCES)})


def _mask(value: Any, path: str) -> None:
    if not isinstance(value, list) or len(value) != 3:
        raise Misshapen(path)
    number(0, LONGEST)(value[0], f"{path}[0]")
    number(0, LONGEST)(value[1], f"{path}[1]")
    text(40)(value[2], f"{path}[2]")


_fields_of_oneliner: Final = having(
    {
        "id": id_,
        "consultation": id_,
        "question": id_,
        "text": text(),
        "salt": maybe(pattern(_SALT)),
        "commitment": pattern(_HASH),
        "environment": maybe(_environment),
        "source": one_of(*method.SPOKEN_SOURCES, "phone"),
        "kind": one_of(*method.KINDS),
        "category": maybe(id_),
        "telling": boolean,
        "hidden": maybe(text(100)),
        "masks": listed(_mask, 200),
        "same": maybe(text(40)),
        "parent": maybe(id_),
        "probe": maybe(id_),
    },
    {
        "variants": listed(_variant, 20),
        "cooperation": maybe(one_of(*COOPERATION)),
        "world": maybe(one_of("system", "lived")),
    },
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


_act: Final = having(
    {
        "revision": number(1, 2**52),
        "type": text(40),
        "by": maybe(text(100)),
        "consultation_id": maybe(id_),
        "day": day,
        "digest": pattern(_HASH),
        "chain": pattern(_HASH),
    },
    {"body": _body},
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
        "name": _name,
        "active": boolean,
        "categories": listed(_category),
        "placements": keyed(id_, id_),
        "also": keyed(id_, id_),
    }
)
_relation: Final = having(
    {"id": text(40), "kind": one_of("cause", "tension", "intervention"), "from": id_, "to": maybe(id_)}
)
_counts: Final = having(dict.fromkeys(("received", "mapped", "masked", "hidden"), number(0)))
_told: Final = {"number": number(1, 100_000), "day": day, "by": _name, "fingerprint": pattern(_HASH)}
_contents: Final[Mapping[str, Shape]] = {
    "format": text(40),
    "track": _track,
    "questions": listed(_question, 100),
    "consultations": listed(_consultation, 10_000),
    "division": having({"id": id_, "name": _name}),
    "categories": listed(_category),
    "probes": listed(having({"id": id_, "consultation": id_, "oneliner": maybe(id_), "text": text(), "to": text(20)})),
    "oneliners": listed(_oneliner),
    "counts": _counts,
    "counts_line": _name,
    "fingerprint": pattern(_HASH),
    "fingerprint_shown": text(64),
    "chain": pattern(_HASH),
}
_since_versions: Final[Mapping[str, Shape]] = {
    "divisions": listed(_division, 1000),
    "also": keyed(id_, id_),
    "relations": listed(_relation),
    "presence": keyed(id_, keyed(_environment, number(method.FEWEST_PEOPLE_SHOWN, 1_000_000))),
}
_within: Final = having({**_told, "contents": having(_contents, _since_versions)})

document: Final = having(
    {**_contents, "acts": listed(_act)},
    {**_since_versions, "version": having(_told), "versions": listed(_within, 1000)},
)
"""A JSON export of a track or a consultation, or a version of its map."""


def unique(ids: Collection[str], path: str) -> set[str]:
    """Give the ids as a set. Raises: Misshapen when one is there twice."""
    found = set(ids)
    if len(found) != len(ids):
        raise Misshapen(path)
    return found
