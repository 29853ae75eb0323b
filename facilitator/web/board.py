"""The board of a consultation: the page, and the snapshot that it starts from."""

from flask import Blueprint, Response, render_template, url_for
from flask_babel import gettext

from facilitator import current, showing
from facilitator.catalogues import translator
from facilitator.domain.method import KINDS, KINDS_OF, QUESTIONS, TrackKind, environments_for
from facilitator.services import desk
from facilitator.serving import gc_tuning
from facilitator.web.compressed import compressed
from facilitator.web.desk.consultations import owned
from facilitator.web.who import me, signed_in
from facilitator.words.board.ready import OWN_WORDS, PROBES, REASONS

pages = Blueprint("board", __name__, url_prefix="/desk/consultations/<consultation_id>")

SNAPSHOT_LEVEL = 3  # a thousand one-liners a millisecond; 9 takes ten times as long for a tenth less
MORE_ICONS = {
    "also": "M7 8l-4 4 4 4M17 8l4 4-4 4M3 12h18",
    "answer": "M5 4v9h12M12 8l5 5-5 5",
    "cause": "M12 4v14M6 12l6 6 6-6",
    "effect": "M12 20V6M6 12l6-6 6 6",
    "intervention": "M12 3v4M12 17v4M3 12h4M17 12h4M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8z",
    "tension": "M4 9h15l-4-4M20 15H5l4 4",
    "world-lived": "M4 12l8-8 8 8M6 10v10h12V10M10 20v-6h4v6",
    "world-system": "M5 3h14v18H5zM9 7h6M9 11h6M9 15h6",
    "back": "M19 12H5M11 6l-6 6 6 6",
    "map": "M3 4h18v16H3zM3 9.5h18M3 15h18M9 4v16",
    "merge": "M5 5c0 7 7 7 7 14M19 5c0 7-7 7-7 14M8 15l4 4 4-4",
    "minus": "M5 12h14",
    "more": "M5 12h.01M12 12h.01M19 12h.01",
    "pen": "M4 20h4L19 9l-4-4L4 16z",
    "play": "M8 5l11 7-11 7z",
    "qr": "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 18h2v2h-2zM18 14h2M14 18v2",
    "same": "M5 9c3-3 5 3 8 1s4-1 6-1M5 15c3-3 5 3 8 1s4-1 6-1",
    "several": "M4 7l2 2 4-4M4 16l2 2 4-4M14 7h6M14 16h6",
    "stop": "M6 6h12v12H6z",
    "tag": "M4 4h8l8 8-8 8-8-8zM8.5 8.5h.01",
    "up": "M12 19V5M6 11l6-6 6 6",
    "stream": "M4 5h16M4 10h16M4 15h10M4 20h7",
}


@pages.get("/board")
@signed_in
def board(consultation_id: str) -> str:
    """Show the board of one of the own consultations."""
    found = owned(consultation_id)
    return rendered(found, page_data(found))


def rendered(found: desk.DeskConsultation, page: dict[str, object]) -> str:
    """Make the page that draws itself from its `page` data."""
    return render_template("board/board.html", consultation=found, more_icons=MORE_ICONS, page=page)


@pages.get("/snapshot")
@signed_in
def snapshot(consultation_id: str) -> Response:
    """Give what the live connection calls `snapshot`, small on the wire."""
    found = owned(consultation_id)
    with gc_tuning.paused():
        told = showing.board_snapshot_json(current.application(), found.id, me())
        return compressed(told, "application/json", level=SNAPSHOT_LEVEL)


def page_data(found: desk.DeskConsultation) -> dict[str, object]:
    """Collect what the page begins with; probes and reasons are in the language of who will read them."""
    track: TrackKind = "goal" if found.track_kind == "goal" else "process"
    in_the_room = translator(found.language)
    return {
        "consultation": found.id,
        "asked": found.asked,
        "snapshot": url_for("board.snapshot", consultation_id=found.id),
        "environments": environments_for(track, gettext),
        "kinds": [{"key": key, "label": gettext(KINDS[key])} for key in KINDS_OF[track]],
        "usual_kinds": [question.kind for question in QUESTIONS[track]],
        "probes": [in_the_room(text) for text in PROBES],
        "own_words": in_the_room(OWN_WORDS),
        "reasons": [in_the_room(text) for text in REASONS],
    }
