"""Group commit: what arrives together shares one durable transaction.

One writer a process takes everything that waits, writes it in one transaction and only then
answers. A batch that fails is done again one by one, so that one bad job spoils nothing for the
others and never ends the writer.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from time import sleep
from typing import Generic, Protocol, TypeVar

from facilitator.domain.refusals import Refusal
from facilitator.store import Unavailable

log = logging.getLogger(__name__)

LARGEST_BATCH = 400
Callback = Callable[[object], None]  # told an outcome: a value, or a Refusal


class Writable(Protocol):
    """Something to be written, that wants to know when it is."""

    @property
    def answer(self) -> Callback:
        """Called once with the outcome."""
        ...


Write = TypeVar("Write", bound=Writable)


class Writer(Generic[Write]):
    """Writes jobs in batches with `write`, which gives an outcome for each, durable on return.

    `write` raises when nothing was written. It is only ever called by one thread at a time.
    """

    def __init__(self, write: Callable[[Sequence[Write]], Sequence[object]]) -> None:
        self._write = write
        self._waiting: deque[Write] = deque()
        self._something = threading.Event()
        self._idle = threading.Event()
        self._idle.set()
        self._ended = False

    def put(self, job: Write) -> None:
        """Hand in a job; its `answer` is called once, after it is durable or refused."""
        self._waiting.append(job)
        if not self._something.is_set():
            self._idle.clear()
            self._something.set()

    def run(self) -> None:
        """Write until ended. Meant for a thread of its own."""
        while not self._ended:
            self._something.wait()
            self._something.clear()
            self.drain()
            self._idle.set()

    def drain(self) -> None:
        """Write all that waits now."""
        while self._waiting:
            self._gather()
            size = min(len(self._waiting), LARGEST_BATCH)
            self.settle([self._waiting.popleft() for _ in range(size)])

    def _gather(self) -> None:
        """Let what just came in join this transaction, for as long as each look finds more."""
        seen = 0
        while seen < len(self._waiting) < LARGEST_BATCH:
            seen = len(self._waiting)
            sleep(0)

    def settle(self, jobs: Sequence[Write]) -> None:
        """Write a batch and answer each of its jobs, whatever happens."""
        try:
            outcomes = self._write(jobs)
        except Exception as error:
            self._settle_apart(jobs, error)
            return
        for job, outcome in zip(jobs, outcomes, strict=True):
            deliver(job, outcome)

    def _settle_apart(self, jobs: Sequence[Write], error: Exception) -> None:
        if len(jobs) > 1 and not isinstance(error, Unavailable):
            log.warning("a batch of %d failed and is done one by one", len(jobs))
            for job in jobs:
                self.settle([job])
            return
        if not isinstance(error, Refusal):
            log.error("nothing was written: %s", type(error).__name__, exc_info=error)
        for job in jobs:
            deliver(job, error if isinstance(error, Refusal) else Refusal("internal"))

    def end(self, patience: float = 5.0) -> None:
        """Stop after what waits is written; at most `patience` seconds."""
        self._idle.wait(patience)
        self._ended = True
        self._something.set()


def deliver(job: Writable, outcome: object) -> None:
    """An answer that can't be delivered is the listener's affair, not the writer's."""
    try:
        job.answer(outcome)
    except Exception:
        log.exception("an answer could not be given")
