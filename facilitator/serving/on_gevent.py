"""Serving with gevent: greenlets that take turns."""

from collections.abc import Callable
from typing import Any

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


def websocket(handler: Callable[[Any], Any], engine: Any) -> Callable[..., Any]:
    """Make a WSGI application of one websocket connection.

    It is given this very connection: simple-websocket would open a second file for it.
    """
    from gevent.event import Event

    from facilitator.serving.simple_websockets import SimpleWebSocketWSGI

    connection = SimpleWebSocketWSGI(handler, engine, event_class=Event)
    return lambda environ, start_response: connection(environ | {"werkzeug.socket": environ[SOCKET]}, start_response)


def serve(app: Any, at: Endpoint, *, listening: Callable[[int], None]) -> None:
    """Serve until stopped."""
    from gevent import pywsgi

    class Handler(pywsgi.WSGIHandler):
        def get_environ(self) -> dict[str, Any]:
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
