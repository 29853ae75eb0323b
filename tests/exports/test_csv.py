"""The two CSV files: exact for programs, guarded for Excel."""

from typing import Any

import pytest
from hypothesis import given

from facilitator.exports import csv
from facilitator.exports.rows import Cells, ordered
from tests.exports.golden import ACCEPTED, FILE, Unshuffled, golden_oneliners, oneliner, parsed

NUMBERS_AND_FORMULAS = (
    "=1+1", "= wederkerigheid", "+1 uur", "-10%", "- Niemand", "@gemeente", "＝1+1", "＋1", "－1", "＠x",
    "\u200d=1+1", "24/7", "3.1", "1-2", "0031612345678", "12:30", "2026", "1.250,50", "(100)", "1e5",
)  # fmt: skip
DATES_AND_SUMS = (
    "26 mei 2026", "mei 26", "5 mrt", "5 mrt.", "26-mei-2026", "mei 2026", "di 26 mei 2026", "dinsdag 26 mei 2026",
    "26 May 2026", "May 26, 2026", "5 Oct", "Oct 2026", "Tue 26 May 2026", "1 March",
    "€ 850", "850 €", "€850,-", "EUR 850", "$ 5", "5%", "5 %", "12,5%", "−5", "3:15 PM", "2026-05-26T10:00",
    "WAAR", "ONWAAR", "waar", "TRUE", "False", "#N/B", "#VERW!", "#NAAM?", "1,5E+3",
)  # fmt: skip
"""What a spreadsheet with Dutch or English settings takes for a date, a sum or a truth value."""
PLAIN = (
    "24 uur", "1 = 1", "a-b", "’t Loket", "'t Loket", "?!", "…", "37,5 procent", "e5", "<b>1</b>", "–",
    "mei", "In mei 2026", "2 meiden", "Waar?", "waarheid", "€", "%", "5 jan-metingen", "10 km", "#armoede",
    "Mei 5 keer",
)  # fmt: skip
TRIGGERS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")


def rows_of(**fields: Any) -> list[Cells]:
    return ordered([oneliner(**fields)], Unshuffled())


def test_the_golden_file_comes_out_byte_for_byte() -> None:
    assert csv.excel(ordered(golden_oneliners(), Unshuffled())) == FILE.read_bytes()


def test_the_exact_file_has_no_mark_and_no_sign() -> None:
    file = csv.exact(ordered(golden_oneliners(), Unshuffled()))
    rows = parsed(file, delimiter=",")
    assert file.startswith(b"nr,thema,")
    assert file.count(b"\r\n") == file.count(b"\n") == len(rows) + 1
    assert {row["teken_toegevoegd"] for row in rows} == {"nee"}
    assert [row["uitspraak"] for row in rows] == [given.cells["text"] for given in golden_oneliners()]


@given(ACCEPTED)
def test_the_exact_file_gives_back_any_accepted_text(text: str) -> None:
    (row,) = parsed(csv.exact(rows_of(text=text)), delimiter=",")
    assert row["uitspraak"].encode() == text.encode()


@given(ACCEPTED, ACCEPTED)
def test_the_excel_file_gives_back_the_text_but_for_the_flagged_sign(text: str, category: str) -> None:
    (row,) = parsed(csv.excel(rows_of(text=text, category=category)), delimiter=";")
    signs = 0
    for cell, stored in ((row["uitspraak"], text), (row["categorie"], category)):
        assert not cell.strip().startswith(TRIGGERS)
        assert not cell.startswith(TRIGGERS)
        signs += cell == "'" + stored
        assert cell in {stored, "'" + stored}
        # A reader without the stored text finds it too.
        assert stored == (cell[1:] if cell.startswith("'") and csv.needs_sign(cell) else cell)
    assert row["teken_toegevoegd"] == ("ja" if signs else "nee")


@pytest.mark.parametrize("text", [*NUMBERS_AND_FORMULAS, *DATES_AND_SUMS])
def test_a_cell_that_excel_would_calculate_gets_a_sign(text: str) -> None:
    (row,) = parsed(csv.excel(rows_of(text=text)), delimiter=";")
    assert (row["uitspraak"], row["teken_toegevoegd"]) == ("'" + text, "ja")


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_cell_gets_none(text: str) -> None:
    (row,) = parsed(csv.excel(rows_of(text=text)), delimiter=";")
    assert (row["uitspraak"], row["teken_toegevoegd"]) == (text, "nee")


@pytest.mark.parametrize(
    ("field", "column"),
    [
        ("theme", "thema"),
        ("category", "categorie"),
        ("category_2", "categorie_2"),
        ("probe", "doorvraag"),
        ("question", "vraag"),
        ("environment", "omgeving"),
    ],
)
@pytest.mark.parametrize("cell", ["=cmd", " =cmd", "\tcmd", "\rcmd"])
def test_every_cell_that_people_write_is_guarded(field: str, column: str, cell: str) -> None:
    (row,) = parsed(csv.excel(rows_of(**{field: cell})), delimiter=";")
    assert (row[column], row["teken_toegevoegd"]) == ("'" + cell, "ja")


def test_dates_and_numbers_of_our_own_stay_as_they_are() -> None:
    (row,) = parsed(csv.excel(rows_of()), delimiter=";")
    assert (row["nr"], row["datum"], row["vraagnr"]) == ("1", "2026-03-12", "1")


def test_every_row_has_every_column() -> None:
    lines = csv.excel(ordered(golden_oneliners(), Unshuffled())).decode("utf-8-sig").splitlines()
    assert len(lines) == 254
    assert not lines[0].startswith("sep=")


def test_a_goal_map_tells_variant_and_cooperation() -> None:
    fields = {"track": "goal", "variant": "B", "cooperation": "ja, mits"}
    (row,) = parsed(csv.excel(rows_of(**fields)), delimiter=";")
    assert (row["spoor"], row["variant"], row["meewerken"]) == ("doel", "B", "ja, mits")
