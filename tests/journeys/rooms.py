"""A room for the browser tests: a consultation on a running server, with ada at the board and people who send."""

import csv
import json
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import socketio
from playwright.sync_api import Browser, BrowserContext, Page, expect

from facilitator.domain.text import check
from facilitator.rehearsal.entering import enter
from tests.patience import PATIENCE
from tests.servers import ROOT, Server

EXAMPLE = ROOT / "facilitator" / "example"


class Room:
    """One consultation. `act` is the facilitator's hand outside the browser, `say` any phone's."""

    def __init__(self, server: Server, **wanted: Any) -> None:
        """Make the consultation, `wanted` as of `Server.new`."""
        self.server = server
        self.made = server.new(**{"theme": "schulden en armoede"} | wanted)
        self.questions = [question["id"] for question in self.made["questions"]]
        self._cookies = enter(self.made["board_url"], timeout=PATIENCE)
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._cookies))
        self._board = socketio.Client()

    def share_sign_in(self, other: "Room") -> None:
        """Be ada as she is signed in in another room, with a hand of her own."""
        self._cookies, self._open, self._board = other._cookies, other._open, socketio.Client()

    @property
    def board_url(self) -> str:
        """The board's page, for who is signed in."""
        return f"{self.server.url}/desk/consultations/{self.made['consultation']}/board"

    @property
    def screen_url(self) -> str:
        """The screen's page."""
        return str(self.made["screen_url"])

    def cookies(self) -> list[Any]:
        """The sign-in of ada, as a browser context takes it."""
        return [{"name": it.name, "value": it.value, "url": self.server.url} for it in self._cookies]

    def act(self, kind: str, /, **fields: object) -> int:
        """Do something on the board; the revision after it."""
        if not self._board.connected:
            cookie = "; ".join(f"{it.name}={it.value}" for it in self._cookies)
            self._board.connect(
                self.server.url,
                headers={"Cookie": cookie, "Origin": self.server.url},
                auth={"consultation": self.made["consultation"]},
                namespaces=["/board"],
                wait_timeout=PATIENCE,
            )
        answer = self._board.call("act", {"key": str(uuid4()), "type": kind} | fields, namespace="/board")
        assert answer["ok"], answer
        return int(answer["revision"])

    def fetch(self, address: str, **fields: str) -> str:
        """Get a page as ada, or send a form to it."""
        data = urllib.parse.urlencode(fields).encode() if fields else None
        with self._open.open(address, data, timeout=PATIENCE) as answer:
            return str(answer.read().decode())

    def snapshot(self) -> dict[str, Any]:
        """What the board's page starts from."""
        with self._open.open(self.board_url.replace("/board", "/snapshot"), timeout=PATIENCE) as answer:
            read: dict[str, Any] = json.loads(answer.read())
        return read

    def open_question(self, number: int = 1) -> None:
        """Open a question without a limit of time."""
        self.act("open_question", question=self.questions[number - 1])

    def say(self, *texts: str, number: int = 1) -> list[str]:
        """Send one-liners as phones do, one after another; their ids."""
        return [self._send(text, self.questions[number - 1]) for text in texts]

    def _send(self, text: str, question: str) -> str:
        body = json.dumps({"key": str(uuid4()), "question": question, "text": text}).encode()
        address = f"{self.server.url}/j/{self.made['code']}/oneliners"
        request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return str(json.loads(answer.read())["id"])

    def categories(self, *names: str) -> list[str]:
        """Add categories; their ids in the same order."""
        for name in names:
            self.act("add_category", name=name)
        found = {it["name"]: it["id"] for it in self.snapshot()["categories"]}
        return [found[name] for name in names]

    def sort(self, category: str, *oneliners: str) -> None:
        """Lay one-liners in a category."""
        self.act("sort", oneliners=list(oneliners), category=category, before=None)

    def fill(self, *, unsorted_of: int = 5, most: int = 1000) -> None:
        """Bring in the example round, at most so many of a question; the last ones of `unsorted_of` stay unsorted."""
        rows = [row for row in example() if fits(row["text"])]
        names = list(dict.fromkeys(row["category"] for row in rows if row["category"]))
        at = dict(zip(names, self.categories(*names), strict=True))
        for number in range(1, 6):
            self.open_question(number)
            mine = [row for row in rows if row["prompt"] == str(number)][:most]
            ids = self.say(*(row["text"] for row in mine), number=number)
            stays = 6 if number == unsorted_of else 0
            for category, name in ((at[name], name) for name in names):
                pairs = zip(ids[: len(ids) - stays], mine, strict=False)
                if here := [it for it, row in pairs if row["category"] == name]:
                    self.sort(category, *here)

    def close(self) -> None:
        """Hang up."""
        if self._board.connected:
            self._board.disconnect()


def example() -> Sequence[dict[str, str]]:
    """The example one-liners."""
    with (EXAMPLE / "oneliners_nl.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def fits(text: str) -> bool:
    """Whether a phone could have sent it; the example has breaches too."""
    try:
        check(text)
    except Exception:
        return False
    return True


@contextmanager
def board_of(browser: Browser, room: Room, **how: Any) -> Iterator[Page]:
    """Open the board as ada; `how` as of `Browser.new_context`."""
    with context_of(browser, **how) as context:
        context.add_cookies(room.cookies())
        page = context.new_page()
        faults = faults_of(page)
        page.goto(room.board_url)
        expect(page.locator(".top-bar")).to_be_visible()
        yield page
        assert faults == [], faults


@contextmanager
def screen_of(browser: Browser, room: Room, **how: Any) -> Iterator[Page]:
    """Open the screen as the room's projector does."""
    with context_of(browser, **how) as context:
        page = context.new_page()
        faults = faults_of(page)
        page.goto(room.screen_url)
        expect(page.locator("[data-mode]")).to_be_visible()
        yield page
        assert faults == []


def faults_of(page: Page) -> list[str]:
    """Collect from now on what goes wrong in a page, and what its own policy forbids it."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if "Content Security Policy" in line.text else None)
    return faults


@contextmanager
def context_of(browser: Browser, **how: Any) -> Iterator[BrowserContext]:
    """A browser of its own."""
    context = browser.new_context(**{"viewport": {"width": 1366, "height": 768}, "locale": "nl-NL"} | how)
    try:
        yield context
    finally:
        context.close()
