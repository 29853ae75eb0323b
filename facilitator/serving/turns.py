"""Taking turns: whatever works for long lets the others go on in between."""

import threading
import time
from collections.abc import Callable


def next_turn() -> None:
    """Let the others go on, as the mode does, which is known after this was imported."""
    time.sleep(0)


MOMENT = 0.005  # seconds


def rest() -> None:
    """Let the others go on for as long as a few turns take: for what nobody waits for."""
    time.sleep(MOMENT)


class OneATurn:
    """Lets one go on in each turn of those who want to begin something; the others wait in a row."""

    def __init__(self, pause: Callable[[], None] = next_turn) -> None:
        self._pause = pause
        self._lock = threading.Lock()

    def wait(self) -> None:
        """Wait for a turn."""
        with self._lock:
            self._pause()
