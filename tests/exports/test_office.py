"""What a spreadsheet makes of the files for Excel: every text as it was typed, but for the sign where it says so."""

import io
from collections.abc import Sequence
from csv import reader
from pathlib import Path

from facilitator.exports import csv, xlsx
from facilitator.exports.rows import Cells, ordered
from facilitator.steps.persons import export as key_persons
from facilitator.steps.persons.rules import Seat
from facilitator.steps.weighing import export as weighing
from tests.exports.golden import Unshuffled, golden_oneliners, oneliner
from tests.exports.test_csv import DATES_AND_SUMS, NUMBERS_AND_FORMULAS, PLAIN
from tests.outside.office import shown_by_calc

AWKWARD = (*NUMBERS_AND_FORMULAS, *DATES_AND_SUMS, *PLAIN, 'Zij zei: "nee".', "a;b", "a,b", "1;2", "👩‍👩‍👧 samen")


def rows() -> list[Cells]:
    """The example round, and every text that a spreadsheet trips over: as a one-liner and as a category's name."""
    awkward = [oneliner(text=text, category=text) for text in AWKWARD]
    return ordered([*golden_oneliners(), *awkward], Unshuffled())


def column(table: list[list[str]], name: str) -> list[str]:
    at = table[0].index(name)
    return [row[at] for row in table[1:]]


def seats() -> list[Seat]:
    """Somebody for every text that a spreadsheet trips over."""
    return [Seat("policy", True, text, text, name=text, organisation=text, contact=text, note=text) for text in AWKWARD]


def weighed() -> list[weighing.SheetRow]:
    """The same in a weighing, with a number and a day of ours."""
    ours = [("inbreng", "", "budget", "180000"), ("inbreng", "", "planning van", "2026-05-01")]
    return [*ours, *[("alternatief", text, "naam", text) for text in AWKWARD]]


def cells(file: bytes) -> list[list[str]]:
    """What stands in a file for Excel."""
    return list(reader(io.StringIO(file.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))


def signed(texts: Sequence[str]) -> list[str]:
    return [csv.SIGN + text if csv.needs_sign(text) else text for text in texts]


def test_calc_shows_every_text_of_the_files_for_excel(tmp_path: Path) -> None:
    written = rows()
    contents = {
        "round.csv": csv.excel(written),
        "book.xlsx": xlsx.workbook(written),
        "summary.csv": csv.sheet([["naam", "aantal"], *[[text, "3"] for text in AWKWARD]]),
        "persons.csv": key_persons.excel(seats(), "nl"),
        "weighing.csv": weighing.excel(weighed(), "nl"),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)

    of_csv, of_book, of_summary, of_persons, of_weighing = shown_by_calc(*(tmp_path / name for name in contents))

    for name, cell in (("uitspraak", "text"), ("categorie", "category")):
        texts = [str(row[cell] or "(nog niet ingedeeld)") for row in written]
        assert (name, column(of_csv, name)) == (name, signed(texts))
        assert (name, column(of_book, name)) == (name, texts)
    assert column(of_summary, "naam") == signed(AWKWARD)
    assert set(column(of_summary, "aantal")) == {"3"}
    assert of_persons == cells(contents["persons.csv"])
    assert of_weighing == cells(contents["weighing.csv"])
