"""Serving with eventlet: green threads that take turns.

Leans on `HttpProtocol._read_request_line` and `get_environ`, before and after the head of a request, and on the
server's asking its listener for one connection at a time: it would take all that wait, hundreds, before anybody else
has a turn.
"""

import io
import warnings
from collections.abc import Callable
from typing import Any

from facilitator.serving.budget import Budget
from facilitator.serving.protocol import BACKLOG, REQUEST_SECONDS, Endpoint, Result
from facilitator.serving.system import without_delay
from facilitator.serving.turns import one_a_turn


def patch() -> None:
    """Make the standard library wait this way; that eventlet calls itself deprecated is known."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import eventlet

        eventlet.monkey_patch()


def in_thread(function: Callable[..., Result], *args: Any) -> Result:
    """Run it in a real thread."""
    from eventlet import tpool

    result: Result = tpool.execute(function, *args)
    return result


def websocket(handler: Callable[[Any], Any], engine: Any, budget: Budget) -> Callable[..., Any]:
    """Make a WSGI application of one websocket connection."""
    from facilitator.serving.eventlet_websocket import BoundedWebSocketWSGI

    return BoundedWebSocketWSGI(handler, max_frame_length=engine.max_http_buffer_size, budget=budget)


def serve(app: Any, at: Endpoint, *, listening: Callable[[int], None]) -> None:
    """Serve until stopped."""
    import eventlet
    import eventlet.wsgi

    from facilitator.serving.paced_reading import PacedReader

    class Quiet(eventlet.wsgi.HttpProtocol):  # type: ignore[misc]
        def setup(self) -> None:
            super().setup()
            self.rfile.close()  # type: ignore[has-type]
            self.reader = PacedReader(self.connection)
            self.rfile = io.BufferedReader(self.reader)

        def _read_request_line(self) -> Any:
            self.reader.head()
            return super()._read_request_line()

        def get_environ(self) -> Any:
            self.reader.body()
            return super().get_environ()

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing: a line would name who sent what is no request."""

    listener = eventlet.listen((at.host, at.port), backlog=BACKLOG, reuse_port=False)
    without_delay(listener)
    listener.accept = one_a_turn(listener.accept)
    listening(listener.getsockname()[1])
    eventlet.wsgi.server(
        listener,
        app,
        max_size=at.connections,
        socket_timeout=REQUEST_SECONDS,
        log_output=False,
        debug=False,
        protocol=Quiet,
    )
