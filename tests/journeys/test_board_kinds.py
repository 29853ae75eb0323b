"""The board in a real browser: what a one-liner is taken to be, and a dry run."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import update

from facilitator.store import Store
from facilitator.store.tables import Consultation
from tests.journeys.boards import card, told
from tests.journeys.rooms import Room, board_of, screen_of
from tests.servers import Server


@pytest.fixture
def rehearsal(running: Server) -> Iterator[Room]:
    """A consultation that is a dry run."""
    made = Room(running)
    with closing(Store(running.database)) as store, store.work() as connection:
        here = Consultation.id == made.made["consultation"]
        connection.execute(update(Consultation).where(here).values(dry_run=True))
    yield made
    made.close()


def test_a_one_liner_is_said_to_be_of_another_kind(board: Page, room: Room) -> None:
    expect(board.locator(".kind")).to_have_count(0)
    card(board, "De brief").locator(".card-menu").click()
    board.get_by_role("dialog").get_by_role("button", name="Soort: ontwikkeling").click()
    board.get_by_role("dialog").get_by_role("button", name="oplossingsrichting").click()

    expect(card(board, "De brief").locator(".kind")).to_have_text("oplossingsrichting")
    expect(told(board)).to_contain_text("‘De brief is te lang.’: oplossingsrichting.")
    (changed,) = [it for it in room.snapshot()["oneliners"] if it["kind"] != "development"]
    assert changed["text"] == "De brief is te lang."


def test_several_get_a_kind_at_once_and_undo_takes_it_back(board: Page) -> None:
    board.keyboard.press("ArrowDown")
    board.keyboard.press("Space")
    board.keyboard.press("Space")
    board.locator("[data-marked=true] .card-menu").first.click()
    board.get_by_role("dialog").get_by_role("button", name="Soort").click()
    board.get_by_role("dialog").get_by_role("button", name="oorzaak").click()
    expect(board.locator(".kind", has_text="oorzaak")).to_have_count(2)
    board.keyboard.press("z")

    expect(board.locator(".kind")).to_have_count(0)


def test_a_dry_run_is_said_on_board_and_screen(browser: Browser, rehearsal: Room) -> None:
    with board_of(browser, rehearsal) as page, screen_of(browser, rehearsal) as screen:
        expect(page.locator(".top-bar .badge")).to_have_text("Proefsessie")
        expect(screen.locator(".join .badge")).to_have_text("Proefsessie")


def test_the_real_thing_has_no_such_badge(browser: Browser, room: Room) -> None:
    with board_of(browser, room) as page, screen_of(browser, room) as screen:
        expect(page.locator(".top-bar .badge")).to_have_count(0)
        expect(screen.locator(".badge")).to_have_count(0)
