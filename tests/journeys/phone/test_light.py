"""The phone's page is light, and for everybody."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.phone.phones import PHONE, TEXT, Open, address, expect_received, field, join, line, too_small
from tests.journeys.rooms import Room, context_of
from tests.looks import barriers_of, check, photograph

MOST_BYTES = 35_000


MOST_REQUESTS = 8


@pytest.mark.parametrize("track", ["room", "goal"])
def test_the_page_is_light_and_asks_nobody_else(browser: Browser, track: str, request: pytest.FixtureRequest) -> None:
    room: Room = request.getfixturevalue(track)
    room.open_question()
    with context_of(browser, **PHONE) as context:
        page = context.new_page()
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        asked: dict[str, str] = {}
        sizes: dict[str, int] = {}
        network.on("Network.requestWillBeSent", lambda it: asked.update({it["requestId"]: it["request"]["url"]}))
        network.on("Network.loadingFinished", lambda it: sizes.update({it["requestId"]: it["encodedDataLength"]}))
        page.goto(address(room))
        join(page)
        field(page).fill("Mevrouw De Wit lacht.")  # to write asks for nothing more
        expect(page.locator("#write-remark")).not_to_be_empty()
        fetched = [url for url in asked.values() if not url.startswith("data:")]
        assert all(url.startswith(room.server.url) for url in fetched)
        assert len(fetched) <= MOST_REQUESTS, fetched
        assert sum(sizes.values()) <= MOST_BYTES
        assert context.cookies() == []


def walk(page: Page, room: Room) -> Iterator[str]:
    """Lead a phone that has just scanned the code through every state, naming each."""
    yield "environment"
    page.locator('form[data-part="environment"] button').first.tap()
    yield "rules"
    page.locator('form[data-part="join"] button').tap()
    expect(page.locator('[data-part="connection"]')).to_have_attribute("data-state", "online")
    yield "lobby"
    room.act("open_question", question=room.questions[0], seconds=840)
    expect(field(page)).to_be_visible()
    yield "question"
    for text in (TEXT, "De brief is te lang en te moeilijk.", "Schaamte."):
        field(page).fill(text)
        field(page).press("Enter")
        expect_received(page, text)
    field(page).fill("Mevrouw De Wit van het loket aan de Dorpsstraat lacht mensen uit. " + "Onbegrijpelijk " * 6)
    line(page, "De brief").locator('[data-act="withdraw"]').tap()
    expect(page.locator("#write-remark")).not_to_be_empty()
    yield "writing"
    field(page).fill("Half een gedachte")
    mine = {card["text"]: card["id"] for card in room.snapshot()["oneliners"]}
    room.act("hide", oneliners=[mine[TEXT]], reason="persoonlijke belediging")
    room.act("probe", oneliner=mine["Schaamte."], text="Waarvoor schamen mensen zich?", to="author")
    expect(page.locator('[data-part="probe"]')).to_be_visible()
    yield "probe"
    page.context.set_offline(True)
    expect(page.locator('[data-part="away"]')).to_be_visible()
    field(page).fill("Dit wacht even.")
    field(page).press("Enter")
    yield "away"
    page.context.set_offline(False)
    expect_received(page, "Dit wacht even.")
    field(page).fill("Half een gedachte")
    room.act("close_question")
    expect(page.locator('[data-step="lobby"]')).to_be_visible()
    yield "closed"
    room.open_question(2)
    room.act("pause")
    expect(page.locator('[data-step="paused"]')).to_be_visible()
    yield "break"
    room.act("close")
    expect(page.locator('[data-step="end"]')).to_be_visible()
    yield "end"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_state_is_accessible(phone: Open, room: Room, language: str) -> None:
    page = phone(joined=False, query=f"?language={language}")
    forbidden: list[str] = []
    page.on("console", lambda told: forbidden.append(told.text) if "Content Security" in told.text else None)
    for state in walk(page, room):
        check(page, f"phone-{state}", language, sizes=[(360, 740)])
        assert overflow(page) <= 0, state
    assert forbidden == []
    page.goto(f"{room.server.url}/j/XXXXXX?language={language}")
    assert barriers_of(page) == []


@pytest.mark.parametrize("size", ["100%", "200%"])
def test_it_fits_on_the_narrowest_phone_with_the_largest_letters(phone: Open, room: Room, size: str) -> None:
    page = phone(joined=False, viewport={"width": 320, "height": 568})
    page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
    for state in walk(page, room):
        photograph(page, f"phone-{state}-320-nl-{size.removesuffix('%')}")
        assert overflow(page) <= 0, state
        assert too_small(page) == [], state


def overflow(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def test_the_whole_way_goes_by_keyboard(phone: Open, room: Room) -> None:
    room.open_question()
    page = phone(joined=False)
    page.keyboard.press("Tab")
    for _ in range(3):
        if page.evaluate("document.activeElement.name") == "environment":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(field(page)).to_be_focused()
    page.keyboard.type(TEXT)
    page.keyboard.press("Enter")
    expect_received(page, TEXT)
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(line(page, TEXT).get_by_role("button", name="Trek in")).to_be_focused()
