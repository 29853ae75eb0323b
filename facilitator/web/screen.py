"""The screen in the room: read-only, behind a token of its own."""

from flask import Blueprint, abort, render_template

from facilitator import current
from facilitator.i18n import use_language
from facilitator.services import consultations

pages = Blueprint("screen", __name__)


@pages.get("/screen/<token>")
def screen(token: str) -> str:
    """Show what the board chooses, in the consultation's language."""
    found = consultations.by_screen(current.application().store, token) or abort(404)
    use_language(found.language)
    return render_template("screen/screen.html", page={"screen": token})
