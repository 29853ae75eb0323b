"""Handing files over, and finding the kind of file that an address asks for."""

from collections.abc import Iterable
from typing import Any, Final, TypeVar

from flask import Response, abort
from flask_babel import lazy_gettext as _

from facilitator.exports.registry import Export, File

T = TypeVar("T")

OF_A_MAP: Final[tuple[tuple[str, Any, Any], ...]] = (
    ("xlsx", _("Excel"), _("To read, filter and print. The texts are exactly as they were said.")),
    (
        "csv-excel",
        _("CSV for Excel"),
        _("Opens with a double click in Dutch Excel. What looks like a formula gets an apostrophe before it."),
    ),
    ("summary", _("Counts"), _("How many one-liners each category has on each question. For a table or a chart.")),
    ("csv", _("CSV, exact"), _("For other programs and for the archive. Exact texts, comma between the columns.")),
    ("json", _("JSON"), _("Everything in one file, to keep, to check and to read in again.")),
    ("archive", _("Archive"), _("All of this and a report in one zip, with a list to check it by.")),
)
"""The files there are of a map, as (format, name, what it is for)."""
OF_A_CONSULTATION: Final = tuple(it for it in OF_A_MAP if it[0] in ("xlsx", "csv-excel", "csv", "json"))
"""Those of one consultation, which has no report of its own."""


def asked_for(exports: Iterable[Export[T]], name: str) -> Export[T]:
    """Give the export of that name; an unknown one ends the request as not found."""
    return next((it for it in exports if it.name == name), None) or abort(404)


def handed_over(file: File) -> Response:
    """Answer with a file to keep, under its own name."""
    response = Response(file.content, mimetype=file.mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=file.filename)
    return response
