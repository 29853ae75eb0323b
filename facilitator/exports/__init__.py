"""Files of what came out. The modules here turn rows into bytes; this alone asks the services."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Final

from facilitator.domain.map.reading import Contents
from facilitator.domain.map.whole import Map
from facilitator.domain.refusals import Refusal
from facilitator.exports import csv, json, mapped, report, summary, xlsx
from facilitator.exports.archive import archive
from facilitator.exports.mapped import language
from facilitator.exports.names import filename
from facilitator.exports.registry import Export, File
from facilitator.exports.rows import Cells
from facilitator.services.documents import gathering
from facilitator.services.documents import versions as maps
from facilitator.services.documents import writing as documents
from facilitator.services.documents.gathering import Outcome
from facilitator.services.steps import Steps
from facilitator.store import Store

Format = str
"""The name of one of EXPORTS."""

NO_STEPS: Final = Steps()
NOTHING: Final[Mapping[str, bytes]] = {}
REPORT: Final = "rapport"
"""What the report in an archive is called beside the map that it is of."""

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class ExportSource:
    """What a file is made of: a document, and by name what the steps of the method lay beside it in an archive."""

    contents: Contents
    beside: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def table(self) -> tuple[Sequence[Cells], str]:
        """Its rows, and the language that they are in."""
        return mapped.rows(self.contents), language(self.contents)


def _archive(held: ExportSource) -> bytes:
    """Write what opens without us and what can be read in again, with a report to read, in one zip."""
    files = {file.filename: file.content for file in (_file(it, held) for it in ARCHIVED)}
    contents = held.contents
    files[named(contents, "html", part=REPORT)] = report.html(Map.of(contents), language(contents))
    return archive({**held.beside, **files})


ARCHIVED: Final[tuple[Export[ExportSource], ...]] = (
    Export(name="csv", suffix="csv", mimetype="text/csv", make=lambda it: csv.exact(*it.table)),
    Export(name="xlsx", suffix="xlsx", mimetype=_XLSX, make=lambda it: xlsx.workbook(*it.table)),
    Export(
        name="json",
        suffix="json",
        mimetype="application/json",
        make=lambda it: json.document(it.contents),
        whole=True,
    ),
    Export(
        name="summary",
        suffix="csv",
        mimetype="text/csv",
        make=lambda it: csv.sheet(summary.table(it.contents)),
        part="samenvatting",
    ),
)
"""The files in an archive."""
EXPORTS: Final[tuple[Export[ExportSource], ...]] = (
    *ARCHIVED,
    Export(name="csv-excel", suffix="csv", mimetype="text/csv", make=lambda it: csv.excel(*it.table), part="excel"),
    Export(
        name="archive",
        suffix="zip",
        mimetype="application/zip",
        make=_archive,
        part="archief",
        whole=True,
        beside=True,
    ),
)
"""Every kind of file of a consultation, a track or a version of its map."""
FORMATS: Final[tuple[Format, ...]] = tuple(it.name for it in EXPORTS)


def of_consultation(store: Store, consultation: str, format: Format) -> File:
    """Write what came out of one consultation. Raises: Refusal("unknown_code")"""
    return export(gathering.of_consultation(store, consultation), called(format))


def of_track(store: Store, track: str, format: Format, steps: Steps = NO_STEPS) -> File:
    """Write what came out of a track, all its rounds together. Raises: Refusal("unknown_code")"""
    wanted = called(format)
    outcome = gathering.of_track(store, track, versions=wanted.whole)
    return export(outcome, wanted, beside(store, track, wanted, steps))


def of_version(store: Store, track: str, number: int, format: Format) -> File:
    """Write a map as it was fixed. Raises: Refusal("unknown_code")"""
    contents = maps.exported(store, track, number)
    if contents is None:
        raise Refusal("unknown_code")
    return export(contents, called(format))


def called(format: Format) -> Export[ExportSource]:
    """Give the export of a name that is known to be one. Raises: KeyError"""
    return {it.name: it for it in EXPORTS}[format]


def beside(store: Store, track: str, wanted: Export[ExportSource], steps: Steps) -> Mapping[str, bytes]:
    """Collect what the steps of the method give along."""
    return steps.archived(store, track) if wanted.beside else NOTHING


def export(what: Outcome | Contents, wanted: Export[ExportSource], beside: Mapping[str, bytes] = NOTHING) -> File:
    """Write what was gathered, or a document; needs no database, so may be done beside the event loop.

    `beside`: files by name that go with it into an archive.
    """
    return _file(wanted, ExportSource(documents.document(what) if isinstance(what, Outcome) else what, beside))


def _file(wanted: Export[ExportSource], held: ExportSource) -> File:
    name = named(held.contents, wanted.suffix, part=wanted.part)
    return wanted.file(held, name, running(held.contents))


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
