"""Ada's desk and the phones of a room, as somebody goes from page to page."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.servers import Server

PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "locale": "en-GB"}


FILE = re.compile(r"/desk/assignments/[0-9a-f]{16}$")


class Desk:
    """The browser of the civil servant."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def follow(self, name: str, *, within: str = "body") -> None:
        """Click a link, by what it says."""
        self.page.locator(within).get_by_role("link", name=name).first.click()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()

    def fill(self, **fields: str) -> None:
        """Fill fields in by their names in the form."""
        for name, value in fields.items():
            self.page.locator(f'main [name="{name}"]').fill(value)

    def choose(self, *labels: str) -> None:
        for label in labels:
            self.page.get_by_label(label, exact=True).check()

    def is_at(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading, ignore_case=True)

    def step(self, name: str) -> None:
        """Go to a step of the method by the step bar of the assignment's file."""
        self.page.locator(".steps").last.get_by_role("link", name=name, exact=True).click()

    def file(self) -> None:
        """Go back to the file of the assignment."""
        for _ in range(3):
            if FILE.search(self.page.url):
                return
            self.page.locator("nav.back a").click()
        expect(self.page).to_have_url(FILE)


@contextmanager
def phones(browser: Browser, server: Server, code: str, *angles: str) -> Iterator[list[Page]]:
    """Come in on phones by the code, each from an angle."""
    contexts = [browser.new_context(**PHONE) for _ in angles]
    pages = [context.new_page() for context in contexts]
    for page, angle in zip(pages, angles, strict=True):
        page.goto(server.url)
        page.get_by_label("Code").fill(code)
        page.get_by_role("button", name="Join").tap()
        page.get_by_role("button", name=angle).tap()
        page.get_by_role("button", name="I take part").tap()
        expect(page.locator('[data-part="connection"]')).to_have_attribute("data-state", "online")
    yield pages
    for context in contexts:
        context.close()


def say(phone: Page, question: int, text: str, *, choosing: str = "") -> None:
    """Answer the question that is open on a phone."""
    expect(phone.locator('[data-part="number"]')).to_have_text(f"{question}/5")
    if choosing:
        phone.locator(".extras:visible").get_by_role("radio", name=choosing, exact=True).tap()
    phone.locator("#write-text").fill(text)
    phone.get_by_role("button", name="Send", exact=True).last.tap()
    expect(phone.locator(".line", has_text=text)).to_have_attribute("data-status", "received")


def open_question(board: Page, number: int) -> None:
    board.locator("[data-opens=phases]").click()
    board.get_by_role("dialog").get_by_role("button", name=re.compile(f"^{number}")).first.click()
    expect(board.locator(".question-number")).to_have_text(f"{number}/5")


def tick(page: Page, name: str, text: str) -> None:
    """Tick a sentence, behind the fold of its category where need be."""
    row = page.locator("label", has=page.locator(f'[name="{name}"]'), has_text=text)
    if not row.is_visible():
        page.locator("details", has=row).locator("summary").click()
    row.click()


def close(desk: Desk) -> None:
    desk.page.get_by_text("I want to close it").click()
    desk.press("Close for good")
    expect(desk.page.locator('.facts [data-phase="closed"]')).to_be_visible()
