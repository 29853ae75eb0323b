"""The join address as a square to scan."""

from base64 import b64encode
from io import BytesIO

import segno
from flask import Blueprint, Response, abort

from facilitator import current, showing
from facilitator.domain.consultations import CODE_ALPHABET, CODE_LENGTH

pages = Blueprint("qr", __name__)


@pages.get("/qr/<code>.svg")
def qr(code: str) -> Response:
    """Draw the address of a code, black on white with its quiet zone; any well-formed code will do."""
    if len(code) != CODE_LENGTH or not set(code) <= set(CODE_ALPHABET):
        abort(404)
    return Response(draw(f"{showing.public_url(current.application())}/j/{code}"), mimetype="image/svg+xml")


def within_page(address: str) -> str:
    """Give the square as an address that holds all of it, for `<img src>`: no link with a secret in it to fetch."""
    return "data:image/svg+xml;base64," + b64encode(draw(address)).decode()


def draw(address: str) -> bytes:
    """Make one SVG that scales to any size; error correction M survives a bad projector."""
    drawn = BytesIO()
    segno.make(address, error="m", boost_error=False, micro=False).save(
        drawn,
        kind="svg",
        border=4,
        light="#fff",
        dark="#000",
        xmldecl=False,
        omitsize=True,
        svgclass=None,
        lineclass=None,
    )
    return drawn.getvalue()
