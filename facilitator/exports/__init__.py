"""Files of what came out. The modules here turn rows into bytes; this alone asks the services."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, Literal, get_args

from facilitator.domain.map.whole import Map
from facilitator.domain.refusals import Refusal
from facilitator.exports import csv, json, mapped, report, summary, xlsx
from facilitator.exports.archive import archive
from facilitator.exports.mapped import Contents, language
from facilitator.exports.names import filename
from facilitator.services.documents import gathering
from facilitator.services.documents import versions as maps
from facilitator.services.documents import writing as documents
from facilitator.services.documents.gathering import Outcome
from facilitator.services.steps import Steps
from facilitator.store import Store

Format = Literal["csv", "csv-excel", "xlsx", "json", "summary", "archive"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)

ARCHIVED: Final[tuple[Format, ...]] = ("csv", "json", "xlsx", "summary")
"""The formats in an archive."""
WHOLE: Final[tuple[Format, ...]] = ("json", "archive")
"""The formats that hold the versions of a track too."""
PARTS: Final = {"summary": "samenvatting", "archive": "archief", "report": "rapport"}
"""What a file is called beside the map that it is of."""

NO_STEPS: Final = Steps()
NOTHING: Final[Mapping[str, bytes]] = {}

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MADE: Final[dict[str, tuple[Callable[[Contents], bytes], str, str]]] = {
    "csv": (lambda it: csv.exact(mapped.rows(it), language(it)), "csv", "text/csv"),
    "csv-excel": (lambda it: csv.excel(mapped.rows(it), language(it)), "csv", "text/csv"),
    "xlsx": (lambda it: xlsx.workbook(mapped.rows(it), language(it)), "xlsx", _XLSX),
    "json": (json.document, "json", "application/json"),
    "summary": (lambda it: csv.sheet(summary.table(it)), "csv", "text/csv"),
    "archive": (lambda it: archived(it), "zip", "application/zip"),
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


def of_track(store: Store, track: str, format: Format, steps: Steps = NO_STEPS) -> Export:
    """Write what came out of a track, all its rounds together. Raises: Refusal("unknown_code")"""
    outcome = gathering.of_track(store, track, versions=format in WHOLE)
    return export(outcome, format, beside(store, track, format, steps))


def of_version(store: Store, track: str, number: int, format: Format) -> Export:
    """Write a map as it was fixed. Raises: Refusal("unknown_code")"""
    contents = maps.contents(store, track, number)
    if contents is None:
        raise Refusal("unknown_code")
    return export(contents, format)


def beside(store: Store, track: str, format: Format, steps: Steps) -> Mapping[str, bytes]:
    """Collect what the steps of the method give to an archive; nothing to another format."""
    return steps.archived(store, track) if format == "archive" else {}


def export(what: Outcome | Contents, format: Format, beside: Mapping[str, bytes] = NOTHING) -> Export:
    """Write what was gathered, or a document; needs no database, so may be done beside the event loop.

    `beside`: files by name that go with it into an archive.
    """
    contents = documents.document(what) if isinstance(what, Outcome) else what
    make, extension, mimetype = _MADE[format]
    name = named(contents, extension, part=PARTS.get(format, ""))
    content = archived(contents, beside) if format == "archive" else make(contents)
    return Export(content, name, mimetype, running(contents))


def archived(contents: Contents, beside: Mapping[str, bytes] = NOTHING) -> bytes:
    """Write what opens without us and what can be read in again, with a report to read, in one zip."""
    files = {file.filename: file.content for file in (export(contents, it) for it in ARCHIVED)}
    files[named(contents, "html", part=PARTS["report"])] = report.html(Map.of(contents), language(contents))
    return archive({**beside, **files})


def named(contents: Contents, extension: str, *, part: str = "") -> str:
    """Name a file after the map, its version and the day: of the version, or of the last consultation."""
    version = contents.get("version")
    today = datetime.now(UTC).date()
    return filename(
        track="goal" if contents["track"]["kind"] == "goal" else "process",
        theme=contents["track"]["theme"],
        version=version["number"] if version else None,
        day=date.fromisoformat(version["day"]) if version else mapped.last_day(contents) or today,
        extension=extension,
        part=part,
    )


def running(contents: Contents) -> tuple[str, ...]:
    """The titles of what is not closed yet."""
    return tuple(it["title"] for it in contents["consultations"] if it["phase"] != "closed")
