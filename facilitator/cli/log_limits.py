"""No log is filled by whoever finds what is logged: of each place a few lines a minute, and then how many more."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

MOST: Final = 5  # lines a minute of one place in the code, the first one alone with a trace
MINUTE: Final = 60.0
PLACES: Final = 1000  # that are counted; there are far fewer


@dataclass
class _Counted:
    since: float
    count: int = 0


class FewOfEach(logging.Filter):
    """Lets the first lines of each place through, whatever they say."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._places: dict[tuple[str, int], _Counted] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether a line is written; the first of a new minute says how many were not."""
        place, now = (record.pathname, record.lineno), self._clock()
        counted = self._places.get(place)
        if counted is None or now - counted.since >= MINUTE:
            self._begin(record, place, counted, now)
            return True
        counted.count += 1
        if counted.count < MOST:
            record.exc_info = record.exc_text = record.stack_info = None
        return counted.count < MOST

    def _begin(self, record: logging.LogRecord, place: tuple[str, int], before: _Counted | None, now: float) -> None:
        left_out = before.count - MOST + 1 if before else 0
        if left_out > 0:
            record.msg, record.args = f"{record.getMessage()} (and {left_out} more before)", ()
        if len(self._places) >= PLACES:
            self._places.clear()
        self._places[place] = _Counted(now)
