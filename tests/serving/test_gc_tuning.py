"""Memory is kept from the collector while people are busy, and shown to it in a quiet moment."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from facilitator.serving import QUIET, SELDOM, Shelter


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
    monkeypatch.setattr("facilitator.serving.time.monotonic", lambda: now[0])
    return now


def test_a_wave_is_frozen(clock: list[float]) -> None:
    gc.unfreeze()
    Shelter(wave=3).came(3)
    assert gc.get_freeze_count() > 0


def test_less_than_a_wave_is_not(clock: list[float]) -> None:
    gc.unfreeze()
    Shelter(wave=3).came(2)
    assert gc.get_freeze_count() == 0


def test_what_is_gone_is_freed_in_a_quiet_moment(clock: list[float]) -> None:
    shelter = Shelter(wave=1)
    knot = Knot()
    seen = weakref.ref(knot)
    shelter.came()
    del knot
    gc.collect()
    assert seen() is not None
    clock[0] += QUIET + SELDOM
    shelter.rest()
    assert seen() is None


def test_nothing_is_collected_while_people_are_busy(clock: list[float]) -> None:
    shelter = Shelter(wave=1)
    clock[0] += SELDOM
    shelter.came()
    frozen = gc.get_freeze_count()
    clock[0] += QUIET / 2
    shelter.rest()
    assert gc.get_freeze_count() == frozen
