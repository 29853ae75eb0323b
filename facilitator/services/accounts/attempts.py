"""How often somebody may be wrong: counted in memory, per name and address, and never a lock for good.

Only failures count, and only where they came from: the right password from elsewhere is never refused.
"""

import logging
import time
from typing import Final

from limits.storage import MemoryStorage

log = logging.getLogger(__name__)

FREE: Final = 5
REMEMBERED: Final = 15 * 60
FIRST_WAIT: Final = 15
LONGEST_WAIT: Final = 300


class Attempts:
    """Failures of the last quarter of an hour."""

    def __init__(self) -> None:
        self._counts = MemoryStorage()

    def wait(self, name: str, address: str) -> int:
        """Seconds to wait before the next attempt; 0 when it may be made now."""
        key = self._key("wait", name, address)
        if not self._counts.get(key):
            return 0
        return max(1, round(self._counts.get_expiry(key) - time.time()))

    def failed(self, name: str, address: str) -> None:
        """Count one more; from the fifth on each makes the wait twice as long."""
        total = self._counts.incr("all", REMEMBERED)
        log.warning("a sign-in failed; %s in a quarter of an hour", total)
        times = self._counts.incr(self._key("failed", name, address), REMEMBERED)
        if times >= FREE:
            key = self._key("wait", name, address)
            self._counts.clear(key)
            self._counts.incr(key, min(LONGEST_WAIT, FIRST_WAIT * 2 ** (times - FREE)))

    def succeeded(self, name: str, address: str) -> None:
        """Forget the failures before it."""
        self._counts.clear(self._key("failed", name, address))
        self._counts.clear(self._key("wait", name, address))

    @staticmethod
    def _key(what: str, name: str, address: str) -> str:
        return f"{what}\0{name}\0{address}"
