"""Hands and eyes for the tests of the board."""

from typing import Any

from playwright.sync_api import Locator, Page

from tests.looks import rest

TABLET: dict[str, Any] = {"viewport": {"width": 820, "height": 1180}, "has_touch": True}
TEXTS = ("De brief is te lang.", "Schaamte.", "Er komt elk jaar een regeling bij.")


def unsorted(page: Page) -> Locator:
    """The cards on the left."""
    return page.locator(".unsorted .card")


def column(page: Page, name: str) -> Locator:
    """One category."""
    return page.locator(".column", has=page.locator(".column-target", has_text=name))


def card(page: Page, text: str) -> Locator:
    """One card, wherever it lies."""
    return page.locator(".card", has_text=text)


def texts(cards: Locator) -> list[str]:
    """What cards say, from top to bottom."""
    return cards.locator(".card-text").all_text_contents()


def told(page: Page) -> Locator:
    """What is read aloud."""
    return page.locator("[role=status][aria-live]")


def drag(page: Page, what: Locator, onto: Locator) -> None:
    """Drag by mouse and let go above the middle of a card."""
    pick_up(page, what)
    move_over(page, onto)
    page.mouse.up()


def pick_up(page: Page, what: Locator) -> None:
    """Press the mouse on a card and begin to move."""
    x, y = center(what)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 12, y + 4, steps=3)


def move_over(page: Page, onto: Locator) -> None:
    """Move to the upper half of something, and wait a frame for the mark."""
    box = onto.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 4, steps=5)
    rest(page)


def center(what: Locator) -> tuple[float, float]:
    """The middle of something, in the window."""
    box = what.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def top(what: Locator) -> float:
    """The upper edge of something, in the window."""
    box = what.bounding_box()
    assert box
    return box["y"]


def touch(finger: object, kind: str, x: float, y: float) -> None:
    """Move one finger."""
    finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})  # type: ignore[attr-defined]


def rename(page: Page, name: str, new: str) -> None:
    """Rename a category by its menu."""
    open_menu(page, name).get_by_role("button", name="Andere naam").click()
    page.keyboard.type(new)
    page.keyboard.press("Enter")


def open_menu(page: Page, name: str) -> Locator:
    """Open a category's menu."""
    column(page, name).locator(".column-menu").click()
    return page.get_by_role("dialog")


def choose_phase(page: Page, name: str) -> None:
    """Choose from the menu of questions."""
    page.locator("[data-opens=phases]").click()
    page.get_by_role("dialog").get_by_role("button", name=name).click()
