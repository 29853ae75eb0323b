"""Clients as an outsider would write them, with nothing but the contract: a phone, a board, a screen.

They are real Socket.IO connections to a server in another process, by websocket or by polling.
`Raw` is a bare websocket, for what no honest client would send.
"""

import json
import re
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Self

import requests
import socketio
import websocket
from socketio.exceptions import ConnectionError as NotConnected

from tests.patience import PATIENCE

Shape = dict[str, Any]


def new_key() -> str:
    """Make a key as a phone makes it: a version 4 UUID."""
    return str(uuid.uuid4())


class Refused(Exception):
    """The server did not let a client in; `data` is what it gave as the reason."""

    def __init__(self, data: object) -> None:
        super().__init__(str(data))
        self.data = data

    @property
    def code(self) -> object:
        return self.data.get("code") if isinstance(self.data, dict) else None


class NoAnswer(Exception):
    """The server did not answer, or the connection ended before it did."""


class _Recorder(socketio.Client):  # type: ignore[misc]
    """Keeps every Engine.IO message as it came, for tests that look for what should not be there."""

    def __init__(self, frames: list[str]) -> None:
        self.frames = frames
        super().__init__(reconnection=False, request_timeout=PATIENCE)

    def disconnect(self) -> None:
        """Leave at once: the library waits for a goodbye that its other thread has read, or for a last poll."""
        if self.eio.ws is not None:
            self.eio.ws.close = partial(self.eio.ws.close, timeout=0)
        if "disconnect" not in vars(self.eio):
            self.eio.disconnect = partial(self.eio.disconnect, abort=True)
        super().disconnect()

    def _handle_eio_message(self, data: object) -> None:
        self.frames.append(str(data))
        super()._handle_eio_message(data)


class Client:
    """One connection to one namespace; `heard` is all that it was sent, in order."""

    namespace = "/"

    def __init__(
        self, url: str, auth: object, *, headers: Mapping[str, str] | None = None, transport: str = "websocket"
    ) -> None:
        """Connect and wait until that is done. Raises: Refused."""
        self.url = url
        self.heard: list[tuple[str, Any]] = []
        self.frames: list[str] = []
        self.gone = threading.Event()
        self._news = threading.Condition()
        self._on_gone: list[Callable[[], None]] = []
        self._refusal: object = None
        self.socket = _Recorder(self.frames)
        self.socket.on("*", self._hear, namespace=self.namespace)
        self.socket.on("connect_error", self._turned_away, namespace=self.namespace)
        self.socket.on("disconnect", self._left, namespace=self.namespace)
        place = {"headers": dict(headers or {}), "auth": auth, "namespaces": [self.namespace]}
        try:
            self.socket.connect(url, transports=[transport], wait_timeout=PATIENCE, **place)
        except NotConnected as error:
            self.close()
            raise Refused(self._refusal if self._refusal is not None else str(error)) from None

    def _hear(self, event: str, *data: Any) -> None:
        with self._news:
            self.heard.append((event, data[0] if data else None))
            self._news.notify_all()

    def _left(self, *_: object) -> None:
        self.gone.set()
        for told in list(self._on_gone):
            told()

    def _turned_away(self, data: object = None) -> None:
        self._refusal = data

    def call(self, event: str, data: object = None) -> Shape:
        """Send an event and give its acknowledgement. Raises: NoAnswer."""
        answers: list[Shape] = []
        something = threading.Event()
        self._on_gone.append(something.set)

        def answered(answer: Shape) -> None:
            answers.append(answer)
            something.set()

        self.send(event, data, answered)
        something.wait(0.0 if self.gone.is_set() else PATIENCE)
        self._on_gone.remove(something.set)
        if not answers:
            raise NoAnswer(event)
        return answers[0]

    def send(self, event: str, data: object, answered: Callable[[Shape], None] | None = None) -> None:
        """Send an event without waiting; `answered` gets its acknowledgement."""
        self.socket.emit(event, data, namespace=self.namespace, callback=answered)

    def all(self, event: str) -> list[Any]:
        """All data that came with one kind of event so far."""
        return [data for name, data in list(self.heard) if name == event]

    def last(self, event: str) -> Any:
        """The latest data of one kind of event, which must have come."""
        return self.all(event)[-1]

    def wait(self, event: str, holds: Callable[[Any], object] = lambda data: True, *, seconds: float = PATIENCE) -> Any:
        """Give the first data of an event for which something holds, waiting for it if need be."""
        deadline = time.monotonic() + seconds
        with self._news:
            while True:
                for name, data in self.heard:
                    if name == event and holds(data):
                        return data
                left = deadline - time.monotonic()
                if left <= 0:
                    raise AssertionError(f"no such {event} in {seconds:g} s; heard {self.heard[-5:]}")
                self._news.wait(left)

    @property
    def connected(self) -> bool:
        return bool(self.socket.connected) and not self.gone.is_set()

    def wait_until_gone(self, *, seconds: float = PATIENCE) -> None:
        """Wait until the server ended the connection."""
        assert self.gone.wait(seconds), f"still connected after {seconds:g} s"

    def close(self) -> None:
        self.socket.disconnect()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Phone(Client):
    """Somebody's phone in a consultation."""

    namespace = "/phone"

    def __init__(self, url: str, code: str, *, environment: str | None = None, transport: str = "websocket") -> None:
        super().__init__(url, {"code": code, "environment": environment}, transport=transport)
        self.wait("state")

    @property
    def state(self) -> Shape:
        found: Shape = self.last("state")
        return found

    def submit(self, text: object, *, question: object = None, key: object = None, **more: object) -> Shape:
        """Submit a one-liner, to the open question unless told otherwise."""
        if question is None:
            question = self.wait("state", lambda state: state["question"])["question"]["id"]
        return self.call("submit", {"key": key or new_key(), "question": question, "text": text, **more})

    def withdraw(self, key: str) -> Shape:
        return self.call("withdraw", {"key": key})

    def mine(self, *keys: str) -> list[Shape]:
        answer = self.call("mine", {"keys": list(keys)})
        assert answer["ok"], answer
        found: list[Shape] = answer["oneliners"]
        return found


