"""The report as a file by itself, and the words around a map."""

import re
from html import unescape
from pathlib import Path

import pytest

from facilitator.domain.map.whole import Map
from facilitator.exports import report
from facilitator.exports.map_text import LETTERS, MapText, css_string
from facilitator.languages import LANGUAGES
from facilitator.services.documents import versions as maps
from tests import example_map
from tests.makers import add_facilitators, application_on


@pytest.fixture(scope="module")
def map(tmp_path_factory: pytest.TempPathFactory) -> Map:
    """The example as a map."""
    directory: Path = tmp_path_factory.mktemp("report")
    application = application_on(f"sqlite:///{directory / 'test.sqlite'}")
    add_facilitators(application.store, "ada")
    made = example_map.process(application)
    contents = maps.live(application.store, made.track)
    application.store.close()
    return Map.of(contents)


def test_the_file_holds_every_one_liner(map: Map) -> None:
    page = unescape(report.html(map, "nl").decode())

    assert [line.text for line in map.lines.values() if f"“{line.text}”" not in page] == []


def test_the_file_needs_nothing_beside_it(map: Map) -> None:
    page = report.html(map, "en").decode()

    assert not re.search(r"<script|<link|<img|src=|url\(|https?://(?!voorbeeld|www\.voorbeeld)", page)


def test_the_file_is_in_the_language_that_is_asked_for(map: Map) -> None:
    assert b"Contents" in report.html(map, "en")
    assert b"Inhoud" in report.html(map, "nl")


def test_a_version_is_named_with_its_day(map: Map) -> None:
    page = report.html(map, "nl", {"number": 3, "day": "2026-04-02"}).decode()

    assert "versie 3, 2 april 2026" in page


def test_the_colour_deepens_with_the_count(map: Map) -> None:
    told = MapText(map, "nl")
    cells = [(map.count(row, column).said, told.percent(row, column)) for row in map.rows() for column in map.columns]

    assert min(percent for said, percent in cells if said == 0) == 4
    assert max(cells)[1] == 30
    assert [percent for _, percent in sorted(cells)] == sorted(percent for _, percent in cells)


def test_a_starred_quote_stands_for_its_cell(map: Map) -> None:
    told = MapText(map, "nl")
    for row in map.rows():
        for column in map.columns:
            quote = told.quote(row, column)
            starred = [entry for entry in map.cell(row, column) if entry.line.telling]
            assert quote is None or quote.telling or not starred


def test_the_legend_explains_the_signs_that_are_there(map: Map) -> None:
    assert [sign for sign, _ in MapText(map, "nl").legend] == ["B", "R", "H", "U", "★", "≈", "↳", "▮▮▮▮", "⇄"]


def test_no_two_environments_share_a_letter(map: Map) -> None:
    for language in LANGUAGES:
        told = MapText(map, language)
        assert len({told.letter(key) for key in LETTERS}) == len(LETTERS)


@pytest.mark.parametrize("text", ['"', "\\", "</style>", "a\nb", "é", "}"])
def test_nothing_ends_a_string_of_a_style_sheet(text: str) -> None:
    written = css_string(text)

    assert re.fullmatch(r'"(?:[A-Za-z0-9]|\\[0-9a-f]+ )*"', written)
