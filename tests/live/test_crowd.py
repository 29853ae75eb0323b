"""How many connections mallory may hold, and for how long: no more than does no harm."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from tests.live.mallory import Undisturbed
from tests.live.rooms import room_on
from tests.patience import PATIENCE
from tests.servers import Server


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for itself: what is done to it would slow the other tests down."""
    with Server(tmp_path_factory.mktemp("crowded"), PHONE_RATE="0", CONSULTATION_RATE="0") as running:
        yield running


@pytest.fixture(autouse=True)
def many_files() -> None:
    """The tests hold as many connections as they open."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < 8192:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(8192, hard) if hard > 0 else 8192, hard))


def dialled(server: Server, words: bytes) -> socket.socket:
    """A connection on which something was said, and nothing read."""
    bare = socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE)
    bare.sendall(words)
    return bare


UPGRADE = (
    b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


HALF = (
    b"GET / HTTP/1.1\r\nX-Slow: ",
    b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nname=",
)


def test_idle_websockets_and_half_requests_keep_nobody_out(crowded: Server) -> None:
    """More than the 1,024 that the library would serve; the half ones are given ten seconds."""
    with room_on(crowded) as room:
        room.open()
        idle = [dialled(crowded, UPGRADE) for _ in range(1100)]
        half = [dialled(crowded, HALF[at % 2]) for at in range(1100)]
        began = time.monotonic()
        try:
            assert crowded.is_healthy(within=PATIENCE)
            with Undisturbed(room):
                for bare in half:
                    bare.settimeout(max(0.1, began + PATIENCE - time.monotonic()))
                    with suppress(ConnectionError):
                        while bare.recv(4096):
                            pass
            assert crowded.is_healthy(within=PATIENCE)
            idle[0].settimeout(PATIENCE)
            assert idle[0].recv(4096).startswith(b"HTTP/1.1 101")
            idle[-1].settimeout(PATIENCE)
            assert idle[-1].recv(4096).startswith(b"HTTP/1.1 101")
        finally:
            for bare in idle + half:
                bare.close()
    assert crowded.is_healthy(within=PATIENCE)


def test_a_phone_that_is_silent_for_longer_than_a_request_may_take_stays(tmp_path: Path) -> None:
    with ExitStack() as leave:
        rooms = []
        for mode in ("eventlet", "threading"):
            (tmp_path / mode).mkdir()
            server = leave.enter_context(Server(tmp_path / mode, mode=mode))
            rooms.append(leave.enter_context(room_on(server)))
        phones = [room.phone() for room in rooms]
        time.sleep(11)
        for room, phone in zip(rooms, phones, strict=True):
            question = room.open()
            assert phone.submit("na lang nadenken", question=question)["ok"]
