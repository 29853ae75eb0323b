"""The board in a real browser: the room it leads, others beside it, and bad connections."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.journeys.boards import TEXTS, card, choose_phase, column, unsorted
from tests.journeys.rooms import Room, board_of, context_of
from tests.looks import photograph, wait_until
from tests.servers import Server

FORBIDDEN = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("Access is denied for this document.", "SecurityError"); },
})"""
HELD_BACK = """cards => cards.filter((card) => {
  const box = card.getBoundingClientRect();
  let held = box.height < 10;
  for (let it = card.parentElement; it; it = it.parentElement) held ||= getComputedStyle(it).overflowY !== "visible";
  return held;
}).map((card) => card.textContent)"""
"""Cards that a scrolling or cutting part of the page would keep from the paper."""


def test_two_boards_show_the_same(browser: Browser, room: Room) -> None:
    room.say(*TEXTS)
    with board_of(browser, room) as one, board_of(browser, room) as other:
        one.keyboard.press("ArrowDown")
        one.keyboard.press("1")
        expect(unsorted(other)).to_have_count(2)
        other.keyboard.press("ArrowDown")
        other.keyboard.press("2")

        for page in (one, other):
            expect(column(page, "Regels").locator(".card")).to_have_count(1)
            expect(column(page, "Vertrouwen").locator(".card")).to_have_count(1)
            expect(unsorted(page)).to_have_count(1)


def test_what_is_done_without_connection_is_done_once_when_it_is_back(board: Page, room: Room) -> None:
    board.context.set_offline(True)
    board.evaluate("() => dispatchEvent(new Event('offline'))")
    board.keyboard.press("ArrowDown")
    board.keyboard.press("1")
    expect(column(board, "Regels").locator(".card")).to_have_count(1)

    board.context.set_offline(False)

    wait_until(board, lambda: sorted_ones(room))
    board.reload()
    expect(column(board, "Regels").locator(".card")).to_have_count(1)
    assert len(sorted_ones(room)) == 1


def sorted_ones(room: Room) -> list[str]:
    """What lies in a category, as the server has it."""
    return [it["id"] for it in room.snapshot()["oneliners"] if it["category"]]


def test_the_board_goes_on_after_the_server_was_away(browser: Browser, server: Server) -> None:
    room = Room(server)
    room.open_question()
    room.say("Voor de storing.")
    room.close()
    with board_of(browser, room) as page:
        expect(unsorted(page)).to_have_count(1)
        server.kill()
        expect(page.locator(".away")).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("*")
        server.start()
        expect(page.locator(".away")).to_have_count(0)
        expect(page.locator(".sign")).to_have_count(1)
        assert [it["telling"] for it in room.snapshot()["oneliners"]] == [True]
        room.say("Na de storing.")
        expect(unsorted(page)).to_have_count(2)


def test_the_bar_opens_pauses_and_closes_a_question(browser: Browser, room: Room) -> None:
    with board_of(browser, room) as page:
        choose_phase(page, "Symptomen en valkuilen")
        expect(page.locator(".question-text")).to_contain_text("symptomen")
        choose_phase(page, "Pauze")
        expect(page.locator("[data-opens=phases]")).to_contain_text("Pauze")
        choose_phase(page, "Ga verder")
        choose_phase(page, "Sluit over 30 seconden")
        expect(page.locator(".time-left")).to_contain_text("00:")
        choose_phase(page, "Sluit deze vraag nu")
        expect(page.locator("[data-opens=phases]")).to_contain_text("Tussen vragen")


def test_one_press_opens_the_next_question_that_was_not_asked(browser: Browser, room: Room) -> None:
    with board_of(browser, room) as page:
        expect(page.get_by_role("button", name=re.compile("^Vraag . openen"))).to_have_count(0)  # the first one is open
        room.act("close_question")
        page.get_by_role("button", name="Vraag 2 openen").click()

        expect(page.locator(".question-text")).to_contain_text("symptomen")
        expect(page.get_by_role("button", name=re.compile("^Vraag . openen"))).to_have_count(0)


def test_closing_for_good_says_what_it_does_and_asks(browser: Browser, room: Room) -> None:
    room.say("Schaamte.")
    with board_of(browser, room) as page:
        choose_phase(page, "Sluit de consultatie")
        expect(page.get_by_role("dialog")).to_contain_text("1 ontvangen = 1 op het bord + 0 niet getoond")
        expect(page.get_by_role("dialog")).to_contain_text("Nog niet gevraagd: 2 Symptomen en valkuilen, 3 ")
        page.get_by_role("button", name="Annuleer").click()
        choose_phase(page, "Sluit de consultatie")
        page.get_by_role("button", name="Sluit voorgoed").click()

        expect(page.locator("[data-opens=phases]")).to_contain_text("Gesloten")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("1")
        expect(column(page, "Regels").locator(".card")).to_have_count(1)


def test_a_board_that_got_no_snapshot_gets_one_by_its_connection(browser: Browser, room: Room) -> None:
    room.say("Schaamte.")
    with context_of(browser) as context:
        context.add_cookies(room.cookies())
        page = context.new_page()
        page.route("**/snapshot", lambda route: route.abort())
        page.goto(room.board_url)
        expect(unsorted(page)).to_have_count(1)


def test_who_signed_out_elsewhere_is_told_and_can_sign_in(browser: Browser, room: Room) -> None:
    with board_of(browser, room) as page:
        other = page.context.new_page()
        other.goto(f"{room.server.url}/desk/")
        other.get_by_role("button", name="Afmelden").click()

        expect(page.get_by_role("alert")).to_contain_text("Er is niets verloren")
        expect(page.get_by_role("link", name="Meld u aan")).to_be_visible()


def test_mallory_sees_no_board_of_ada(browser: Browser, room: Room) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(room.board_url)

    assert "/sign-in" in page.url
    context.close()


def test_a_browser_that_stores_nothing_has_a_board_all_the_same(browser: Browser, room: Room) -> None:
    with context_of(browser) as context:
        context.add_init_script(FORBIDDEN)
        context.add_cookies(room.cookies())
        page = context.new_page()
        page.goto(room.board_url)

        expect(page.locator(".top-bar")).to_be_visible()
        page.keyboard.press("+")
        assert page.evaluate("document.documentElement.style.getPropertyValue('--text-size')") == "1.125"


# On paper, and in a small window


def test_on_paper_the_board_holds_every_card(browser: Browser, room: Room) -> None:
    texts = [f"Uitspraak {number}." for number in range(40)]
    (category,) = room.categories("Schulden")
    room.sort(category, *room.say(*texts[:20]))
    room.say(*texts[20:])
    with board_of(browser, room) as page:
        expect(unsorted(page)).to_have_count(20)
        page.emulate_media(media="print")

        held_back = page.locator(".card").evaluate_all(HELD_BACK)

        assert page.locator(".card").count() == 40
        assert held_back == []


def test_at_four_hundred_percent_cards_are_chosen_and_sorted_and_nothing_covers_them(board: Page) -> None:
    board.set_viewport_size({"width": 320, "height": 256})
    assert board.evaluate("document.documentElement.scrollWidth <= innerWidth")

    card(board, "Schaamte").locator(".card-face").click()
    column(board, "Regels").locator(".column-target").click()

    expect(column(board, "Regels").locator(".card")).to_have_count(1)
    toast = board.locator(".toast").bounding_box()
    assert toast is not None
    assert toast["height"] <= 0.45 * 256
    photograph(board, "board-320")
