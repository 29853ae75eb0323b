"""A websocket from the client's side: text messages over one TCP or TLS connection (RFC 6455).

Small enough to hold thousands in one process. No extensions: the server offers none either.
"""

import asyncio
import base64
import secrets
import ssl
from collections.abc import Callable, Mapping
from urllib.parse import SplitResult, urlsplit

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
FINAL, MASKED, CONTROL = 0x80, 0x80, 0x08
LONGEST_HEAD = 16 * 1024
PATIENCE = 20.0  # seconds
NO_MASK = bytes(4)  # the mask guards proxies against hostile pages; there is none of either here

Heard = Callable[[str], None]


class WebSocket(asyncio.Protocol):
    """One connection; `heard` gets each text message, `lost` is called once when it is over."""

    def __init__(
        self, url: str, heard: Heard, lost: Callable[[], None], headers: Mapping[str, str] | None = None
    ) -> None:
        """Prepare it, for an http or https address; `open` opens it."""
        self._where = urlsplit(url)
        self._head = _request(self._where, headers or {})
        self._opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._heard = heard
        self._lost = lost
        self._buffer = b""
        self._parts: list[bytes] = []
        self._transport: asyncio.Transport | None = None

    async def open(self) -> None:
        """Connect, and wait until the server agrees. Raises: OSError, TimeoutError."""
        loop, where = asyncio.get_running_loop(), self._where
        host, security = where.hostname or "", _security(where)
        async with asyncio.timeout(PATIENCE):
            await loop.create_connection(lambda: self, host, _port(where), ssl=security)
            await self._opened

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask the server to go over to WebSocket."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(self._head)

    def connection_lost(self, error: Exception | None) -> None:
        """Tell whoever waits that it is over."""
        self._transport = None
        if not self._opened.done():
            self._opened.set_exception(ConnectionResetError("hung up before it agreed"))
        self._lost()

    def data_received(self, data: bytes) -> None:
        """Read what came, whole frames only; the rest waits for more."""
        self._buffer = self._buffer + data if self._buffer else data
        if self._opened.done() or self._agreed():
            self._read_frames()

    def _agreed(self) -> bool:
        """Whether the server's answer is in and says yes."""
        answer, blank, rest = self._buffer.partition(b"\r\n\r\n")
        if not blank and len(self._buffer) < LONGEST_HEAD:
            return False
        if not answer.startswith(b"HTTP/1.1 101"):
            self._opened.set_exception(ConnectionRefusedError(answer[:80].decode("latin-1")))
            self.close()
            return False
        self._buffer = rest
        self._opened.set_result(None)
        return True

    def _read_frames(self) -> None:
        buffer, at = self._buffer, 0
        while (found := _frame(buffer, at)) is not None:
            first, start, at = found
            self._take(first, buffer[start:at])
        self._buffer = buffer[at:]

    def _take(self, first: int, content: bytes) -> None:
        kind = first & 0x0F
        if kind & CONTROL:
            self._control(kind, content)
        elif first & FINAL and not self._parts:
            self._heard(content.decode())
        else:
            self._parts.append(content)
            if first & FINAL:
                whole, self._parts = b"".join(self._parts), []
                self._heard(whole.decode())

    def _control(self, kind: int, content: bytes) -> None:
        if kind == PING:
            self._write(PONG, content)
        elif kind == CLOSE:
            self.close()

    def send(self, message: str) -> None:
        """Send a text message; nothing happens once the connection is lost."""
        self._write(TEXT, message.encode())

    def _write(self, kind: int, content: bytes) -> None:
        if self._transport is not None:
            self._transport.write(_length(kind, len(content)) + NO_MASK + content)

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._write(CLOSE, b"")
            self._transport.close()

    def abort(self) -> None:
        """Drop the connection as a lost network would."""
        if self._transport is not None:
            self._transport.abort()


def _frame(buffer: bytes, at: int) -> tuple[int, int, int] | None:
    """The frame at `at`: its first byte, where its content starts, where it ends; None if not all there."""
    if len(buffer) < at + 2:
        return None
    size, start = buffer[at + 1] & 0x7F, at + 2
    if size >= 126:
        width = 2 if size == 126 else 8
        if len(buffer) < start + width:
            return None
        size = int.from_bytes(buffer[start : start + width], "big")
        start += width
    return (buffer[at], start, start + size) if len(buffer) >= start + size else None


def _length(kind: int, size: int) -> bytes:
    if size < 126:
        return bytes((FINAL | kind, MASKED | size))
    if size < 1 << 16:
        return bytes((FINAL | kind, MASKED | 126)) + size.to_bytes(2, "big")
    return bytes((FINAL | kind, MASKED | 127)) + size.to_bytes(8, "big")


def _port(where: SplitResult) -> int:
    return where.port or (443 if where.scheme == "https" else 80)


def _security(where: SplitResult) -> ssl.SSLContext | None:
    return ssl.create_default_context() if where.scheme == "https" else None


def _request(where: SplitResult, headers: Mapping[str, str]) -> bytes:
    path = f"{where.path or '/'}?{where.query}" if where.query else where.path or "/"
    lines = {
        "Host": where.netloc,
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": base64.b64encode(secrets.token_bytes(16)).decode(),
        **headers,
    }
    told = [f"GET {path} HTTP/1.1", *(f"{name}: {it}" for name, it in lines.items()), "", ""]
    return "\r\n".join(told).encode()
