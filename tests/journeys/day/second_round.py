"""19 March, the second round: somebody is named, and the wifi fails for everybody."""

from playwright.sync_api import Page, expect

from tests.journeys.boards import card
from tests.journeys.day.gathering import Gathering, close
from tests.journeys.day.script import NAMED
from tests.journeys.day.wifi import Wifi
from tests.journeys.phone.phones import expect_received, field, line, send


def second_round(day: Gathering, wifi: Wifi) -> None:
    """Other people, the same questions; somebody is named, and the wifi fails for everybody."""
    ben, _ = day.phone("Uitvoering")
    day.show("stream")
    for number in range(1, 6):
        day.open(number)
        if number == 2:
            somebody_is_named(day, ben)
        if number == 3:
            the_wifi_fails(day, wifi, ben)
        day.crowd.say(day.pile.take(number))
        day.sort_rest(number)
    day.show("question")
    close(day, ben, received=80, hidden=0)
    assert day.pile.is_empty


def somebody_is_named(day: Gathering, ben: Page) -> None:
    """Softly asked before, held after: the name reaches no screen; the mask is told to who wrote it."""
    day.pile.text(2, NAMED)
    field(ben).fill(NAMED)
    expect(ben.locator("#write-remark")).to_contain_text("Staat hier een naam in?")
    field(ben).press("Enter")
    expect_received(ben, NAMED)
    expect(card(day.board, "Mevrouw J. de Wit")).to_have_count(1)
    day.take_picture(day.board, "board-named")
    mask(day.board, "Dorpsstraat", "Dorpsstraat", "Mevrouw J. de Wit")  # the name is chosen already
    shown = "▮▮▮▮ van het loket aan de ▮▮▮▮ lacht mensen gewoon uit."
    expect(line(ben, "Mevrouw")).to_have_attribute("data-status", "masked")
    expect(day.screen.locator(".card", has_text="van het loket")).to_have_text([shown])
    day.take_picture(day.screen, "masked")
    assert any("van het loket" in frame for frame in day.frames), "the frames are not listened to"
    assert not any("Wit" in frame or "Dorpsstraat" in frame for frame in day.frames)
    at = {it["name"]: it["id"] for it in day.room.snapshot()["categories"]}
    day.room.sort(at["Schaamte en vertrouwen"], day.cards()[shown]["id"])


def mask(page: Page, first: str, last: str, of: str) -> None:
    """Cover from one word to another."""
    card(page, of).locator(".card-face").click()
    page.keyboard.press("m")
    for word in dict.fromkeys((first, last)):
        page.locator(".mask-word", has_text=word).click()
    page.get_by_role("dialog").get_by_role("button", name="Scherm af").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def the_wifi_fails(day: Gathering, wifi: Wifi, ben: Page) -> None:
    """Everybody writes on; afterwards all of it is there once."""
    (own,) = day.pile.plain(3, "uitvoering")
    wifi.fail()
    expect(ben.locator('[data-part="away"]')).to_be_visible()
    send(ben, own.text)
    waiting = day.crowd.begin(day.pile.take(3))
    expect(day.screen.locator(".stale")).to_contain_text("Even geen verbinding")
    day.take_picture(day.screen, "stale")
    wifi.recover()
    waiting.result(60)
    expect_received(ben, own.text)
    expect(day.screen.locator(".stale")).to_be_empty()
    expect(day.screen.locator(".screen")).to_have_attribute("data-mode", "stream")
    asked = [it["text"] for it in day.snapshot_here() if it["question"] == day.room.questions[2]]
    assert len(asked) == len(set(asked)) == 16
