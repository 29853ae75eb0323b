"""Websockets of python-engineio: bounded, uncompressed, and nothing but packets.

Leans on `engineio.Server._async`, the table of what differs between its modes.
"""

import re
from collections.abc import Callable
from typing import Any

from facilitator import serving

_PACKET = re.compile(r"4\d|[1356]\Z|2(?:probe)?\Z")  # of Engine.IO, as a client may send them


def bound(engine: Any) -> None:
    """Let no client grow a message beyond `engine.max_http_buffer_size` bytes, in however many frames.

    Compression is not offered: a small frame could otherwise become a large message, and each
    connection would hold a compressor.
    """
    engine._async = {**engine._async, "websocket": _websocket}


def _websocket(handler: Callable[[Any], Any], engine: Any) -> Callable[..., Any]:
    connection = serving.websocket(lambda socket: handler(_packets_only(socket)), engine)

    def uncompressed(environ: dict[str, Any], start_response: Any) -> Any:
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        return connection(environ, start_response)

    return uncompressed


def _packets_only(socket: Any) -> Any:
    """Take a frame that is no packet for the end: it would break the reading, and nothing be closed."""
    wait = socket.wait

    def wait_for_packet() -> str | None:
        data = wait()
        return data if isinstance(data, str) and _PACKET.match(data) else None

    socket.wait = wait_for_packet
    return socket
