"""The map's pages in a real browser: axe finds nothing, there is a picture of each, and each does what it says."""

import base64
import struct
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.looks import check
from tests.web.maps.drawn_maps import Drawn, drawn_maps, page_of_ada

STATES = [
    "map",
    "map-filtered",
    "map-nothing-fits",
    "map-frozen",
    "map-goal",
    "map-empty",
    "map-lines",
    "map-lines-empty",
    "map-report",
    "map-published",
    "map-withdrawn",
]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drawn]:
    with drawn_maps(tmp_path_factory.mktemp("maps")) as made:
        yield made


@pytest.fixture(scope="module")
def desk(drawn: Drawn, browser: Browser) -> Iterator[Page]:
    page = page_of_ada(browser, drawn)
    yield page
    page.context.close()


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("state", STATES)
def test_the_map(desk: Page, drawn: Drawn, state: str, language: str) -> None:
    path = drawn.paths[state]

    desk.goto(f"{drawn.server.url}{path}{'&' if '?' in path else '?'}language={language}")

    check(desk, state, language)


def test_nothing_breaks_the_content_security_policy(desk: Page, drawn: Drawn) -> None:
    said: list[str] = []
    desk.on("console", lambda message: said.append(message.text))

    for name in ("map", "map-lines", "map-report", "map-published"):
        desk.goto(drawn.server.url + drawn.paths[name])
    desk.goto(f"{drawn.server.url}{drawn.paths['map']}/map.svg")

    assert said == []


def test_the_published_map_at_twice_the_text_size_fits_a_small_phone(page: Page, drawn: Drawn) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(drawn.server.url + drawn.paths["map-published"])

    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_phone_marks_what_was_said_with_it_and_sends_nothing(page: Page, drawn: Drawn) -> None:
    mine = list(drawn.map.lines)[:2]
    address = drawn.server.url + drawn.paths["map-published"]
    page.goto(f"{address}?language=nl")
    expect(page.locator("[data-mine]")).to_have_count(0)
    expect(page.locator("[data-part=mine]")).to_be_hidden()
    page.evaluate("ids => localStorage.setItem('facilitator:BCDFGH:said', JSON.stringify(ids))", [*mine, "0" * 16])
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(f"{address}?language=nl")

    expect(page.locator("[data-mine]")).to_have_count(2)
    for id in mine:
        expect(page.locator(f"[data-oneliner='{id}']")).to_contain_text("van u")
    expect(page.locator("[data-part=mine]")).to_contain_text("2 van deze uitspraken zijn van u")
    check(page, "map-mine", "nl")
    assert [it for it in asked if "/static/" not in it and not it.startswith(address)] == []
    assert all(id not in it for it in asked for id in mine)


def test_storage_that_holds_something_else_does_no_harm(page: Page, drawn: Drawn) -> None:
    address = drawn.server.url + drawn.paths["map-published"]
    page.goto(address)
    page.evaluate("localStorage.setItem('facilitator:BCDFGH:said', '{not json')")
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))

    page.goto(address)

    expect(page.locator("[data-part=mine]")).to_be_hidden()
    assert faults == []


def test_the_overview_is_saved_as_a_png(desk: Page, drawn: Drawn) -> None:
    desk.goto(f"{drawn.server.url}{drawn.paths['map']}?language=nl")
    size = desk.evaluate(
        """async (address) => {
            const image = new Image();
            image.src = address;
            await image.decode();
            return [image.naturalWidth, image.naturalHeight];
        }""",
        f"{drawn.paths['map']}/map.svg",
    )
    desk.get_by_text("Afdrukken of bewaren als afbeelding").click()

    with desk.expect_download() as downloading:
        desk.get_by_role("button", name="Bewaar als PNG").click()

    download = downloading.value
    assert download.suggested_filename.startswith("procesmap_schulden-en-armoede_")
    assert download.suggested_filename.endswith(".png")
    png = download.path().read_bytes()
    assert png.startswith(b"\x89PNG")
    assert list(struct.unpack(">II", png[16:24])) == [2 * side for side in size]
    expect(desk.locator("[data-part=png-words]")).to_have_text("De afbeelding is opgeslagen.")
    assert colors_in(desk, download.path().read_bytes()) > 10


def colors_in(page: Page, png: bytes) -> int:
    """Count the colours of a picture, sampled here and there."""
    page.goto("about:blank")
    return int(
        page.evaluate(
            """async (png) => {
                const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
                const canvas = new OffscreenCanvas(picture.width, picture.height);
                const context = canvas.getContext("2d");
                context.drawImage(picture, 0, 0);
                const { data } = context.getImageData(0, 0, picture.width, picture.height);
                const seen = new Set();
                for (let at = 0; at < data.length; at += 4 * 997) seen.add(data.slice(at, at + 3).join());
                return seen.size;
            }""",
            base64.b64encode(png).decode(),
        )
    )


def test_a_number_leads_by_keyboard_to_its_one_liners(desk: Page, drawn: Drawn) -> None:
    desk.set_viewport_size({"width": 1366, "height": 768})
    desk.goto(drawn.server.url + drawn.paths["map"])
    number = desk.locator(".overview .count").first
    place = str(number.get_attribute("href"))

    number.focus()
    desk.keyboard.press("Enter")

    expect(desk.locator(place)).to_be_in_viewport()


def test_the_filters_work_without_javascript(browser: Browser, drawn: Drawn) -> None:
    page = browser.new_context(java_script_enabled=False, locale="nl-NL").new_page()
    page.goto(drawn.server.url + drawn.paths["map-published"])

    page.get_by_text("Toon een deel").click()
    page.get_by_label("Vraag", exact=True).select_option("3")
    page.get_by_label("Alleen wat spraakmakend is (★)").check()
    page.get_by_role("button", name="Toon", exact=True).click()

    expect(page.locator(".filtered")).to_be_visible()
    expect(page.locator(".overview thead th")).to_have_count(2)
    page.context.close()
