"""Running servers, in the two ways of waiting that the suite holds them to."""

from collections.abc import Iterator

import pytest
from sqlalchemy import insert

from facilitator.store import tables
from tests.live.clients import Board
from tests.live.mallory import Undisturbed
from tests.live.rooms import Room, add_facilitator, cookie_for, room_on, store_of
from tests.servers import Server


@pytest.fixture(scope="session", params=["eventlet", "threading"])
def live_server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running server without limits on haste, shared by many tests; each makes its own consultation."""
    mode = request.param
    with Server(tmp_path_factory.mktemp(mode), mode=mode, PHONE_RATE="0", CONSULTATION_RATE="0") as running:
        yield running


@pytest.fixture(params=["websocket", "polling"])
def each_transport(request: pytest.FixtureRequest) -> str:
    """Both transports, for what must work over either."""
    found: str = request.param
    return found


@pytest.fixture
def room(live_server: Server) -> Iterator[Room]:
    """A consultation in its lobby, without a hold, with ada's board on it."""
    with room_on(live_server) as found:
        yield found


@pytest.fixture
def open_room(room: Room) -> Room:
    """A consultation with its first question open."""
    room.open()
    return room


@pytest.fixture
def bea(open_room: Room) -> Iterator[Board]:
    """The board of a second facilitator, who was invited by the first."""
    name = add_facilitator(open_room.server, "bea")
    with store_of(open_room.server) as store, store.work() as connection:
        row = {"consultation_id": open_room.made["consultation"], "facilitator_id": name}
        connection.execute(insert(tables.Membership), row)
    with Board(open_room.server.url, open_room.made["consultation"], cookie_for(open_room.server, name)) as board:
        board.wait("snapshot")
        yield board


@pytest.fixture
def ben(open_room: Room) -> Iterator[Undisturbed]:
    """Ben's phone, which submits all the while."""
    with Undisturbed(open_room) as phone:
        yield phone
