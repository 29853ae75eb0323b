"""12 March, the second half of the first round: after the third question."""

from playwright.sync_api import Page, expect

from tests.journeys.boards import card, column, open_menu, rename
from tests.journeys.day.gathering import PASSING, Gathering, hide
from tests.journeys.day.script import SCRIPT
from tests.journeys.phone.phones import expect_received, send

TWICE = ("Budgetcoach op elk mbo, gewoon in de kantine.", "Zet budgetcoaches op het mbo, elke dinsdag, bij de kantine.")


def third_question(day: Gathering, ben: Page) -> str:
    day.open(3)
    (own,) = day.pile.plain(3, "handhaving")
    send(ben, own.text)
    expect_received(ben, own.text)
    day.crowd.say(day.pile.take(3))
    cards = day.cards()
    for text in cards:
        if "HYPERLINK" in text or "script" in text:
            assert cards[text]["gate"] == "flagged", text
    hide(day, SCRIPT)
    day.take_picture(day.board, "board-held")
    projector_sleeps(day)
    assert not any("HYPERLINK" in frame or "script>" in frame for frame in day.frames)
    mark_same_by_keys(day)
    day.sort_rest(3)
    day.finish(3)
    return own.text


def mark_same_by_keys(day: Gathering) -> None:
    """Two say the same; both stay."""
    card(day.board, TWICE[0]).locator(".card-face").click()
    day.board.keyboard.press("=")
    card(day.board, TWICE[1]).locator(".card-face").click()
    expect(day.board.locator(".sign", has_text="≈ 2×")).to_have_count(2)


def projector_sleeps(day: Gathering) -> None:
    """It wakes, and it is loaded anew, in the same mode."""
    day.show("columns", corner=True)
    day.screen.context.set_offline(True)
    day.screen.context.set_offline(False)
    day.screen.reload()
    expect(day.screen.locator(".screen")).to_have_attribute("data-mode", "columns")
    day.take_picture(day.screen, "columns-corner")


def the_break(day: Gathering) -> None:
    """The server dies and comes back; two categories become one, and nothing is as final as it looks."""
    day.show("pause")
    day.take_picture(day.screen, "pause")
    day.room.close()
    day.room.server.kill()
    expect(day.board.locator(".away")).to_be_visible()
    day.take_picture(day.board, "board-away")
    day.room.server.start()
    expect(day.board.locator(".away")).to_have_count(0)
    expect(day.screen.locator(".stale")).to_be_empty()
    expect(day.screen.locator(".screen")).to_have_attribute("data-mode", "pause")
    merge(day.board, PASSING, "Preventie en financiële vaardigheden")
    expect(day.board.locator(".column")).to_have_count(11)
    rename(day.board, "Wonen", "Wonen, energie en vaste lasten")
    expect(column(day.board, "Wonen, energie en vaste lasten")).to_have_count(1)
    day.board.keyboard.press("z")
    expect(column(day.board, "Wonen, energie en vaste lasten")).to_have_count(0)
    day.board.keyboard.press("Shift+Z")
    expect(column(day.board, "Wonen, energie en vaste lasten")).to_have_count(1)
    for number in (1, 2, 3):
        day.sort_rest(number)


def merge(page: Page, gone: str, into: str) -> None:
    """Merge by the menu of a category."""
    menu = open_menu(page, gone)
    menu.get_by_role("button", name="Voeg samen").click()
    page.get_by_role("dialog").get_by_role("button", name=into).click()


def fourth_question(day: Gathering, ben: Page, solution: str) -> None:
    day.open(4)
    own = ben.get_by_role("region", name="Uw oplossingsrichtingen")
    expect(own).to_contain_text(solution)
    day.take_picture(ben, "phone-4")
    day.crowd.say(day.pile.take(4))
    day.sort_rest(4)
    day.finish(4)


def fifth_question(day: Gathering) -> None:
    day.open(5)
    day.show("question")
    day.take_picture(day.screen, "question-5")
    day.crowd.say(day.pile.take(5))
    day.sort_rest(5)
    day.finish(5)


def walk_through_the_map(day: Gathering) -> None:
    """The overview has gaps; a cell opens."""
    day.show("overview")
    poor = day.screen.locator(".map tbody tr", has_text="Werkende armen")
    expect(poor.locator("td").nth(2)).to_have_text("–")
    day.take_picture(day.screen, "overview")
    incasso = day.room.snapshot()["categories"][0]
    day.show("cell", category=incasso["id"], question=day.room.questions[0])
    expect(day.screen.locator(".cell-name")).to_contain_text("Incasso")
    day.take_picture(day.screen, "cell")
