"""Serving with gevent: greenlets that take turns."""

import io
from collections.abc import Callable
from typing import Any

from facilitator.serving.budget import Budget
from facilitator.serving.protocol import Endpoint, Result
from facilitator.serving.system import without_delay

SOCKET = "facilitator.socket"  # in the environment of a request


def patch() -> None:
    """Make the standard library wait this way."""
    from gevent import monkey

    monkey.patch_all()


def in_thread(function: Callable[..., Result], *args: Any) -> Result:
    """Run it in a real thread."""
    import gevent

    return gevent.get_hub().threadpool.apply(function, args)


def websocket(handler: Callable[[Any], Any], engine: Any, budget: Budget) -> Callable[..., Any]:
    """Make a WSGI application of one websocket connection.

    It is given this very connection: simple-websocket would open a second file for it.
    """
    from gevent.event import Event

    from facilitator.serving.simple_websockets import SimpleWebSocketWSGI

    connection = SimpleWebSocketWSGI(handler, engine, budget=budget, event_class=Event)
    return lambda environ, start_response: connection(environ | {"werkzeug.socket": environ[SOCKET]}, start_response)


def serve(app: Any, at: Endpoint, *, listening: Callable[[int], None]) -> None:
    """Serve until stopped."""
    from gevent import pywsgi

    from facilitator.serving.paced_reading import PacedReader

    class Handler(pywsgi.WSGIHandler):
        def __init__(self, sock: Any, address: Any, server: Any) -> None:
            super().__init__(sock, address, server)
            self.rfile.close()
            self.reader = PacedReader(sock)
            self.rfile = io.BufferedReader(self.reader)

        def read_requestline(self) -> str:
            self.reader.head()
            return str(super().read_requestline())

        def _handle_client_error(self, ex: BaseException) -> Any:
            """Answer as the library does, which prints a trace of what only took too long."""
            return super()._handle_client_error(ex if isinstance(ex, ValueError) else ValueError())  # type: ignore[misc]

        def get_environ(self) -> dict[str, Any]:
            self.reader.body()
            environ: dict[str, Any] = super().get_environ()
            environ[SOCKET] = self.socket
            return environ

    server = pywsgi.WSGIServer(
        (at.host, at.port), app, handler_class=Handler, log=None, error_log=None, spawn=at.connections
    )
    server.start()
    without_delay(server.socket)
    listening(int(server.server_port or at.port))
    server.serve_forever()
