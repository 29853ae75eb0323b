"""What one connection may ask: so many packets a second, whatever they are; then it is slowed, then ended.

Slowed by not being read: what it sends on waits in its own buffers, and nobody else waits for it. Who
minds that, as each of our clients does, is never ended; who goes on sending all the while is.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

PACKETS = 25.0  # a second, until it is known who it is
SPARE = 4.0  # seconds' worth that may come at once
LEAST_SPARE = 1.0  # where a connection from the same address has just used up much of its own
IGNORED = 2.0  # seconds' worth that may have come by the time that it was slowed
TURN = 2.0  # packets after which the others get their turn


def _pause(seconds: float) -> None:
    """Wait as the mode does, which is known after this was imported."""
    time.sleep(seconds)


def _nothing() -> None:
    """Nobody minds."""


class Overdrawn(Exception):
    """A connection goes on asking though it was slowed: it has to be ended."""


@dataclass(slots=True)
class Budget:
    """A bucket of packets that may run into debt. `clock` in seconds; `pause` waits, and lets others go on.

    `spare`: seconds' worth that may come at once at the beginning; later it is `SPARE`. `used_up` is called when half
    of `SPARE` went, or all there was.
    """

    rate: float = PACKETS
    clock: Callable[[], float] = time.monotonic
    pause: Callable[[float], None] = _pause
    spare: float = SPARE
    used_up: Callable[[], None] = _nothing
    _left: float = field(init=False)
    _filled_at: float = field(init=False)
    _ignored: int = 0
    _turn: float = 0.0

    def __post_init__(self) -> None:
        self._left = self.rate * self.spare
        self._filled_at = self.clock()

    def widen(self, rate: float) -> None:
        """Allow this many packets a second from now on: it turned out who it is."""
        if rate > self.rate:
            self._left += (rate - self.rate) * self.spare
            self.rate = rate

    def spend(self, cost: float = 1.0, *, more: Callable[[], bool] = lambda: False) -> None:
        """Take `cost` packets from the budget, and wait while there is nothing left.

        `more`: whether the next ones have come by then, so that slowing did not help. Raises: Overdrawn
        """
        self._fill()
        self._left -= cost
        if self._left < self.rate * max(0.0, self.spare - SPARE / 2):
            self.used_up()
        if self._left >= 0:
            self._take_turns(cost, more)
            return
        self._wait(-self._left / self.rate)
        self._ignored += more()
        if self._ignored > self.rate * IGNORED:
            raise Overdrawn

    def _fill(self) -> None:
        now = self.clock()
        full = self.rate * SPARE
        self._left = min(full, self._left + (now - self._filled_at) * self.rate)
        self._filled_at = now
        if self._left >= full - 1:
            self._ignored = 0

    def _take_turns(self, cost: float, more: Callable[[], bool]) -> None:
        """Who has nothing more to be read has to wait anyhow, and the others have their turn."""
        self._turn += cost
        if self._turn >= TURN and (cost >= TURN or more()):
            self._wait(0)

    def _wait(self, seconds: float) -> None:
        self._turn = 0.0
        self.pause(seconds)
