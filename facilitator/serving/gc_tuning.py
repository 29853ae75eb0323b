"""Garbage-collector tuning: a full collection stops everything, so it runs when nobody waits."""

import ctypes
import gc
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

IDLE = 3.0  # seconds without anything new
FULL_INTERVAL = 60.0  # seconds between two full collections of ours


def freeze() -> None:
    """Collect everything once, then take what is left out of the collector's way."""
    gc.collect()
    gc.freeze()


def give_back() -> None:
    """Let the system have what was let go and lies in between: glibc keeps it else."""
    if sys.platform.startswith("linux"):
        with suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL(None).malloc_trim(0)


@contextmanager
def paused() -> Iterator[None]:
    """Make much at once that soon goes by itself, without the collector looking for what can't be there."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class GarbageCollection:
    """Freezes memory after each `batch` of objects that come to stay: a collection then passes it by.

    What came to stay may go again, and connections that end are garbage for the collector alone:
    when idle it is shown everything once.
    """

    def __init__(self, batch: int = 50) -> None:
        self._batch = batch
        self._added = 0
        self._added_at = self._collected_at = time.monotonic()

    def added(self, count: int = 1) -> None:
        """Count so many more connections or events that stay."""
        self._added_at = time.monotonic()
        self._added += count
        if self._added >= self._batch:
            self._added = 0
            gc.freeze()

    def collect_when_idle(self) -> None:
        """Collect everything, when that is long ago and nobody waits; called every now and then."""
        if not self._is_due(time.monotonic()):
            return
        gc.unfreeze()
        freeze()
        self._collected_at = time.monotonic()

    def _is_due(self, now: float) -> bool:
        is_idle = now - self._added_at >= IDLE
        return is_idle and self._collected_at <= self._added_at and now - self._collected_at >= FULL_INTERVAL
