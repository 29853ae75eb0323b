"""A running facilitator on an SQLite file, with ada and eve who facilitate."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.services.house import House
from tests.makers import Room, add_facilitators, house_on, room_on


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = house_on(f"sqlite:///{tmp_path / 'facilitator.sqlite'}")
    add_facilitators(made.store, "ada", "eve")
    yield made
    made.store.close()


@pytest.fixture
def room(house: House) -> Room:
    """A consultation whose first question is open."""
    made = room_on(house)
    made.open()
    return made
