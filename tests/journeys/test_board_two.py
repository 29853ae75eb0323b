"""The board in a real browser: two people who sort at once, each on a laptop of their own."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import select

from facilitator.services import rounds
from facilitator.services.rounds import Gathering
from facilitator.store import Store, tables
from tests.journeys.boards import TEXTS, card, column, told, unsorted
from tests.journeys.rooms import Room, context_of
from tests.looks import photograph
from tests.owners import own_track


@pytest.fixture
def tom(browser: Browser, board: Page, room: Room) -> Iterator[Page]:
    """The board of Tom, whom ada invited to help."""
    with context_of(browser) as context:
        page = context.new_page()
        page.goto(invitation(board, room))
        page.get_by_label("Uw naam").fill("Tom")
        page.keyboard.press("Enter")
        expect(unsorted(page)).to_have_count(len(TEXTS))
        yield page


def invitation(board: Page, room: Room, consultation: str = "") -> str:
    """A link that ada makes for a helper, at her desk; of another consultation than the room's where one is named."""
    desk = board.context.new_page()
    desk.goto(desk_of(room, consultation or room.made["consultation"]))
    desk.get_by_role("button", name="Maak een link voor een helper").click()
    link = desk.locator("code.copy", has_text="/invite/").inner_text()
    desk.close()
    return f"{room.server.url}/invite/{link.rsplit('/', 1)[1]}"


def desk_of(room: Room, consultation: str) -> str:
    """Where ada sees how a consultation stands."""
    return f"{room.server.url}/desk/consultations/{consultation}"


def choose(page: Page, text: str) -> None:
    """Choose a card by a press."""
    card(page, text).locator(".card-face").click()


def test_a_card_says_who_else_has_chosen_it_until_it_is_let_go(board: Page, tom: Page) -> None:
    choose(tom, "Schaamte")
    expect(card(board, "Schaamte").locator(".holder")).to_contain_text("Tom")
    expect(card(tom, "Schaamte").locator(".holder")).to_have_count(0)
    photograph(board, "board-held-by-tom")

    choose(tom, "De brief")

    expect(card(board, "Schaamte").locator(".holder")).to_have_count(0)
    expect(card(board, "De brief").locator(".holder")).to_contain_text("Tom")


def test_who_comes_later_sees_what_was_chosen_before(board: Page, tom: Page) -> None:
    choose(board, "Schaamte")
    expect(card(tom, "Schaamte").locator(".holder")).to_be_visible()
    tom.reload()

    expect(card(tom, "Schaamte").locator(".holder")).to_be_visible()


def test_who_leaves_lets_go(board: Page, tom: Page) -> None:
    choose(tom, "Schaamte")
    expect(card(board, "Schaamte").locator(".holder")).to_contain_text("Tom")
    tom.close()

    expect(card(board, "Schaamte").locator(".holder")).to_have_count(0)


def test_what_somebody_else_does_flashes_and_is_told_of_the_chosen_card_alone(board: Page, tom: Page) -> None:
    choose(board, "Schaamte")
    choose(tom, "De brief")
    tom.keyboard.press("1")
    expect(column(board, "Regels").locator("[data-flash=true]")).to_have_count(1)
    expect(told(board)).to_be_empty()
    choose(tom, "Schaamte")
    expect(card(board, "Schaamte").locator(".holder")).to_contain_text("Tom")
    tom.keyboard.press("2")

    expect(told(board)).to_contain_text("Tom")
    expect(told(board)).to_contain_text(": ‘Schaamte.’ naar Vertrouwen.")


def test_nothing_flashes_for_who_wants_no_motion(board: Page, tom: Page) -> None:
    board.emulate_media(reduced_motion="reduce")
    choose(tom, "Schaamte")
    tom.keyboard.press("1")
    flashing = column(board, "Regels").locator("[data-flash=true]")
    expect(flashing).to_have_count(1)

    assert flashing.evaluate("it => parseFloat(getComputedStyle(it).animationDuration)") < 0.001


