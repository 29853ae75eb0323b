"""The board in a real browser: a second category beside the first."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.boards import card, column, drag, told, unsorted
from tests.journeys.rooms import Room, screen_of
from tests.looks import rest


@pytest.fixture
def sorted_one(board: Page) -> Page:
    """A board with one card in the first category, chosen there."""
    card(board, "Schaamte").locator(".card-face").click()
    board.keyboard.press("1")
    column(board, "Regels").locator(".card-face").click()
    return board


def test_shift_and_a_key_show_a_card_in_a_second_category_and_count_it_once(sorted_one: Page) -> None:
    sorted_one.keyboard.press("Shift+Digit2")

    expect(column(sorted_one, "Vertrouwen").locator("[data-also=true] [data-sign=also]")).to_have_count(1)
    expect(column(sorted_one, "Vertrouwen").locator(".count")).to_have_text("0")
    expect(column(sorted_one, "Regels").locator(".count")).to_have_text("1")
    expect(told(sorted_one)).to_contain_text("‘Schaamte.’ ook in Vertrouwen.")


def test_the_same_key_takes_it_out_again_and_undo_brings_it_back(sorted_one: Page) -> None:
    copies = column(sorted_one, "Vertrouwen").locator("[data-also=true]")
    sorted_one.keyboard.press("Shift+Digit2")
    sorted_one.keyboard.press("Shift+Digit2")
    expect(copies).to_have_count(0)
    sorted_one.keyboard.press("z")

    expect(copies).to_have_count(1)


def test_the_menu_does_it_too(sorted_one: Page) -> None:
    column(sorted_one, "Regels").locator(".card-menu").click()
    sorted_one.get_by_role("dialog").get_by_role("button", name="Ook in").click()
    sorted_one.get_by_role("dialog").get_by_role("button", name="Vertrouwen").click()

    expect(column(sorted_one, "Vertrouwen").locator("[data-also=true]")).to_have_count(1)


def test_what_is_not_sorted_has_no_second_category(board: Page) -> None:
    card(board, "Schaamte").locator(".card-face").click()
    board.keyboard.press("Shift+Digit2")

    expect(told(board)).to_contain_text("Deel eerst in")
    expect(unsorted(board)).to_have_count(3)


def test_a_card_let_go_above_a_copy_lies_at_the_end(sorted_one: Page) -> None:
    sorted_one.keyboard.press("Shift+Digit2")
    drag(sorted_one, unsorted(sorted_one).first, column(sorted_one, "Vertrouwen").locator(".card"))

    expect(column(sorted_one, "Vertrouwen").locator(".card:not([data-also=true])")).to_have_count(1)
    expect(sorted_one.locator(".toast[data-fault=true]")).to_have_count(0)


def test_the_arrows_walk_over_a_card_once(sorted_one: Page) -> None:
    sorted_one.keyboard.press("Shift+Digit2")
    sorted_one.keyboard.press("ArrowRight")
    rest(sorted_one)

    expect(sorted_one.locator(".column .card-face:focus")).to_have_count(1)
    expect(sorted_one.locator("[data-also=true] .card-face[tabindex='0']")).to_have_count(0)


def test_the_map_counts_it_in_its_first_category_alone(sorted_one: Page) -> None:
    sorted_one.keyboard.press("Shift+Digit2")
    sorted_one.locator(".bar-button[aria-pressed]").click()
    rows = sorted_one.locator(".map tbody tr")

    expect(rows.nth(0).locator("td").first).to_contain_text("1")
    expect(rows.nth(1).locator("td").first).to_contain_text("↔ 1")
    expect(rows.nth(1).locator("th")).to_contain_text("0 uitspraken")


def test_the_screen_marks_it_in_its_second_column(browser: Browser, room: Room) -> None:
    rules, trust = (it["id"] for it in room.snapshot()["categories"])
    (said,) = room.say("Schaamte.")
    room.sort(rules, said)
    room.act("sort_also", oneliners=[said], category=trust)
    room.act("screen", mode="columns")
    with screen_of(browser, room) as page:
        expect(page.locator(".column", has_text="Vertrouwen").locator(".card")).to_have_text(["↔ Schaamte."])
        expect(page.locator(".column", has_text="Vertrouwen").locator(".count")).to_have_text("0")
        expect(page.locator(".column", has_text="Regels").locator(".count")).to_have_text("1")
