"""What came from an address a moment ago: who comes back after a flood has less to spare, and nobody is kept out.

A whole room may sit behind one address. Its phones send a few packets when they come in, which passes at once
all the same; what is slowed is only who wants more than that right away.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from facilitator.serving.budget import LEAST_SPARE, SPARE

REMEMBERED: Final = 30.0  # seconds
MOST: Final = 10_000  # addresses


class Neighbours:
    """Addresses from which a connection used up much of what it had to spare, the latest last."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._used_up: OrderedDict[str, float] = OrderedDict()

    def used_up(self, address: str) -> None:
        """Remember an address."""
        self._used_up[address] = self._clock()
        self._used_up.move_to_end(address)
        if len(self._used_up) > MOST:
            self._used_up.popitem(last=False)

    def spare(self, address: str) -> float:
        """How many seconds' worth a new connection from there may send at once."""
        at = self._used_up.get(address)
        return SPARE if at is None or self._clock() - at > REMEMBERED else LEAST_SPARE
