"""An interview in a real browser: by keyboard alone, with the network cut, read back, struck and closed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.rooms import Room, context_of, faults_of
from tests.looks import barriers_of, check, photograph
from tests.servers import Server

FIRST = "Kinderalimentatie, toeslag, bijstand: drie wetten, drie definities van inkomen."
ANSWER = "Omdat elk ministerie zijn eigen wet schrijft."
SECOND = "Geldstress 😰 zie ik nu ook bij mensen met een koophuis."
SIZES = [(360, 740), (1366, 768), (1920, 1080)]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("interviews")) as server:
        yield server


@pytest.fixture
def room(running: Server) -> Iterator[Room]:
    made = Room(running)
    yield made
    made.close()


@pytest.fixture
def page(browser: Browser, room: Room) -> Iterator[Page]:
    """The browser of ada, at an interview that has just begun."""
    with context_of(browser) as context:
        context.add_cookies(room.cookies())
        page = context.new_page()
        faults = faults_of(page)
        page.goto(f"{room.server.url}/desk/tracks/{room.made['track']}/interviews/new")
        page.get_by_label("Regelgeving").check()
        page.get_by_role("button", name="Gesprek beginnen").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Gesprek 1")
        expect(page.get_by_role("tablist")).to_be_visible()
        yield page
        assert faults == []


def texts(room: Room) -> list[str]:
    return sorted(card["text"] for card in room.snapshot()["oneliners"])


def kept(page: Page) -> None:
    expect(page.locator('[data-part="keeping"]')).to_have_text("Alles staat op de server.")


def test_a_whole_interview_goes_by_keyboard(page: Page, room: Room) -> None:
    expect(page.locator("textarea:visible")).to_be_focused()
    page.keyboard.type(FIRST)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type(ANSWER)
    page.keyboard.press("Tab")
    page.keyboard.type("Waardoor komt dat?")
    page.keyboard.press("Enter")
    expect(page.locator("textarea:visible")).to_be_focused()
    page.keyboard.type(SECOND)
    page.keyboard.press("Enter")
    kept(page)
    assert texts(room) == sorted([FIRST, ANSWER, SECOND])
    told = {card["text"]: card for card in room.snapshot()["oneliners"]}
    assert told[ANSWER]["parent"] == told[FIRST]["id"]
    assert {card["source"] for card in told.values()} == {"interview"}
    assert "environment" not in told[FIRST]
    page.reload()
    shown = page.locator("section:visible li.said")
    expect(shown.locator(".words")).to_have_text([FIRST, ANSWER, SECOND])
    expect(shown.nth(1)).to_have_attribute("data-depth", "1")


def test_without_a_network_nothing_is_lost_or_doubled(page: Page, room: Room) -> None:
    page.keyboard.type(FIRST)
    page.keyboard.press("Enter")
    kept(page)
    page.context.set_offline(True)
    page.keyboard.press("Tab")
    page.keyboard.type(ANSWER)
    page.keyboard.press("Enter")
    page.get_by_role("tab", name="2").click()
    page.keyboard.type(SECOND)
    page.keyboard.press("Enter")
    expect(page.locator('[data-part="keeping"]')).to_contain_text("2 zinnen staan op dit apparaat")
    photograph(page, "interview-away-nl")
    page.get_by_role("link", name="Teruglezen").click()
    page.get_by_role("button", name="Gesprek sluiten").click()
    expect(page.locator('[data-part="keeping"]')).to_contain_text("nog niet op de server")
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    kept(page)
    assert texts(room) == sorted([FIRST, ANSWER, SECOND])
    told = {card["text"]: card for card in room.snapshot()["oneliners"]}
    assert told[ANSWER]["parent"] == told[FIRST]["id"]


def test_what_was_written_without_a_network_survives_a_reload(page: Page, room: Room) -> None:
    page.route("**/interview/lines", lambda route: route.abort())
    page.keyboard.type(FIRST)
    page.keyboard.press("Enter")
    page.keyboard.type("half een zin")
    page.reload()
    expect(page.locator("section:visible li.said .words")).to_have_text(FIRST)
    expect(page.locator("textarea:visible")).to_have_value("half een zin")
    page.unroute("**/interview/lines")
    page.evaluate("dispatchEvent(new Event('online'))")
    kept(page)
    assert texts(room) == [FIRST]


def test_two_pages_of_one_interview_share_what_is_typed_and_written(page: Page, room: Room) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    field = other.locator("textarea:visible")
    page.locator("textarea:visible").fill("half een zin")
    expect(field).to_have_value("half een zin")

    page.locator("textarea:visible").fill(FIRST)
    page.keyboard.press("Enter")
    expect(field).to_have_value("")
    expect(other.locator("section:visible li.said .words")).to_have_text(FIRST)
    kept(other)
    field.fill("van deze pagina")
    expect(page.locator("textarea:visible")).to_have_value("van deze pagina")
    page.locator("textarea:visible").fill("")
    other.reload()
    expect(field).to_have_value("van deze pagina")
    assert texts(room) == [FIRST]


def test_what_is_read_back_can_be_struck_and_then_closed(page: Page, room: Room) -> None:
    for said in (FIRST, SECOND):
        page.keyboard.type(said)
        page.keyboard.press("Enter")
    kept(page)
    page.get_by_role("link", name="Teruglezen").click()
    row = page.locator("li.said", has_text="koophuis")
    row.locator("summary").click()
    row.get_by_role("button", name="Ja, schrappen").click()
    expect(row).to_have_count(0)
    assert barriers_of(page) == []
    page.get_by_role("button", name="Gesprek sluiten").click()
    expect(page.locator(".phase")).to_have_text("Gesloten")
    expect(page.locator("textarea")).to_have_count(0)
    assert texts(room) == [FIRST]
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.includes('interview:'))") == []


def test_it_goes_without_javascript_too(browser: Browser, page: Page, room: Room) -> None:
    with context_of(browser, java_script_enabled=False) as context:
        context.add_cookies(room.cookies())
        plain = context.new_page()
        plain.goto(page.url)
        plain.locator("textarea").first.fill(FIRST)
        plain.get_by_role("button", name="Noteren").first.click()
        expect(plain.locator("li.said .words")).to_have_text(FIRST)
    assert texts(room) == [FIRST]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_pages_have_no_barriers(page: Page, language: str) -> None:
    page.keyboard.type(FIRST)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type(ANSWER)
    page.keyboard.press("Enter")
    kept(page)
    page.goto(f"{page.url.split('?')[0]}?language={language}")
    page.keyboard.press("Tab")
    check(page, "interview-writing", language, sizes=SIZES)
    page.goto(f"{page.url.split('?')[0]}?read=1&language={language}")
    check(page, "interview-reading", language, sizes=SIZES)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_making_one_has_no_barriers(page: Page, room: Room, language: str) -> None:
    page.goto(f"{room.server.url}/desk/tracks/{room.made['track']}/interviews/new?language={language}")
    check(page, "interview-new", language, sizes=SIZES)
    page.get_by_role("button").last.click()
    check(page, "interview-new-wrong", language, sizes=SIZES)
