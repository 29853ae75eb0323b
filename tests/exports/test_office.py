"""What a spreadsheet makes of the files for Excel: every text as it was typed, but for the sign where it says so."""

from collections.abc import Sequence
from pathlib import Path

from facilitator.exports import csv, xlsx
from facilitator.exports.rows import Cells, ordered
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


def signed(texts: Sequence[str]) -> list[str]:
    return [csv.SIGN + text if csv.needs_sign(text) else text for text in texts]


def test_calc_shows_every_text_of_the_files_for_excel(tmp_path: Path) -> None:
    written = rows()
    files = [tmp_path / name for name in ("round.csv", "book.xlsx", "summary.csv")]
    named = csv.sheet([["naam", "aantal"], *[[text, "3"] for text in AWKWARD]])
    for file, content in zip(files, (csv.excel(written), xlsx.workbook(written), named), strict=True):
        file.write_bytes(content)

    of_csv, of_book, of_summary = shown_by_calc(*files)

    for name, cell in (("uitspraak", "text"), ("categorie", "category")):
        texts = [str(row[cell] or "(nog niet ingedeeld)") for row in written]
        assert (name, column(of_csv, name)) == (name, signed(texts))
        assert (name, column(of_book, name)) == (name, texts)
    assert column(of_summary, "naam") == signed(AWKWARD)
    assert set(column(of_summary, "aantal")) == {"3"}