class Viewer(Client):
    """What boards and screens have in common: they follow a track by snapshots and events."""

    namespace = "/board"

    @property
    def snapshot(self) -> Shape:
        found: Shape = self.last("snapshot")
        return found

    @property
    def events(self) -> list[Shape]:
        """All events that were told, one after another."""
        return [event for batch in self.all("events") for event in batch["events"]]

    def wait_event(self, kind: str, holds: Callable[[Shape], object] = lambda event: True) -> Shape:
        """Give the first event of a type, waiting for it if need be."""

        def within(batch: Shape) -> bool:
            return any(event["type"] == kind and holds(event) for event in batch["events"])

        batch = self.wait("events", within)
        found: Shape = next(event for event in batch["events"] if event["type"] == kind and holds(event))
        return found

    def wait_revision(self, revision: int) -> None:
        """Wait until everything up to a revision was told."""

        def told() -> int:
            return max([s["revision"] for s in self.all("snapshot")] + [b["to"] for b in self.all("events")] + [0])

        with self._news:
            deadline = time.monotonic() + PATIENCE
            while told() < revision:
                left = deadline - time.monotonic()
                assert left > 0, f"told up to {told()}, not {revision}"
                self._news.wait(left)

    def since(self, revision: object) -> Shape:
        return self.call("since", {"revision": revision})


class Board(Viewer):
    """A facilitator's board. `cookie` is what the sign-in link gave."""

    def __init__(
        self,
        url: str,
        consultation: str,
        cookie: str,
        *,
        origin: str | None = "",
        transport: str = "websocket",
        **auth: object,
    ) -> None:
        """Connect. `origin`: None leaves it out; without it, the server's own."""
        headers = {"Cookie": cookie}
        if origin is not None:
            headers["Origin"] = origin or url
        super().__init__(url, {"consultation": consultation, **auth}, headers=headers, transport=transport)

    def act(self, kind: str, /, *, key: object = None, **fields: object) -> Shape:
        return self.call("act", {"key": key or new_key(), "type": kind, **fields})

    def do(self, kind: str, /, **fields: object) -> int:
        """Act, and expect to be allowed. Gives the revision."""
        answer = self.act(kind, **fields)
        assert answer["ok"], answer
        return int(answer["revision"])


