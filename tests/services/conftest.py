"""A running facilitator on an SQLite file, with ada and eve who facilitate."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.services.application import Application
from tests.makers import Room, add_facilitators, application_on, room_on


@pytest.fixture
def application(tmp_path: Path) -> Iterator[Application]:
    made = application_on(f"sqlite:///{tmp_path / 'facilitator.sqlite'}")
    add_facilitators(made.store, "ada", "eve")
    yield made
    made.store.close()


@pytest.fixture
def room(application: Application) -> Room:
    """A consultation whose first question is open."""
    made = room_on(application)
    made.open()
    return made
