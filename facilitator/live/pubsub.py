"""Word between processes, through Redis: that a track moved on, and how many are present.

Only ever a hint: what happened is read from the database, and looked for every other second
besides. Redis going away therefore loses nothing; it is published to and kept nowhere.
"""

import json
import logging
import secrets
import threading
from collections.abc import Callable
from typing import Any, Protocol

import redis

log = logging.getLogger(__name__)

CHANNEL = "facilitator"
RETRY = 1.0  # seconds


Here = dict[str, dict[str, list[str]]]
"""Who are at one process: a digest for each phone, by consultation and environment. Never kept."""


class PubSub(Protocol):
    """The word between processes; what is said is sent once, to whoever listens at that moment."""

    def track(self, track_id: str, revision: int) -> None:
        """Say that a track is at a revision; only its latest is sent."""

    def presence(self, here: Here) -> None:
        """Say who are at this process."""

    def held(self, track_id: str, held: dict[str, Any]) -> None:
        """Say which card a facilitator has chosen."""

    def health(self) -> str:
        """Say how it is: "ok", "down", or "off" where there is none."""


class OneProcess:
    """There is nobody else to tell."""

    def track(self, track_id: str, revision: int) -> None:
        """Say it to nobody."""

    def presence(self, here: Here) -> None:
        """Say it to nobody."""

    def held(self, track_id: str, held: dict[str, Any]) -> None:
        """Say it to nobody."""

    def health(self) -> str:
        """It is not used."""
        return "off"


class RedisPubSub:
    """Publishes and hears through Redis. The callbacks are told what other processes say."""

    def __init__(
        self,
        url: str,
        *,
        on_track: Callable[[str, int], None],
        on_presence: Callable[[str, Here], None],
        on_held: Callable[[str, dict[str, Any]], None],
    ) -> None:
        self._redis = redis.Redis.from_url(url, socket_timeout=5, socket_connect_timeout=2, health_check_interval=5)
        self._worker = secrets.token_hex(4)
        self._on_track = on_track
        self._on_presence = on_presence
        self._on_held = on_held
        self._pending: dict[str, dict[str, Any]] = {}
        self._something = threading.Event()
        self._well = True

    def health(self) -> str:
        """Say whether Redis could be reached the last time."""
        return "ok" if self._well else "down"

    def track(self, track_id: str, revision: int) -> None:
        """Say that a track is at a revision; only its latest is sent."""
        self._say("track:" + track_id, {"track": track_id, "revision": revision})

    def presence(self, here: Here) -> None:
        """Say who are at this process."""
        self._say("presence", {"presence": here})

    def held(self, track_id: str, held: dict[str, Any]) -> None:
        """Say which card a facilitator has chosen."""
        self._say(f"held:{track_id}:{held['by']}", {"on": track_id, "held": held})

    def _say(self, about: str, message: dict[str, Any]) -> None:
        self._pending[about] = message
        self._something.set()

    def send_forever(self) -> None:
        """Publish what is said; while Redis is away the latest word waits."""
        while True:
            self._something.wait()
            self._something.clear()
            pending, self._pending = self._pending, {}
            for about, message in pending.items():
                self._publish(about, message)

    def _publish(self, about: str, message: dict[str, Any]) -> None:
        try:
            self._redis.publish(CHANNEL, json.dumps({"worker": self._worker, **message}))
            self._well = True
        except redis.RedisError as error:
            self._lost(error)
            self._pending.setdefault(about, message)
            threading.Event().wait(RETRY)
            self._something.set()

    def _lost(self, error: Exception) -> None:
        if self._well:
            log.warning("the queue is away (%s): other processes are looked at instead", type(error).__name__)
        self._well = False

    def hear_forever(self) -> None:
        """Hear what others say, coming back whenever Redis does."""
        while True:
            try:
                self._hear()
            except redis.RedisError as error:
                self._lost(error)
                threading.Event().wait(RETRY)

    def _hear(self) -> None:
        with self._redis.pubsub(ignore_subscribe_messages=True) as subscription:  # type: ignore[no-untyped-call]
            subscription.subscribe(CHANNEL)
            while True:
                message = subscription.get_message(timeout=3.0)
                self._well = True
                if message is not None:
                    self._heard(message["data"])

    def _heard(self, data: bytes) -> None:
        try:
            told = json.loads(data)
            if told["worker"] == self._worker:
                return
            if "track" in told:
                self._on_track(told["track"], int(told["revision"]))
            elif "held" in told:
                self._on_held(told["on"], told["held"])
            else:
                self._on_presence(told["worker"], told["presence"])
        except Exception:
            log.exception("a word from another process was not understood")
