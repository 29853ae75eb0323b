"""The map on paper, as Chromium and Firefox print it and pypdf reads it."""

import io
import re
from collections.abc import Iterator
from itertools import pairwise
from unicodedata import category

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PageObject, PdfReader

from facilitator.services.accounts import facilitators
from tests.looks import kept_in_album
from tests.outside.engines.firefox import Firefox
from tests.web.maps.drawn_maps import Drawn, drawn_maps, page_of_ada

MILLIMETRE = 72 / 25.4
CONTINUED = " (vervolg)"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drawn]:
    with drawn_maps(tmp_path_factory.mktemp("paper")) as made:
        yield made


@pytest.fixture(scope="module")
def desk(drawn: Drawn, browser: Browser) -> Iterator[Page]:
    page = page_of_ada(browser, drawn)
    yield page
    page.context.close()


def printed(page: Page, address: str, name: str) -> PdfReader:
    """Print a page as its own sheet says, and keep it beside the photographs."""
    page.goto(address)
    page.evaluate("document.fonts.ready")
    pdf = page.pdf(path=kept_in_album(f"{name}.pdf"), prefer_css_page_size=True, print_background=True)
    return PdfReader(io.BytesIO(pdf))


def letters(text: str) -> str:
    """A text without what printing may do to it: spaces, and pictures that no font here holds as text."""
    kept = (it for it in text if not it.isspace() and ord(it) < 0x2FFF and it not in "\u200d\ufe0f\u2011")
    return "".join(it for it in kept if category(it) != "So")


def letters_of(reader: PdfReader) -> str:
    return "".join(letters(page.extract_text()) for page in reader.pages)


def sizes(reader: PdfReader) -> set[tuple[int, int]]:
    """The size of each page, in millimetres."""
    boxes = (page.mediabox for page in reader.pages)
    return {(round(float(box.width) / MILLIMETRE), round(float(box.height) / MILLIMETRE)) for box in boxes}


def missing(drawn: Drawn, reader: PdfReader) -> list[str]:
    """The one-liners that are not on paper as they were said."""
    whole = letters_of(reader)
    return [line.text for line in drawn.map.lines.values() if letters(line.text) not in whole]


def test_a3_holds_an_overview_and_about_three_pages_of_all_that_was_said(desk: Page, drawn: Drawn) -> None:
    reader = printed(desk, f"{drawn.server.url}{drawn.paths['map']}/versions/1?language=nl", "map-a3")

    assert sizes(reader) == {(420, 297)}
    assert 4 <= len(reader.pages) <= 5
    assert missing(drawn, reader) == []
    first = reader.pages[0].extract_text()
    assert all(letters(row.name) in letters(first) for row in drawn.map.categories)
    assert "Aantallen zeggen hoe vaak iets genoemd is" in first


def test_each_page_says_what_it_is_and_which_of_how_many(desk: Page, drawn: Drawn) -> None:
    reader = printed(desk, f"{drawn.server.url}{drawn.paths['map']}/versions/1?language=nl", "map-a3")

    (fingerprint,) = set(re.findall("Vingerafdruk([0-9a-f]{16})", letters_of(reader)))

    for number, page in enumerate(reader.pages, 1):
        text = letters(page.extract_text())
        assert f"{number}/{len(reader.pages)}" in text
        assert letters("schulden en armoede") in text
        assert letters("versie 1, 12 maart 2026") in text
        assert fingerprint in text


def test_the_questions_stand_above_every_page(desk: Page, drawn: Drawn) -> None:
    reader = printed(desk, f"{drawn.server.url}{drawn.paths['map']}?language=nl", "map-a3-live")

    for page in reader.pages:
        text = letters(page.extract_text())
        assert all(letters(f"{it.number} {it.title}") in text for it in drawn.map.columns)


def test_a_row_that_goes_on_says_so_on_the_next_page(desk: Page, drawn: Drawn) -> None:
    reader = printed(desk, f"{drawn.server.url}{drawn.paths['map']}?language=nl", "map-a3-live")
    pages = [page.extract_text() for page in reader.pages[1:]]

    for before, page in pairwise(pages):
        first = lines_after_heads(page)[0]
        if CONTINUED.strip() in first:
            assert letters(first.partition("(vervolg)")[0]) in letters(before)
    names = {letters(row.name) for row in drawn.map.categories}
    begun = [letters(page) for page in pages]
    assert all(any(name in page for page in begun) for name in names)


