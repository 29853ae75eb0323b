"""The two CSV files: one exact for programs, one that Excel opens by double-click without harm.

Source: RFC 4180; CWE-1236 and method.md C4 for the guard.
"""

import csv
import io
import re
from collections.abc import Sequence
from typing import Final

from facilitator.exports.rows import Cells, table

BYTE_ORDER_MARK: Final = "\ufeff"
SIGN: Final = "'"

# A cell written by people; the date, the numbers and our own yes and no stay as they are.
_WRITTEN: Final = (
    "theme",
    "round",
    "question",
    "kind",
    "environment",
    "category",
    "category_2",
    "text",
    "probe",
    "variant",
    "cooperation",
)
_UNSEEN: Final = r"[\s\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]*"
_OUTSIDE: Final = re.compile(rf"^{_UNSEEN}|{_UNSEEN}$")
_FORMULA: Final = re.compile(rf"[\t\r\n]|{_UNSEEN}[=+\-@＝＋－＠]")
# What a spreadsheet with Dutch or English settings reads as a number, a date, a sum of money or a truth value: a cell
# of nothing but digits and these. Source: LibreOffice Calc 7.4 with "detect special numbers", and Excel.
_SEPARATORS: Final = r"\s.,:;/\\()'’\-–—−+%‰€$£¥₺"
_WORDS: Final = (
    "januari februari maart april mei juni juli augustus september oktober november december "
    "january february march may june july august october "
    "jan feb mrt mar apr jun jul aug sep sept okt oct nov dec "
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma di wo do vr za zo "
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "eur euro usd gbp chf am pm"
)
_WORD: Final = rf"(?<![^\W\d_])(?:{'|'.join(_WORDS.split())})(?![^\W\d_])|(?<=\d)(?:[et](?=[\d+\-−])|z$)"
_NUMBER_OR_DATE: Final = re.compile(
    rf"(?:[{_SEPARATORS}]|{_WORD})*\d(?:[\d{_SEPARATORS}]|{_WORD})*|true|false|waar|onwaar|#(?:[a-z/0]+[!?]|n/[ab])",
    re.IGNORECASE,
)


def exact(rows: Sequence[Cells], language: str = "nl") -> bytes:
    """Write RFC 4180 in UTF-8: every text byte for byte, nothing put in front of it."""
    return written(table(rows, language), delimiter=",").encode()


def excel(rows: Sequence[Cells], language: str = "nl") -> bytes:
    """Write what a Dutch Excel opens: `;`, byte order mark, and no cell that it would calculate."""
    lines = table([_guarded(row) for row in rows], language)
    return (BYTE_ORDER_MARK + written(lines, delimiter=";")).encode()


def sheet(lines: Sequence[Sequence[str]]) -> bytes:
    """Write any table for Excel: the first cell of a line and the whole header were written by people."""
    head, *body = lines
    safe = [[_signed(cell) for cell in head], *([_signed(first), *rest] for first, *rest in body)]
    return (BYTE_ORDER_MARK + written(safe, delimiter=";")).encode()


def _signed(cell: str) -> str:
    return SIGN + cell if needs_sign(cell) else cell


def needs_sign(cell: str) -> bool:
    """Tell whether a spreadsheet would make a formula, a number, a date or a truth value of the cell.

    Also a cell that reads like a signed one, so that taking one sign away always gives the text.
    """
    bare = cell.lstrip(SIGN)
    return bool(_FORMULA.match(bare) or _NUMBER_OR_DATE.fullmatch(_OUTSIDE.sub("", bare)))


def _guarded(row: Cells) -> Cells:
    signed = {it: f"{SIGN}{row[it]}" for it in _WRITTEN if row[it] and needs_sign(str(row[it]))}
    return {**row, **signed, "sign_added": bool(signed)}


def written(lines: Sequence[Sequence[str]], *, delimiter: str) -> str:
    """Write lines as RFC 4180 asks; nothing is put in front of a cell."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, lineterminator="\r\n").writerows(lines)
    return file.getvalue()
