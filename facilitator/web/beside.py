"""What takes long is answered by another process, and says so meanwhile: a page that loads itself again.

Small maps are drawn here: that takes less than asking somebody else.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Final

from flask import Blueprint, Flask, Response, abort, g, render_template, request, url_for

from facilitator import current
from facilitator.domain.refusals import Refusal
from facilitator.services.documents import sizes
from facilitator.serving.workers import LONGEST, TooMuch, Work
from facilitator.store import Store
from facilitator.web.who import current_facilitator

SMALL: Final = 500  # one-liners; a map of so many takes some 30 ms
SMALL_FILE: Final = 200_000  # bytes
PATIENCE: Final = 1.0  # seconds that somebody waits without a word
KEPT: Final = 60.0  # seconds that an answer waits to be fetched
SHARED: Final = 5.0  # seconds that one page is everybody's

OF_A_TRACK: Final = frozenset(
    {
        "desk.map", "desk.map_picture", "desk.map_report", "desk.versions", "desk.freeze", "desk.version",
        "desk.version_picture", "desk.version_report", "desk.version_export", "desk.compare", "desk.track_export",
        "desk.history", "desk.weighing", "desk.weighing_sentences", "desk.export_weighing", "desk.earlier_weighing",
        "desk.plan", "desk.plan_docx_file", "desk.begin_weighing", "desk.approval_begin",
    }
)  # fmt: skip
"""Endpoints that gather a whole track."""
OF_A_CONSULTATION: Final = frozenset({"desk.export"})
PUBLIC: Final = frozenset({"maps.published", "maps.published_picture"})
FILES: Final = frozenset({"desk.map_import"})


@dataclass
class Held:
    """What somebody waits for. `shared`: it is everybody's, for a while."""

    work: Work
    since: float
    shared: bool


pages = Blueprint("beside", __name__)

_held: dict[tuple[str, ...], Held] = {}


def init_app(app: Flask) -> None:
    """Look at every request; before the forms, which read what was sent."""
    app.before_request(_keep_body)


def after_forms(app: Flask) -> None:
    """Answer beside, once the forms have found nothing amiss."""
    app.before_request(_answer)
    app.register_blueprint(pages)


def _keep_body() -> None:
    if request.method == "POST" and _is_listed() and current.application().workers is not None:
        request.get_data()


def _is_listed() -> bool:
    return request.endpoint in OF_A_TRACK | OF_A_CONSULTATION | PUBLIC | FILES


def _answer() -> Response | None:
    """Have it answered beside where it takes long; None where it does not."""
    if current.application().workers is None or not _is_listed():
        return None
    person = _person()
    if person is None or not _is_much():
        return None
    if request.method == "POST":
        return _told(_put(person, (person, token_urlsafe(16)), shared=False))
    shared = request.endpoint in PUBLIC
    wishes = (request.headers.get("Cookie", "") if not shared else "", request.headers.get("Accept-Language", ""))
    key = (person, request.full_path, request.headers.get("Accept-Encoding", ""), *wishes)
    return _told(_put(person, key, shared=shared))


def _person() -> str | None:
    """Whose turn it is; None for whom the page turns away anyhow.

    All who have a published map's link take turns as one: whatever they ask of it, they hold up each other alone.
    """
    if request.endpoint in PUBLIC:
        return f"public {(request.view_args or {})['token']}"
    somebody = current_facilitator()
    return somebody.id if somebody else None


def _is_much() -> bool:
    if request.endpoint in FILES:
        return request.method == "POST" and (request.content_length or 0) > SMALL_FILE
    store, asked = current.application().store, request.view_args or {}
    measure: Mapping[str, Callable[[Store, str], int]] = {
        "track_id": sizes.of_track,
        "consultation_id": sizes.of_consultation,
        "token": sizes.of_published,
    }
    return any(found(store, str(asked[name])) > SMALL for name, found in measure.items() if name in asked)


def _put(person: str, key: tuple[str, ...], *, shared: bool) -> tuple[str, ...]:
    """Have it made, where it is not being made already. Returns: the key. Raises: Refusal("too_fast")"""
    _forget_old()
    if key not in _held:
        workers = current.application().workers
        assert workers is not None
        try:
            work = workers.put(person, _environ(), request.get_data() if request.method == "POST" else b"")
        except TooMuch:
            raise Refusal("too_fast", {"retry_after": 5}) from None
        _held[key] = Held(work, time.monotonic(), shared)
    return key


def _environ() -> dict[str, str]:
    """What was asked, as a WSGI server says it; without what a server keeps for itself."""
    told = {name: it for name, it in request.environ.items() if isinstance(it, str) and name == name.upper()}
    return {**told, "wsgi.url_scheme": request.environ["wsgi.url_scheme"]}


def _forget_old() -> None:
    now = time.monotonic()
    for key, held in list(_held.items()):
        if held.work.done.is_set() and now - held.since > (SHARED if held.shared else KEPT):
            _held.pop(key, None)


def _told(key: tuple[str, ...]) -> Response:
    """Give the answer, or a page that asks again. Who can't show that page waits here."""
    held = _held.get(key) or abort(404)
    if not held.work.wait(PATIENCE if _shows_pages() else LONGEST):
        return _still_working(key)
    held.since = time.monotonic() if not held.shared else held.since
    if not held.shared:
        _held.pop(key, None)
    return _made(held.work)


def _shows_pages() -> bool:
    """Whether a browser asks for a page to show; a program's request waits for what it asked for."""
    is_navigation = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    return is_navigation and "text/html" in request.headers.get("Accept", "")


def _still_working(key: tuple[str, ...]) -> Response:
    again = request.full_path.rstrip("?")
    if request.method == "POST":
        again = url_for("beside.fetched", token=key[1])
    is_file = request.endpoint is not None and "export" in request.endpoint
    response = Response(render_template("working.html", again=again, is_file=is_file), 200)
    response.headers["Retry-After"] = "1"
    return response


@pages.get("/desk/work/<token>")
def fetched(token: str) -> Response:
    """Give what a form that was sent led to, once it is there."""
    somebody = current_facilitator() or abort(404)
    return _told((somebody.id, token))


def _made(work: Work) -> Response:
    """Answer what another process answered, with its headers as they are."""
    if work.head is None or work.body is None:
        raise Refusal("internal")
    g.answered_beside = True
    response = Response(work.parts(), status=work.head["status"])
    response.headers.clear()
    response.headers.extend(work.head["headers"])
    return response
