"""The screen in the room: read-only, behind a token of its own."""

from flask import Blueprint, abort, render_template

from facilitator import current
from facilitator.i18n import use_language
from facilitator.services import consultations
from facilitator.web.modules import SHARED, modules_under

pages = Blueprint("screen", __name__)

MODULES = (*SHARED, "board/clock.js", "board/feed.js", "board/html.js", "board/words.js")


@pages.get("/screen/<token>")
def screen(token: str) -> str:
    """Show what the board chooses, in the consultation's language."""
    found = consultations.by_screen(current.application().store, token) or abort(404)
    use_language(found.language)
    modules = [*modules_under("screen"), *MODULES]
    return render_template("screen/screen.html", modules=modules, page={"screen": token})
