"""The map's overview as a picture: one SVG by itself, for slides and reports. It asks for no font and no other file.

How wide a text is, is guessed from the widths of Helvetica's letters, which Arial and Liberation Sans share.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from facilitator.domain.map.lines import Column, Row
from facilitator.exports.map_text import MapText

WIDTH: Final = 1600
MARGIN: Final = 32
HEAD_WIDTH: Final = 196
INK, QUIET, LINE, PAPER, SUNKEN = "#1b1c20", "#4d4f57", "#9a9a9a", "#ffffff", "#f1efe9"
SANS: Final = "Helvetica, Arial, 'Liberation Sans', sans-serif"
MOST_LINES: Final = 4

_NARROW, _MIDDLE, _WIDE = "iljtf.,:;'!|()[]I‘’-", 'rJ*"“”', "mwMW@%—…★"
_UNWRITABLE: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass
class Sheet:
    """What has been drawn so far, and how far down it reaches."""

    y: float
    parts: list[str] = field(default_factory=list)

    def box(self, x: float, y: float, width: float, height: float, fill: str, stroke: str = LINE) -> None:
        """Draw a rectangle, in the units of a sheet that is WIDTH wide."""
        place = f'x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"'
        self.parts.append(f'<rect {place} fill="{fill}" stroke="{stroke}"/>')

    def write(self, x: float, y: float, text: str, size: float, **more: str) -> None:
        """Write one line, with its foot at `y`. `more`: attributes of SVG, with _ for -."""
        named = "".join(f" {name.replace('_', '-')}={quoteattr(value)}" for name, value in more.items())
        self.parts.append(f'<text x="{x:g}" y="{y:g}" font-size="{size:g}"{named}>{written(text)}</text>')

    def paragraph(self, x: float, y: float, lines: Iterable[str], size: float, **more: str) -> None:
        """Write lines under one another, the first with its foot at `y`."""
        for number, line in enumerate(lines):
            self.write(x, y + number * size * 1.25, line, size, **more)


def svg(told: MapText) -> bytes:
    """Draw the overview: a row for each category, a column for each question, a count and one quote a cell."""
    sheet = Sheet(MARGIN)
    _head(sheet, told)
    _columns(sheet, told)
    for row in told.map.rows():
        _row(sheet, told, row)
    _foot(sheet, told)
    size = f'viewBox="0 0 {WIDTH} {sheet.y:g}" width="{WIDTH}" height="{sheet.y:g}"'
    title = f"<title>{written(f'{told.heading}: {told.theme}')}</title>"
    whole = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{SANS}" fill="{INK}" lang="{told.language}">'
        f'{title}<rect width="{WIDTH}" height="{sheet.y:g}" fill="{PAPER}"/>'
    )
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', whole, *sheet.parts, "</svg>\n"]).encode()


def _head(sheet: Sheet, told: MapText) -> None:
    sheet.write(MARGIN, sheet.y + 26, f"{told.heading.upper()}  {told.theme}", 26, font_weight="bold")
    facts = " · ".join(it for it in (told.organisation, told.rounds_line, told.counts_line, told.version_line) if it)
    sheet.y += 52
    for line in wrapped(facts, WIDTH - 2 * MARGIN, 14):
        sheet.write(MARGIN, sheet.y, line, 14, fill=QUIET)
        sheet.y += 18
    for fact in told.facts:
        for line in wrapped(f"{fact.name} {fact.text}", WIDTH - 2 * MARGIN, 14):
            sheet.write(MARGIN, sheet.y + 2, line, 14)
            sheet.y += 19
    sheet.y += 6


def _columns(sheet: Sheet, told: MapText) -> None:
    width = _column_width(told)
    texts = [wrapped(it.text, width - 16, 11) for it in told.map.columns]
    titles = [wrapped(f"{it.number} {it.title}", width - 16, 15, bold=True) for it in told.map.columns]
    height = max((len(text) * 14 + len(title) * 19 for text, title in zip(texts, titles, strict=True)), default=0) + 24
    sheet.box(MARGIN, sheet.y, HEAD_WIDTH, height, SUNKEN)
    division = wrapped(told.map.division.name, HEAD_WIDTH - 16, 15, bold=True)
    sheet.paragraph(MARGIN + 8, sheet.y + 26, division, 15, font_weight="bold")
    for at, (column, text, title) in enumerate(zip(told.map.columns, texts, titles, strict=True)):
        x = MARGIN + HEAD_WIDTH + at * width
        sheet.box(x, sheet.y, width, height, mixed(column.color, 12))
        sheet.box(x, sheet.y, width, 7, column.color, stroke=column.color)
        sheet.paragraph(x + 8, sheet.y + 26, title, 15, font_weight="bold")
        sheet.paragraph(x + 8, sheet.y + 26 + len(title) * 19, text, 11)
    sheet.y += height


def _row(sheet: Sheet, told: MapText, row: Row) -> None:
    width = _column_width(told)
    names = wrapped(told.row(row), HEAD_WIDTH - 16, 15, bold=True)
    cells = [_cell(told, row, column, width - 16) for column in told.map.columns]
    height = max([len(names) * 19 + 36, 56, *(36 + len(lines) * 16 for _, lines in cells)])
    sheet.box(MARGIN, sheet.y, HEAD_WIDTH, height, SUNKEN)
    sheet.paragraph(MARGIN + 8, sheet.y + 22, names, 15, font_weight="bold")
    sheet.write(MARGIN + 8, sheet.y + 24 + len(names) * 18.75, told.count(row), 13)
    for at, (column, (count, lines)) in enumerate(zip(told.map.columns, cells, strict=True)):
        x = MARGIN + HEAD_WIDTH + at * width
        sheet.box(x, sheet.y, width, height, mixed(column.color, told.percent(row, column)))
        sheet.write(x + 8, sheet.y + 24, count, 19, font_weight="bold")
        sheet.paragraph(x + 8, sheet.y + 43, lines, 12.5, font_style="italic")
    sheet.y += height


def _cell(told: MapText, row: Row, column: Column, width: float) -> tuple[str, Sequence[str]]:
    quote = told.quote(row, column)
    if quote is None:
        gap = told.gap(row, column)
        return "–", wrapped(gap, width, 12.5) if gap else []
    lines = wrapped(f"“{quote.text}”", width, 12.5)
    return str(told.map.count(row, column)), cut(lines)


def _foot(sheet: Sheet, told: MapText) -> None:
    sheet.y += 24
    signs = " · ".join(f"{sign} {text}" for sign, text in told.legend if sign == "▮▮▮▮")
    for text in (signs, told.frequency_line, f"{told.gettext('Fingerprint')} {told.fingerprint}"):
        if text:
            sheet.write(MARGIN, sheet.y, text, 13, fill=QUIET)
            sheet.y += 19
    sheet.y += MARGIN - 19


def _column_width(told: MapText) -> float:
    return (WIDTH - 2 * MARGIN - HEAD_WIDTH) / max(1, len(told.map.columns))


def mixed(color: str, percent: float) -> str:
    """Mix so much of a colour with white."""
    parts = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 + (part - 255) * percent / 100):02x}" for part in parts)


def cut(lines: list[str]) -> list[str]:
    """Show as many lines as fit, and by an ellipsis in brackets that words were left out."""
    if len(lines) <= MOST_LINES:
        return lines
    *kept, last = lines[:MOST_LINES]
    return [*kept, last[:-4].rstrip() + " […]”"]


def wrapped(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines that fit; a word that is too long for a line is broken where it must."""
    lines, line = [], ""
    for word in text.split(" "):
        while measured(word, size, bold=bold) > width:
            kept = next(
                at for at in range(len(word), 0, -1) if at == 1 or measured(word[:at], size, bold=bold) <= width
            )
            if line:
                lines.append(line)
                line = ""
            lines.append(word[:kept])
            word = word[kept:]
        wider = f"{line} {word}" if line else word
        if line and measured(wider, size, bold=bold) > width:
            lines.append(line)
            wider = word
        line = wider
    return [*lines, line] if line else lines


def measured(text: str, size: float, *, bold: bool = False) -> float:
    """Guess how wide a text is, in pixels."""
    return sum(_width(it) for it in text) * size * (1.08 if bold else 1)


def _width(letter: str) -> float:
    if unicodedata.combining(letter) or letter in "\u200d\ufe0e\ufe0f\u200c":
        return 0
    if unicodedata.east_asian_width(letter) in "WF" or ord(letter) > 0x1F000:
        return 1.1
    if letter in _NARROW:
        return 0.3
    if letter in _MIDDLE:
        return 0.38
    if letter in _WIDE:
        return 0.92
    if letter == " ":
        return 0.28
    return 0.7 if letter.isupper() else 0.56


def written(text: str) -> str:
    """Write a text as XML; what XML cannot hold at all is left out."""
    return escape(_UNWRITABLE.sub("", text))
