"""What a client sends of its requests, read against a clock: who drips holds no connection.

A head has a deadline as a whole; a body has to keep a pace. Each request and each few reads let the
others have their turn: what lies ready can be read for ever without waiting.
"""

import errno
import io
import time
from collections.abc import Callable
from typing import Any

from facilitator.serving.protocol import REQUEST_SECONDS
from facilitator.serving.turns import next_turn

LEAST_PACE = 1024.0  # bytes a second, of a body
LARGEST_BODY = 32 * 1024 * 1024  # that is read, also when nobody wants it; above any that a page takes
TURN = 8  # reads after which the others get their turn


def _too_slow() -> TimeoutError:
    """As the system says it: the servers look at its number."""
    return TimeoutError(errno.ETIMEDOUT, "too slow")


class PacedReader(io.RawIOBase):
    """The bytes of a connection. Reading them raises TimeoutError when they come too slowly, or never end."""

    def __init__(
        self, socket: Any, *, clock: Callable[[], float] = time.monotonic, pause: Callable[[], None] = next_turn
    ) -> None:
        super().__init__()
        self._socket = socket
        self._clock = clock
        self._pause = pause
        self._reads = 0
        self.head()

    def head(self) -> None:
        """Wait for a request; from its first byte on its whole head has to be there in time."""
        self._is_body = False
        self._began = False
        self._until = self._clock() + REQUEST_SECONDS
        self._pause()

    def body(self) -> None:
        """Go on with the body, if there is one."""
        self._is_body = True
        self._read = 0
        self._until = self._clock() + REQUEST_SECONDS

    def readable(self) -> bool:
        """Bytes come out of it."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read what there is. Returns: how many bytes, 0 at the end. Raises: TimeoutError"""
        self._wait_at_most(self._until - self._clock())
        got: int = self._socket.recv_into(buffer)
        self._socket.settimeout(REQUEST_SECONDS)  # what is written has this long
        self._came(got)
        return got

    def _wait_at_most(self, seconds: float) -> None:
        if seconds <= 0:
            raise _too_slow()
        self._socket.settimeout(seconds)

    def _came(self, got: int) -> None:
        self._reads += 1
        if self._reads % TURN == 0:
            self._pause()
        if self._is_body:
            self._keep_pace(got)
        elif not self._began:
            self._began = True
            self._until = self._clock() + REQUEST_SECONDS

    def _keep_pace(self, got: int) -> None:
        """What came buys time, but no more than a client may be silent."""
        self._read += got
        if self._read > LARGEST_BODY:
            raise _too_slow()
        self._until = min(self._clock() + REQUEST_SECONDS, self._until + got / LEAST_PACE)
