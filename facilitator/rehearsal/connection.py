"""A Socket.IO connection to one namespace (Engine.IO 4, Socket.IO protocol 5), websocket only."""

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any, Self

from facilitator.rehearsal.websocket import PATIENCE, WebSocket

Answered = Callable[[Any], None]
OPEN, CLOSE, PING, PONG = "0", "1", "2", "3"
CONNECT, DISCONNECT, EVENT, ACK, CONNECT_ERROR = "40", "41", "42", "43", "44"


class NotLetIn(Exception):
    """The server does not let this connection in; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Gone(ConnectionError):
    """The connection ended before an answer came."""


class Connection:
    """Knows what the server says. `on` holds a listener by event name; `lost` hears of the end."""

    def __init__(self, namespace: str) -> None:
        self.on: dict[str, Callable[[Any], None]] = {}
        self.lost: Callable[[], None] = lambda: None
        self._namespace = namespace
        self._socket: WebSocket | None = None
        self._auth: Mapping[str, object] = {}
        self._asked: dict[int, Answered] = {}
        self._last = 0
        self._waiting: set[asyncio.Future[dict[str, Any]]] = set()
        self._ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._event = f"{EVENT}{namespace},"
        self._ack = f"{ACK}{namespace},"

    @property
    def is_open(self) -> bool:
        """Whether messages can go over it now."""
        return self._socket is not None and self._ready.done()

    async def open(self, server: str, auth: Mapping[str, object], headers: Mapping[str, str] | None = None) -> Self:
        """Come in. Raises: NotLetIn, OSError, TimeoutError."""
        self._auth = auth
        url = f"{server.rstrip('/')}/socket.io/?EIO=4&transport=websocket"
        self._socket = WebSocket(url, self._heard, self._over, headers)
        try:
            await self._socket.open()
        except BaseException:
            self._ready.cancel()  # nobody waits for it any more
            raise
        async with asyncio.timeout(PATIENCE):
            await self._ready
        return self

    def _heard(self, message: str) -> None:
        if message.startswith(self._ack):
            self._take_answer(message)
        elif message.startswith(self._event):
            self._take_event(message[len(self._event) :])
        elif message == PING:
            self._send(PONG)
        elif message.startswith(OPEN):
            self._send(f"{CONNECT}{self._namespace},{json.dumps(self._auth)}")
        elif message.startswith(CONNECT) and not self._ready.done():
            self._ready.set_result(None)
        elif message.startswith(CONNECT_ERROR):
            self._turned_away(message.partition(",")[2])
        elif message.startswith((CLOSE, DISCONNECT)):
            self.close()

    def _take_answer(self, message: str) -> None:
        start = message.index("[")
        answered = self._asked.pop(int(message[len(self._ack) : start]), None)
        if answered is not None:
            answered(json.loads(message[start:])[0])

    def _take_event(self, content: str) -> None:
        """An event may ask for an answer by a number in front; no event of ours does."""
        name, *data = json.loads(content[content.index("[") :])
        listener = self.on.get(name)
        if listener is not None:
            listener(data[0] if data else None)

    def _turned_away(self, content: str) -> None:
        told = json.loads(content or "{}")
        code = told.get("code") or told.get("message") or "unknown" if isinstance(told, dict) else str(told)
        if not self._ready.done():
            self._ready.set_exception(NotLetIn(str(code)))
        self.close()

    def emit(self, event: str, data: object, answered: Answered) -> int:
        """Send an event; `answered` gets the one object of the answer. Returns: its number, for `forget`."""
        self._last += 1
        self._asked[self._last] = answered
        self._send(f"{self._event}{self._last}{json.dumps([event, data], ensure_ascii=False)}")
        return self._last

    def forget(self, number: int) -> None:
        """Whatever answer still comes is not waited for."""
        self._asked.pop(number, None)

    async def ask(self, event: str, data: object, *, patience: float = 10.0) -> dict[str, Any]:
        """Send an event and wait for the answer. Raises: TimeoutError, Gone."""
        if self._socket is None:
            raise Gone
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()

        def answered(told: dict[str, Any]) -> None:
            if not answer.done():
                answer.set_result(told)

        number = self.emit(event, data, answered)
        self._waiting.add(answer)
        try:
            return await asyncio.wait_for(answer, patience)
        finally:
            self._waiting.discard(answer)
            self.forget(number)

    def _send(self, message: str) -> None:
        if self._socket is not None:
            self._socket.send(message)

    def _over(self) -> None:
        self._socket = None
        if not self._ready.done():
            self._ready.set_exception(Gone())
        for answer in self._waiting:
            if not answer.done():
                answer.set_exception(Gone())
        self.lost()

    def close(self) -> None:
        """Hang up."""
        if self._socket is not None:
            self._socket.close()

    def abort(self) -> None:
        """Drop the connection as a lost network would."""
        if self._socket is not None:
            self._socket.abort()
