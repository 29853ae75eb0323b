"""The board in a real browser: no key is lost while the server has not answered, or while a menu changes."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from tests.journeys.boards import choose_phase, column
from tests.journeys.rooms import Room, board_of
from tests.looks import wait_until


@dataclass
class Line:
    """The live connection of a page; while `held`, what the server says waits."""

    held: bool = False
    waiting: list[str | bytes] = field(default_factory=list)
    page: WebSocketRoute | None = None

    def between(self, page: WebSocketRoute) -> None:
        """Stand between a page and the server."""
        self.page = page
        page.connect_to_server().on_message(lambda said: self.waiting.append(said) if self.held else page.send(said))

    def let_go(self) -> None:
        """Let the page hear what waited."""
        self.held = False
        for said in self.waiting:
            assert self.page is not None
            self.page.send(said)


def test_keys_go_on_from_what_was_just_done_before_the_server_answered(browser: Browser, room: Room) -> None:
    line = Line()
    with board_of(browser, room) as page:
        page.route_web_socket(re.compile("/socket.io/"), line.between)
        page.reload()
        shows(page, "Open")
        choose_phase(page, "Sluit deze vraag nu")
        shows(page, "Tussen vragen")
        line.held = True

        for key in ("o", "2", "o", "p", "o", "p", "o", "x", "o", "3", "o", "p"):
            page.keyboard.press(key)

        shows(page, "Pauze")
        line.let_go()
        wait_until(page, lambda: told(room) == ("paused", room.questions[2]))
        shows(page, "Pauze")
        expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_letter_by_itself_does_nothing_where_that_is_not_wanted(board: Page) -> None:
    board.keyboard.press("?")
    board.get_by_role("checkbox", name="Eén letter").uncheck()
    expect(board.get_by_text("De doorgestreepte toetsen doen nu niets.")).to_be_visible()
    board.reload()
    expect(board.locator(".unsorted .card")).to_have_count(3)
    board.keyboard.press("ArrowDown")

    for key in ("1", "h", "n", "?"):
        board.keyboard.press(key)

    expect(board.get_by_role("dialog")).to_have_count(0)
    expect(column(board, "Regels").locator(".card")).to_have_count(0)
    expect(column(board, "Regels").locator("kbd")).to_be_hidden()


def test_the_keyboard_stays_in_a_menu_that_changes(board: Page, room: Room) -> None:
    board.keyboard.press("o")
    dialog = board.get_by_role("dialog", name="Vragen en pauze")
    expect(dialog.get_by_role("button", name="Pauze")).to_be_focused()
    room.act("close_question")
    expect(dialog.get_by_role("button", name="Pauze")).to_have_count(0)

    board.keyboard.press("2")

    shows(board, "Open")


def shows(page: Page, phase: str) -> None:
    """Wait until the bar shows a phase."""
    expect(page.locator("[data-opens=phases]")).to_contain_text(phase)


def told(room: Room) -> tuple[str, str | None]:
    """Phase and question, as the server has them."""
    consultation = room.snapshot()["consultation"]
    return consultation["phase"], consultation["question"]
