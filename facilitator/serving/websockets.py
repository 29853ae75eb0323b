"""Websockets of python-engineio: bounded, uncompressed, and nothing but packets.

Leans on `engineio.Server._async`, the table of what differs between its modes, and on its giving a bound method.
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
    client = handler.__self__  # type: ignore[attr-defined]  # python-engineio's socket
    connection = serving.websocket(lambda socket: handler(_tuned(socket, client, engine)), engine, client.budget)

    def uncompressed(environ: dict[str, Any], start_response: Any) -> Any:
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        return connection(environ, start_response)

    return uncompressed


def _tuned(socket: Any, client: Any, engine: Any) -> Any:
    return _ended_when_gone(_packets_only(socket, client), client, engine)


def _ended_when_gone(socket: Any, client: Any, engine: Any) -> Any:
    """Hang up on whom nothing can be sent to any more: the library goes on answering what was read before."""
    send = socket.send

    def send_or_end(data: Any, **named: Any) -> None:
        try:
            send(data, **named)
        except BaseException:
            engine.disconnect(client.sid)
            raise

    socket.send = send_or_end
    return socket


def _packets_only(socket: Any, client: Any) -> Any:
    """Take a frame that is no packet for the end: it would break the reading, and nothing be closed.

    So is whatever still comes from a client that was hung up on.
    """
    wait = socket.wait

    def wait_for_packet() -> str | None:
        data = wait()
        is_packet = isinstance(data, str) and _PACKET.match(data) and not client.closed
        return data if is_packet else None

    socket.wait = wait_for_packet
    return socket
