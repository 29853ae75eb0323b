"""Every test of the store runs on SQLite and on a real PostgreSQL."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.services.house import House
from facilitator.store import Store
from tests.makers import Room, add_facilitators, house_on, room_on
from tests.outside import Postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty database; with PostgreSQL its own programs are on the path."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'facilitator.sqlite'}"
    server: Postgres = request.getfixturevalue("postgres_server")
    monkeypatch.setenv("PATH", str(server.programs), prepend=os.pathsep)
    address: str = request.getfixturevalue("postgres_database")
    return address


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Store]:
    """An empty SQLite file, for what only a file can do."""
    store = Store(f"sqlite:///{tmp_path / 'facilitator.sqlite'}")
    yield store
    store.close()


@pytest.fixture
def house(database: str) -> Iterator[House]:
    """A running facilitator, with ada and eve who facilitate."""
    made = house_on(database)
    add_facilitators(made.store, "ada", "eve")
    yield made
    made.store.close()


@pytest.fixture
def other(house: House, database: str) -> Iterator[House]:
    """Another process on the same database."""
    made = house_on(database)
    yield made
    made.store.close()


@pytest.fixture
def room(house: House) -> Room:
    """A consultation whose first question is open."""
    made = room_on(house)
    made.open()
    return made
