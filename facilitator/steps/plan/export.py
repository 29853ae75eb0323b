"""A plan as a Word document: headings, tables, page numbers, and every number a link to the literal sentence.

The same plan always gives the same bytes, and nothing in them tells whose machine made it.
"""

import io
import re
import zipfile
from datetime import datetime
from typing import Any, Final

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from facilitator.exports.registry import Export
from facilitator.languages import LANGUAGES
from facilitator.steps.plan.document import Block, Grid, Items, Para, Piece, PlanDocument

_ANY_DAY: Final = datetime(2000, 1, 1)
_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def document(told: PlanDocument) -> bytes:
    """Write the document."""
    made = Document()
    _set_up(made, told)
    made.add_heading(_safe(told.title), level=0)
    for fact in told.facts:
        _paragraph(made, fact)
    for part in (it for it in told.parts if it.blocks):
        made.add_heading(_safe(part.title), level=1)
        for block in part.blocks:
            _block(made, block)
    _sentences(made, told)
    return _without_moments(made)


def _set_up(made: Any, told: PlanDocument) -> None:
    """A4, the language, page numbers, and properties that say what it is and nothing of who or when."""
    section = made.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(20)
    properties = made.core_properties
    properties.title, properties.language = _safe(told.title)[:255], LANGUAGES[told.language].tag
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.created = properties.modified = _ANY_DAY
    properties.revision = 1
    for lang in made.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), LANGUAGES[told.language].tag)
    made.styles["Normal"].font.size = Pt(10.5)
    _number_pages(section.footer.paragraphs[0], told.page)


def _number_pages(paragraph: Paragraph, words: str) -> None:
    before, between, after = (*words.split("{}"), "", "")[:3]
    for text, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
        paragraph.add_run(text)
        if field:
            _field(paragraph, field)


def _field(paragraph: Paragraph, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _block(made: Any, block: Block) -> None:
    if isinstance(block, Grid):
        _table(made, block)
    elif isinstance(block, Items):
        if block.label:
            made.add_paragraph().add_run(_safe(block.label)).bold = True
        for piece in block.pieces:
            _piece(made.add_paragraph(style="List Bullet"), piece, literal=block.literal)
    else:
        _paragraph(made, block)


def _paragraph(made: Any, block: Para) -> None:
    for number, line in enumerate(block.piece.text.split("\n")):
        paragraph = made.add_paragraph()
        if block.label and not number:
            paragraph.add_run(_safe(block.label) + " ").bold = True
        last = number == block.piece.text.count("\n")
        _piece(paragraph, Piece(line, block.piece.cites if last else ()))


def _table(made: Any, grid: Grid) -> None:
    table = made.add_table(rows=1, cols=len(grid.head), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, grid.head, strict=True):
        cell.paragraphs[0].add_run(_safe(text)).bold = True
    _repeat(table.rows[0])
    for row in grid.rows:
        for cell, piece in zip(table.add_row().cells, row, strict=True):
            _piece(cell.paragraphs[0], piece)
    made.add_paragraph()


def _repeat(row: Any) -> None:
    """Let a table's head stand on every page, and be read as its head."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _piece(paragraph: Paragraph, piece: Piece, *, literal: bool = False) -> None:
    paragraph.add_run(_safe(piece.text)).italic = literal or None
    if piece.cites:
        paragraph.add_run(" [")
        for number, cite in enumerate(piece.cites):
            if number:
                paragraph.add_run(", ")
            _link(paragraph, str(cite), f"s{cite}")
        paragraph.add_run("]")


def _link(paragraph: Paragraph, text: str, bookmark: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), bookmark)
    link.append(paragraph.add_run(text)._r)
    paragraph._p.append(link)


def _sentences(made: Any, told: PlanDocument) -> None:
    if not told.cited:
        return
    made.add_heading(_safe(told.cited_title), level=1)
    for it in told.cited:
        paragraph = made.add_paragraph()
        _mark(paragraph, it.number)
        paragraph.add_run(f"{it.number}  ").bold = True
        paragraph.add_run(_safe(it.text)).italic = True
        if it.where:
            paragraph.add_run(f"  ({_safe(it.where)})")


def _mark(paragraph: Paragraph, number: int) -> None:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), f"s{number}")
    paragraph._p.append(start)
    paragraph._p.append(end)


def _safe(text: str) -> str:
    """What XML can't hold is shown as what it is: something unreadable."""
    return _NOT_IN_XML.sub("\ufffd", text)


def _without_moments(made: Any) -> bytes:
    """Pack it anew: a zip tells when each of its files was written."""
    packed, again = io.BytesIO(), io.BytesIO()
    made.save(packed)
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return again.getvalue()


WORD: Final = Export(
    name="docx",
    suffix="docx",
    mimetype="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    make=document,
    part="plan",
)
