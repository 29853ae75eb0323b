"""The workbook: real strings, so that no text turns into a formula, a number or a link."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from facilitator.catalogues import translator
from facilitator.exports.rows import Cells, columns, table
from facilitator.languages import N_

_A3: Final = 8
_ANY_DAY: Final = datetime(2000, 1, 1)
_SHEET: Final = N_("One-liners")
_WIDTH: Final = 12
_WIDTHS: Final = {
    "nr": 6,
    "theme": 22,
    "question_number": 9,
    "question": 40,
    "kind": 18,
    "environment": 16,
    "category": 28,
    "category_2": 28,
    "text": 70,
    "probe": 40,
    "probe_on": 10,
    "same_as": 10,
}


def workbook(rows: Sequence[Cells], language: str = "nl") -> bytes:
    """Write one sheet, set for A3 landscape with its header on every page."""
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True})
    book.set_properties({"created": _ANY_DAY})
    sheet = book.add_worksheet(translator(language)(_SHEET))
    lines = table(rows, language)
    _fill(book, sheet, lines)
    _set_up(sheet, columns(rows), last=len(lines) - 1)
    book.close()
    return file.getvalue()


def _fill(book: Workbook, sheet: Worksheet, lines: Sequence[Sequence[str]]) -> None:
    plain = {"num_format": "@", "valign": "top", "text_wrap": True}
    body, head = book.add_format(plain), book.add_format({**plain, "bold": True, "bottom": 1})
    for number, line in enumerate(lines):
        for column, cell in enumerate(line):
            sheet.write_string(number, column, cell, body if number else head)


def _set_up(sheet: Worksheet, shown: Sequence[str], *, last: int) -> None:
    for number, column in enumerate(shown):
        sheet.set_column(number, number, _WIDTHS.get(column, _WIDTH))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(shown) - 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    sheet.set_landscape()
    sheet.set_paper(_A3)
    sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&R&P / &N")
