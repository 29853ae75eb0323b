"""A network that carries what is given to it, late or never; to the doors it looks like their Socket.IO server."""

import json
import random
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy.exc import DBAPIError

from facilitator.live.guard import Guard
from facilitator.serving.packets import TextPacket
from facilitator.serving.socketio_adapter import TurnedAway

Answered = Callable[[dict[str, Any]], None]


@dataclass(eq=False)
class Link:
    """One connection. Each end finds out by itself that the other is gone."""

    sid: str
    namespace: str
    up: deque[tuple[str, object, Answered]] = field(default_factory=deque)
    down: deque[Callable[[], None]] = field(default_factory=deque)
    client: "Client | None" = None
    at_client: bool = True
    at_server: bool = True


class Client(Protocol):
    """Whoever has a connection."""

    def hear(self, event: str, message: Any) -> None:
        """Take what the server sends by itself."""

    def turned_away(self, code: str) -> None:
        """Be told why one may not come in."""


class Network:
    """All connections to one server. `point` is called where the server may end in the middle of something."""

    def __init__(self, random: random.Random, point: Callable[[], None]) -> None:
        self._random = random
        self._point = point
        self._number = 0
        self.links: dict[str, Link] = {}
        self.rooms: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.guards: dict[str, Guard] = {}
        self.answered: list[tuple[str, str, Any, dict[str, Any]]] = []
        self.turned_away: list[str] = []
        self.manager = self

    # As the doors see it

    def emit(self, event: str, message: object, *, room: str, namespace: str) -> None:
        """Send to one connection, or to all in a room."""
        told = TextPacket.json.dumps(message)
        for sid in sorted(self.rooms[namespace].get(room, {room})):
            self._point()
            link = self.links.get(sid)
            if link is not None and link.at_server:
                link.down.append(lambda link=link: _heard(link, event, told))  # type: ignore[misc]

    def enter_room(self, sid: str, room: str, *, namespace: str) -> None:
        """Let a connection hear what is sent to a room."""
        self.rooms[namespace][room].add(sid)

    def disconnect(self, sid: str, *, namespace: str) -> None:
        """End a connection from the server's side."""
        self._forget(self.links[sid])
        self.links[sid].down.append(lambda: self.hang_up(self.links[sid]))

    # As the clients see it

    def connect(self, namespace: str, auth: object, environ: dict[str, Any], client: Client) -> Link | None:
        """Come in; None when there is nobody, or one is turned away."""
        if namespace not in self.guards:
            return None
        self._number += 1
        link = Link(f"{namespace}.{self._number}", namespace, client=client)
        self.links[link.sid] = link
        guard = self.guards[namespace]
        try:
            guard.connect(link.sid, environ, json.loads(json.dumps(auth)))
        except TurnedAway as no:
            code = str(no.error_args["code"])
            self.turned_away.append(code)
            client.turned_away(code)
            del self.links[link.sid]
            return None
        self.enter_room(link.sid, link.sid, namespace=namespace)
        try:
            guard.greet(link.sid)
        except DBAPIError:
            self.disconnect(link.sid, namespace=namespace)  # as serving.socketio_adapter does
        return link

    def send(self, link: Link, event: str, data: object, answered: Answered) -> None:
        """Give something to the network; it may never arrive, nor its answer."""
        link.up.append((event, json.loads(json.dumps(data)), answered))

    def hang_up(self, link: Link) -> None:
        """The client takes it that the connection is gone; part of what it sent may still arrive."""
        link.at_client = False
        link.down.clear()
        for _ in range(self._random.randint(0, len(link.up))):
            link.up.pop()

    # What the network does by itself

    def carry_up(self, link: Link) -> None:
        """One message comes in at the server, which does with it what it does."""
        event, data, answered = link.up.popleft()
        if not link.at_server:
            return

        def answer(told: dict[str, Any]) -> None:
            self._point()
            self.answered.append((link.namespace, event, data, told))
            wired = TextPacket.json.dumps(told)
            link.down.append(lambda: answered(json.loads(wired)))

        self.guards[link.namespace].event(link.sid, [event, data], answer)

    def carry_down(self, link: Link) -> None:
        """One message comes in at a client."""
        told = link.down.popleft()
        if link.at_client:
            told()

    def notice(self, link: Link) -> None:
        """The server finds out that a client is gone."""
        if link.at_server:
            self._forget(link)
        self.links.pop(link.sid, None)

    def lose_server(self) -> None:
        """The server's end of everything is gone; some of what it sent still arrives."""
        self.guards = {}
        self.rooms.clear()
        for link in self.links.values():
            link.at_server = False
            link.up.clear()
            for _ in range(self._random.randint(0, len(link.down))):
                link.down.pop()

    def is_quiet(self) -> bool:
        """Whether nothing is under way."""
        return not any((it.up and it.at_server) or (it.down and it.at_client) for it in self.links.values())

    def _forget(self, link: Link) -> None:
        link.at_server = False
        for members in self.rooms[link.namespace].values():
            members.discard(link.sid)
        self.guards[link.namespace].disconnect(link.sid)


def _heard(link: Link, event: str, told: str) -> None:
    assert link.client is not None
    link.client.hear(event, json.loads(told))
