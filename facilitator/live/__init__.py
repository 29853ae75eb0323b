"""The live doors: phones, boards and screens over Socket.IO."""

import logging
import threading
import time
from collections.abc import Callable, Sequence

from flask import Flask

from facilitator.domain.text import LARGEST_CARRIER
from facilitator.live.board import BoardDoor
from facilitator.live.broadcast import Broadcast
from facilitator.live.connections import BOARD, PHONE, Connections
from facilitator.live.guard import LARGEST_MESSAGE, Guard, rate_of_phones
from facilitator.live.phone import PhoneDoor
from facilitator.live.presence import Presence
from facilitator.live.pubsub import OneProcess, RedisPubSub
from facilitator.services.accounts import facilitators, helpers
from facilitator.services.application import Application
from facilitator.services.scheduler import Scheduler
from facilitator.services.tracks import Announcement, LiveTrack
from facilitator.serving.gc_tuning import GarbageCollection
from facilitator.serving.socketio_adapter import dispatch, open_server

log = logging.getLogger(__name__)

TICK = 0.2
PRESENCE_EVERY = 1.0


class Live:
    """All that keeps an application alive: its doors, its writer, its clock."""

    def __init__(self, app: Flask, application: Application) -> None:
        self.application = application
        self.server = open_server(app, is_own_origin=self._is_own_origin, largest=LARGEST_MESSAGE)
        self.connections = Connections()
        self._garbage = GarbageCollection()
        self.broadcast = Broadcast(self.server, application, self.connections)
        self.presence_counts = Presence(application, self.connections)
        self.scheduler = Scheduler(application, shared=not application.store.is_sqlite)
        phones = PhoneDoor(self.server, application, self.connections, self._garbage.added)
        boards = BoardDoor(application, self.connections, self.broadcast)
        rate = rate_of_phones(application.settings.phone_rate)
        guards = {PHONE: Guard(phones, largest=LARGEST_CARRIER, rate=rate), BOARD: Guard(boards)}
        dispatch(self.server, guards)
        self.queue = self._queue()
        self.broadcast.pubsub = self.queue or OneProcess()
        application.doors = self

    def _queue(self) -> RedisPubSub | None:
        url = self.application.settings.queue
        if url is None:
            return None
        return RedisPubSub(
            url, on_track=self._woken, on_presence=self.presence_counts.heard, on_held=self.broadcast.held
        )

    def _woken(self, track_id: str, revision: int) -> None:
        self.application.look(track_id)

    # As the services see it: services.doors.Doors

    def announce(self, track: LiveTrack, announcements: Sequence[Announcement]) -> None:
        """Tell everybody concerned, and remember what will be due."""
        self.scheduler.noticed(track, announcements)
        self.broadcast.announce(track, announcements)
        self._garbage.added(len(announcements))

    def reset(self, track: LiveTrack) -> None:
        """Let whoever is there start afresh, and the counts too: a dry run may have been wiped."""
        self.presence_counts.forget(track.consultations)
        self.broadcast.reset(track)

    def moved_on(self, track: str, revision: int) -> None:
        """Tell the other processes."""
        self.broadcast.pubsub.track(track, revision)

    def presence(self, consultation: str) -> dict[str, object]:
        """Count who is there, in all processes."""
        return self.presence_counts.shown(consultation)

    def queue_health(self) -> str:
        """Say how the word between processes is."""
        return self.broadcast.pubsub.health()

    def close_sign_in(self, sign_in: str) -> None:
        """Close the boards of a sign-in in this process; `_close_ended_sign_ins` does so in the others."""
        for viewer in self.connections.of_sign_in(sign_in):
            self.server.disconnect(viewer.sid, namespace=BOARD)

    def close_helper(self, consultation: str, facilitator: str) -> None:
        """Close the boards of a helper in this process; `_close_ended_helpers` does so in the others."""
        for viewer in self.connections.of_facilitator(consultation, facilitator):
            self.server.disconnect(viewer.sid, namespace=BOARD)

    def _close_ended_helpers(self) -> None:
        """Letting go may have come to another process too."""
        for consultation, facilitator in self.connections.leaders():
            if not helpers.may_lead(self.application.store, facilitator=facilitator, consultation=consultation):
                self.close_helper(consultation, facilitator)

    def _close_ended_sign_ins(self) -> None:
        """Signing out may have come to another process; and every sign-in ends some day."""
        now = int(self.application.now().timestamp())
        for sign_in in self.connections.sign_ins():
            if not facilitators.is_signed_in(self.application.store, sign_in, now=now):
                self.close_sign_in(sign_in)

    def _is_own_origin(self, origin: str | None) -> bool:
        """Only pages that we served may connect from a browser."""
        named = [name.strip() for name in (origin or "").split(",")]
        return all(name in self.application.origins for name in named)

    def start(self) -> None:
        """Start the writer, the clock and the word between processes."""
        threads: list[Callable[[], None]] = [self.application.writer.run, self._tick_forever]
        threads.append(self._tell_presence_forever)
        if self.queue is not None:
            threads += [self.queue.send_forever, self.queue.hear_forever]
        for work in threads:
            threading.Thread(target=_supervised(work), daemon=True, name=work.__name__).start()

    def _tick_forever(self) -> None:
        while True:
            time.sleep(TICK)
            self.scheduler.tick()
            self._garbage.collect_when_idle()

    def _tell_presence_forever(self) -> None:
        while True:
            time.sleep(PRESENCE_EVERY)
            self._close_ended_sign_ins()
            self._close_ended_helpers()
            self.presence_counts.publish(self.broadcast.presence)
            self.broadcast.snapshots.forget_old()
            self.application.suggester.forget_idle()
            self.broadcast.pubsub.presence(self.presence_counts.own())


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
