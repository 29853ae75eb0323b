"""Every state of the board and the screen: no barrier that axe knows, and a picture of each."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.rooms import Room, board_of, screen_of
from tests.looks import barriers_of, check, photograph, rest
from tests.servers import Server

LAPTOP, LARGE, TABLET, OLD = (1366, 768), (1920, 1080), (820, 1180), (1024, 768)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for all pictures."""
    with Server(tmp_path_factory.mktemp("pictures"), PHONE_RATE="0", CONSULTATION_RATE="0") as server:
        yield server


@pytest.fixture(scope="module")
def full(running: Server) -> Iterator[Room]:
    """A consultation with the whole example round, some of it marked."""
    room = Room(running, theme="schulden en armoede", language="nl")
    room.fill()
    mark(room)
    yield room
    room.close()


@pytest.fixture(scope="module")
def small(running: Server) -> Iterator[Room]:
    """A consultation with as much marked on fewer cards: whatever lies behind a dialog, axe goes through it all."""
    room = Room(running, theme="schulden en armoede", language="nl")
    room.fill(most=8)
    mark(room)
    yield room
    room.close()


def mark(room: Room) -> None:
    """Give some cards each mark that there is."""
    cards = room.snapshot()["oneliners"]
    unsorted = [it["id"] for it in cards if it["category"] is None]
    placed = [it["id"] for it in cards if it["category"]]
    room.act("star", oneliners=placed[:5])
    room.act("mark_same", oneliners=placed[6:8])
    room.act("hide", oneliners=unsorted[:1], reason="geen inhoud")
    room.act("probe", oneliner=unsorted[1], text="Waardoor komt dat?", to="everyone")
    room.act("sort_also", oneliners=placed[8:12], category=room.snapshot()["categories"][0]["id"])
    room.act("set_kind", oneliners=placed[12:16], kind="cause")


def window(size: tuple[int, int], **more: Any) -> dict[str, Any]:
    """A browser window of that size."""
    return {"viewport": {"width": size[0], "height": size[1]}, **more}


def choose(page: Page) -> None:
    """Choose the first card."""
    page.keyboard.press("ArrowDown")


def opened(opener: str) -> Callable[[Page], None]:
    """Open what a button opens."""
    return lambda page: page.locator(opener).first.click()


def pressed(*keys: str) -> Callable[[Page], None]:
    """Press keys, one after another."""

    def press(page: Page) -> None:
        for key in keys:
            page.keyboard.press(key)
            rest(page)

    return press


def in_card_menu(icon: str) -> Callable[[Page], None]:
    """Open the menu of a sorted card, and there what bears an icon."""

    def press(page: Page) -> None:
        pressed("ArrowDown", "ArrowRight", "Enter")(page)
        page.locator(".menu-item", has=page.locator(f"use[href='#icon-{icon}']")).click()

    return press


STATES: dict[str, Callable[[Page], None]] = {
    "plain": lambda page: None,
    "chosen": choose,
    "told": pressed("ArrowDown", "*"),
    "several": pressed("ArrowDown", "Space", "Space"),
    "adding": pressed("ArrowDown", "n"),
    "card": pressed("ArrowDown", "Enter"),
    "probe": pressed("ArrowDown", "p"),
    "mask": pressed("ArrowDown", "m"),
    "hide": pressed("ArrowDown", "h"),
    "keys": pressed("?"),
    "fault": pressed("Y"),
    "phases": opened("[data-opens=phases]"),
    "close": pressed("o", "ArrowUp", "Enter"),
    "screens": opened("[data-opens=screens]"),
    "category": opened(".column-menu"),
    "enter": opened(".panel-head button[aria-haspopup=dialog]"),
    "divisions": opened("[data-opens=divisions]"),
    "also": in_card_menu("also"),
    "kind": in_card_menu("tag"),
    "map": opened(".bar-button[aria-pressed]"),
    "hidden": opened(".hidden-cards summary"),
}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_state_of_the_board_has_a_barrier(browser: Browser, small: Room, language: str) -> None:
    locale = {"nl": "nl-NL", "en": "en-GB"}[language]
    with board_of(browser, small, **window(LAPTOP, locale=locale)) as page:
        for name, prepare in STATES.items():
            page.reload()
            expect(page.locator(".top-bar")).to_be_visible()
            prepare(page)
            check(page, f"board-{name}", language, sizes=[LAPTOP])


def test_a_full_board_has_no_barrier(browser: Browser, full: Room) -> None:
    with board_of(browser, full, **window(LAPTOP, locale="nl-NL")) as page:
        for name in ("plain", "map"):
            STATES[name](page)
            check(page, f"board-full-{name}", "nl", sizes=[LAPTOP])


@pytest.mark.parametrize("size", [LARGE, TABLET, OLD, (390, 844)])
def test_the_board_fits_every_window(browser: Browser, full: Room, size: tuple[int, int]) -> None:
    with board_of(browser, full, **window(size, has_touch=size[0] < OLD[0])) as page:
        for name in ("plain", "card", "phases", "mask", "map"):
            page.reload()
            expect(page.locator(".top-bar")).to_be_visible()
            STATES[name](page)
            rest(page)
            photograph(page, f"board-{name}-{size[0]}")
            assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), name


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_empty_board_teaches(browser: Browser, running: Server, language: str) -> None:
    room = Room(running, language=language)
    with board_of(browser, room, **window(LAPTOP, locale=language)) as page:
        check(page, "board-empty", language, sizes=[LAPTOP])
        assert page.locator(".empty").count() == 2
    room.close()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_mode_of_the_screen_has_a_barrier(browser: Browser, running: Server, language: str) -> None:
    room = Room(running, language=language)
    room.fill()
    said = room.snapshot()["oneliners"][0]
    room.act("probe", oneliner=said["id"], text="Waardoor komt dat?", to="everyone")
    category = room.snapshot()["categories"][9]["id"]
    plain = ("join", "suspicion", "question", "stream", "columns", "overview", "pause", "blank", "end")
    modes: dict[str, dict[str, object]] = {mode: {} for mode in plain} | {
        "spotlight": {"oneliner": said["id"]},
        "cell": {"category": category, "question": room.questions[2]},
    }
    barriers: list[str] = []
    with screen_of(browser, room, **window(LARGE)) as large, screen_of(browser, room, **window(OLD)) as old:
        for mode, fields in modes.items():
            room.act("screen", mode=mode, corner=mode in ("stream", "columns"), **fields)
            for page, width in ((large, LARGE[0]), (old, OLD[0])):
                expect(page.locator(".screen")).to_have_attribute("data-mode", mode)
                rest(page)
                photograph(page, f"screen-{mode}-{language}-{width}")
            barriers += barriers_of(large, mode)
    assert barriers == []
    room.close()
