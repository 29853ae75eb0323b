"""Taking turns: whatever works for long lets the others go on in between."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


def next_turn() -> None:
    """Let the others go on, as the mode does, which is known after this was imported."""
    time.sleep(0)


MOMENT = 0.005  # seconds


def rest() -> None:
    """Let the others go on for as long as a few turns take: for what nobody waits for."""
    time.sleep(MOMENT)


def one_a_turn(work: Callable[[], Result]) -> Callable[[], Result]:
    """Give what does `work` and lets the others go on before it can be done again."""

    def done() -> Result:
        came = work()
        next_turn()
        return came

    return done


class OneATurn:
    """Lets one go on in each turn of those who want to begin something; the others wait in a row."""

    def __init__(self, pause: Callable[[], None] = next_turn) -> None:
        self._pause = pause
        self._lock = threading.Lock()

    def wait(self) -> None:
        """Wait for a turn."""
        with self._lock:
            self._pause()
