"""One meeting of the day: ada's board and the projector, phones with a window, and the crowd."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.journeys.boards import choose_phase
from tests.journeys.day.people import Crowd
from tests.journeys.day.script import NOT_SHOWN, Pile, category_of
from tests.journeys.phone.phones import PHONE, Wire
from tests.journeys.rooms import Room, board_of, context_of, screen_of
from tests.looks import photograph

CROWD = 37


HELD = 1


PROJECTOR: dict[str, Any] = {"viewport": {"width": 1024, "height": 768}}


PASSING = "Nog uit te zoeken"


class Gathering:
    """One meeting: ada's board and the projector, three phones with a window, and the crowd."""

    def __init__(self, browser: Browser, room: Room, windows: ExitStack, source: str) -> None:
        self.room, self.pile = room, Pile(source)
        self.windows, self.browser = windows, browser
        self.frames: list[str] = []
        self.board = windows.enter_context(board_of(browser, room))
        self.screen = windows.enter_context(screen_of(browser, room, **PROJECTOR))
        self.listen(self.screen)
        self.crowd = windows.enter_context(Crowd(room.server.url, room.made["code"], CROWD))

    def listen(self, page: Page) -> None:
        """Keep all that the projector is told, from its next loading on."""
        note: Callable[[Any], None] = lambda frame: self.frames.append(str(frame))  # noqa: E731
        page.on("websocket", lambda socket: socket.on("framereceived", note))
        page.reload()
        expect(page.locator("[data-mode]")).to_be_visible()

    def phone(self, environment: str, *, wired: bool = False) -> tuple[Page, Wire | None]:
        """Somebody scans the code, says from which angle, and takes part."""
        page = self.windows.enter_context(context_of(self.browser, **PHONE)).new_page()
        wire = Wire(page) if wired else None
        page.goto(f"{self.room.server.url}/j/{self.room.made['code']}")
        page.get_by_role("button", name=environment).tap()
        page.get_by_role("button", name="Ik doe mee").tap()
        expect(page.locator('[data-part="connection"]')).to_have_attribute("data-state", "online")
        return page, wire

    def show(self, mode: str, **fields: object) -> None:
        """Choose what the projector shows, and wait until it does."""
        self.room.act("screen", mode=mode, **fields)
        expect(self.screen.locator(".screen")).to_have_attribute("data-mode", mode)

    def open(self, number: int) -> None:
        """Open a question; everybody stands at it."""
        self.room.open_question(number)
        self.crowd.wait_for(self.room.questions[number - 1])

    def finish(self, number: int) -> None:
        """Give three more seconds, as the thirty of the room, until the question closes by itself."""
        self.room.act("open_question", question=self.room.questions[number - 1], seconds=3)
        expect(self.board.locator("[data-opens=phases]")).to_contain_text("Tussen vragen")

    def cards(self) -> dict[str, dict[str, Any]]:
        """All on the board that came here, by text."""
        here = self.room.made["consultation"]
        return {it["text"]: it for it in self.room.snapshot()["oneliners"] if it["consultation"] == here}

    def snapshot_here(self) -> list[dict[str, Any]]:
        here = self.room.made["consultation"]
        return [it for it in self.room.snapshot()["oneliners"] if it["consultation"] == here]

    def sort_rest(self, number: int) -> None:
        """Sort what the keyboard has left, as the example has it."""
        sort_as_written(self.room, number)

    def take_picture(self, page: Page, name: str) -> None:
        photograph(page, f"day-{name}")


def sort_as_written(room: Room, number: int) -> None:
    """Lay every unsorted one-liner of a question where the example puts it; hide and mark nothing."""
    snapshot = room.snapshot()
    at = {it["name"]: it["id"] for it in snapshot["categories"]}
    wanted = category_of()
    for name, category in at.items():
        here = [
            it["id"]
            for it in snapshot["oneliners"]
            if it["question"] == room.questions[number - 1]
            and it["category"] is None
            and wanted.get((number, it["text"]), "").startswith(name)
        ]
        if here:
            room.sort(category, *here)


@contextmanager
def gathering(browser: Browser, room: Room, source: str) -> Iterator[Gathering]:
    with ExitStack() as windows:
        yield Gathering(browser, room, windows, source)


def hide(day: Gathering, text: str) -> None:
    """Not shown, with a reason."""
    day.room.act("hide", oneliners=[day.cards()[text]["id"]], reason=NOT_SHOWN[text])


def close(day: Gathering, ben: Page, *, received: int, hidden: int) -> None:
    """For good, after it said what that does; the board keeps what there is."""
    day.crowd.check()
    told = f"{received} ontvangen = {received - hidden} op het bord + {hidden} niet getoond"
    choose_phase(day.board, "Sluit de consultatie")
    expect(day.board.get_by_role("dialog")).to_contain_text(told)
    day.take_picture(day.board, "board-closing")
    day.board.get_by_role("button", name="Sluit voorgoed").click()
    expect(day.board.locator("[data-opens=phases]")).to_contain_text("Gesloten")
    expect(ben.get_by_role("main")).to_contain_text("losgekoppeld van uw toestel")
    expect(day.screen.locator(".screen")).to_have_attribute("data-mode", "end")
    day.take_picture(ben, "phone-end")
    day.take_picture(day.screen, "end")
    assert len(day.snapshot_here()) == received
