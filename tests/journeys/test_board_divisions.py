"""The board in a real browser: several divisions of the same one-liners."""

from playwright.sync_api import Browser, Page, expect

from tests.journeys.boards import TEXTS, column, told, unsorted
from tests.journeys.rooms import Room, board_of, screen_of

OPENER = "[data-opens=divisions]"


def make(page: Page, name: str) -> None:
    """Make a division and open it."""
    page.locator(OPENER).click()
    page.get_by_label("Naam van een nieuwe verdeling").fill(name)
    page.keyboard.press("Enter")
    choose(page, name)


def choose(page: Page, name: str) -> None:
    """Open a division from the menu, which is open."""
    page.get_by_role("dialog").get_by_role("button", name=name).click()


def test_another_division_begins_with_everything_unsorted_and_the_first_one_keeps(board: Page) -> None:
    first = board.locator(OPENER).inner_text()
    board.keyboard.press("ArrowDown")
    board.keyboard.press("1")
    expect(unsorted(board)).to_have_count(2)

    make(board, "Levensfase")

    expect(unsorted(board)).to_have_count(3)
    expect(board.locator(".column")).to_have_count(0)
    expect(board.locator(OPENER)).to_contain_text("Levensfase")
    board.locator(OPENER).click()
    choose(board, first.split("\n")[0])
    expect(column(board, "Regels").locator(".card")).to_have_count(1)


def test_both_boards_and_the_screen_go_to_the_division_that_was_opened(browser: Browser, room: Room) -> None:
    room.say(*TEXTS)
    room.act("screen", mode="columns")
    with board_of(browser, room) as one, board_of(browser, room) as other, screen_of(browser, room) as screen:
        expect(screen.locator(".column")).to_have_count(2)
        make(one, "Levensfase")
        expect(other.locator(OPENER)).to_contain_text("Levensfase")
        expect(screen.locator(".column")).to_have_count(0)

        other.keyboard.press("ArrowDown")
        other.keyboard.press("n")
        other.keyboard.type("Jong")
        other.keyboard.press("Enter")

        expect(column(one, "Jong").locator(".card")).to_have_count(1)
        expect(screen.locator(".column")).to_have_count(1)


def test_a_name_that_is_taken_makes_no_division(board: Page) -> None:
    make(board, "Levensfase")
    board.locator(OPENER).click()
    board.get_by_label("Naam van een nieuwe verdeling").fill("levensfase")

    expect(board.get_by_role("dialog")).to_contain_text("Er is al een verdeling met deze naam")
    expect(board.get_by_role("dialog").get_by_role("button", name="Maak")).to_be_disabled()


def test_it_is_told_that_what_was_done_stays_there(board: Page) -> None:
    make(board, "Levensfase")

    expect(told(board)).to_contain_text("Verdeling Levensfase ligt open")
