"""simple-websocket with bounded messages, whole frames and handlers that end.

Leans on `Server._handle_events` and `Server.ws`.
"""

import selectors
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import simple_websocket
from wsproto.events import BytesMessage, TextMessage

from facilitator.serving.budget import Budget, Overdrawn


class BoundedServer(simple_websocket.Server):  # type: ignore[misc]
    """A connection that is bounded, sends whole frames, and wakes its handler when it ends.

    The library wakes it a moment too early, or not at all, and the handler then waits for ever.
    """

    def __init__(self, environ: dict[str, Any], *, silence: float, budget: Budget, **named: Any) -> None:
        """Shake hands and start to read. `silence`: seconds; `budget`: of frames; the rest is the library's."""
        self._silence = silence
        self._budget = budget
        super().__init__(environ, **named)

    def handshake(self) -> None:
        """Answer the request, whose few seconds no longer count."""
        self.sock.settimeout(self._silence)
        super().handshake()
        self.ws.events = self._counted(self.ws.events)

    def _counted(self, events: Callable[[], Iterator[Any]]) -> Callable[[], Iterator[Any]]:
        """Count every frame, whatever it is."""

        def counted() -> Iterator[Any]:
            coming = events()
            following = next(coming, None)
            while following is not None:
                event, following = following, next(coming, None)
                self._budget.spend(more=self._more_came if following is None else lambda: True)
                yield event

        return counted

    def _more_came(self) -> bool:
        """Whether there is more to be read; of a connection that was closed meanwhile there is not."""
        with selectors.DefaultSelector() as selector, suppress(OSError, ValueError):
            selector.register(self.sock, selectors.EVENT_READ)
            return bool(selector.select(0))
        return False

    def send(self, data: str | bytes) -> None:
        """Send a message, however slowly it is read: the library sends what fits and drops the rest.

        Raises: ConnectionClosed
        """
        if not self.connected:
            raise simple_websocket.ConnectionClosed(self.close_reason, self.close_message)
        message = BytesMessage(data) if isinstance(data, bytes) else TextMessage(data)
        self.sock.sendall(self.ws.send(message))

    def close(self, reason: int | None = None, message: str | None = None) -> None:
        """End the connection, and wake whoever waits for a message."""
        super().close(reason, message)
        self.event.set()

    def _handle_events(self) -> bool:
        try:
            self.connected = bool(super()._handle_events())
        except Overdrawn:
            self.connected = False
            self.input_buffer.clear()
        if not self.connected:
            self.event.set()
        return self.connected


class SimpleWebSocketWSGI:
    """A WSGI application of one connection, and what its handler reads from and writes to."""

    def __init__(
        self, handler: Callable[[Any], Any], engine: Any, *, budget: Budget, event_class: Any = threading.Event
    ) -> None:
        """`budget`: of frames; `event_class`: what wakes the handler."""
        self._handler = handler
        self._options = {
            "max_message_size": engine.max_http_buffer_size,
            "budget": budget,
            "silence": engine.ping_interval + engine.ping_timeout,
            "event_class": event_class,
        }

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        """Serve the connection to its end."""
        self._server = BoundedServer(environ, **self._options)
        answer = self._handler(self)
        self._hang_up()
        return answer

    def _hang_up(self) -> None:
        """End all reading: the web server would take what still comes for a request, and wait for it."""
        with suppress(OSError):
            self._server.sock.shutdown(socket.SHUT_RDWR)

    def wait(self) -> str | bytes | None:
        """Wait for a message. Returns: None at the end of the connection."""
        try:
            message: str | bytes | None = self._server.receive()
        except simple_websocket.ConnectionClosed:
            return None
        return message

    def send(self, message: str | bytes) -> None:
        """Send a message. Raises: OSError when the connection has ended."""
        try:
            self._server.send(message)
        except simple_websocket.ConnectionClosed:
            raise OSError from None

    def close(self) -> None:
        """End the connection."""
        if self._server.connected:
            self._server.close()
