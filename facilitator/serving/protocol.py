"""What a way of waiting gives: the one thing that the modes have in common."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeVar

from facilitator.serving.budget import Budget

Mode = Literal["eventlet", "threading", "gevent"]

Result = TypeVar("Result")

BACKLOG = 1024  # connections that the system keeps until they are accepted
REQUEST_SECONDS = 10  # that a client may keep us waiting for the rest of its request


@dataclass(frozen=True)
class Endpoint:
    """Where to listen, and how many connections may be open at once."""

    host: str
    port: int
    connections: int


class Serving(Protocol):
    """A way of waiting. Each mode is a module `on_<mode>` with these functions.

    A further mode is a module, its name in `Mode` and its line in `serving._module`. It is imported
    before anything that waits, so it imports its own libraries only where it uses them. `asgi`
    gives the same four: `patch` does nothing there, `in_thread` runs beside the event loop,
    `websocket` bounds what one connection receives, and `serve` runs the ASGI server. The tests in
    `tests/serving` are run for each mode and say what must hold for it.
    """

    def patch(self) -> None:
        """Make the standard library wait this way. Raises: anything when it can't be used here."""

    def in_thread(self, function: Callable[..., Result], *args: Any) -> Result:
        """Run what would hold everybody up beside the event loop, and wait for it."""

    def websocket(self, handler: Callable[[Any], Any], engine: Any, budget: Budget) -> Callable[..., Any]:
        """Make a WSGI application of one websocket connection, for python-engineio.

        `handler` is called with an object that has `wait()` (a message; None at the end), `send` and
        `close`. A message is at most `engine.max_http_buffer_size` bytes, whatever number of frames
        it came in, and at the end of a connection `handler` returns at once. Every frame is taken from
        `budget`, whose end is the connection's.
        """

    def serve(self, app: Any, at: Endpoint, *, listening: Callable[[int], None]) -> None:
        """Serve a WSGI application until stopped; `listening` is told the port.

        Raises: OSError when the port is taken.
        """
