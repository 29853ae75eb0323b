"""What stands between strangers and the handlers: every message is bounded, known and answered.

Works on the python-socketio server underneath Flask-SocketIO: no Flask request context is made for
an event (measured: it costs throughput and the tail), reserved names can't be emitted by a client,
and an answer may come later than the handler's return, from the writer.
"""

import logging
import re
from collections.abc import Callable
from typing import Any, Protocol

from engineio.payload import Payload
from socketio import exceptions, packet

from facilitator.domain.refusals import Refusal
from facilitator.live.connections import Answer, Handler
from facilitator.serving.packets import TextPacket

log = logging.getLogger(__name__)

LARGEST_MESSAGE = 64 * 1024  # bytes, whatever number of frames it came in
LARGEST_PHONE_MESSAGE = 16 * 1024  # 1,000 code points, each escaped in twelve bytes
MOST_PACKETS = 500  # in one POST of a phone that polls, after a while without connection

_EVENT = re.compile(r"2(/[^,\[]*),(\d{1,15})\[")  # an event that waits for an answer: where, which


class Door(Protocol):
    """A namespace: who may come in, and what may be sent there."""

    handlers: dict[str, Handler]

    def connect(self, sid: str, environ: dict[str, Any], auth: object = None) -> None: ...
    def greet(self, sid: str) -> None: ...
    def disconnect(self, sid: str, reason: object = None) -> None: ...
    def refused(self, language: str, refusal: Refusal) -> dict[str, Any]: ...
    def language_of(self, sid: str) -> str: ...


class Guard:
    """Takes the place of a server's own dispatching, for the namespaces it is given."""

    def __init__(self, server: Any, doors: dict[str, Door]) -> None:
        self._server = server
        self._doors = doors
        Payload.max_decode_packets = MOST_PACKETS
        server.eio.disconnect = self.hang_up
        self._connect = server._handle_connect
        server._handle_connect = self.handle_connect
        server.namespaces = list(doors)  # and no "/", which would be let in without asking
        server._handle_event = self.handle_event
        server.eio.on("message", self.handle_message)
        for namespace, door in doors.items():
            server.on("connect", self._admission(door), namespace=namespace)
            server.on("disconnect", door.disconnect, namespace=namespace)

    # Coming in

    def _admission(self, door: Door) -> Callable[..., None]:
        def admit(sid: str, environ: dict[str, Any], auth: object = None) -> None:
            try:
                door.connect(sid, environ, auth)
            except Refusal as refusal:
                raise self._turned_away(door, refusal) from None
            except Exception:
                log.exception("a connection could not be looked at")
                raise self._turned_away(door, Refusal("try_later")) from None

        return admit

    def _turned_away(self, door: Door, refusal: Refusal) -> exceptions.ConnectionRefusedError:
        """The code stands where clients of each kind look for it."""
        told = door.refused(door.language_of(""), refusal)["error"]
        error = exceptions.ConnectionRefusedError(refusal.code)
        error.error_args = {"message": refusal.code, "code": refusal.code, "data": told}
        return error

    def handle_connect(self, eio_sid: str, namespace: str | None, data: object) -> None:
        """Connect, and only then tell what is going on: what is sent before is lost."""
        if self._server.manager.sid_from_eio_sid(eio_sid, namespace or "/") is not None:
            self.hang_up(eio_sid)  # twice in would count twice
            return
        self._connect(eio_sid, namespace, data)
        door = self._doors.get(namespace or "/")
        if door is None:
            return
        sid = self._server.manager.sid_from_eio_sid(eio_sid, namespace)
        if sid is not None and self._server.manager.is_connected(sid, namespace):
            door.greet(sid)

    # Messages

    def handle_message(self, eio_sid: str, data: object) -> None:
        """Bound a message before anything is made of it; what can't be read closes the connection."""
        if not isinstance(data, str) or len(data) > LARGEST_MESSAGE or data[:1] in ("5", "6"):
            self.hang_up(eio_sid)
            return
        if data.startswith("2/phone") and len(data.encode()) > LARGEST_PHONE_MESSAGE:
            self.hang_up(eio_sid)
            return
        try:
            self._server._handle_eio_message(eio_sid, data)
        except Exception as error:
            log.info("a message could not be read: %s", type(error).__name__)
            if not self._refuse_unread(eio_sid, data):
                self.hang_up(eio_sid)

    def _refuse_unread(self, eio_sid: str, data: str) -> bool:
        """Answer an event whose JSON can't be read, when it at least says who waits for what."""
        head = _EVENT.match(data)
        sid = self._server.manager.sid_from_eio_sid(eio_sid, head[1]) if head else None
        if head is None or sid is None or head[1] not in self._doors:
            return False
        door = self._doors[head[1]]
        self._answer(eio_sid, head[1], int(head[2]))(door.refused(door.language_of(sid), Refusal("bad_request")))
        return True

    def hang_up(self, eio_sid: str) -> None:
        """End a connection without waiting for the other side, who may never read again."""
        engine = self._server.eio
        socket = engine.sockets.pop(eio_sid, None)
        if socket is not None:
            socket.close(wait=False, reason=engine.reason.SERVER_DISCONNECT)

    def handle_event(self, eio_sid: str, namespace: str | None, id: int | None, data: Any) -> None:
        """Give an event to its handler; whatever happens, the caller is answered once."""
        namespace = namespace or "/"
        sid = self._server.manager.sid_from_eio_sid(eio_sid, namespace)
        door = self._doors.get(namespace)
        if door is None or sid is None or not self._server.manager.is_connected(sid, namespace):
            self.hang_up(eio_sid)
            return
        answer = self._answer(eio_sid, namespace, id)
        try:
            handler, payload = self._read(door, data)
            handler(sid, payload, answer)
        except Refusal as refusal:
            answer(door.refused(door.language_of(sid), refusal))
        except Exception as error:
            log.error("an event failed: %s", type(error).__name__, exc_info=error)
            answer(door.refused(door.language_of(sid), Refusal("internal")))

    def _read(self, door: Door, data: Any) -> tuple[Handler, object]:
        if not isinstance(data, list) or len(data) not in (1, 2) or not isinstance(data[0], str):
            raise Refusal("bad_request")
        handler = door.handlers.get(data[0])
        if handler is None:
            raise Refusal("bad_request")
        return handler, data[1] if len(data) == 2 else None

    def _answer(self, eio_sid: str, namespace: str, id: int | None) -> Answer:
        def answer(told: dict[str, Any]) -> None:
            if id is not None:
                ack = TextPacket(packet.ACK, namespace=namespace, id=id, data=[told])
                self._server._send_packet(eio_sid, ack)

        return answer
