"""The analysis of a whole track in a real browser: linking, marking, filtering, and what was done told apart."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.boards import TEXTS, column, told
from tests.journeys.conftest import board, room, running
from tests.journeys.rooms import Room, context_of, faults_of
from tests.looks import check
from tests.servers import Server

__all__ = ["board", "room", "running"]

LETTER, SHAME, SCHEME = TEXTS
OFFERED = "Bel eerst, dan pas een brief."
SIZES = [(1366, 768), (1920, 1080)]


@pytest.fixture
def analysis(browser: Browser, room: Room, running: Server) -> Iterator[Page]:
    """The analysis of a track whose only consultation is closed: three one-liners at question 1, one at question 3."""
    ids = room.say(*TEXTS)
    room.open_question(3)
    room.say(OFFERED, number=3)
    category = {it["name"]: it["id"] for it in room.snapshot()["categories"]}["Vertrouwen"]
    room.sort(category, ids[1])
    room.act("close")
    with context_of(browser) as context:
        context.add_cookies(room.cookies())
        page = context.new_page()
        faults = faults_of(page)
        page.goto(f"{running.url}/desk/tracks/{room.made['track']}/analysis")
        expect(page.locator(".top-bar .badge")).to_have_text("ANALYSE")
        yield page
        assert faults == []


def card(page: Page, text: str) -> Locator:
    """A card by its own text: the signs on it name others."""
    return page.locator(".card", has=page.locator(".card-text", has_text=text))


def relate(page: Page, text: str, what: str) -> None:
    """Open what can be seen around a card, and choose one of it."""
    card(page, text).locator(".card-menu").click()
    page.get_by_role("dialog").get_by_role("button", name="Oorzaken, spanningen").click()
    page.get_by_role("dialog").get_by_role("button", name=what).click()


def relations(room: Room) -> list[tuple[str, str, str | None]]:
    told = room.snapshot()
    texts = {it["id"]: it["text"] for it in told["oneliners"]}
    return sorted((it["kind"], texts[it["from"]], texts.get(it["to"])) for it in told["relations"])


def test_one_comes_of_another_by_two_presses(analysis: Page, room: Room) -> None:
    relate(analysis, SHAME, "Komt door een andere")
    card(analysis, LETTER).locator(".card-face").click()
    expect(told(analysis)).to_contain_text("Schaamte. komt door De brief is te lang.")
    assert relations(room) == [("cause", SHAME, LETTER)]
    expect(card(analysis, SHAME).locator('[data-sign="cause"]')).to_have_attribute("title", f"Komt door: {LETTER}")
    expect(card(analysis, LETTER).locator('[data-sign="effect"]')).to_have_attribute("title", f"Leidt tot: {SHAME}")
    analysis.keyboard.press("z")
    expect(card(analysis, SHAME).locator('[data-sign="cause"]')).to_have_count(0)
    analysis.keyboard.press("Shift+z")
    expect(card(analysis, SHAME).locator('[data-sign="cause"]')).to_have_count(1)


def test_causes_that_go_round_are_refused_with_words(analysis: Page, room: Room) -> None:
    relate(analysis, SHAME, "Komt door een andere")
    card(analysis, LETTER).locator(".card-face").click()
    relate(analysis, LETTER, "Komt door een andere")
    card(analysis, SHAME).locator(".card-face").click()
    expect(told(analysis)).to_contain_text("in een kring")
    assert relations(room) == [("cause", SHAME, LETTER)]


def test_a_link_is_taken_away_again(analysis: Page, room: Room) -> None:
    relate(analysis, SHAME, "Staat op spanning met een andere")
    card(analysis, SCHEME).locator(".card-face").click()
    expect(card(analysis, SCHEME).locator('[data-sign="tension"]')).to_have_count(1)
    relate(analysis, SCHEME, f"Weghalen: Spanning met: {SHAME}")
    expect(card(analysis, SCHEME).locator('[data-sign="tension"]')).to_have_count(0)
    assert relations(room) == []


def test_where_to_step_in_and_which_world_are_marked(analysis: Page, room: Room) -> None:
    relate(analysis, LETTER, "Mogelijk aangrijpingspunt")
    relate(analysis, LETTER, "Systeemwereld")
    expect(card(analysis, LETTER).locator('[data-sign="intervention"]')).to_have_count(1)
    expect(card(analysis, LETTER).locator('[data-sign="world-system"]')).to_have_count(1)
    relate(analysis, LETTER, "Systeemwereld")
    expect(card(analysis, LETTER).locator('[data-sign="world-system"]')).to_have_count(0)
    assert relations(room) == [("intervention", LETTER, None)]


def test_filters_leave_what_is_looked_for(analysis: Page) -> None:
    expect(analysis.locator(".card")).to_have_count(4)
    analysis.locator("#only-kind").select_option(label="oplossingsrichting")
    expect(analysis.locator(".card")).to_have_count(1)
    expect(analysis.get_by_text("1 van 4 in beeld")).to_be_visible()
    card(analysis, OFFERED).locator(".card-face").click()
    analysis.keyboard.press("*")
    analysis.get_by_role("button", name="Toon alles").click()
    analysis.get_by_label("Alleen spraakmakend").check()
    expect(analysis.locator(".card")).to_have_count(1)
    analysis.locator(".top-bar h1").click()
    analysis.keyboard.press("Escape")
    expect(analysis.locator(".card")).to_have_count(4)


def test_solutions_given_too_early_are_counted_without_judgement(analysis: Page) -> None:
    expect(analysis.locator(".early")).to_have_count(0)
    card(analysis, LETTER).locator(".card-menu").click()
    analysis.get_by_role("dialog").get_by_role("button", name="Soort").click()
    analysis.get_by_role("dialog").get_by_role("button", name="oplossingsrichting").click()
    expect(analysis.locator(".early")).to_have_text("1 van 3 zijn al een oplossing")


def test_sorting_goes_on_by_keyboard(analysis: Page) -> None:
    analysis.keyboard.press("ArrowDown")
    analysis.keyboard.press("1")
    expect(column(analysis, "Regels").locator(".card")).to_have_count(1)
    analysis.keyboard.press("q")  # there is no screen to put anything on
    expect(told(analysis)).not_to_contain_text("Scherm")


def test_history_tells_it(analysis: Page) -> None:
    relate(analysis, LETTER, "Mogelijk aangrijpingspunt")
    expect(card(analysis, LETTER).locator('[data-sign="intervention"]')).to_have_count(1)
    analysis.get_by_role("link", name="Wie deed wat").click()
    expect(analysis.get_by_role("heading", level=1)).to_have_text("Wie deed wat")
    expect(analysis.locator(".done li").first).to_contain_text("markeerde 1 uitspraak als aangrijpingspunt")
    assert LETTER not in analysis.content()
    for language in ("nl", "en"):
        analysis.goto(f"{analysis.url.split('?')[0]}?language={language}")
        check(analysis, "analysis-history", language, sizes=[(360, 740), *SIZES])


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_analysis_has_no_barriers(analysis: Page, language: str) -> None:
    relate(analysis, SHAME, "Komt door een andere")
    card(analysis, LETTER).locator(".card-face").click()
    relate(analysis, LETTER, "Systeemwereld")
    analysis.goto(f"{analysis.url}?language={language}")
    expect(analysis.locator(".card")).to_have_count(4)
    analysis.locator("#only-kind").select_option(index=1)
    check(analysis, "analysis", language, sizes=SIZES)
    analysis.locator(".card .card-menu").first.click()
    analysis.get_by_role("dialog").get_by_role("button", name=re.compile("Oorzaken|Causes")).click()
    check(analysis, "analysis-relations", language, sizes=SIZES)
