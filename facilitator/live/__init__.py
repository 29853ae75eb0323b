"""The live doors: phones, boards and screens over Socket.IO."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from flask import Flask

from facilitator.live.board import BoardDoor
from facilitator.live.broadcast import Broadcast
from facilitator.live.connections import BOARD, PHONE, Connections
from facilitator.live.guard import LARGEST_MESSAGE, LARGEST_PHONE_MESSAGE, Guard
from facilitator.live.phone import PhoneDoor
from facilitator.live.presence import Presence
from facilitator.live.wakeups import Wakeups
from facilitator.services.accounts import facilitators, helpers
from facilitator.services.clockwork import Clockwork
from facilitator.services.house import House
from facilitator.services.tracks import LiveTrack
from facilitator.serving.gc_tuning import GarbageCollection
from facilitator.serving.socketio_adapter import dispatch, open_server

log = logging.getLogger(__name__)

TICK = 0.2
PRESENCE_EVERY = 1.0


class Live:
    """All that keeps a house alive: its doors, its writer, its clock."""

    def __init__(self, app: Flask, house: House) -> None:
        self.house = house
        self.server = open_server(app, is_own_origin=self._is_own_origin, largest=LARGEST_MESSAGE)
        self.connections = Connections()
        self._garbage = GarbageCollection()
        self.broadcast = Broadcast(self.server, house, self.connections)
        self.presence = Presence(house, self.connections)
        self.clockwork = Clockwork(house, shared=not house.store.is_sqlite)
        phones = PhoneDoor(self.server, house, self.connections, self._garbage.added)
        boards = BoardDoor(house, self.connections, self.broadcast)
        dispatch(self.server, {PHONE: Guard(phones, largest=LARGEST_PHONE_MESSAGE), BOARD: Guard(boards)})
        self.wakeups = self._wakeups()
        house.announce = self._announce
        house.reset = self._reset
        house.presence = self.presence.shown
        house.closed_sign_in = self._close_sign_in
        house.closed_helper = self._close_helper

    def _wakeups(self) -> Wakeups | None:
        url = self.house.settings.queue
        if url is None:
            return None
        wakeups = Wakeups(url, on_track=self._woken, on_presence=self.presence.heard, on_held=self.broadcast.held)
        self.house.nudge = wakeups.track
        self.house.queue_health = wakeups.health
        self.house.pass_on_held = wakeups.held
        return wakeups

    def _woken(self, track_id: str, revision: int) -> None:
        self.house.look(track_id)

    def _announce(self, track: Any, happenings: Any) -> None:
        self.clockwork.noticed(track, happenings)
        self.broadcast.announce(track, happenings)
        self._garbage.added(len(happenings))

    def _reset(self, track: LiveTrack) -> None:
        """Whoever is there starts afresh, and so do the counts: a dry run may have been wiped."""
        self.presence.forget(track.consultations)
        self.broadcast.reset(track)

    def _close_sign_in(self, sign_in: str) -> None:
        for viewer in self.connections.of_sign_in(sign_in):
            self.server.disconnect(viewer.sid, namespace=BOARD)

    def _close_helper(self, consultation: str, facilitator: str) -> None:
        for viewer in self.connections.of_facilitator(consultation, facilitator):
            self.server.disconnect(viewer.sid, namespace=BOARD)

    def _close_ended_helpers(self) -> None:
        """Letting go may have come to another process too."""
        for consultation, facilitator in self.connections.leaders():
            if not helpers.may_lead(self.house.store, facilitator=facilitator, consultation=consultation):
                self._close_helper(consultation, facilitator)

    def _close_ended_sign_ins(self) -> None:
        """Signing out may have come to another process; and every sign-in ends some day."""
        now = int(self.house.now().timestamp())
        for sign_in in self.connections.sign_ins():
            if not facilitators.is_signed_in(self.house.store, sign_in, now=now):
                self._close_sign_in(sign_in)

    def _is_own_origin(self, origin: str | None) -> bool:
        """Only pages that we served may connect from a browser."""
        named = [name.strip() for name in (origin or "").split(",")]
        return all(name in self.house.origins for name in named)

    def start(self) -> None:
        """Start the writer, the clock and the word between processes."""
        threads: list[Callable[[], None]] = [self.house.writer.run, self._tick_forever]
        threads.append(self._tell_presence_forever)
        if self.wakeups is not None:
            threads += [self.wakeups.send_forever, self.wakeups.hear_forever]
        for work in threads:
            threading.Thread(target=_supervised(work), daemon=True, name=work.__name__).start()

    def _tick_forever(self) -> None:
        while True:
            time.sleep(TICK)
            self.clockwork.tick()
            self._garbage.collect_when_idle()

    def _tell_presence_forever(self) -> None:
        while True:
            time.sleep(PRESENCE_EVERY)
            self._close_ended_sign_ins()
            self._close_ended_helpers()
            self.presence.tell(self.broadcast.presence)
            if self.wakeups is not None:
                self.wakeups.presence(self.presence.own())


def _supervised(work: Callable[[], None]) -> Callable[[], None]:
    """Work that is taken up again when it breaks."""

    def forever() -> None:
        while True:
            try:
                work()
                return
            except Exception:
                log.exception("%s broke and is taken up again", getattr(work, "__name__", "work"))
                time.sleep(0.5)

    return forever
