"""The table of the method: every item has a place in the product and a test that shows it."""

import re

import pytest
from flask import Flask

from facilitator import create_app
from facilitator.config import Settings
from tests.docs.steps import refreshed, table
from tests.furnished import furnish
from tests.servers import ROOT

ITEMS = 94
ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
QUOTED = re.compile(r"`([^`]+)`")
METHOD = (ROOT / "docs/method.md").read_text(encoding="utf-8")
ROWS = [(int(number), what, where, shown) for number, what, where, shown in ROW.findall(METHOD)]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    database = furnish(tmp_path_factory.mktemp("method") / "test.sqlite")
    return create_app(Settings(database=database, secret="only for tests"))


def test_every_item_of_the_method_has_its_row_in_order() -> None:
    assert [number for number, *_ in ROWS] == list(range(1, ITEMS + 1))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row[0]))
def test_an_item_has_a_place_that_is_there(app: Flask, row: tuple[int, str, str, str]) -> None:
    number, _, where, _ = row
    places = QUOTED.findall(where)
    routes = {rule.rule for rule in app.url_map.iter_rules()}

    assert places, number
    for place in places:
        assert place in routes or (ROOT / place).is_file(), (number, place)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row[0]))
def test_an_item_is_shown_by_a_test_that_is_there(row: tuple[int, str, str, str]) -> None:
    number, *_, shown = row
    tests = QUOTED.findall(shown)

    assert tests, number
    for named in tests:
        file, _, name = named.partition("::")
        assert file.startswith("tests/"), (number, named)
        text = (ROOT / file).read_text(encoding="utf-8")
        assert re.search(rf"(def {name}\(|Deno\.test\(\"{re.escape(name)}\")", text), (number, named)


def test_the_table_of_steps_is_as_the_steps_tell_it() -> None:
    assert table() in METHOD
    assert refreshed(METHOD) == METHOD


def test_a_steps_page_is_there(app: Flask) -> None:
    routes = {rule.rule for rule in app.url_map.iter_rules()}

    assert [place for place in QUOTED.findall(table()) if place.startswith("/") and place not in routes] == []
