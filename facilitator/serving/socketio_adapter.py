"""python-socketio and python-engineio, as the application uses them: every message is bounded and dispatched here.

Their own dispatching makes a Flask request context for each event (measured: it costs throughput and
the tail), lets a client emit `connect` and `disconnect`, and answers when a handler returns. Here an
answer may come later, from the writer. Built on what they make public (`on`, `handlers`, `send`,
`sockets`, the packets, the manager); `eio.disconnect`, `eio.send_packet` and each socket's `receive` are replaced.
"""

import logging
import re
import time
from collections.abc import Callable, Mapping
from typing import Any, Protocol, cast

from engineio.exceptions import EngineIOError
from engineio.payload import Payload
from flask import Flask
from flask_socketio import SocketIO
from socketio import exceptions, packet

from facilitator import serving
from facilitator.serving import websockets
from facilitator.serving.budget import Budget, Overdrawn
from facilitator.serving.neighbours import Neighbours
from facilitator.serving.packets import TextPacket
from facilitator.serving.unread import is_much, is_too_much

log = logging.getLogger(__name__)

LOOK = 0.05  # seconds between two looks whether something was read
MOST_PACKETS = 500  # in one POST of a phone that polls, after a while without connection

_EVENT = re.compile(r"2(/[^,\[]*),(\d{1,15})\[")  # an event that waits for an answer: where, which

Acknowledge = Callable[[dict[str, Any]], None]


class Namespace(Protocol):
    """What becomes of the clients of one namespace, and of what they send."""

    largest: int  # bytes a message
    rate: float  # packets a second that a client may send, see `budget`

    def connect(self, sid: str, environ: dict[str, Any], auth: object = None) -> None:
        """Let somebody in. Raises: TurnedAway."""

    def greet(self, sid: str) -> None:
        """Tell whoever came in what is going on: what is sent before is lost."""

    def disconnect(self, sid: str, reason: object = None) -> None:
        """Forget somebody."""

    def event(self, sid: str, data: object, answer: Acknowledge) -> None:
        """Take an event: `data` is what a client sent, read as JSON. Calls `answer` once, now or later."""

    def unreadable(self, sid: str, answer: Acknowledge) -> None:
        """Answer an event that could not be read."""

    def cost(self, data: object) -> float:
        """How many packets an event counts for, from 1 on."""


class TurnedAway(exceptions.ConnectionRefusedError):  # type: ignore[misc]
    """A client may not come in. The code stands where clients of each kind look for it."""

    def __init__(self, code: str, told: object) -> None:
        super().__init__(code)
        self.error_args = {"message": code, "code": code, "data": told}


def open_server(app: Flask, *, is_own_origin: Callable[[str | None], bool], largest: int) -> Any:
    """Put a Socket.IO server into an app. `largest`: bytes a message. Returns: the `socketio.Server`."""
    socketio = SocketIO(  # type: ignore[call-arg]  # the stubs know no serializer
        app,
        async_mode=serving.mode(),
        cors_allowed_origins=cast(Any, is_own_origin),
        max_http_buffer_size=largest,
        ping_interval=25,
        ping_timeout=20,
        logger=_silent(),
        engineio_logger=_silent(),
        manage_session=False,
        serializer=TextPacket,
    )
    server: Any = socketio.server  # type: ignore[attr-defined]
    websockets.bound(server.eio)
    return server


def dispatch(server: Any, namespaces: Mapping[str, Namespace]) -> None:
    """Give what clients send to these namespaces; there are no others."""
    dispatcher = Dispatcher(server, namespaces)
    Payload.max_decode_packets = MOST_PACKETS
    server.namespaces = list(namespaces)  # and no "/", which would be let in without asking
    server.eio.disconnect = dispatcher.hang_up
    server.eio.on("connect", dispatcher.meet)
    server.eio.send_packet = dispatcher.send
    server.eio.on("message", dispatcher.receive)
    for name, namespace in namespaces.items():
        server.on("connect", namespace.connect, namespace=name)
        server.on("disconnect", namespace.disconnect, namespace=name)


