"""What the tests of the board start from."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.boards import TEXTS, unsorted
from tests.journeys.rooms import Room, board_of
from tests.servers import Server


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for all tests that don't stop it."""
    with Server(tmp_path_factory.mktemp("board"), PHONE_RATE="0", CONSULTATION_RATE="0") as server:
        yield server


@pytest.fixture
def room(running: Server) -> Iterator[Room]:
    """A consultation with its first question open and two categories."""
    made = Room(running)
    made.open_question()
    made.categories("Regels", "Vertrouwen")
    yield made
    made.close()


@pytest.fixture
def board(browser: Browser, room: Room) -> Iterator[Page]:
    """Ada's board, with three one-liners to sort."""
    room.say(*TEXTS)
    with board_of(browser, room) as page:
        expect(unsorted(page)).to_have_count(3)
        yield page
