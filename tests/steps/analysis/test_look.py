"""The versions of a map in a real browser: axe finds nothing, and there is a picture of each state."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from facilitator.services.accounts.local import local_facilitator
from facilitator.services.documents import versions as maps
from tests.entering import enter
from tests.looks import check
from tests.makers import application_on
from tests.owners import own_track
from tests.servers import Server
from tests.weighed import FixedMap, example, fixed_map

LANGUAGES = ("nl", "en")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("versions")) as server:
        yield server


@pytest.fixture(scope="module")
def desk(running: Server, browser: Browser) -> Iterator[Page]:
    page = browser.new_context(locale="nl-NL").new_page()
    enter(page, str(running.new(theme="wonen")["board_url"]))
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def full(running: Server, desk: Page) -> FixedMap:
    """A map with a version that is published, and much that was done since."""
    application = application_on(running.database)
    owner = local_facilitator(application.store)
    made = fixed_map(application, owner=owner, said=example("process"))
    maps.publish(own_track(application.store, made.track), 1)
    board = application.track(made.track).board
    first, second, *_ = board.ordered_categories()
    cards = list(board.cards)
    made.room.act("rename_category", by=owner, category=first.id, name="=Brieven, boetes en deurwaarders")
    made.room.act("sort", by=owner, oneliners=cards[:4], category=second.id, before=None)
    made.room.act("star", by=owner, oneliners=cards[4:6])
    made.room.act("set_kind", by=owner, oneliners=cards[6:8], kind="cause")
    application.store.close()
    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_map_without_versions(desk: Page, running: Server, language: str) -> None:
    track = running.new(theme="jeugd")["track"]
    desk.goto(f"{running.url}/desk/tracks/{track}/map/versions?language={language}")
    check(desk, "versions-empty", language)
    desk.locator("details summary").first.click()
    check(desk, "versions-exports", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_map_with_versions(desk: Page, running: Server, full: FixedMap, language: str) -> None:
    desk.goto(f"{running.url}/desk/tracks/{full.track}/map/versions?language={language}")
    check(desk, "versions", language)
    desk.goto(f"{running.url}/desk/tracks/{full.track}/map/versions/compare?older=1&newer=live")
    check(desk, "versions-compared", language)
    desk.goto(f"{running.url}/desk/tracks/{full.track}/map/versions/compare?older=1&newer=1")
    check(desk, "versions-alike", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_reading_in(desk: Page, running: Server, language: str) -> None:
    desk.goto(f"{running.url}/desk/import?language={language}")
    check(desk, "import", language)
    desk.set_input_files("#file", {"name": "a.json", "mimeType": "application/json", "buffer": b"{}"})
    desk.locator("main [data-kind=main]").click()
    expect(desk.get_by_role("alert")).to_be_visible()
    check(desk, "import-refused", language)


def test_an_export_goes_out_and_is_read_in_elsewhere(
    desk: Page, running: Server, full: FixedMap, tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> None:
    desk.goto(f"{running.url}/desk/tracks/{full.track}/map/versions?language=nl")
    desk.locator("details summary").first.click()
    with desk.expect_download() as download:
        desk.get_by_role("link", name="JSON").first.click()
    with Server(tmp_path_factory.mktemp("elsewhere")) as server:
        page = browser.new_context(locale="nl-NL").new_page()
        enter(page, str(server.new(theme="wonen")["board_url"]))
        page.goto(f"{server.url}/desk/import")
        page.set_input_files("#file", download.value.path())
        page.locator("main [data-kind=main]").click()
        expect(page.locator("#v1")).to_be_visible()
        assert server.command("verify").returncode == 0
        page.context.close()
