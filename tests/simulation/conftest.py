"""Which seeds are run, and the disk that they share."""

import logging
from collections.abc import Iterator

import pytest

from tests.simulation.disk import Disk

SEEDS = 100


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run the seed that is asked for, or the first ones."""
    if "seed" in metafunc.fixturenames:
        asked = metafunc.config.getoption("--seed")
        metafunc.parametrize("seed", range(SEEDS) if asked is None else [asked])


@pytest.fixture(scope="module")
def disk() -> Iterator[Disk]:
    """A disk in memory; each seed begins by wiping it. It fails all the time, which is no news for a log."""
    made = Disk()
    logging.disable(logging.CRITICAL)
    yield made
    logging.disable(logging.NOTSET)
    made.remove()
