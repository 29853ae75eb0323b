"""The screen in a real browser: its counts add up, and earlier rounds do not lead a later one."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
import socketio
from playwright.sync_api import Browser, Page, expect

from tests.journeys.day.rounds import Later
from tests.journeys.rooms import Room, board_of, screen_of
from tests.looks import photograph
from tests.patience import PATIENCE
from tests.servers import Server


def counted(page: Page) -> str:
    """The line under the map that counts everything."""
    return page.locator(".counted").inner_text()


def test_the_counts_under_the_map_add_up_whatever_happens(browser: Browser, room: Room) -> None:
    masked, hidden, *_ = room.say("Mijn vader zit in de schuld.", "Geen inhoud.", "Schaamte.")
    room.act("screen", mode="overview")
    with screen_of(browser, room) as page:
        expect(page.locator(".counted")).to_have_text("3 ontvangen = 3 op het scherm + 0 niet getoond")
        room.act("mask", oneliner=masked, start=0, end=11, what="person")
        room.act("hide", oneliners=[hidden], reason="geen inhoud")
        expect(page.locator(".counted")).to_have_text(
            "3 ontvangen = 2 op het scherm (1 deels afgeschermd) + 1 niet getoond"
        )
        (waits,) = room.say("Bel mij op 06-12345678.")
        expect(page.locator(".counted")).to_have_text(
            "4 ontvangen = 2 op het scherm (1 deels afgeschermd) + 1 nog niet getoond + 1 niet getoond"
        )
        before = counted(page)
        page.reload()
        expect(page.locator(".counted")).to_have_text(before)
        room.act("release", oneliners=[waits])
        room.act("show", oneliners=[hidden])
        expect(page.locator(".counted")).to_have_text(
            "4 ontvangen = 4 op het scherm (1 deels afgeschermd) + 0 niet getoond"
        )


def test_what_is_withdrawn_before_it_was_shown_is_no_longer_counted(browser: Browser, running: Server) -> None:
    room = Room(running)  # what names somebody waits until it is released
    room.open_question()
    room.act("screen", mode="question")
    phone, key = socketio.Client(), str(uuid4())
    with screen_of(browser, room) as page:
        phone.connect(running.url, auth={"code": room.made["code"]}, namespaces=["/phone"], wait_timeout=PATIENCE)
        said = {"key": key, "question": room.questions[0], "text": "Mevrouw De Wit lacht."}
        assert phone.call("submit", said, namespace="/phone")["ok"]
        expect(page.locator(".count-line")).to_have_text("1 uitspraak ontvangen")
        assert phone.call("withdraw", {"key": key}, namespace="/phone")["ok"]
        expect(page.locator(".count-line")).to_have_text("Er wordt geschreven…")
    phone.disconnect()
    room.close()


@pytest.fixture
def second(room: Room) -> Iterator[Room]:
    """A second round, on a track where the first left two categories and what was said."""
    rules, trust = (it["id"] for it in room.snapshot()["categories"])
    for category, text in ((rules, "Te veel formulieren."), (trust, "Schaamte.")):
        room.sort(category, *room.say(text))
    made = Later(room, kind="group", round=2)
    made.open_question()
    yield made
    made.close()


@pytest.mark.parametrize("mode", ["columns", "overview", "stream"])
def test_an_earlier_round_is_names_only_until_this_one_says_something(
    browser: Browser, second: Room, mode: str
) -> None:
    with screen_of(browser, second) as page:
        second.act("screen", mode=mode, question=second.questions[0])
        expect(page.locator(".screen")).to_have_attribute("data-mode", mode)
        expect(page.get_by_text("Schaamte.")).to_have_count(0)
        expect(page.locator(".count, .counted")).to_have_count(0)
        if mode != "stream":
            expect(page.locator(".screen")).to_contain_text("Vertrouwen")
            expect(page.locator(".foot").first).to_contain_text("De categorieën tot nu toe")
        photograph(page, f"screen-later-round-{mode}")

        second.say("Nu wij.")

        expect(page.locator(".count, .counted, .stream .card").first).to_be_visible()


def test_the_first_round_shows_its_counts_from_the_start(browser: Browser, room: Room) -> None:
    room.act("screen", mode="columns")
    with screen_of(browser, room) as page:
        expect(page.locator(".column .count")).to_have_text(["0", "0"])


def test_one_press_on_the_board_goes_back_to_the_question(browser: Browser, room: Room) -> None:
    room.act("screen", mode="stream")
    with board_of(browser, room) as page, screen_of(browser, room) as screen:
        back = page.get_by_role("button", name="Terug naar de vraag")
        back.click()

        expect(screen.locator(".screen")).to_have_attribute("data-mode", "question")
        expect(back).to_have_count(0)
