"""Picks how the server waits: eventlet (default), threading or gevent. Imported first.

The only package that names any of them. `prepare` must run before anything else is imported.
"""

import gc
import io
import os
import re
import socket
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal, TypeVar

from facilitator.serving import frames

Result = TypeVar("Result")

_PACKET = re.compile(r"4\d|[1356]\Z|2(?:probe)?\Z")  # of Engine.IO, as a client may send them

Mode = Literal["eventlet", "threading", "gevent"]

_mode: Mode = "threading"


def prepare(wanted: Mode) -> Mode:
    """Patch the process for `wanted`; Windows and a failed self-check fall back to threading.

    Returns: the mode that is in force.
    """
    global _mode
    if wanted != "threading":
        os.environ.setdefault("PSYCOPG_WAIT_FUNC", "wait_selector")  # the others hold everybody up
    if wanted == "eventlet" and sys.platform == "win32":
        print("eventlet does not run on Windows: using threading", file=sys.stderr)
        wanted = "threading"
    if wanted != "threading" and not _patch(wanted):
        print(f"{wanted} can't be used here: using threading", file=sys.stderr)
        wanted = "threading"
    _mode = wanted
    return wanted


def mode() -> Mode:
    return _mode


def _patch(wanted: str) -> bool:
    try:
        if wanted == "eventlet":
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                import eventlet

                eventlet.monkey_patch()
        else:
            from gevent import monkey

            monkey.patch_all()
    except Exception:
        return False
    return threading.current_thread() is not None


def in_thread(function: Callable[..., Result], *args: Any) -> Result:
    """Run what would hold everybody up, such as a password hash, beside the event loop."""
    if _mode == "eventlet":
        from eventlet import tpool

        result: Result = tpool.execute(function, *args)
        return result
    if _mode == "gevent":
        import gevent

        return gevent.get_hub().threadpool.apply(function, args)
    return function(*args)


def settle_memory() -> None:
    """Take what lives long out of the collector's way: a full collection stops everything."""
    gc.collect()
    gc.freeze()


QUIET = 3.0  # seconds without anything new
SELDOM = 60.0  # seconds between two full collections of ours


@contextmanager
def undisturbed() -> Iterator[None]:
    """Make much at once that soon goes by itself, without the collector looking for what can't be there."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class Shelter:
    """Freezes memory after each wave of what comes to stay: a collection then passes it by.

    What came to stay may go again, and connections that end are garbage for the collector alone:
    in a quiet moment it is shown everything once.
    """

    def __init__(self, wave: int = 50) -> None:
        self._wave = wave
        self._came = 0
        self._came_at = self._shown_at = time.monotonic()

    def came(self, count: int = 1) -> None:
        """So many more have come."""
        self._came_at = time.monotonic()
        self._came += count
        if self._came >= self._wave:
            self._came = 0
            gc.freeze()

    def rest(self) -> None:
        """Called every now and then: collect everything, when it is long ago and nobody waits."""
        now = time.monotonic()
        if self._shown_at > self._came_at or now - self._came_at < QUIET or now - self._shown_at < SELDOM:
            return
        gc.unfreeze()
        settle_memory()
        self._shown_at = time.monotonic()


def open_files(wanted: int) -> int:
    """Ask the system for `wanted` open files. Returns: how many there may be."""
    if sys.platform == "win32":
        return wanted
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return soft


def serve(app: Any, socketio: Any, *, host: str, port: int, most: int, listening: Callable[[int], None]) -> None:
    """Serve until stopped. `listening` is told the port once connections can come in.

    Raises: OSError when the port is taken.
    """
    if _mode == "eventlet":
        _serve_eventlet(app, host, port, most, listening)
    elif _mode == "gevent":
        _serve_gevent(app, host, port, most, listening)
    else:
        _serve_threads(app, host, port, listening)


class _Nowhere:
    """Where a server's lines about who asked what go."""

    def write(self, line: str) -> None:
        """Drop it."""

    def flush(self) -> None:
        """Nothing waits."""


def _serve_eventlet(app: Any, host: str, port: int, most: int, listening: Callable[[int], None]) -> None:
    import eventlet
    import eventlet.wsgi

    listener = eventlet.listen((host, port), backlog=1024, reuse_port=False)
    _answer_at_once(listener)
    listening(listener.getsockname()[1])
    eventlet.wsgi.server(
        listener,
        app,
        max_size=most,
        socket_timeout=10,
        log_output=False,
        log=_Nowhere(),
        debug=False,
    )


