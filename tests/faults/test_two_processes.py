"""Two servers over one PostgreSQL and one Redis, behind one address: a single consultation to everybody."""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
import requests

from tests.faults.balancer import Balancer
from tests.faults.ledger import Ledger, senders, wait_until
from tests.live.clients import Board, Phone, Screen, Shape, Viewer, new_key, sign_in
from tests.live.rooms import query
from tests.outside import Postgres, Redis
from tests.patience import PATIENCE
from tests.servers import Server

STORED = "SELECT id, text FROM oneliner"


@dataclass
class Pair:
    """Two servers and what runs on them."""

    servers: list[Server]
    address: str
    made: Shape
    cookie: str = ""
    leave: ExitStack = field(default_factory=ExitStack)

    def board(self, at: int) -> Board:
        url = self.servers[at].url
        return self.leave.enter_context(Board(url, self.made["consultation"], self.cookie, origin=self.address))

    def phone(self, at: int, environment: str | None = None) -> Phone:
        phone = Phone(self.servers[at].url, self.made["code"], environment=environment)
        self.leave.enter_context(phone)
        return phone

    def screen(self, at: int) -> Screen:
        token = str(self.made["screen_url"]).rsplit("/", 1)[1]
        return self.leave.enter_context(Screen(self.servers[at].url, token))

    @property
    def question(self) -> str:
        return str(self.made["questions"][0]["id"])

    def somewhere(self) -> Phone:
        """A phone by the one address, wherever that leads."""
        return Phone(self.address, self.made["code"])


@pytest.fixture
def pair(tmp_path: Path, postgres_database: str, redis_url: str) -> Iterator[Pair]:
    with ExitStack() as leave:
        servers = [
            Server(tmp_path / name, database=postgres_database, queue=redis_url, PHONE_RATE="0", CONSULTATION_RATE="0")
            for name in ("one", "two")
        ]
        address = leave.enter_context(Balancer([server.port for server in servers])).url
        for server in servers:
            server.directory.mkdir()
            server.environment["FACILITATOR_PUBLIC_URL"] = address
            leave.enter_context(server)
        pair = Pair(servers, address, servers[0].new(), leave=leave)
        pair.cookie = sign_in(str(pair.made["board_url"]))
        yield pair


def test_what_comes_in_at_one_is_seen_at_the_other(pair: Pair) -> None:
    one, two, screen = pair.board(0), pair.board(1), pair.screen(1)
    one.do("open_question", question=pair.question)
    phone = pair.phone(1)
    phone.wait("state", lambda state: state["phase"] == "open")
    answer = phone.submit("Schaamte.", question=pair.question)
    assert answer["ok"]
    for viewer in (one, two, screen):
        event = viewer.wait_event("oneliner_received")
        assert event["oneliner"]["text"] == "Schaamte."


def test_every_board_is_told_every_revision_once_and_in_order(pair: Pair) -> None:
    boards = [pair.board(0), pair.board(1)]
    boards[0].do("open_question", question=pair.question)
    ledger = Ledger()
    phones = senders(4, pair.somewhere, pair.question, ledger)
    wait_until(partial(ledger.holds, 100))
    for number in range(10):
        boards[number % 2].do("add_category", name=f"Categorie {number}")
    for phone in phones:
        phone.finish()
    last = boards[0].do("add_category", name="De laatste")
    for board in boards:
        board.wait_revision(last)
        told = [event["revision"] for event in board.events]
        start = board.snapshot["revision"]
        assert told == list(range(start + 1, last + 1))
    ledger.check(query(pair.servers[0], STORED))
    assert texts(boards[0]) == texts(boards[1]) == {text for _, text in ledger.acknowledged.values()}


def texts(viewer: Viewer) -> set[str]:
    received = (event for event in viewer.events if event["type"] == "oneliner_received")
    return {event["oneliner"]["text"] for event in received}


def test_one_key_sent_to_both_is_stored_once(pair: Pair) -> None:
    pair.board(0).do("open_question", question=pair.question)
    one, two = pair.phone(0), pair.phone(1)
    for phone in (one, two):
        phone.wait("state", lambda state: state["phase"] == "open")
    keys = [new_key() for _ in range(20)]
    for number, key in enumerate(keys):
        data = {"key": key, "question": pair.question, "text": f"Uitspraak {number}"}
        answers: list[Shape] = []
        one.send("submit", data, answers.append)
        two.send("submit", data, answers.append)
        wait_until(lambda answers=answers: len(answers) == 2)  # type: ignore[misc]
        assert answers[0] == answers[1]
        assert answers[0]["ok"]
    assert len(query(pair.servers[0], STORED)) == len(keys)


