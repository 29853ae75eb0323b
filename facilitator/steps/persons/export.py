"""The list of key persons for Excel: personal data, in no other file. Rhizome networks are never in it."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from facilitator.domain.method import ENVIRONMENT_LABELS, Language
from facilitator.exports.csv import BYTE_ORDER_MARK, SIGN, needs_sign, written
from facilitator.exports.names import named
from facilitator.steps.persons.networks import NETWORK_TYPES, RHIZOME, STAKES
from facilitator.steps.persons.rules import INTERVIEW, Seat

_HEADERS: Final[dict[str, tuple[str, ...]]] = {
    "nl": tuple(
        "omgeving intern_extern functie subfunctie naam organisatie contact netwerktype reden inbreng notitie"
        " uitgenodigd gesproken".split()
    ),
    "en": tuple(
        "environment internal_external function sub_function name organisation contact network_type reason stake note"
        " invited spoken".split()
    ),
}
_SIDES: Final = {"nl": {True: "intern", False: "extern"}, "en": {True: "internal", False: "external"}}
_INTERVIEW: Final = {"nl": "gesprek", "en": "interview"}
_WHAT: Final = {"nl": "sleutelpersonen", "en": "key-persons"}


def excel(seats: Sequence[Seat], language: Language) -> bytes:
    """Write what a Dutch Excel opens: `;`, byte order mark, and no cell that it would calculate."""
    rows = [[_guarded(cell) for cell in _row(seat, language)] for seat in seats if seat.network_type != RHIZOME]
    return (BYTE_ORDER_MARK + written([_HEADERS[language], *rows], delimiter=";")).encode()


def filename(theme: str, day: date, language: Language) -> str:
    """Name the file: sleutelpersonen_schulden-en-armoede_2026-04-02.csv."""
    return named(_WHAT[language], theme=theme, version=None, day=day, extension="csv")


def _row(seat: Seat, language: Language) -> list[str]:
    return [
        ENVIRONMENT_LABELS[seat.environment][language],
        _SIDES[language][seat.internal],
        seat.function,
        seat.sub_function,
        seat.name,
        seat.organisation,
        seat.contact,
        NETWORK_TYPES[seat.network_type][language],
        seat.reason,
        STAKES[seat.stake][language] if seat.stake else "",
        seat.note,
        " ".join(_INTERVIEW[language] if it == INTERVIEW else it for it in seat.invited),
        seat.spoken,
    ]


def _guarded(cell: str) -> str:
    return SIGN + cell if cell and needs_sign(cell) else cell
