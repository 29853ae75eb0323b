"""Words on the desk that were typed and not kept: who leaves is asked, and finds them again on coming back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.entering import enter
from tests.servers import Server

TYPED = "dat mensen te laat om hulp vragen."


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("drafts")) as server:
        yield server


@pytest.fixture
def suspicion(running: Server, browser: Browser) -> Iterator[Page]:
    """The page on which a suspicion is written, of a new assignment."""
    made = running.new(template="process", theme="schulden")
    page = browser.new_context(locale="nl-NL").new_page()
    enter(page, str(made["board_url"]))
    page.goto(f"{running.url}/desk/tracks/{made['track']}/suspicion")
    yield page
    page.context.close()


def field(page: Page) -> str:
    return page.locator("main textarea").first.input_value()


def type_in(page: Page, text: str) -> None:
    page.locator("main textarea").first.click()
    page.locator("main textarea").first.fill(text)


def test_who_leaves_is_asked_first_and_may_stay(suspicion: Page) -> None:
    type_in(suspicion, TYPED)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    suspicion.on("dialog", stay)
    suspicion.get_by_role("link", name="Over de methode").click(no_wait_after=True)
    expect(suspicion.locator("main textarea").first).to_have_value(TYPED)

    assert asked == ["beforeunload"]


def test_who_leaves_all_the_same_finds_the_words_again(suspicion: Page) -> None:
    suspicion.on("dialog", lambda dialog: dialog.accept())
    before, address = field(suspicion), suspicion.url
    type_in(suspicion, TYPED)
    suspicion.goto(f"{address}?again")
    expect(suspicion.get_by_role("status").filter(has_text="nog niet bewaard")).to_be_visible()

    assert field(suspicion) == TYPED
    suspicion.get_by_role("button", name="Weg met wat ik typte").click()
    assert field(suspicion) == before


def test_who_saves_is_not_asked_and_nothing_is_offered_later(suspicion: Page) -> None:
    type_in(suspicion, TYPED)
    address = suspicion.url
    suspicion.get_by_role("button", name="Bewaar", exact=True).click()
    suspicion.goto(address)

    assert field(suspicion) == TYPED
    expect(suspicion.get_by_text("nog niet bewaard")).to_have_count(0)


def test_what_was_refused_is_still_unsaved(suspicion: Page) -> None:
    suspicion.on("dialog", lambda dialog: dialog.accept())
    address = suspicion.url
    suspicion.locator("main textarea").first.evaluate("it => it.removeAttribute('maxlength')")
    type_in(suspicion, TYPED * 100)
    suspicion.get_by_role("button", name="Bewaar", exact=True).click()
    expect(suspicion.get_by_role("alert")).to_be_visible()
    suspicion.locator("main textarea").first.click()
    suspicion.goto(f"{address}?again")
    expect(suspicion.get_by_role("status").filter(has_text="nog niet bewaard")).to_be_visible()

    assert field(suspicion) == TYPED * 100