def test_what_somebody_else_changed_since_is_not_undone_and_that_is_said(board: Page, tom: Page) -> None:
    choose(board, "Schaamte")
    board.keyboard.press("1")
    expect(column(tom, "Regels").locator(".card")).to_have_count(1)
    choose(tom, "Schaamte")
    tom.keyboard.press("2")
    expect(column(board, "Vertrouwen").locator(".card")).to_have_count(1)

    board.keyboard.press("z")

    expect(told(board)).to_contain_text("Dit is na u veranderd en blijft dus zo: ‘Schaamte.’ naar Regels.")
    expect(column(board, "Vertrouwen").locator(".card")).to_have_count(1)


def test_who_helps_is_told_whose_it_is_to_close(board: Page, tom: Page) -> None:
    for page, may in ((board, True), (tom, False)):
        page.locator("[data-opens=phases]").click()
        close = page.get_by_role("dialog").get_by_role("button", name="Sluit de consultatie…")
        expect(close).to_be_enabled(enabled=may)
        why = page.get_by_role("dialog").get_by_text("Alleen de eigenaar van de opgave kan dit doen.")
        expect(why).to_have_count(0 if may else 1)


def star(page: Page, text: str) -> Locator:
    """The sign of a telling one-liner on its card."""
    return card(page, text).locator("[data-sign=star]")


def test_what_somebody_else_changed_stays_and_does_not_block_what_was_done_before(board: Page, tom: Page) -> None:
    choose(tom, "De brief")
    tom.keyboard.press("*")
    expect(told(tom)).to_contain_text("De brief")
    choose(tom, "Schaamte")
    tom.keyboard.press("*")
    expect(told(tom)).to_contain_text("Schaamte")
    expect(star(board, "Schaamte")).to_have_count(1)
    choose(board, "Schaamte")
    board.keyboard.press("*")
    expect(star(tom, "Schaamte")).to_have_count(0)

    tom.keyboard.press("z")
    expect(told(tom)).to_contain_text("Dit is na u veranderd en blijft dus zo")
    expect(told(tom)).to_contain_text("Schaamte")
    tom.keyboard.press("z")
    expect(star(board, "De brief")).to_have_count(0)


# What can't be undone is for the owner


def next_round(room: Room) -> str:
    """Another consultation on the map of the room's; gives its id."""
    with closing(Store(room.server.database)) as store:
        with store.read() as connection:
            of = tables.Consultation
            track = connection.scalar(select(of.track_id).where(of.id == room.made["consultation"]))
        return rounds.add_consultation(own_track(store, str(track)), Gathering("Tweede ronde")).consultation


def propose_mask(page: Page, text: str, word: str) -> None:
    """Ask for a mask on what is closed, and hear what becomes of it."""
    choose(page, text)
    page.keyboard.press("m")
    page.locator(".mask-word", has_text=word).click()
    page.get_by_role("dialog").get_by_role("button", name="Scherm af").click()
    expect(page.locator(".toast")).to_contain_text("Voorgesteld aan de eigenaar")


def test_a_helper_s_mask_after_closing_waits_for_the_owner_s_yes_or_no(
    browser: Browser, board: Page, room: Room
) -> None:
    room.act("close")
    second = next_round(room)
    link = invitation(board, room, second)
    with context_of(browser) as context:
        tom = context.new_page()
        tom.goto(link)
        tom.get_by_label("Uw naam").fill("Tom")
        tom.keyboard.press("Enter")
        propose_mask(tom, "Schaamte", "Schaamte")
        propose_mask(tom, "De brief", "brief")
        expect(card(tom, "Schaamte.")).to_be_visible()

        desk = board.context.new_page()
        desk.goto(desk_of(room, second))
        desk.get_by_role("link", name="2 voorstellen om af te schermen").click()
        photograph(desk, "proposals")
        answered(desk, "Schaamte.", "Voorgoed afschermen")
        answered(desk, "De brief is te lang.", "Niet afschermen")

        expect(desk.get_by_text("Er wacht niets op u.")).to_be_visible()
        for page in (board, tom):
            expect(card(page, "Schaamte.")).to_have_count(0)
            expect(card(page, "▮▮▮▮")).to_have_count(1)
            expect(card(page, "De brief is te lang.")).to_be_visible()


def answered(desk: Page, text: str, answer: str) -> None:
    """Say yes or no to a mask in a text."""
    proposal = desk.locator("section", has=desk.locator("blockquote", has_text=text))
    proposal.get_by_role("button", name=answer).click()
    expect(proposal).to_have_count(0)
