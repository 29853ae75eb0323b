"""What stands between strangers and the handlers: whoever comes in is known, every event is answered once."""

import logging
from collections.abc import Callable
from typing import Any, Protocol

from facilitator.domain.refusals import Refusal
from facilitator.live.connections import Handler
from facilitator.serving.socketio_adapter import Acknowledge, TurnedAway

log = logging.getLogger(__name__)

RATE = 250.0  # packets a second of a board or screen
PHONE_RATE = 25.0  # of a phone
UNLIMITED_PHONE_RATE = 5000.0  # where no limit is set to what a phone submits: as much as a whole server takes
LARGEST_MESSAGE = 64 * 1024  # bytes, whatever number of frames it came in


class Door(Protocol):
    """A namespace: who may come in, and what may be sent there."""

    handlers: dict[str, Handler]
    costs: dict[str, Callable[[object], float]]  # event → how many packets it counts for, where that is more than 1

    def connect(self, sid: str, environ: dict[str, Any], auth: object = None) -> None:
        """Let a connection in and bind what it may. Raises: ConnectionRefusedError"""

    def greet(self, sid: str) -> None:
        """Tell a connection that was let in how things stand."""

    def disconnect(self, sid: str, reason: object = None) -> None:
        """Forget a connection."""

    def refused(self, language: str, refusal: Refusal) -> dict[str, Any]:
        """Answer a refusal in words."""

    def language_of(self, sid: str) -> str:
        """The language of a connection; the setting's where it is not known."""


class Guard:
    """Stands at one door."""

    def __init__(self, door: Door, *, largest: int = LARGEST_MESSAGE, rate: float = RATE) -> None:
        """`largest`: bytes a message; `rate`: packets a second."""
        self._door = door
        self.largest = largest
        self.rate = rate
        self.greet = door.greet
        self.disconnect = door.disconnect

    def connect(self, sid: str, environ: dict[str, Any], auth: object = None) -> None:
        """Let somebody in. Raises: TurnedAway, whatever went wrong."""
        try:
            self._door.connect(sid, environ, auth)
        except Refusal as refusal:
            raise turned_away(self._door, refusal) from None
        except Exception:
            log.exception("a connection could not be looked at")
            raise turned_away(self._door, Refusal("try_later")) from None

    def event(self, sid: str, data: object, answer: Acknowledge) -> None:
        """Give an event to its handler; whatever happens, the caller is answered once."""
        try:
            handler, payload = self._read(data)
            handler(sid, payload, answer)
        except Refusal as refusal:
            answer(self._refused(sid, refusal))
        except Exception as error:
            log.error("an event failed: %s", type(error).__name__, exc_info=error)
            answer(self._refused(sid, Refusal("internal")))

    def unreadable(self, sid: str, answer: Acknowledge) -> None:
        """Answer an event that could not be read."""
        answer(self._refused(sid, Refusal("bad_request")))

    def cost(self, data: object) -> float:
        """How many packets an event counts for: more where its answer takes more work."""
        if isinstance(data, list) and len(data) == 2 and isinstance(data[0], str):
            return self._door.costs.get(data[0], _one)(data[1])
        return 1.0

    def _read(self, data: object) -> tuple[Handler, object]:
        if not isinstance(data, list) or len(data) not in (1, 2) or not isinstance(data[0], str):
            raise Refusal("bad_request")
        handler = self._door.handlers.get(data[0])
        if handler is None:
            raise Refusal("bad_request")
        return handler, data[1] if len(data) == 2 else None

    def _refused(self, sid: str, refusal: Refusal) -> dict[str, Any]:
        return self._door.refused(self._door.language_of(sid), refusal)


def _one(payload: object) -> float:
    return 1.0


def rate_of_phones(submissions: float) -> float:
    """Packets a second of a phone that may submit so many; 0: no limit."""
    return max(PHONE_RATE, 2 * submissions) if submissions else UNLIMITED_PHONE_RATE


def turned_away(door: Door, refusal: Refusal) -> TurnedAway:
    """Put a refusal into words for somebody who isn't in yet."""
    return TurnedAway(refusal.code, door.refused(door.language_of(""), refusal)["error"])
