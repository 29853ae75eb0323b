"""Phones in a browser, and what people do on them."""

import re
from collections.abc import Callable, Generator
from contextlib import closing
from typing import Any

from playwright.sync_api import Browser, Locator, Page, WebSocketRoute, expect
from sqlalchemy import update

from facilitator.store import Store
from facilitator.store.tables import Consultation
from tests.journeys.rooms import Room
from tests.looks import wait_until
from tests.servers import Server

PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
TEXT = "Mensen schamen zich en openen de post niet meer."
SMALLEST_TARGET = 48
Open = Callable[..., Page]


def phones(browser: Browser, room: Room) -> Generator[Open]:
    """Hand out phones and put them all away at the end."""
    contexts = []

    def open_phone(*, joined: bool = True, query: str = "", **how: Any) -> Page:
        context = browser.new_context(**PHONE | {"locale": "nl-NL"} | how)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{address(room)}{query}")
        if joined:
            join(page)
        return page

    yield open_phone
    for context in contexts:
        context.close()


def address(room: Room) -> str:
    return f"{room.server.url}/j/{room.made['code']}"


def join(page: Page) -> None:
    """Take part, without saying from which angle."""
    page.get_by_role("button", name=re.compile("Weet ik niet|Don't know")).tap()
    page.get_by_role("button", name=re.compile("Ik doe mee|I take part")).tap()
    expect(page.locator('[data-part="connection"]')).to_have_attribute("data-state", "online")


def field(page: Page) -> Locator:
    return page.locator("#write-text")


def send(page: Page, text: str) -> None:
    field(page).fill(text)
    page.get_by_role("button", name="Verstuur", exact=True).last.tap()


def line(page: Page, text: str) -> Locator:
    return page.locator(".line", has_text=text)


def expect_received(page: Page, text: str) -> None:
    expect(line(page, text)).to_have_attribute("data-status", "received")


def texts(room: Room) -> list[str]:
    """What the board has, whatever its order."""
    return sorted(card["text"] for card in room.snapshot()["oneliners"])


def board_has(page: Page, room: Room, *wanted: str) -> None:
    """Wait until the board has exactly these."""
    wait_until(page, lambda: texts(room) == sorted(wanted))


class Wire:
    """The phone's websockets, of which a test can cut one direction without either side noticing."""

    def __init__(self, page: Page) -> None:
        self.up = self.down = True
        self.opened = 0
        page.route_web_socket("**/socket.io/**", self._carry)

    def _carry(self, socket: WebSocketRoute) -> None:
        self.opened += 1
        server, mine = socket.connect_to_server(), self.opened
        socket.on_message(lambda data: server.send(data) if self.up or mine > 1 else None)
        server.on_message(lambda data: socket.send(data) if self.down or mine > 1 else None)


def too_small(page: Page) -> list[str]:
    """Name what can be tapped and is smaller than a finger."""
    targets = page.locator("main button:visible, main textarea:visible, main a:visible").all()
    boxes = [(target.text_content(), target.bounding_box()) for target in targets]
    return [str(name) for name, box in boxes if box and min(box["width"], box["height"]) < SMALLEST_TARGET]


def of_kind(server: Server, **kind: bool) -> Room:
    """A consultation of another kind than commands make, before anybody opens it."""
    made = Room(server)
    here = Consultation.id == made.made["consultation"]
    with closing(Store(server.database)) as store, store.work() as connection:
        connection.execute(update(Consultation).where(here).values(**kind))
    return made


VARIANTS = [
    {"key": "A", "name": "vast punt in elke wijk"},
    {"key": "B", "name": "bus"},
    {"key": "C", "name": "buurthuizen"},
]
