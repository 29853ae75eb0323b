"""What the tests of serving talk to the witness with."""

import signal
import socket
import struct
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import requests

from tests.live.clients import Closed, Raw
from tests.outside.process import Process, free_port, wait_until
from tests.patience import PATIENCE
from tests.servers import clean_environment

JOIN = "0/echo,"
HANDSHAKE = (
    b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
)
KEY = b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"


class Witness:
    """A running witness. See `tests/serving/witness.py`."""

    def __init__(self, directory: Path, mode: str) -> None:
        """Prepare it; a with block starts it."""
        self.mode = mode
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        command = [sys.executable, "-P", "-m", "tests.serving.witness", str(self.port), mode]
        self.process = Process(command, directory, clean_environment({}))

    def seen(self) -> dict[str, Any]:
        """What it sees of itself."""
        found: dict[str, Any] = requests.get(f"{self.url}/witness", timeout=PATIENCE).json()
        return found

    def connection(self, of: socket.socket) -> dict[str, Any]:
        """What it has set on the other end of a connection, once it has accepted that."""
        port = str(of.getsockname()[1])
        wait_until(lambda: port in self.seen()["connections"], seconds=PATIENCE, what="the connection")
        found: dict[str, Any] = self.seen()["connections"][port]
        return found

    def wait_until_quiet(self) -> None:
        """Wait until no connection has a handler any more. Raises: TimeoutError."""
        wait_until(lambda: self.seen()["handlers"] == 0, seconds=PATIENCE, what="handlers to return")

    def joined(self) -> Raw:
        """A client that came into `/echo` and was greeted."""
        raw = Raw(self.url, connect=JOIN)
        assert raw.connected.startswith("40/echo,"), raw.connected
        assert raw.receive() == '42/echo,["hello",{}]'
        return raw

    def dialled(self, words: bytes) -> socket.socket:
        """A connection on which something was said, and nothing read."""
        bare = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        bare.sendall(words)
        return bare

    def __enter__(self) -> Self:
        """Start it for the length of a with block."""
        self.process.start()
        self.process.wait_until_serving(self._serves)
        return self

    def _serves(self) -> bool:
        with suppress(requests.RequestException):
            return bool(self.seen())
        return False

    def __exit__(self, *_: object) -> None:
        """End it."""
        self.process.end(signal.SIGTERM)


def ask(raw: Raw, event: object, id: int = 1) -> dict[str, Any]:
    """Send an event to `/echo`; gives the answer."""
    raw.event(event, id=id, namespace="/echo")
    return raw.answer(id, namespace="/echo")


def is_hung_up(raw: Raw) -> bool:
    """Wait until the server closes the connection; False when it does not."""
    with suppress(TimeoutError, OSError):
        try:
            while True:
                raw.receive()
        except Closed:
            return True
    return False


def frame(payload: bytes, *, opcode: int, final: bool, declared: int | None = None) -> bytes:
    """A masked websocket frame, that may say it is longer than it is."""
    size = len(payload) if declared is None else declared
    mask = b"\x00\x00\x00\x00"
    head = bytes([(0x80 if final else 0) | opcode])
    if size < 126:
        return head + bytes([0x80 | size]) + mask + payload
    if size < 65536:
        return head + bytes([0x80 | 126]) + struct.pack(">H", size) + mask + payload
    return head + bytes([0x80 | 127]) + struct.pack(">Q", size) + mask + payload


def tcp(raw: Raw) -> Any:
    """The connection underneath a websocket."""
    return raw.socket.sock


def pour(raw: Raw, pieces: Iterable[bytes]) -> int:
    """Send raw bytes until the server hangs up; gives how many went."""
    sent = 0
    bare = tcp(raw)
    bare.settimeout(PATIENCE)
    with suppress(OSError):
        for piece in pieces:
            bare.sendall(piece)
            sent += len(piece)
    return sent
