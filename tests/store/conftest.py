"""Every test of the store runs on SQLite and on a real PostgreSQL."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from facilitator.services.application import Application
from facilitator.store import Store
from facilitator.store.migrations import upgrade
from facilitator.store.tables import Base
from tests.makers import Room, add_facilitators, application_on, room_on
from tests.outside import Postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Which database; with PostgreSQL its own programs are on the path."""
    if request.param == "postgresql":
        server: Postgres = request.getfixturevalue("postgres_server")
        monkeypatch.setenv("PATH", str(server.programs), prepend=os.pathsep)
    made: str = request.param
    return made


@pytest.fixture
def database(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database in which nothing was made yet."""
    if kind == "sqlite":
        return f"sqlite:///{tmp_path / 'facilitator.sqlite'}"
    address: str = request.getfixturevalue("postgres_database")
    return address


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Store]:
    """An SQLite file in which nothing was made yet, for what only a file can do."""
    store = Store(f"sqlite:///{tmp_path / 'facilitator.sqlite'}")
    yield store
    store.close()


@pytest.fixture(scope="session")
def furnished_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables, to be copied: making them takes longer than most tests."""
    return _furnished(f"sqlite:///{tmp_path_factory.mktemp('furnished') / 'empty.sqlite'}")


@pytest.fixture(scope="session")
def furnished_postgres(postgres_server: Postgres) -> Iterator[Callable[[], str]]:
    """Empties one database with all tables, and gives its address."""
    address = postgres_server.create_database()
    _furnished(address)

    def emptied() -> str:
        store = Store(address)
        with store.work() as connection:
            for table in reversed(Base.metadata.sorted_tables):
                connection.execute(table.delete())
        store.close()
        return address

    yield emptied
    postgres_server.drop_database(address)


def _furnished(address: str) -> Path:
    store = Store(address)
    upgrade(store)
    store.close()
    return store.file or Path()


@pytest.fixture
def furnished(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with all tables, and nothing in them."""
    if kind == "postgresql":
        emptied: Callable[[], str] = request.getfixturevalue("furnished_postgres")
        return emptied()
    file = tmp_path / "facilitator.sqlite"
    shutil.copy(request.getfixturevalue("furnished_file"), file)
    return f"sqlite:///{file}"


@pytest.fixture
def application(furnished: str) -> Iterator[Application]:
    """A running facilitator, with ada and eve who facilitate."""
    made = application_on(furnished)
    add_facilitators(made.store, "ada", "eve")
    yield made
    made.store.close()


@pytest.fixture
def other(application: Application, furnished: str) -> Iterator[Application]:
    """Another process on the same database."""
    made = application_on(furnished)
    yield made
    made.store.close()


@pytest.fixture
def room(application: Application) -> Room:
    """A consultation whose first question is open."""
    made = room_on(application)
    made.open()
    return made
