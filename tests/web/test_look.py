"""Pages of the front door and the desk in a real browser: axe finds nothing, and there is a picture of each."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.entering import enter
from tests.journeys.rooms import faults_of
from tests.looks import check
from tests.servers import Server
from tests.web.conftest import PASSWORD

FRONT_DOOR = {"join": "/", "join-unknown": "/?code=BCDFGX", "sign-in": "/sign-in", "missing": "/nowhere"}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("look")) as server:
        yield server


@pytest.fixture(scope="module")
def made(running: Server) -> dict[str, object]:
    return running.new(template="process", theme="schulden en armoede")


@pytest.fixture(scope="module")
def desk(running: Server, made: dict[str, object], browser: Browser) -> Iterator[Page]:
    """The browser of ada, signed in by the link to her board."""
    page = browser.new_context(locale="nl-NL").new_page()
    enter(page, str(made["board_url"]))
    yield page
    page.context.close()


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", FRONT_DOOR)
def test_the_front_door(page: Page, running: Server, name: str, language: str) -> None:
    address = FRONT_DOOR[name]

    page.goto(f"{running.url}{address}{'&' if '?' in address else '?'}language={language}")

    check(page, name, language)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_desk(desk: Page, running: Server, made: dict[str, object], language: str) -> None:
    for name, path in {
        "desk": "/desk/",
        "desk-new": "/desk/new",
        "desk-consultation": f"/desk/consultations/{made['consultation']}",
        "desk-settings": "/desk/settings",
    }.items():
        desk.goto(f"{running.url}{path}?language={language}")
        check(desk, name, language)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_new_consultation_that_is_not_right_yet(desk: Page, running: Server, language: str) -> None:
    desk.goto(f"{running.url}/desk/new?language={language}")
    desk.fill("[name=theme]", "jeugd")
    desk.locator("main [data-kind=main]").click()

    expect(desk.get_by_role("alert")).to_be_visible()
    check(desk, "desk-new-wrong", language)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_helper_is_invited_comes_in_and_is_let_go(
    desk: Page, browser: Browser, running: Server, language: str
) -> None:
    consultation = running.new(theme="wonen")["consultation"]
    desk.goto(f"{running.url}/desk/consultations/{consultation}?language={language}")
    desk.locator(".helpers form .button").click()
    link = str(desk.locator("code.copy").inner_text())
    check(desk, "desk-invitation", language)
    tom = browser.new_context(locale=language).new_page()
    tom.goto(link)
    check(tom, "invitation", language)
    tom.fill("[name=name]", "Tom")
    tom.locator("main [data-kind=main]").click()
    tom.wait_for_url("**/board")
    expect(tom.locator(".top-bar")).to_be_visible()
    tom.goto(f"{running.url}/desk/?language={language}")
    check(tom, "desk-of-a-guest", language)
    tom.goto(f"{running.url}/desk/consultations/{consultation}/board")

    desk.goto(f"{running.url}/desk/consultations/{consultation}?language={language}")
    check(desk, "desk-helpers", language)
    desk.locator(".people .button").click()

    expect(desk.locator(".people")).to_have_count(0)
    expect(desk.locator("h2#helpers")).to_be_in_viewport()
    tom.goto(link)
    check(tom, "invitation-used", language)
    tom.context.close()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_dry_run_that_is_a_questionnaire_too(desk: Page, running: Server, language: str) -> None:
    desk.goto(f"{running.url}/desk/new?language={language}")
    desk.fill("[name=theme]", "jeugd")
    desk.fill("[name=suspicion]", "jongeren de weg niet vinden.")
    desk.check("[name=dry_run]")
    desk.check("[name=self_paced]")
    desk.locator("main [data-kind=main]").click()
    desk.locator("#dry-run ~ details summary").click()
    check(desk, "desk-dry-run", language)

    desk.locator("#dry-run ~ details .button").click()

    expect(desk.locator("#dry-run")).to_have_count(0)
    desk.locator("#again ~ details summary").click()
    check(desk, "desk-again", language)


APART = """() => {
  const around = document.createRange();
  around.selectNodeContents(document.querySelector(".addresses .code"));
  const [code, square] = [around, document.querySelector(".addresses .qr")].map((it) => it.getBoundingClientRect());
  return code.right <= square.left || code.bottom <= square.top;
}"""


def test_the_widest_code_stays_clear_of_the_square(desk: Page, running: Server, made: dict[str, object]) -> None:
    desk.goto(f"{running.url}/desk/consultations/{made['consultation']}")
    desk.locator(".addresses .code").evaluate("code => { code.textContent = 'MWM WMW' }")
    for width in (320, 360, 720, 820, 1024, 1200, 1366, 1920):
        desk.set_viewport_size({"width": width, "height": 768})
        assert desk.evaluate(APART), width


def test_a_goal_shows_the_fields_of_a_goal(desk: Page, running: Server) -> None:
    desk.goto(f"{running.url}/desk/new?language=nl")
    expect(desk.locator("[name=suspicion]")).to_be_visible()

    desk.check("[value=goal]")

    expect(desk.locator("[name=suspicion]")).to_be_hidden()
    expect(desk.locator("[name=solution]")).to_be_visible()


def test_a_page_at_twice_the_text_size_fits_a_small_phone(page: Page, running: Server) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    for path in FRONT_DOOR.values():
        page.goto(f"{running.url}{path}")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_a_link_on_another_site_opens_the_board(browser: Browser, running: Server) -> None:
    board_url = str(running.new(template="process", theme="jeugd")["board_url"])
    page = browser.new_context().new_page()
    page.route("http://elsewhere.example/", lambda route: route.fulfill(body=f"<a href='{board_url}'>board</a>"))
    page.goto("http://elsewhere.example/")

    page.click("a")
    page.click("main button")

    page.wait_for_url("**/board")
    page.context.close()


def test_the_desk_fits_at_four_hundred_percent(desk: Page, running: Server, made: dict[str, object]) -> None:
    desk.set_viewport_size({"width": 320, "height": 256})
    consultation, assignment = (f"/desk/{it}s/{made[it]}" for it in ("consultation", "assignment"))
    track = f"/desk/tracks/{made['track']}"
    pages = ("/desk/new", "/desk/settings", consultation, assignment, f"{track}/map", f"{track}/persons", "/desk/")

    for path in pages:
        desk.goto(f"{running.url}{path}")
        assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_nothing_breaks_the_content_security_policy(desk: Page, running: Server, made: dict[str, object]) -> None:
    faults = faults_of(desk)

    for path in ("/", "/desk/", "/desk/new", f"/desk/consultations/{made['consultation']}"):
        desk.goto(f"{running.url}{path}")

    assert faults == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_questions_before_they_are_made(desk: Page, running: Server, language: str) -> None:
    desk.goto(f"{running.url}/desk/new?language={language}")
    desk.fill("[name=theme]", "jeugd")
    desk.click("[name=preview]")

    expect(desk.locator(".questions li")).to_have_count(5)
    check(desk, "desk-new-preview", language)


def test_closing_is_done_on_purpose_and_shows(desk: Page, running: Server) -> None:
    consultation = running.new(theme="wonen")["consultation"]
    desk.goto(f"{running.url}/desk/consultations/{consultation}?language=nl")
    expect(desk.get_by_role("button", name="Sluit voorgoed")).to_be_hidden()

    desk.get_by_text("Ik wil de consultatie sluiten").click()
    desk.get_by_role("button", name="Sluit voorgoed").click()

    expect(desk.locator(".phase")).to_have_text("Gesloten")
    check(desk, "desk-consultation-closed", "nl")


def test_the_first_facilitator_sets_up_by_keyboard_alone(page: Page, tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        link = re.search(r"http://\S+/setup/\S+", server.stdout.read_text())
        assert link is not None
        page.goto(f"{link[0]}?language=nl")
        check(page, "setup", "nl")
        page.locator("h1").click()

        for words in ("ada", PASSWORD, PASSWORD):
            page.keyboard.press("Tab")
            page.keyboard.type(words)
        page.keyboard.press("Enter")

        expect(page.get_by_role("heading", level=1)).to_have_text("Uw opgaven")
        check(page, "desk-empty", "nl")