class Dispatcher:
    """Takes the place of a server's own dispatching."""

    def __init__(self, server: Any, namespaces: Mapping[str, Namespace]) -> None:
        self._engine = server.eio
        self._manager = server.manager
        self._namespaces = namespaces
        self._neighbours = Neighbours()
        self._largest = {f"2{name}": namespace.largest for name, namespace in namespaces.items()}
        self._librarys_own = server.eio.handlers["message"]
        self._librarys_sending = server.eio.send_packet
        self._librarys_meeting = server.eio.handlers["connect"]

    def meet(self, eio_sid: str, environ: dict[str, Any]) -> None:
        """Give a connection its budget, from which a websocket takes its frames and polling its packets."""
        self._librarys_meeting(eio_sid, environ)
        client = self._engine.sockets[eio_sid]
        client.budget = self._budget(str(environ.get("REMOTE_ADDR", "")))
        receive = client.receive

        def counted(packet: Any) -> None:
            if client.upgraded:
                _wait_until_read(client)
            else:
                self._charge_polling(client)
            receive(packet)

        client.receive = counted

    def _budget(self, address: str) -> Budget:
        spare = self._neighbours.spare(address)
        return Budget(spare=spare, used_up=lambda: self._neighbours.used_up(address))

    def send(self, eio_sid: str, packet: Any) -> None:
        """Send a packet, but to nobody who does not read."""
        client = self._engine.sockets.get(eio_sid)
        if client is not None and is_too_much(client.queue):
            self.hang_up(eio_sid)
            return
        self._librarys_sending(eio_sid, packet)

    def _charge_polling(self, client: Any) -> None:
        """Raises: EngineIOError when the connection is at its end: nothing more is read of it."""
        try:
            client.budget.spend(more=lambda: True)
        except Overdrawn:
            self.hang_up(client.sid)
        if client.closed:
            raise EngineIOError

    def receive(self, eio_sid: str, data: object) -> None:
        """Bound a message before anything is made of it; what can't be read closes the connection."""
        if not isinstance(data, str) or self._is_too_much(data):
            self.hang_up(eio_sid)
            return
        try:
            self._take(eio_sid, data)
        except Exception as error:
            log.info("a message could not be read: %s", type(error).__name__)
            if not self._answer_unread(eio_sid, data):
                self.hang_up(eio_sid)

    def _is_too_much(self, data: str) -> bool:
        if data[:1] in ("5", "6") or len(data) > self._engine.max_http_buffer_size:
            return True
        return any(data.startswith(head) and len(data.encode()) > most for head, most in self._largest.items())

    def _take(self, eio_sid: str, data: str) -> None:
        received = TextPacket(encoded_packet=data)
        if received.packet_type == packet.EVENT:
            self._take_event(eio_sid, received)
        elif received.packet_type == packet.CONNECT:
            self._connect(eio_sid, received.namespace or "/", data)
        else:
            self._librarys_own(eio_sid, data)

    def _connect(self, eio_sid: str, name: str, data: str) -> None:
        if self._manager.sid_from_eio_sid(eio_sid, name) is not None:
            self.hang_up(eio_sid)  # twice in would count twice
            return
        self._librarys_own(eio_sid, data)
        sid = self._connected(eio_sid, name)
        if sid is not None and name in self._namespaces:
            self._engine.sockets[eio_sid].budget.widen(self._namespaces[name].rate)
            self._namespaces[name].greet(sid)

    def _connected(self, eio_sid: str, name: str) -> str | None:
        sid: str | None = self._manager.sid_from_eio_sid(eio_sid, name)
        return sid if sid is not None and self._manager.is_connected(sid, name) else None

    def _take_event(self, eio_sid: str, received: packet.Packet) -> None:
        name = received.namespace or "/"
        namespace = self._namespaces.get(name)
        if namespace is not None:
            self._charge(eio_sid, namespace.cost(received.data) - 1)
        sid = self._connected(eio_sid, name)
        if namespace is None or sid is None:
            self.hang_up(eio_sid)
            return
        namespace.event(sid, received.data, self._answer(eio_sid, name, received.id))

    def _charge(self, eio_sid: str, cost: float) -> None:
        client = self._engine.sockets.get(eio_sid)
        if cost > 0 and client is not None:
            client.budget.spend(cost)

    def _answer_unread(self, eio_sid: str, data: str) -> bool:
        """Answer an event whose JSON can't be read, when it at least says who waits for what."""
        head = _EVENT.match(data)
        sid = self._manager.sid_from_eio_sid(eio_sid, head[1]) if head else None
        if head is None or sid is None or head[1] not in self._namespaces:
            return False
        self._namespaces[head[1]].unreadable(sid, self._answer(eio_sid, head[1], int(head[2])))
        return True

    def _answer(self, eio_sid: str, name: str, id: int | None) -> Acknowledge:
        def answer(told: dict[str, Any]) -> None:
            if id is not None:
                self._engine.send(eio_sid, TextPacket(packet.ACK, namespace=name, id=id, data=[told]).encode())

        return answer

    def hang_up(self, eio_sid: str) -> None:
        """End a connection without waiting for the other side, who may never read again."""
        socket = self._engine.sockets.pop(eio_sid, None)
        if socket is not None:
            socket.close(wait=False, reason=self._engine.reason.SERVER_DISCONNECT)


def _wait_until_read(client: Any) -> None:
    """Who asks for much and reads none of it is not read either."""
    while not client.closed and is_much(client.queue):
        time.sleep(LOOK)


def _silent() -> logging.Logger:
    """The libraries' own lines name addresses and codes; what matters is logged here."""
    silent = logging.getLogger("facilitator.silent")
    silent.setLevel(logging.CRITICAL)
    silent.propagate = False
    silent.addHandler(logging.NullHandler())
    return silent
