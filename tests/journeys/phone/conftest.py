"""A server for everybody's phone, a consultation on it, and phones."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select, update

from facilitator.store import Store
from facilitator.store.tables import Track
from tests.journeys.phone.phones import VARIANTS, Open, phones
from tests.journeys.rooms import Room
from tests.servers import Server


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for all tests that don't stop it."""
    with Server(tmp_path_factory.mktemp("phone")) as server:
        yield server


@pytest.fixture
def room(running: Server) -> Iterator[Room]:
    """A consultation in which nothing has happened yet."""
    made = Room(running)
    yield made
    made.close()


@pytest.fixture
def phone(browser: Browser, room: Room) -> Iterator[Open]:
    """Open ben's phone: `phone()` has taken part, `phone(joined=False)` has just scanned the code."""
    yield from phones(browser, room)


@pytest.fixture
def goal(running: Server) -> Iterator[Room]:
    """A goal track with three variants."""
    made = Room(running, template="goal", theme="geldpunten")
    here = Track.id == made.made["track"]
    with closing(Store(running.database)) as store, store.work() as connection:
        settled = connection.scalar(select(Track.settled).where(here)) or {}
        connection.execute(update(Track).where(here).values(settled={**settled, "variants": VARIANTS}))
    yield made
    made.close()
