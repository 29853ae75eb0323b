"""The Word document, read by something that did not write it."""

import io
import zipfile
from xml.etree import ElementTree

import pytest

from facilitator.steps.plan import export as plan_docx
from facilitator.steps.plan.document import Cited, Grid, Items, Para, Part, Piece, PlanDocument

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AWKWARD = 'Schuld < € 90 & "post"? 😀 \u0000\u000b\ufffe =1+1'


def told(language: str = "nl", text: str = AWKWARD) -> PlanDocument:
    parts = (
        Part("a", "Inleiding", (Para(Piece("een\ntwee", (2,)), "Vraagstuk:"),)),
        Part("b", "Acties", (Grid(("Wat", "Kosten"), ((Piece("Bus", (1, 2)), Piece("€ 45.000")),)),)),
        Part("c", "Belangen", (Items((Piece(text, (1,)),), "Gediend:", literal=True),)),
    )
    cited = (Cited(1, "id1", text, "Incasso"), Cited(2, "id2", "Bel eerst.", ""))
    return PlanDocument("Plan van aanpak: Schuld", (), parts, "De uitspraken", cited, "pagina {} van {}", language)


def entries(file: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def body(file: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(entries(file)["word/document.xml"])


def texts(element: ElementTree.Element) -> list[str]:
    return ["".join(t.text or "" for t in it.iter(f"{W}t")) for it in element.iter(f"{W}p")]


def test_it_says_what_the_plan_says() -> None:
    found = texts(body(plan_docx.document(told())))
    assert found[0] == "Plan van aanpak: Schuld"
    assert "Vraagstuk: een" in found
    assert "two" not in found
    assert "twee [2]" in found
    assert "Bus [1, 2]" in found
    assert "€ 45.000" in found
    assert "2  Bel eerst." in found


def test_text_is_literal_but_for_what_xml_can_not_hold() -> None:
    shown = AWKWARD.replace("\u0000", "\ufffd").replace("\u000b", "\ufffd").replace("\ufffe", "\ufffd")
    assert f"1  {shown}  (Incasso)" in texts(body(plan_docx.document(told())))


def test_every_number_leads_to_its_sentence() -> None:
    root = body(plan_docx.document(told()))
    links = [it.get(f"{W}anchor") for it in root.iter(f"{W}hyperlink")]
    marks = {it.get(f"{W}name") for it in root.iter(f"{W}bookmarkStart")}
    assert links == ["s2", "s1", "s2", "s1"]
    assert marks == {"s1", "s2"}


def test_headings_tables_and_pages_are_real() -> None:
    file = plan_docx.document(told())
    root = body(file)
    styles = [it.get(f"{W}val") for it in root.iter(f"{W}pStyle")]
    assert styles.count("Heading1") == 4
    assert len(list(root.iter(f"{W}tbl"))) == 1
    assert len(list(root.iter(f"{W}tblHeader"))) == 1
    size = next(root.iter(f"{W}pgSz"))
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
    footer = next(
        ElementTree.fromstring(held) for name, held in entries(file).items() if name.startswith("word/footer")
    )
    assert [it.get(f"{W}instr") for it in footer.iter(f"{W}fldSimple")] == ["PAGE", "NUMPAGES"]
    assert texts(footer) == ["pagina 1 van 1"]


@pytest.mark.parametrize(("language", "tag"), [("nl", "nl-NL"), ("en", "en-GB")])
def test_it_is_in_the_readers_language(language: str, tag: str) -> None:
    styles = ElementTree.fromstring(entries(plan_docx.document(told(language)))["word/styles.xml"])
    assert {it.get(f"{W}val") for it in styles.iter(f"{W}lang")} == {tag}


def test_it_tells_nothing_of_who_made_it_or_when() -> None:
    file = plan_docx.document(told())
    core = entries(file)["docProps/core.xml"].decode()
    assert "python-docx" not in core
    assert "2000-01-01T00:00:00Z" in core
    assert "<dc:creator></dc:creator>" in core or "<dc:creator/>" in core
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert {it.date_time for it in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert plan_docx.document(told()) == plan_docx.document(told())
    assert plan_docx.document(told()) != plan_docx.document(told(text="iets anders"))


def test_a_plan_with_nothing_in_it_can_be_opened() -> None:
    empty = PlanDocument("Plan", (), (), "De uitspraken", (), "pagina {} van {}", "nl")
    assert texts(body(plan_docx.document(empty)))[0] == "Plan"
