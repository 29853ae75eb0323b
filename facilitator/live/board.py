"""The door of boards and screens: namespace `/board`."""

import time
from collections.abc import Callable
from typing import Any, TypeGuard
from urllib.parse import urlsplit

from werkzeug.http import parse_cookie

from facilitator import wire
from facilitator.domain.buckets import Bucket, Buckets
from facilitator.domain.refusals import Refusal
from facilitator.i18n import message_in
from facilitator.live.broadcast import Broadcast
from facilitator.live.connections import Connections, Handler, Viewer
from facilitator.services import consultations
from facilitator.services.accounts import facilitators
from facilitator.services.accounts.facilitators import COOKIE, SignedIn
from facilitator.services.application import Application
from facilitator.services.writing import Perform, Proposed
from facilitator.serving.socketio_adapter import Acknowledge
from facilitator.serving.turns import OneATurn

PACKETS_OF_CATCHING_UP = 25.0  # what was missed takes as much work as so many other packets
PACKETS_OF_A_SUGGESTION = 100.0
SUGGESTIONS = 2.0  # a second for all boards of a track: one takes some 100 ms where ten thousand are compared
SUGGESTIONS_AT_ONCE = 4.0
ONELINERS = 20_000.0  # a second that the boards of one facilitator, or all screens, of a track are sent anew
ONELINERS_AT_ONCE = 40_000.0
ONELINERS_OF_AN_EVENT = 3.0  # what was missed is put into words for each who asks


