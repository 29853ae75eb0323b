"""How fast a consultation may go, whatever door its one-liners come through."""

import math
import time
from collections.abc import Callable

from facilitator.domain.buckets import Bucket, Buckets
from facilitator.domain.refusals import Refusal

SHORTEST_WAIT = 0.1


def in_tenths(wait: float) -> float:
    """Say a wait in tenths of a second, never less than it is: who comes back then is let through."""
    return max(math.ceil(wait * 10) / 10, SHORTEST_WAIT)


class Pace:
    """One bucket for each consultation in this process, filled with `rate` a second."""

    def __init__(self, rate: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._buckets = Buckets(rate, max(rate, 1.0))

    def keep(self, consultation: str, own: Bucket | None = None) -> None:
        """Let one submission pass. `own` is the bucket of the phone it came from.

        Raises: Refusal("too_fast") with `retry_after` in seconds
        """
        now = self._clock()
        wait = (own.take(now) if own else 0.0) or self._buckets.of(consultation, now).take(now)
        if wait:
            raise Refusal("too_fast", {"retry_after": in_tenths(wait)})