def _serve_gevent(app: Any, host: str, port: int, most: int, listening: Callable[[int], None]) -> None:
    from gevent import pywsgi
    from geventwebsocket.handler import WebSocketHandler

    server = pywsgi.WSGIServer((host, port), app, handler_class=WebSocketHandler, log=None, error_log=None, spawn=most)
    server.start()
    _answer_at_once(server.socket)
    listening(int(server.server_port or port))
    server.serve_forever()


def _serve_threads(app: Any, host: str, port: int, listening: Callable[[int], None]) -> None:
    from werkzeug.serving import WSGIRequestHandler, make_server

    class Quiet(WSGIRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 10

        def setup(self) -> None:
            super().setup()
            self.rfile = _Sips(self.rfile.detach())

        def version_string(self) -> str:
            """No version: what runs here is nobody's business."""
            return "facilitator"

        def log(self, type: str, message: str, *args: Any) -> None:
            """Nothing: a line would name who asked."""

    server = make_server(host, port, app, threaded=True, request_handler=Quiet)
    _answer_at_once(server.socket)
    listening(server.server_port)
    server.serve_forever()


class _Sips(io.BufferedReader):
    """What a client sends and nobody wants is thrown away by the megabyte, not by ten."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(size if size is None else min(size, 1024 * 1024))


def _answer_at_once(listener: Any) -> None:
    """What is accepted inherits this: else an answer right after an event waits 40 ms in the kernel."""
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def bound_messages(engine: Any, most: int) -> None:
    """Let no client grow a message beyond `most` bytes, in however many frames it comes.

    Compression is not offered: a small frame could otherwise become a large message, and each
    connection would hold a compressor.
    """
    kind = engine._async["websocket"]
    if _mode == "eventlet":
        _bound_eventlet(most)
    elif _mode == "gevent":
        _bound_gevent(most)
    else:
        from functools import partial

        _wake_whoever_waits()
        kind = partial(kind, max_message_size=most)
    engine._async = {**engine._async, "websocket": _guarded(kind)}


def _guarded(kind: Any) -> Callable[..., Any]:
    def websocket(handler: Any, server: Any) -> Any:
        inner = kind(lambda socket: handler(_readable(socket)), server)

        def call(environ: dict[str, Any], start_response: Any) -> Any:
            environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
            if (bare := environ.get("werkzeug.socket")) is not None:
                bare.settimeout(server.ping_interval + server.ping_timeout)  # no longer a request's ten seconds
            return inner(environ, start_response)

        return call

    return websocket


def _readable(socket: Any) -> Any:
    """Take a frame that is no packet for the end: it would break the reading, and nothing be closed."""
    wait = socket.wait

    def wait_for_packet() -> str | None:
        data = wait()
        return data if isinstance(data, str) and _PACKET.match(data) else None

    socket.wait = wait_for_packet
    return socket


def _bound_gevent(most: int) -> None:
    from geventwebsocket import handler, websocket

    class Bounded(websocket.WebSocket):  # type: ignore[misc]
        def __init__(self, environ: Any, stream: Any, handler: Any) -> None:
            super().__init__(environ, stream, handler)
            self.size = 0
            self.raw_read = self._counted(stream.read)

        def _counted(self, read: Callable[[int], bytes]) -> Callable[[int], bytes]:
            def counted(length: int) -> bytes:
                self.size += length
                return b"" if self.size > most else read(length)  # too little is the end of it

            return counted

        def read_message(self) -> Any:
            self.size = 0
            return super().read_message()

    handler.WebSocket = Bounded


def _wake_whoever_waits() -> None:
    """At the end of a connection the library wakes its handler a moment too early, which then waits for ever."""
    import simple_websocket

    class Woken(simple_websocket.Server):  # type: ignore[misc]
        def _handle_events(self) -> bool:
            self.connected = bool(super()._handle_events())
            if not self.connected:
                self.event.set()
            return self.connected

        def close(self, reason: int | None = None, message: str | None = None) -> None:
            super().close(reason, message)
            self.event.set()

    simple_websocket.Server = Woken


def _bound_eventlet(most: int) -> None:
    from eventlet import websocket

    class Bounded(websocket.RFC6455WebSocket.Message):  # type: ignore[misc]
        size = 0

        def push(self, data: bytes, final: bool = False) -> None:
            self.size += len(data)
            if self.size > most:
                raise websocket.FailedConnectionError(1009, "message too big")
            super().push(data, final=final)

    if websocket.RFC6455WebSocket.Message.__name__ == Bounded.__name__:
        return

    class Quick(websocket.RFC6455WebSocket):  # type: ignore[misc]
        Message = Bounded
        _apply_mask = staticmethod(frames.unmasked)

        def __init__(self, sock: Any, *rest: Any, **named: Any) -> None:
            super().__init__(frames.Ahead(sock, sock._read_trampoline), *rest, **named)

    websocket.RFC6455WebSocket = Quick
