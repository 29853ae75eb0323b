"""Consultations for tests that talk to a running server, with everybody's addresses."""

import secrets
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import insert, text

from facilitator.services.accounts import facilitators
from facilitator.store import Store
from facilitator.store.tables import Facilitator
from tests.live.clients import Board, Client, Phone, Screen, Shape, sign_in
from tests.servers import Server

NOWHERE = "0123456789abcdef"
"""The id of nothing."""


Some = TypeVar("Some", bound=Client)


@contextmanager
def store_of(server: Server) -> Iterator[Store]:
    """The server's database, opened beside it."""
    with closing(Store(server.database)) as store:
        yield store


def link_to(store: Store, consultation: str, owner: str) -> str:
    """A fresh single-use token to a board."""
    return facilitators.make_board_link(store, facilitator=owner, consultation=consultation, now=int(time.time()))


def add_facilitator(server: Server, name: str) -> str:
    """Somebody else who may sign in; gives the id."""
    made = secrets.token_hex(8)
    with store_of(server) as store, store.work() as connection:
        connection.execute(insert(Facilitator).values(id=made, name=f"{name} {made}", password_hash=None))
    return made


def cookie_for(server: Server, facilitator: str) -> str:
    """A sign-in of a facilitator's, as a header's value."""
    with store_of(server) as store:
        return f"{facilitators.COOKIE}={facilitators.sign_in(store, facilitator, now=int(time.time())).token}"


def query(server: Server, statement: str) -> list[tuple[Any, ...]]:
    """Look into the server's database, past everything."""
    with store_of(server) as store, store.read() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


@dataclass
class Room:
    """A consultation with a board, and whoever joins; all leave when the test ends."""

    server: Server
    made: Shape
    leave: ExitStack = field(default_factory=ExitStack)
    transport: str = "websocket"
    cookie: str = ""

    def __post_init__(self) -> None:
        self.cookie = sign_in(self.made["board_url"])
        self.board = self.another_board()

    @property
    def questions(self) -> list[str]:
        return [question["id"] for question in self.made["questions"]]

    @property
    def screen_token(self) -> str:
        return str(self.made["screen_url"]).rsplit("/", 1)[1]

    def another_board(self, **more: Any) -> Board:
        more = {"transport": self.transport} | more
        return self._in(Board(self.server.url, self.made["consultation"], self.cookie, **more))

    def phone(self, environment: str | None = None, **more: Any) -> Phone:
        more = {"transport": self.transport} | more
        return self._in(Phone(self.server.url, self.made["code"], environment=environment, **more))

    def screen(self, **more: Any) -> Screen:
        more = {"transport": self.transport} | more
        return self._in(Screen(self.server.url, self.screen_token, **more))

    def _in(self, client: Some) -> Some:
        self.leave.enter_context(client)
        return client

    def open(self, number: int = 1, **more: object) -> str:
        """Open a question; gives its id."""
        question = self.questions[number - 1]
        self.board.do("open_question", question=question, **more)
        return question

    def oneliners(self, *texts: str, phone: Phone | None = None) -> list[str]:
        """Have one-liners taken down; gives their ids."""
        sender = phone or self.phone()
        answers = [sender.submit(text) for text in texts]
        assert all(answer["ok"] for answer in answers), answers
        return [str(answer["id"]) for answer in answers]

    def category(self, name: str = "Schaamte", **more: object) -> str:
        """Add a category; gives its id."""
        revision = self.board.do("add_category", name=name, **more)
        event = self.board.wait_event("category_added", lambda it: it["revision"] == revision)
        return next(str(id) for entity, id, field, _, after in event["changes"] if field is None and after)

    def card(self, oneliner: str) -> Shape:
        """A one-liner as a fresh board sees it."""
        return cards_of(self.fresh())[oneliner]

    def fresh(self) -> Shape:
        """A snapshot as of now."""
        with Board(self.server.url, self.made["consultation"], self.cookie, transport=self.transport) as board:
            found: Shape = board.wait("snapshot")
            return found

    def stored(self) -> list[tuple[Any, ...]]:
        """The texts in the database, as (id, text)."""
        found = self.made["consultation"]
        return query(self.server, f"SELECT id, text FROM oneliner WHERE consultation_id = '{found}'")


def cards_of(snapshot: Shape) -> dict[str, Shape]:
    return {card["id"]: card for card in snapshot["oneliners"]}


@contextmanager
def room_on(server: Server, *, transport: str = "websocket", **wanted: Any) -> Iterator[Room]:
    """A new consultation on a server, with ada's board on it."""
    with ExitStack() as leave:
        yield Room(server, server.new(**wanted), leave, transport)


def code_of(answer: Shape) -> str:
    """The code of a refusal, whose shape is looked at on the way."""
    assert answer.keys() == {"ok", "error"}, answer
    assert answer["ok"] is False
    assert isinstance(answer["error"]["message"], str)
    assert answer["error"]["message"]
    return str(answer["error"]["code"])
