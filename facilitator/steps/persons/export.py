"""The list of key persons for Excel: personal data, in no other file. Rhizome networks are never in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from facilitator.catalogues import translator
from facilitator.domain.method import ENVIRONMENT_LABELS
from facilitator.exports.csv import BYTE_ORDER_MARK, SIGN, needs_sign, written
from facilitator.exports.names import named
from facilitator.exports.registry import Export
from facilitator.steps.persons import columns
from facilitator.steps.persons.networks import NETWORK_TYPES, RHIZOME, STAKES
from facilitator.steps.persons.rules import INTERVIEW, Seat


def excel(seats: Sequence[Seat], language: str) -> bytes:
    """Write what a Dutch Excel opens: `;`, byte order mark, and no cell that it would calculate."""
    rows = [[_guarded(cell) for cell in _row(seat, language)] for seat in seats if seat.network_type != RHIZOME]
    return (BYTE_ORDER_MARK + written([columns.headers(language), *rows], delimiter=";")).encode()


@dataclass(frozen=True)
class SeatList:
    """The seats of a track, and the language in which they are told."""

    seats: Sequence[Seat]
    language: str


LIST: Final[Export[SeatList]] = Export(
    name="csv-excel", suffix="csv", mimetype="text/csv", make=lambda it: excel(it.seats, it.language)
)


def filename(theme: str, day: date, language: str) -> str:
    """Name the file: sleutelpersonen_schulden-en-armoede_2026-04-02.csv."""
    return named(columns.file_name(language), theme=theme, version=None, day=day, extension=LIST.suffix)


def _row(seat: Seat, language: str) -> list[str]:
    gettext = translator(language)
    return [
        gettext(ENVIRONMENT_LABELS[seat.environment]),
        columns.side(language, internal=seat.internal),
        seat.function,
        seat.sub_function,
        seat.name,
        seat.organisation,
        seat.contact,
        gettext(NETWORK_TYPES[seat.network_type]),
        seat.reason,
        gettext(STAKES[seat.stake]) if seat.stake else "",
        seat.note,
        " ".join(columns.interview(language) if it == INTERVIEW else it for it in seat.invited),
        seat.spoken,
    ]


def _guarded(cell: str) -> str:
    return SIGN + cell if cell and needs_sign(cell) else cell
