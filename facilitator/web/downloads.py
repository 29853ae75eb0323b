"""Handing files over, and finding the kind of file that an address asks for."""

from collections.abc import Iterable
from typing import TypeVar

from flask import Response, abort

from facilitator.exports.registry import Export, File

T = TypeVar("T")


def asked_for(exports: Iterable[Export[T]], name: str) -> Export[T]:
    """Give the export of that name; an unknown one ends the request as not found."""
    return next((it for it in exports if it.name == name), None) or abort(404)


def handed_over(file: File) -> Response:
    """Answer with a file to keep, under its own name."""
    response = Response(file.content, mimetype=file.mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=file.filename)
    return response
