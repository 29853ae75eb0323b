"""The workbook, read back by another library."""

import io
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from facilitator.exports.rows import ordered, table
from facilitator.exports.xlsx import workbook
from tests.exports.golden import ACCEPTED, Unshuffled, golden_oneliners, oneliner

GOLDEN = ordered(golden_oneliners(), Unshuffled())


def read(file: bytes) -> Workbook:
    return load_workbook(io.BytesIO(file))


def test_every_cell_is_the_string_that_was_stored() -> None:
    sheet = read(workbook(GOLDEN)).worksheets[0]
    cells = [[cell.value or "" for cell in line] for line in sheet.iter_rows()]
    assert cells == table(GOLDEN, "nl")
    kinds = {cell.data_type for line in sheet.iter_rows() for cell in line if cell.value is not None}
    assert kinds == {"s"}


def test_nothing_in_it_is_a_formula_or_a_link() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(GOLDEN))) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml")
        assert not [name for name in parts.namelist() if "external" in name.lower()]
    assert b"<f>" not in sheet
    assert b"<f " not in sheet
    assert b"hyperlink" not in sheet.lower()


@settings(max_examples=50, deadline=None)
@given(st.lists(ACCEPTED, max_size=20))
def test_any_accepted_text_comes_back(texts: list[str]) -> None:
    oneliners = [oneliner(id=f"{n:04}", text=text) for n, text in enumerate(texts)]
    sheet = read(workbook(ordered(oneliners, Unshuffled()))).worksheets[0]
    column = [cell.value for cell in next(sheet.iter_rows(max_row=1))].index("uitspraak")
    assert [line[column].value for line in sheet.iter_rows(min_row=2)] == texts


def test_an_escape_written_out_comes_back_as_written() -> None:
    sheet = read(workbook(ordered([oneliner(text="_x000D_ en _x0041_")], Unshuffled()))).worksheets[0]
    assert "_x000D_ en _x0041_" in [cell.value for cell in sheet[2]]


def test_it_tells_nobodys_name_and_no_time() -> None:
    properties = read(workbook(GOLDEN)).properties
    assert not properties.creator
    assert not properties.lastModifiedBy
    assert properties.created is not None
    assert properties.created.isoformat() == "2000-01-01T00:00:00"
    assert properties.modified == properties.created
    with zipfile.ZipFile(io.BytesIO(workbook(GOLDEN))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_rows_give_the_same_bytes() -> None:
    assert workbook(GOLDEN) == workbook(GOLDEN)


def test_it_is_set_for_a3_landscape_with_the_header_kept() -> None:
    sheet = read(workbook(GOLDEN)).worksheets[0]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.column_dimensions["K"].width > 60


def test_an_empty_map_still_opens() -> None:
    assert read(workbook([], "en")).sheetnames == ["One-liners"]
