"""What takes long is answered by another process, and says so meanwhile: a page that loads itself again.

Small maps are drawn here: that takes less than asking somebody else.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Final

from flask import Blueprint, Flask, Response, abort, current_app, g, render_template, request, url_for

from facilitator import current
from facilitator.domain.refusals import Refusal
from facilitator.services.documents import sizes
from facilitator.serving.workers import LONGEST, TooMuch, Work
from facilitator.store import Store
from facilitator.web.who import View, current_facilitator

SMALL: Final = 500  # one-liners; a map of so many takes some 30 ms
SMALL_FILE: Final = 200_000  # bytes
PATIENCE: Final = 1.0  # seconds that somebody waits without a word
KEPT: Final = 60.0  # seconds that an answer waits to be fetched
SHARED: Final = 5.0  # seconds that one page is everybody's

MEASURES: Final[Mapping[str, Callable[[Store, str], int]]] = {
    "track_id": sizes.of_track,
    "consultation_id": sizes.of_consultation,
    "token": sizes.of_published,
}
"""How many one-liners a page gathers, by what its address names."""
MARK: Final = "takes_long"


@dataclass(frozen=True)
class Marked:
    """A page that takes long. `shared`: with a token it is the same for all who have that."""

    measures: Mapping[str, Callable[[Store, str], int]]
    shared: bool


@dataclass
class Held:
    """What somebody waits for. `shared`: it is everybody's, for a while."""

    work: Work
    since: float
    shared: bool


pages = Blueprint("beside", __name__)

_held: dict[tuple[str, ...], Held] = {}


def takes_long(view: View) -> View:
    """Mark a page that gathers a whole track, consultation or published map by its address, or reads a file in."""
    vars(view)[MARK] = Marked(MEASURES, shared=True)
    return view


def takes_long_by(of_token: Callable[[Store, str], int], *, shared: bool = False) -> Callable[[View], View]:
    """Mark a page that a token of a step leads to. `of_token`: how many one-liners it gathers, 0 for no token."""

    def marked(view: View) -> View:
        vars(view)[MARK] = Marked({"token": of_token}, shared)
        return view

    return marked


def init_app(app: Flask) -> None:
    """Look at every request; before the forms, which read what was sent."""
    app.before_request(_keep_body)


def after_forms(app: Flask) -> None:
    """Answer beside, once the forms have found nothing amiss."""
    app.before_request(_answer)
    app.register_blueprint(pages)


def _keep_body() -> None:
    if request.method == "POST" and _mark() and current.application().workers is not None:
        request.get_data()


def _mark() -> Marked | None:
    view = current_app.view_functions.get(request.endpoint or "")
    return None if view is None else vars(view).get(MARK)


def _asked() -> dict[str, str]:
    """What of what can be measured the address names."""
    return {name: str(it) for name, it in (request.view_args or {}).items() if name in MEASURES}


def _answer() -> Response | None:
    """Have it answered beside where it takes long; None where it does not."""
    mark = _mark()
    if current.application().workers is None or mark is None:
        return None
    person = _person()
    if person is None or not _is_much(mark):
        return None
    if request.method == "POST":
        return _told(_put(person, (person, token_urlsafe(16)), shared=False))
    shared = mark.shared and "token" in _asked()
    wishes = (request.headers.get("Cookie", "") if not shared else "", request.headers.get("Accept-Language", ""))
    key = (person, request.full_path, request.headers.get("Accept-Encoding", ""), *wishes)
    return _told(_put(person, key, shared=shared))


def _person() -> str | None:
    """Whose turn it is; None for whom the page turns away anyhow.

    All who have a published map's link take turns as one: whatever they ask of it, they hold up each other alone. So
    does who has a link of their own.
    """
    if token := _asked().get("token"):
        return f"public {token}"
    somebody = current_facilitator()
    return somebody.id if somebody else None


def _is_much(mark: Marked) -> bool:
    asked, store = _asked(), current.application().store
    if not asked:
        return request.method == "POST" and (request.content_length or 0) > SMALL_FILE
    return any(mark.measures[name](store, it) > SMALL for name, it in asked.items())


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
    """Whether a browser asks for a page to show; a program's request waits for what it asked for.

    So does a form of who is not signed in, or comes by a link: nobody could be told apart who fetches the answer.
    """
    if request.method == "POST" and (current_facilitator() is None or "token" in _asked()):
        return False
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