class Screen(Viewer):
    """The projector."""

    def __init__(self, url: str, token: str, *, transport: str = "websocket", **auth: object) -> None:
        super().__init__(url, {"screen": token, **auth}, headers={"Origin": url}, transport=transport)


def sign_in(board_url: str) -> str:
    """Press the button of the single-use link to a board; the cookies it gives, as a header's value."""
    browser = requests.Session()
    enter(browser, board_url)
    return cookie_of(browser)


def enter(browser: requests.Session, board_url: str) -> requests.Response:
    """Press the button on the page of a link to a board; give the answer, which leads to the board."""
    page = browser.get(board_url, timeout=PATIENCE).text
    [token] = re.findall(r'name="csrf_token" value="([^"]+)"', page)
    answer = browser.post(board_url, data={"csrf_token": token}, allow_redirects=False, timeout=PATIENCE)
    assert answer.status_code == 303, answer.status_code
    return answer


def cookie_of(browser: requests.Session) -> str:
    """What a browser would send, as a header's value."""
    return "; ".join(f"{name}={value}" for name, value in browser.cookies.get_dict().items())


class Raw:
    """A bare websocket to the server, past the Engine.IO handshake. Nothing is answered by itself."""

    def __init__(
        self, url: str, *, connect: str | None = None, origin: str | None = None, headers: Mapping[str, str] = {}
    ) -> None:
        """Open it. `connect`: the Socket.IO connect packet to send, such as `0/phone,{…}`."""
        address = url.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket"
        named = [f"{name}: {value}" for name, value in headers.items()]
        self.socket = websocket.create_connection(
            address, timeout=PATIENCE, header=named, suppress_origin=origin is None, origin=origin
        )
        self.handshake = self.receive()
        if connect is not None:
            self.send("4" + connect)
            self.connected = self.receive()

    @classmethod
    def phone(cls, url: str, code: str) -> Self:
        """A phone that joined and heard its first state."""
        raw = cls(url, connect="0/phone," + json.dumps({"code": code}))
        assert raw.connected.startswith("40/phone,"), raw.connected
        assert raw.receive().startswith('42/phone,["state"')
        return raw

    def send(self, frame: str) -> None:
        self.socket.send(frame)

    def receive(self) -> str:
        """The next text frame, pings answered and left out. Raises: Closed."""
        while True:
            try:
                frame = self.socket.recv()
            except (websocket.WebSocketConnectionClosedException, ConnectionError) as error:
                raise Closed(str(error)) from None
            except websocket.WebSocketProtocolException as error:  # a last word of the server's in plain HTTP
                raise Closed(str(error)) from None
            text = frame if isinstance(frame, str) else frame.decode()
            if text in ("", "1"):
                raise Closed("closed")
            if text == "2":
                self.send("3")
                continue
            return text

    def event(self, event: object, *, id: int | None = 1, namespace: str = "/phone") -> None:
        """Send an event packet; `event` is its JSON, or a string that should be JSON."""
        body = event if isinstance(event, str) else json.dumps(event)
        self.send(f"42{namespace},{'' if id is None else id}{body}")

    def answer(self, id: int = 1, *, namespace: str = "/phone") -> Shape:
        """The acknowledgement with this number, other frames left out. Raises: Closed."""
        head = f"43{namespace},{id}["
        while not (frame := self.receive()).startswith(head):
            pass
        found: Shape = json.loads(frame[len(head) - 1 :])[0]
        return found

    def close(self) -> None:
        self.socket.close(timeout=1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Closed(Exception):
    """The server closed the connection."""