def test_presence_adds_up(pair: Pair) -> None:
    board = pair.board(0)
    for at in (0, 1, 1):
        pair.phone(at, "policy")
    board.wait("presence", lambda told: told["phones"] == 3 and told["environments"] == {"policy": 3})


def test_an_author_is_told_what_was_done_at_the_other_server(pair: Pair) -> None:
    board, phone = pair.board(0), pair.phone(1)
    board.do("open_question", question=pair.question)
    phone.wait("state", lambda state: state["phase"] == "open")
    key = new_key()
    oneliner = phone.submit("Leugenaars.", question=pair.question, key=key)["id"]
    board.wait_event("oneliner_received")
    board.do("probe", oneliner=oneliner, text="Waardoor komt dat?", to="author")
    phone.wait("probe", lambda probe: probe["oneliner"] == oneliner)
    board.do("hide", oneliners=[oneliner], reason="belediging")
    phone.wait("fate", lambda fate: fate == {"key": key, "status": "hidden", "reason": "belediging"})


def test_without_redis_nothing_is_lost_and_boards_are_right_again(pair: Pair, redis_server: Redis) -> None:
    one, two = pair.board(0), pair.board(1)
    one.do("open_question", question=pair.question)
    ledger = Ledger()
    phones = senders(4, pair.somewhere, pair.question, ledger)
    wait_until(partial(ledger.holds, 40))
    with redis_server.down():
        already, began = len(ledger.acknowledged), time.monotonic()
        wait_until(lambda: ledger.holds(already + 60) and time.monotonic() - began > 3)
    for phone in phones:
        phone.finish()
    last = one.do("add_category", name="De laatste")
    for board in (one, two):
        board.wait("events", lambda batch: batch["to"] >= last)
        told = [event["revision"] for event in board.events]
        assert told == list(range(board.snapshot["revision"] + 1, last + 1))
        assert texts(board) == {text for _, text in ledger.acknowledged.values()}
    ledger.check(query(pair.servers[0], STORED))
    assert not ledger.refused


def test_a_restart_of_the_database_loses_nothing(pair: Pair, postgres_server: Postgres) -> None:
    pair.board(0).do("open_question", question=pair.question)
    ledger = Ledger()
    phones = senders(3, pair.somewhere, pair.question, ledger)
    wait_until(partial(ledger.holds, 30))
    with postgres_server.down():
        threading.Event().wait(1)
        already = len(ledger.acknowledged)
    wait_until(partial(ledger.holds, already + 1))
    wait_until(partial(ledger.holds, already + 30))
    for phone in phones:
        phone.finish()
    ledger.check(query(pair.servers[0], STORED))
    assert set(ledger.refused) <= {"internal"}


def test_when_one_server_dies_the_phones_go_on_at_the_other(pair: Pair) -> None:
    pair.board(0).do("open_question", question=pair.question)
    ledger = Ledger()
    phones = senders(4, pair.somewhere, pair.question, ledger)
    wait_until(partial(ledger.holds, 40))
    pair.servers[1].kill()
    already = len(ledger.acknowledged)
    wait_until(partial(ledger.holds, already + 40))
    for phone in phones:
        phone.finish()
    ledger.check(query(pair.servers[0], STORED))


def test_signing_out_at_one_server_closes_the_board_at_the_other(pair: Pair) -> None:
    board = pair.board(1)
    page = requests.get(f"{pair.servers[0].url}/desk/", headers={"Cookie": pair.cookie}, timeout=PATIENCE)
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
    assert found, "the desk has no form to sign out with"
    cookies = "; ".join([pair.cookie, *(f"{name}={value}" for name, value in page.cookies.get_dict().items())])
    headers = {"Cookie": cookies, "Referer": pair.servers[0].url}
    form = {"csrf_token": found[1]}
    requests.post(
        f"{pair.servers[0].url}/sign-out", data=form, headers=headers, allow_redirects=False, timeout=PATIENCE
    )
    board.wait_until_gone()


def test_closing_at_one_server_closes_at_the_other(pair: Pair) -> None:
    board, phone, other = pair.board(0), pair.phone(1), pair.board(1)
    board.do("open_question", question=pair.question)
    phone.wait("state", lambda state: state["phase"] == "open")
    phone.submit("Schaamte.", question=pair.question)
    board.do("close")
    phone.wait("state", lambda state: state["phase"] == "closed")
    other.wait("snapshot", lambda told: told["consultation"]["phase"] == "closed")