class BoardDoor:
    """Reads what boards and screens send; a screen only ever asks."""

    def __init__(self, application: Application, connections: Connections, broadcast: Broadcast) -> None:
        self._application = application
        self._connections = connections
        self._broadcast = broadcast
        self._suggested = Buckets(SUGGESTIONS, SUGGESTIONS_AT_ONCE)  # by track
        self._caught_up = Buckets(ONELINERS, ONELINERS_AT_ONCE)  # by track and facilitator
        self._turns = OneATurn()
        self.handlers: dict[str, Handler] = {
            "act": self.act,
            "since": self.since,
            "hold": self.hold,
            "suggest": self.suggest,
        }
        self.costs: dict[str, Callable[[object], float]] = {
            "since": lambda _: PACKETS_OF_CATCHING_UP,
            "suggest": lambda _: PACKETS_OF_A_SUGGESTION,
        }

    def connect(self, sid: str, environ: dict[str, Any], auth: object = None) -> None:
        """Bind a role to a connection, once and for all. Raises: Refusal."""
        if not isinstance(auth, dict):
            raise Refusal("forbidden")
        viewer = self._screen(sid, auth["screen"]) if "screen" in auth else self._board(sid, environ, auth)
        since = auth.get("since")
        viewer.since = since if isinstance(since, int) and not isinstance(since, bool) else None
        self._connections.viewers[sid] = viewer

    def _screen(self, sid: str, token: object) -> Viewer:
        found = consultations.by_screen(self._application.store, token) if _is_word(token) else None
        if found is None:
            raise Refusal("forbidden")
        self._application.track_of(found.id)
        return Viewer(sid, found.track, found.id, found.language)

    def _board(self, sid: str, environ: dict[str, Any], auth: dict[str, Any]) -> Viewer:
        somebody = self._signed_in(environ)
        if somebody is None or not self._is_ours(environ):
            raise Refusal("forbidden")
        wanted = auth.get("consultation")
        if not _is_word(wanted):
            raise Refusal("forbidden")
        track = consultations.own(self._application, somebody.id, wanted)
        return Viewer(sid, track.id, wanted, track.language, somebody.id, somebody.name, somebody.sign_in)

    def _signed_in(self, environ: dict[str, Any]) -> SignedIn | None:
        cookie = parse_cookie(environ).get(COOKIE)
        if cookie is None:
            return None
        return facilitators.who(self._application.store, cookie, now=self._seconds())

    def _is_ours(self, environ: dict[str, Any]) -> bool:
        """Whether a page that we served connects. A foreign Origin did not come this far."""
        if environ.get("HTTP_ORIGIN"):
            return True
        referer = urlsplit(environ.get("HTTP_REFERER", ""))  # all that a browser's polling sends
        return f"{referer.scheme}://{referer.netloc}" in self._application.origins

    def _seconds(self) -> int:
        return int(self._application.now().timestamp())

    def greet(self, sid: str) -> None:
        """Say who holds what, to a board or screen that has just come in."""
        viewer = self._connections.viewers.get(sid)
        if viewer is None:
            return
        self._keep_pace(viewer, viewer.since)
        if sid in self._connections.viewers:
            self._broadcast.greet(sid)

    def _keep_pace(self, viewer: Viewer, revision: int | None) -> None:
        """Wait where so much was sent to who asks, on whatever number of connections, that others would wait for it."""
        track = self._application.track(viewer.track)
        missed = None if revision is None else track.since(revision)
        cost = len(track.board.cards) if missed is None else len(missed) * ONELINERS_OF_AN_EVENT
        keep_pace(self._caught_up.of((viewer.track, viewer.facilitator), time.monotonic()), cost)
        self._turns.wait()

    def disconnect(self, sid: str, reason: object = None) -> None:
        """Forget a board or screen, and let go of what it held."""
        viewer = self._connections.viewers.pop(sid, None)
        if viewer is not None and viewer.holding is not None:
            self._broadcast.holding(viewer, None)

    def act(self, sid: str, data: object, answer: Acknowledge) -> None:
        """Do what a facilitator asks; `answer` is called when it is durable."""
        viewer = self._connections.viewers[sid]
        by = self._leading(viewer)
        act = wire.read_act(data)

        def settled(outcome: object) -> None:
            if isinstance(outcome, Refusal):
                answer(self.refused(viewer.language, outcome))
            elif isinstance(outcome, Proposed):
                answer({"ok": True, "revision": outcome.revision, "proposed": True})
            else:
                answer({"ok": True, "revision": outcome})

        self._application.put(
            Perform(
                track=viewer.track,
                consultation=viewer.consultation,
                act=act,
                by=by,
                sign_in=viewer.sign_in or "",
                answer=settled,
            )
        )

    def _leading(self, viewer: Viewer) -> str:
        """The facilitator behind a board. Raises: Refusal("read_only") for a screen."""
        if viewer.facilitator is None:
            raise Refusal("read_only")
        return viewer.facilitator

    def hold(self, sid: str, data: object, answer: Acknowledge) -> None:
        """Tell the other boards which card somebody has chosen; None when it is let go."""
        viewer = self._connections.viewers[sid]
        self._leading(viewer)
        viewer.holding = wire.read_held(data)
        self._broadcast.holding(viewer, viewer.holding)
        answer({"ok": True})

    def suggest(self, sid: str, data: object, answer: Acknowledge) -> None:
        """Say in which categories something like it lies, and what is nearly the same."""
        viewer = self._connections.viewers[sid]
        self._leading(viewer)
        oneliner = wire.read_oneliner(data)
        keep_pace(self._suggested.of(viewer.track, time.monotonic()))
        track = self._application.track(viewer.track)
        answer({"ok": True, **self._application.suggester.suggest(track, oneliner)})

    def since(self, sid: str, data: object, answer: Acknowledge) -> None:
        """Tell a board or screen what it missed, or all of it."""
        revision = wire.read_revision(data)
        viewer = self._connections.viewers[sid]
        if self._application.track(viewer.track).since(revision) is None:
            keep_pace(viewer.snapshots)
        self._keep_pace(viewer, revision)
        if sid not in self._connections.viewers:
            return  # gone meanwhile
        with self._application.track(viewer.track).lock:
            name, message, behind = self._broadcast.catch_up(sid, revision)
            answer({"ok": True, name: message["events"] if name == "events" else message})
            self._broadcast.send_behind(sid, behind)

    def refused(self, language: str, refusal: Refusal) -> dict[str, Any]:
        """Answer a refusal in words."""
        return wire.refused(refusal, message_in(language, refusal.code, refusal.detail))

    def language_of(self, sid: str) -> str:
        """The language of whoever is connected; the setting's for who is not (any more)."""
        viewer = self._connections.viewers.get(sid)
        return viewer.language if viewer else self._application.settings.language


def keep_pace(bucket: Bucket, cost: float = 1.0) -> None:
    """Let whoever asks again and again wait for it: nothing more is read of that connection meanwhile."""
    while wait := bucket.take(time.monotonic(), cost):
        time.sleep(wait)


def _is_word(value: object) -> TypeGuard[str]:
    """Whether it can be one of our ids or tokens; no database takes half a character."""
    return isinstance(value, str) and value.isascii() and value.isprintable()
