"""A server on `facilitator.serving` alone, that tells what it sees of itself: its sockets, its handlers.

Run as `python -m tests.serving.witness PORT MODE`. `/witness` tells, `/echo` is a namespace.
"""

import gc
import os
import sys
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Any

LARGEST = 64 * 1024
reads: list[int] = []
"""What each read of a websocket gave, in bytes; -1 where it gave nothing. With eventlet only."""
taken: list[int] = []
"""How long each event was that came in."""


def main(port: int, mode: Any) -> None:
    """Serve until stopped."""
    from facilitator import serving

    serving.prepare(mode)
    from facilitator.serving.protocol import Endpoint

    if serving.mode() == "eventlet":
        count_reads()
    serving.serve(witness(), Endpoint("127.0.0.1", port, connections=5000), listening=lambda port: None)


def count_reads() -> None:
    """Count what is asked of the system; eventlet reads requests by another call."""
    from eventlet.greenio.base import _original_socket

    inner = _original_socket.recv

    def counted(self: Any, *args: Any) -> bytes:
        reads.append(-1)
        got = bytes(inner(self, *args))
        reads[-1] = len(got)
        return got

    _original_socket.recv = counted


def witness() -> Any:
    """Make the app, with its one namespace."""
    from flask import Flask

    from facilitator.serving.socketio_adapter import dispatch, open_server

    app = Flask("witness")
    server = open_server(app, is_own_origin=lambda origin: True, largest=LARGEST)
    dispatch(server, {"/echo": echo(server)})
    app.add_url_rule("/witness", "witness", lambda: seen(server))
    app.add_url_rule("/thread", "thread", thread)
    app.add_url_rule("/body", "body", body, methods=["POST"])
    return app


def thread() -> dict[str, Any]:
    """Tell whether what holds everybody up runs in a thread of its own."""
    from facilitator import serving

    return {"another": serving.in_thread(threading.get_native_id) != threading.get_native_id()}


def body() -> dict[str, Any]:
    """Tell of how much one read of a body gave."""
    from flask import request

    return {"most": len(request.environ["wsgi.input"].read(8 * 1024 * 1024))}


def echo(server: Any) -> Any:
    """Make the namespace: it lets in whoever doesn't say "refuse", and answers with what it heard."""
    from facilitator.serving.socketio_adapter import TurnedAway

    class Echo:
        largest = 16 * 1024
        rate = 50.0

        def connect(self, sid: str, environ: dict[str, Any], auth: object = None) -> None:
            if auth == "refuse":
                raise TurnedAway("no", {"code": "no"})

        def greet(self, sid: str) -> None:
            server.emit("hello", {}, to=sid, namespace="/echo")

        def disconnect(self, sid: str, reason: object = None) -> None:
            """Nothing was kept."""

        def event(self, sid: str, data: Any, answer: Any) -> None:
            taken.append(len(str(data)))
            if data == ["later"]:
                threading.Timer(0.01, answer, [{"heard": data}]).start()
            elif data == ["much"]:
                answer({"much": "x" * 8 * 1024 * 1024})
            else:
                answer({"heard": data})

        def cost(self, data: object) -> float:
            return 1.0

        def unreadable(self, sid: str, answer: Any) -> None:
            answer({"unreadable": True})

    return Echo()


def seen(server: Any) -> dict[str, Any]:
    """Tell what there is now."""
    from facilitator import serving

    gc.collect()
    return {
        "mode": serving.mode(),
        "psycopg": os.environ.get("PSYCOPG_WAIT_FUNC"),
        "socket": sys.modules["socket"].socket.__module__,
        "reads": reads,
        "taken": len(taken),
        "connections": connections(),
        "unmask": unmasked_by(),
        "accept": accepted_by(),
        "packets": server.packet_class.__qualname__,
        "engine": sum(not it.closed for it in server.eio.sockets.values()),
        "handlers": sum(map(is_handling, running())),
    }


def connections() -> dict[str, dict[str, Any]]:
    """By the port at the other side: what was set on each open connection."""
    import socket

    found: dict[str, dict[str, Any]] = {}
    for port, it in open_sockets():
        nodelay = bool(it.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        of = found.setdefault(str(port), {"nodelay": nodelay, "timeouts": []})
        of["timeouts"].append(it.gettimeout())
    return found


def open_sockets() -> Iterator[tuple[int, Any]]:
    """Give each connected socket with the port at the other side."""
    import socket

    for found in gc.get_objects():
        if not isinstance(found, socket.socket):
            continue
        try:
            yield found.getpeername()[1], found
        except (OSError, IndexError):
            continue


def unmasked_by() -> list[str]:
    """Name what undoes the masks of each of eventlet's websockets."""
    if "eventlet.websocket" not in sys.modules:
        return []
    kind = sys.modules["eventlet.websocket"].RFC6455WebSocket
    found = [it._apply_mask for it in gc.get_objects() if isinstance(it, kind)]
    return [f"{it.__module__}.{it.__qualname__}" for it in found]


def accepted_by() -> list[str]:
    """Name what takes connections from each of eventlet's listeners, where that is not its own."""
    if "eventlet.greenio" not in sys.modules:
        return []
    kind = sys.modules["eventlet.greenio"].GreenSocket
    found = [vars(it)["accept"] for it in gc.get_objects() if isinstance(it, kind) and "accept" in vars(it)]
    return [it.__qualname__ for it in found]


def running() -> Iterator[FrameType]:
    """Give where each thread and each greenlet is."""
    yield from sys._current_frames().values()
    if "greenlet" in sys.modules:
        kind = sys.modules["greenlet"].greenlet
        yield from [it.gr_frame for it in gc.get_objects() if isinstance(it, kind) and it.gr_frame]


def is_handling(frame: FrameType | None) -> bool:
    """Tell whether this is python-engineio's handler of a websocket."""
    while frame is not None:
        if frame.f_code.co_name == "_websocket_handler":
            return True
        frame = frame.f_back
    return False


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
