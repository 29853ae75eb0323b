"""Files of what came out. The modules here turn rows into bytes; this alone asks the services."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal, get_args

from facilitator.exports import csv, json, mapped, xlsx
from facilitator.exports.names import filename
from facilitator.services import gathering
from facilitator.services.gathering import Outcome
from facilitator.store import Store

Format = Literal["csv", "csv-excel", "xlsx", "json"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MADE: Final[dict[str, tuple[Callable[[Outcome], bytes], str, str]]] = {
    "csv": (lambda it: csv.exact(mapped.rows(it), it.track.language), "csv", "text/csv"),
    "csv-excel": (lambda it: csv.excel(mapped.rows(it), it.track.language), "csv", "text/csv"),
    "xlsx": (lambda it: xlsx.workbook(mapped.rows(it), it.track.language), "xlsx", _XLSX),
    "json": (lambda it: json.document(mapped.document(it)), "json", "application/json"),
}


@dataclass(frozen=True)
class Export:
    """A file to hand over. `running` are the titles of consultations that are not closed yet."""

    content: bytes
    filename: str
    mimetype: str
    running: tuple[str, ...]


def of_consultation(store: Store, consultation: str, format: Format) -> Export:
    """Write what came out of one consultation. Raises: Refusal("unknown_code")"""
    return export(gathering.of_consultation(store, consultation), format)


def of_track(store: Store, track: str, format: Format) -> Export:
    """Write what came out of a track, all its rounds together. Raises: Refusal("unknown_code")"""
    return export(gathering.of_track(store, track), format)


def export(outcome: Outcome, format: Format) -> Export:
    """Write what was gathered; needs no database, so may be done beside the event loop."""
    make, extension, mimetype = _MADE[format]
    name = filename(
        track=outcome.track.kind,
        theme=outcome.track.theme,
        version=None,
        day=mapped.last_day(outcome) or datetime.now(UTC).date(),
        extension=extension,
    )
    running = tuple(it.title for it in outcome.consultations.values() if it.phase != "closed")
    return Export(make(outcome), name, mimetype, running)
