"""Serving with a thread for each connection: slower, and it runs everywhere.

Leans on `ThreadedWSGIServer.process_request` and `process_request_thread`, before and after a connection.
"""

import io
import threading
from collections.abc import Callable
from typing import Any

from facilitator.serving.budget import Budget
from facilitator.serving.protocol import BACKLOG, REQUEST_SECONDS, Endpoint, Result
from facilitator.serving.system import without_delay

MOST_AT_ONCE = 1024 * 1024  # bytes that are read of a body that nobody wants
MOST_CONNECTIONS = 2000  # whatever the setting says: a live one takes two threads


def patch() -> None:
    """Nothing: this is how the standard library waits."""


def in_thread(function: Callable[..., Result], *args: Any) -> Result:
    """Run it here: the caller has a thread of its own."""
    return function(*args)


def websocket(handler: Callable[[Any], Any], engine: Any, budget: Budget) -> Callable[..., Any]:
    """Make a WSGI application of one websocket connection.

    It raises ConnectionError at the end: Werkzeug would go on to send an answer.
    """
    from facilitator.serving.simple_websockets import SimpleWebSocketWSGI

    connection = SimpleWebSocketWSGI(handler, engine, budget=budget)

    def without_answer(environ: dict[str, Any], start_response: Any) -> Any:
        connection(environ, start_response)
        raise ConnectionError

    return without_answer


class _BoundedReader(io.BufferedReader):
    """What a client sends and nobody wants is thrown away by the megabyte, not by ten."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(size if size is None else min(size, MOST_AT_ONCE))


def serve(app: Any, at: Endpoint, *, listening: Callable[[int], None]) -> None:
    """Serve until stopped."""
    from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

    from facilitator.serving.paced_reading import PacedReader

    class Quiet(WSGIRequestHandler):
        timeout = REQUEST_SECONDS

        def setup(self) -> None:
            super().setup()
            self.rfile.close()
            self.reader = PacedReader(self.connection)
            self.rfile = _BoundedReader(self.reader)

        def handle_one_request(self) -> None:
            self.reader.head()
            super().handle_one_request()

        def make_environ(self) -> dict[str, Any]:
            self.reader.body()
            return super().make_environ()

        def version_string(self) -> str:
            """No version: what runs here is nobody's business."""
            return "facilitator"

        def log(self, type: str, message: str, *args: Any) -> None:
            """Nothing: a line would name who asked."""

    class Bounded(ThreadedWSGIServer):
        """Takes so many connections at once; the others wait until one of them ends."""

        request_queue_size = BACKLOG
        free = threading.Semaphore(min(at.connections, MOST_CONNECTIONS))

        def process_request(self, request: Any, client_address: Any) -> None:
            self.free.acquire()
            try:
                super().process_request(request, client_address)
            except RuntimeError:  # the system gives no more threads
                self.free.release()
                self.shutdown_request(request)

        def process_request_thread(self, request: Any, client_address: Any) -> None:
            try:
                super().process_request_thread(request, client_address)
            finally:
                self.free.release()

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Nothing: a line would name who hung up."""

    server = Bounded(at.host, at.port, app, handler=Quiet)
    without_delay(server.socket)
    listening(server.server_port)
    server.serve_forever()
