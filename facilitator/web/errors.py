"""Everything that goes wrong, told once: as a page in the reader's language, or as JSON to who asks for JSON."""

import logging
from collections.abc import Mapping

from flask import Flask, Response, jsonify, render_template, request
from flask_babel import lazy_gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, NotFound

from facilitator.domain.refusals import Refusal, RuleBroken
from facilitator.i18n import refusal_message
from facilitator.services.own import NotOwn
from facilitator.store import Unavailable

log = logging.getLogger(__name__)

STATUS_OF: Mapping[str, int] = {
    "unknown_code": 404,
    "closed": 410,
    "too_fast": 429,
    "try_later": 503,
    "full": 409,
    "key_taken": 409,
    "question_closed": 409,
    "changed_since": 409,
    "no_suspicion": 409,
    "not_settled": 409,
    "not_yours": 403,
    "read_only": 403,
    "forbidden": 403,
    "dry_run_there": 403,
    "unknown_question": 404,
    "unknown_oneliner": 404,
    "unknown_category": 404,
    "too_long": 422,
    "internal": 500,
}
"""Refusal → HTTP status; every other one is a 400."""

CODE_OF: Mapping[int, str] = {403: "forbidden", 429: "too_fast", 500: "internal", 503: "try_later"}
"""HTTP status → the code in the JSON answer; every other one is a `bad_request`."""

PAGES: Mapping[int, tuple[object, object]] = {
    400: (
        _("This did not arrive well"),
        _("Nothing was changed. Go back, load the page again and try once more."),
    ),
    403: (_("You may not see this"), _("Nothing was changed. Sign in as the facilitator of this consultation.")),
    404: (
        _("This page does not exist"),
        _("Perhaps the address was not copied completely, or it belongs to somebody else. Check it and try again."),
    ),
    405: (_("This page works in another way"), _("Nothing was changed. Start again from the first page.")),
    410: (_("This is over"), _("This link was used already, or it is too old. What was sent before has been kept.")),
    413: (_("This is too large"), _("Nothing was kept of it. Send less at once.")),
    429: (_("That was very often"), _("Nothing was lost. Wait a moment and try again.")),
    500: (
        _("Something went wrong on our side"),
        _("What was sent before has been kept. Try again in a moment. Does it stay? Tell whoever manages this."),
    ),
    503: (_("We cannot reach our own memory right now"), _("Nothing was lost. Wait a moment and load the page again.")),
}


def init_app(app: Flask) -> None:
    """Answer every refusal, HTTP error and fault."""
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(RuleBroken, broken)
    app.register_error_handler(NotOwn, not_own)
    app.register_error_handler(CSRFError, form_is_stale)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(Unavailable, unavailable)
    app.register_error_handler(Exception, fault)


def refused(refusal: Refusal) -> tuple[Response | str, int]:
    """A rule said no: with its own words."""
    status = STATUS_OF.get(refusal.code, 400)
    message = refusal_message(refusal.code, refusal.detail)
    if wants_json():
        return as_json(refusal.code, message, refusal.detail), status
    return page(status, message), status


def broken(rule: RuleBroken) -> tuple[Response | str, int]:
    """A rule said no where the page has no words for it of its own: what was sent is not what is there now."""
    log.info("refused: %s", type(rule).__name__)
    if wants_json():
        return as_json("bad_request", refusal_message("bad_request")), 409
    return page(409, refusal_message("bad_request")), 409


def not_own(error: NotOwn) -> tuple[Response | str, int] | HTTPException:
    """Somebody else's answers as what is not there."""
    return http_error(NotFound())


def http_error(error: HTTPException) -> tuple[Response | str, int] | HTTPException:
    """A page that isn't there, a form that is too large, and so on."""
    status = error.code or 500
    if status < 400:
        return error
    if wants_json():
        code = CODE_OF.get(status, "bad_request")
        return as_json(code, refusal_message(code)), status
    return page(status), status


def form_is_stale(error: CSRFError) -> tuple[Response | str, int]:
    """A form without its token: made elsewhere, or too long ago."""
    return http_error(error) if wants_json() else (page(400, str(STALE)), 400)  # type: ignore[return-value]


STALE = _(
    "The page was open for too long, or it came from elsewhere. Nothing was changed. Load it again and try again."
)


def unavailable(error: Unavailable) -> tuple[Response | str, int]:
    """The database can't be reached."""
    log.error("the database can't be reached")
    if wants_json():
        return as_json("try_later", refusal_message("try_later")), 503
    return page(503), 503


def fault(error: Exception) -> tuple[Response | str, int]:
    """A bug: with its trace in the log, and without it in the answer."""
    log.exception("unexpected fault in %s", request.endpoint)
    if wants_json():
        return as_json("internal", refusal_message("internal")), 500
    return page(500), 500


def wants_json() -> bool:
    """Whether the client asked for, or sent, JSON."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"], default="text/html")
    return best == "application/json" or request.mimetype == "application/json"


def as_json(code: str, message: str, detail: Mapping[str, object] | None = None) -> Response:
    """Shape a refusal as every other answer in JSON."""
    error = {"code": code, "message": message, **(detail or {})}
    return jsonify(ok=False, error=error)


def page(status: int, message: str | None = None) -> str:
    """Say it to a person; `message` replaces what belongs to the status."""
    title, text = PAGES.get(status, PAGES[500 if status >= 500 else 400])
    return render_template("error.html", status=status, title=title, text=message or text)
