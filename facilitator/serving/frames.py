"""Reading websocket frames cheaply: one system call a message, and all of its bytes unmasked at once.

eventlet asks the system for each part of a frame apart and unmasks byte by byte; with hundreds of
one-liners a second that was a third of all the server's work.
"""

from collections.abc import Callable, Sequence
from typing import Any

BUFFER = 4096  # bytes; a phone's message is some 250


class BufferedSocket:
    """A socket that reads ahead: what came in with the last message waits here for the next.

    `wait` returns when there is something to read. Asking that first saves the read that finds
    nothing, each time that everything was read before.
    """

    def __init__(self, socket: Any, wait: Callable[[], None]) -> None:
        self._socket = socket
        self._wait = wait
        self._buffer = b""
        self._drained = False

    def recv(self, size: int) -> bytes:
        """At most `size` bytes; none when the other side has hung up."""
        if not self._buffer:
            if self._drained:
                self._wait()
            self._buffer = self._socket.recv(BUFFER)
            self._drained = len(self._buffer) < BUFFER
        given, self._buffer = self._buffer[:size], self._buffer[size:]
        return given

    def holds_more(self) -> bool:
        """Whether something of the next message is here already, or may well be."""
        return bool(self._buffer) or not self._drained

    def __getattr__(self, name: str) -> Any:
        return getattr(self._socket, name)


def unmask(data: bytes, mask: Sequence[int], length: int | None = None, offset: int = 0) -> bytes:
    """Give the content of a frame, or of a part that starts at `offset` in it.

    Source: RFC 6455, section 5.3
    """
    size = len(data) if length is None else length
    start = offset % 4
    turned = bytes((*mask[start:], *mask[:start]))
    key = (turned * (size // 4 + 1))[:size]
    return (int.from_bytes(data, "big") ^ int.from_bytes(key, "big")).to_bytes(size, "big")
