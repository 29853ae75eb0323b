"""Takes the README's pictures again: of a consultation with the example one-liners, and of the example's fixed map.

From the project's folder:  .venv/bin/python docs/pictures/take.py
Needs what `python3 run.py test` installs, and the browser that it finds.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import socketio
from playwright.sync_api import Browser, Page, expect, sync_playwright

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from tests.journeys.rooms import Room, board_of, context_of, example, fits, screen_of  # noqa: E402
from tests.outside import browser_executable  # noqa: E402
from tests.outside.browser import launch_arguments  # noqa: E402
from tests.servers import Server  # noqa: E402
from tests.web.maps.drawn_maps import drawn_maps, page_of_ada  # noqa: E402

SHARP = {"color_scheme": "light", "device_scale_factor": 1}
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
ENVIRONMENTS = ("policy", "regulation", "enforcement", "execution")
COLUMNS, OF_A_QUESTION, UNSORTED = 7, 2, 5
ROWS = 6
OWN = ("Steeds meer post, steeds minder mensen die hem openen.", "Wie één keer te laat is, betaalt drie keer.")
DRAFT = "Pas bij de deurwaarder komt iedereen in actie"


def main() -> None:
    """Take all four."""
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=browser_executable(), args=launch_arguments())
        take_map(browser)
        take_room(browser)
        browser.close()


def take_map(browser: Browser) -> None:
    """The top of the overview of the first version of the example's map, in whole rows."""
    with tempfile.TemporaryDirectory() as directory, drawn_maps(Path(directory)) as drawn:
        page = page_of_ada(browser, drawn)
        page.set_viewport_size({"width": 1366, "height": 900})
        page.goto(f"{drawn.server.url}/desk/tracks/{drawn.full}/map/versions/1?language=nl")
        overview, last = page.locator(".overview"), page.locator(".overview tbody tr").nth(ROWS - 1)
        top, bottom = overview.bounding_box(), last.bounding_box()
        assert top and bottom
        clip = {
            "x": top["x"],
            "y": top["y"],
            "width": top["width"],
            "height": bottom["y"] + bottom["height"] - top["y"],
        }
        page.screenshot(path=HERE / "map.png", full_page=True, clip=clip)
        page.context.close()


def take_room(browser: Browser) -> None:
    """The phone, the board and the screen, with people there."""
    with tempfile.TemporaryDirectory() as directory, Server(Path(directory), PHONE_RATE="0") as server:
        room = Room(server, title="Schulden en armoede")
        with people(room, 24):
            take(browser, room)
        room.close()


def take(browser: Browser, room: Room) -> None:
    fill(room)
    with phone_of(browser, room) as page:
        photograph(page, "phone")
    with board_of(browser, room, **SHARP, viewport={"width": 1366, "height": 768}) as page:
        page.keyboard.press("ArrowDown")
        photograph(page, "board")
    room.act("screen", mode="stream", corner=True)
    with screen_of(browser, room, **SHARP, viewport={"width": 1280, "height": 720}) as page:
        photograph(page, "screen")


def photograph(page: Page, name: str) -> None:
    page.wait_for_timeout(1500)  # movement and counts come to rest
    page.screenshot(path=HERE / f"{name}.png")


def fill(room: Room) -> None:
    """Three questions' worth of one-liners, sorted but for the latest."""
    chosen = columns()
    at = dict(zip(chosen, room.categories(*chosen), strict=True))
    for question in (1, 3):
        room.open_question(question)
        for category, rows in chosen.items():
            texts = [row["text"] for row in rows if row["prompt"] == str(question)]
            room.sort(at[category], *room.say(*texts, number=question))
    room.act("star", oneliners=[card["id"] for card in room.snapshot()["oneliners"]][::7])
    room.act("open_question", question=room.questions[1], seconds=600)
    room.say(*(row["text"] for row in rows_of(2)[:UNSORTED]), number=2)


def rows_of(question: int) -> list[dict[str, str]]:
    """Plain example one-liners of a question."""
    return [row for row in example() if row["prompt"] == str(question) and fits(row["text"]) and plain(row)]


def plain(row: dict[str, str]) -> bool:
    """Whether a one-liner is no test of something awkward."""
    return set(row["note"].split()) <= {"comma", "ij", "accents", "semicolon", "quote"} and row["category"] != ""


def columns() -> dict[str, list[dict[str, str]]]:
    """Categories to which both questions brought enough, with some of each."""
    found: dict[str, list[dict[str, str]]] = {}
    for category in dict.fromkeys(row["category"] for row in rows_of(1)):
        parts = [[row for row in rows_of(question) if row["category"] == category] for question in (1, 3)]
        if all(len(part) >= OF_A_QUESTION for part in parts):
            found[category] = [row for part in parts for row in part[:OF_A_QUESTION]]
    return dict(list(found.items())[:COLUMNS])


@contextmanager
def phone_of(browser: Browser, room: Room) -> Iterator[Page]:
    """Ben's phone, in the middle of his third one-liner."""
    with context_of(browser, **PHONE, color_scheme="light") as context:
        page = context.new_page()
        page.goto(f"{room.server.url}/j/{room.made['code']}")
        page.get_by_role("button", name="Uitvoering").tap()
        page.get_by_role("button", name="Ik doe mee").tap()
        for text in OWN:
            page.locator("#write-text").fill(text)
            page.get_by_role("button", name="Verstuur", exact=True).last.tap()
            expect(page.locator(".line", has_text=text)).to_have_attribute("data-status", "received")
        page.locator("#write-text").fill(DRAFT)
        yield page


@contextmanager
def people(room: Room, count: int) -> Iterator[None]:
    """So many phones that are there and say nothing."""
    phones = [socketio.Client() for _ in range(count)]
    for number, phone in enumerate(phones):
        auth: dict[str, Any] = {"code": room.made["code"], "environment": ENVIRONMENTS[number % 4]}
        phone.connect(room.server.url, auth=auth, namespaces=["/phone"])
    yield
    for phone in phones:
        phone.disconnect()


if __name__ == "__main__":
    main()
