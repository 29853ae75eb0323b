"""Two at once: both have looked before either writes, which chance brings about only now and then."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, event

from facilitator.store import Store

WRITING = ("INSERT", "UPDATE", "DELETE")
HANGING = 20.0  # seconds after which something is wrong with the test itself
BLOCKED = 0.3  # seconds that PostgreSQL gives whoever is not kept out; whoever is will not come


class Meeting:
    """Lets threads go on when all have come, when one ended, or when no other will come."""

    def __init__(self, people: int, patience: float) -> None:
        self._barrier = threading.Barrier(people, timeout=patience)
        self._here = threading.local()

    def come(self) -> None:
        """Wait for the others, once a thread."""
        if getattr(self._here, "came", False):
            return
        self._here.came = True
        try:
            self._barrier.wait()
        except threading.BrokenBarrierError:
            return

    def end(self) -> None:
        """Let nobody wait for this thread any more."""
        if not getattr(self._here, "came", False):
            self._barrier.abort()


def at_once(store: Store, *acts: Callable[[], Any]) -> list[Any]:
    """Do acts at once, each in a thread of its own; give what each gave, or the exception that it raised.

    All begin their first writing transaction together. Where the database lets several write side by side, they
    also wait for each other before the first row is written: whoever looked first must have kept the others out.
    """
    beginning, writing = Meeting(len(acts), HANGING), Meeting(len(acts), BLOCKED)
    outcomes: list[Any] = [None] * len(acts)

    def run(at: int) -> None:
        try:
            outcomes[at] = acts[at]()
        except Exception as error:
            outcomes[at] = error
        finally:
            beginning.end()
            writing.end()

    with pytest.MonkeyPatch.context() as patch, _met_before_writing(store, writing):
        patch.setattr(store, "work", _begun_together(store, beginning))
        _join([threading.Thread(target=run, args=(at,)) for at in range(len(acts))])
    return outcomes


def _begun_together(store: Store, meeting: Meeting) -> Any:
    work = store.work

    @contextmanager
    def begun_together() -> Iterator[Connection]:
        meeting.come()
        with work() as connection:
            yield connection

    return begun_together


@contextmanager
def _met_before_writing(store: Store, meeting: Meeting) -> Iterator[None]:
    def before(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if statement.lstrip().startswith(WRITING):
            meeting.come()

    if store.is_sqlite:  # only one at a time writes
        yield
        return
    event.listen(store.engine, "before_cursor_execute", before)
    yield
    event.remove(store.engine, "before_cursor_execute", before)


def _join(threads: Sequence[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(HANGING * 2)
        assert not thread.is_alive(), "one of them still waits"
