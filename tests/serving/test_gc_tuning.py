"""Memory is kept from the collector while people are busy, and shown to it in a quiet moment."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from facilitator.serving.gc_tuning import FULL_INTERVAL, IDLE, GarbageCollection


class Knot:
    """Garbage that only the collector can free."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    """Leave nothing frozen behind."""
    yield
    gc.unfreeze()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands still until its number is changed."""
    now = [1000.0]
    monkeypatch.setattr("facilitator.serving.gc_tuning.time.monotonic", lambda: now[0])
    return now


def test_a_batch_is_frozen(clock: list[float]) -> None:
    gc.unfreeze()
    GarbageCollection(batch=3).added(3)
    assert gc.get_freeze_count() > 0


def test_less_than_a_batch_is_not(clock: list[float]) -> None:
    gc.unfreeze()
    GarbageCollection(batch=3).added(2)
    assert gc.get_freeze_count() == 0


def test_what_is_gone_is_freed_in_a_quiet_moment(clock: list[float]) -> None:
    collection = GarbageCollection(batch=1)
    knot = Knot()
    seen = weakref.ref(knot)
    collection.added()
    del knot
    gc.collect()
    assert seen() is not None
    clock[0] += IDLE + FULL_INTERVAL
    collection.collect_when_idle()
    assert seen() is None


def test_nothing_is_collected_while_people_are_busy(clock: list[float]) -> None:
    collection = GarbageCollection(batch=1)
    clock[0] += FULL_INTERVAL
    collection.added()
    frozen = gc.get_freeze_count()
    clock[0] += IDLE / 2
    collection.collect_when_idle()
    assert gc.get_freeze_count() == frozen