def lines_after_heads(text: str) -> list[str]:
    found = text.split("\n")
    last = max(at for at, line in enumerate(found) if "Ambities" in line)
    return found[last + 1 :]


def test_a4_shows_the_questions_in_strips(desk: Page, drawn: Drawn) -> None:
    reader = printed(desk, f"{drawn.server.url}{drawn.paths['map']}?language=nl&paper=a4", "map-a4")

    assert sizes(reader) == {(297, 210)}
    assert len(reader.pages) <= 12
    assert missing(drawn, reader) == []


def test_the_wall_gets_two_or_three_sheets_in_large_letters(desk: Page, drawn: Drawn) -> None:
    reader = printed(desk, f"{drawn.server.url}{drawn.paths['map']}?language=nl&paper=poster", "map-poster")

    assert sizes(reader) == {(1189, 841)}
    assert len(reader.pages) <= 3
    assert missing(drawn, reader) == []


def test_the_report_is_printed_on_a4_with_every_one_liner(desk: Page, drawn: Drawn) -> None:
    reader = printed(desk, f"{drawn.server.url}{drawn.paths['map']}/report?language=nl", "map-report")

    assert sizes(reader) == {(210, 297)}
    assert missing(drawn, reader) == []


def test_what_is_only_for_the_screen_is_not_on_paper(desk: Page, drawn: Drawn) -> None:
    reader = printed(desk, f"{drawn.server.url}{drawn.paths['map']}?language=nl", "map-a3-live")

    assert not re.search("Afmelden|Toontekst|Tooneendeel|Afdrukken", letters_of(reader))


@pytest.fixture(scope="module")
def crowded(desk: Page, drawn: Drawn) -> PdfReader:
    """A poster's letters on small paper: many pages, and nearly every row goes on over one of them."""
    desk.goto(f"{drawn.server.url}{drawn.paths['map']}?language=nl&paper=a4")
    desk.evaluate("document.body.className = 'desk map-page paper-poster'")
    return PdfReader(io.BytesIO(desk.pdf(prefer_css_page_size=True, print_background=True)))


def test_a_long_row_is_carried_over_with_its_name(crowded: PdfReader) -> None:
    tops = [page.extract_text().split("\n")[:12] for page in crowded.pages]

    assert sum(any(CONTINUED.strip() in line for line in top) for top in tops) >= 5


def test_no_one_liner_is_cut_between_two_pages(crowded: PdfReader, drawn: Drawn) -> None:
    details = [page for page in map(PageObject.extract_text, crowded.pages) if "“" not in page]
    pages = [letters(page) for page in details]

    cut = [line.text for line in drawn.map.lines.values() if not any(letters(line.text) in page for page in pages)]

    assert cut == []


PAPERS = {
    "a3": ("?language=nl", (420, 297), 5),
    "a4": ("?language=nl&paper=a4", (297, 210), 12),
    "wall": ("?language=nl&paper=poster", (1189, 841), 3),
    "report": ("/report?language=nl", (210, 297), 12),
}


@pytest.mark.engine("firefox")
@pytest.mark.parametrize("paper", PAPERS)
def test_firefox_prints_every_one_liner_whole_on_the_same_paper(firefox: Firefox, drawn: Drawn, paper: str) -> None:
    query, size, most = PAPERS[paper]
    firefox.sign_in(facilitators.COOKIE, drawn.cookie)

    reader = printed_by_firefox(firefox, f"{drawn.server.url}{drawn.paths['map']}{query}", f"map-{paper}-firefox")

    pages = [letters(page.extract_text()) for page in reader.pages]
    assert sizes(reader) == {size}
    assert len(pages) <= most
    assert all(len(page) > 200 for page in pages)
    assert missing(drawn, reader) == []
    assert drawn.map.fingerprint[:16] in "".join(pages)
    if paper != "report":
        assert [
            page for page in pages if not any(letters(f"{it.number} {it.title}") in page for it in drawn.map.columns)
        ] == []


def printed_by_firefox(firefox: Firefox, address: str, name: str) -> PdfReader:
    """The same as Firefox prints it."""
    firefox.open(address)
    firefox.until("document.fonts.status === 'loaded'")
    pdf = firefox.print()
    if path := kept_in_album(f"{name}.pdf"):
        path.write_bytes(pdf)
    return PdfReader(io.BytesIO(pdf))
