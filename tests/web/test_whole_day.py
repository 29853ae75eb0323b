"""From a suspicion to a printed plan: the example through two rounds, interviews, map, weighing, goal, approval, plan.

Every file that comes out is opened by a program that did not write it, and its numbers are those of the day.
"""

import csv
import io
import json
import re
import time
import zipfile
from collections import Counter
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

from flask.testing import FlaskClient
from openpyxl import load_workbook
from playwright.sync_api import Browser
from pypdf import PdfReader

from facilitator.services.accounts.facilitators import COOKIE, sign_in
from facilitator.services.application import Application
from facilitator.services.documents import verifying
from facilitator.services.documents import versions as maps
from facilitator.steps.approval import service as approvals
from facilitator.steps.approval.rules import Totals
from tests.journeys.day import script
from tests.owners import own_track
from tests.servers import Server
from tests.web import whole_day
from tests.web.conftest import Clock, add_facilitator, browser_of
from tests.web.whole_day import COUNTS, HIDDEN, MAPPED, MASKED, RECEIVED, Day
from tests.weighed import weighed_goal

clock, folder, app, application = whole_day.clock, whole_day.folder, whole_day.app, whole_day.application
facilitator, ada, process = whole_day.facilitator, whole_day.ada, whole_day.process
frozen, goal, planned = whole_day.frozen, whole_day.goal, whole_day.planned


def export(browser: FlaskClient, track: str, format: str, version: int | None = None) -> bytes:
    where = f"/map/versions/{version}" if version else ""
    answered = browser.get(f"/desk/tracks/{track}{where}/export/{format}")
    assert answered.status_code == 200, answered.text[:300]
    return answered.data


def test_the_map_has_the_numbers_of_the_day(ada: FlaskClient, process: Day, frozen: maps.Version) -> None:
    page = ada.get(f"/desk/tracks/{process.track}/map/versions/{frozen.number}").text

    assert COUNTS in page
    assert frozen.fingerprint[:16] in page
    document = json.loads(export(ada, process.track, "json", frozen.number))
    assert document["counts"] == {"received": RECEIVED, "mapped": MAPPED, "masked": MASKED, "hidden": HIDDEN}
    assert document["fingerprint"] == frozen.fingerprint


def test_the_csv_opens_in_dutch_excel_with_every_line_as_it_was_said(
    ada: FlaskClient, process: Day, frozen: maps.Version
) -> None:
    file = export(ada, process.track, "csv-excel", frozen.number)
    rows = list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))

    assert file.startswith(b"\xef\xbb\xbf")
    assert file.count(b"\r\n") == MAPPED + 1
    said = Counter(
        row["uitspraak"].removeprefix("'") if row["teken_toegevoegd"] == "ja" else row["uitspraak"] for row in rows
    )
    expected = Counter(it.text for it in script.read() if it.text not in script.NOT_SHOWN and it.text != script.NAMED)
    (masked,) = (said - expected).elements()
    assert not expected - said
    assert masked.endswith("van het loket aan de Dorpsstraat lacht mensen gewoon uit.")
    assert "Wit" not in masked
    by_category = Counter((row["categorie"], int(row["vraagnr"])) for row in rows)
    unsorted = {(name or "(nog niet ingedeeld)", number): count for (name, number), count in script.counts().items()}
    assert by_category == unsorted
    assert {row["ronde"] for row in rows} == {"ronde 1", "ronde 2", "gesprek"}
    assert {row["datum"] for row in rows if row["ronde"] == "gesprek"} == {"2026-03-16", "2026-03-23"}


def test_the_workbook_holds_strings_and_no_formula(ada: FlaskClient, process: Day, frozen: maps.Version) -> None:
    book = load_workbook(io.BytesIO(export(ada, process.track, "xlsx", frozen.number)))
    (sheet, *_) = book.worksheets
    heads = [cell.value for cell in sheet[1]]
    texts = [row[heads.index("uitspraak")] for row in sheet.iter_rows(min_row=2)]

    assert len(texts) == MAPPED
    assert {cell.data_type for cell in texts} == {"s"}
    assert any(str(cell.value).startswith("=") for cell in texts)


def test_the_archive_is_what_its_manifest_says_and_verifies(
    ada: FlaskClient, process: Day, frozen: maps.Version
) -> None:
    with zipfile.ZipFile(io.BytesIO(export(ada, process.track, "archive", frozen.number))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = next(name for name in files if "manifest" in name.lower())
    lines = [line.split(maxsplit=1) for line in files[manifest].decode().splitlines()]
    told = {line[1]: line[0] for line in lines if len(line) == 2 and re.fullmatch("[0-9a-f]{64}", line[0])}

    assert {name.lstrip("*"): digest for name, digest in told.items()} == {
        name: sha256(content).hexdigest() for name, content in files.items() if name != manifest
    }
    assert {name.rsplit(".", 1)[1] for name in files} >= {"csv", "json", "xlsx", "html"}
    document = next(content for name, content in files.items() if name.endswith(".json"))
    checked = verifying.document(json.loads(document))
    assert checked.texts + checked.masked >= RECEIVED


def test_an_empty_server_makes_the_same_map_of_the_export(
    ada: FlaskClient, process: Day, frozen: maps.Version, tmp_path: Path, clock: Clock
) -> None:
    from facilitator import create_app
    from facilitator.config import Settings

    file = export(ada, process.track, "json", frozen.number)
    other = create_app(Settings(database=f"sqlite:///{tmp_path / 'other.sqlite'}", secret="only for tests"))
    application = other.extensions["facilitator"]
    application.now = clock
    eve = browser_of(other, application.store, add_facilitator(application.store, "eve"), clock.seconds)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', eve.get("/desk/import").text)
    assert token is not None

    taken = eve.post("/desk/import", data={"csrf_token": token[1], "file": (io.BytesIO(file), "map.json")})

    assert taken.status_code == 303, taken.text[-500:]
    again = json.loads(export(eve, process.track, "json"))
    first = json.loads(file)
    assert again["versions"][0]["fingerprint"] == first["fingerprint"]
    for same in ("counts", "categories", "questions"):
        assert again[same] == first[same], same
    assert {it["id"]: it["text"] for it in again["oneliners"]} == {it["id"]: it["text"] for it in first["oneliners"]}
    verifying.database(application.store)
    application.store.close()


def test_the_goal_map_goes_from_nineteen_to_twenty_two_of_twenty_four(
    application: Application, ada: FlaskClient, planned: Day
) -> None:
    first, second = (it.totals for it in approvals.rounds(own_track(application.store, planned.track)))

    assert first == Totals(19, 2, 1, 2)
    assert second == Totals(22, 0, 0, 2)
    page = ada.get(f"/desk/tracks/{planned.track}/map/versions/2").text
    assert "80 ontvangen = 80 in de map" in page
    assert re.search(r"\b22\b", page)


def test_the_plan_opens_in_a_word_processor_with_what_it_rests_on(
    ada: FlaskClient, application: Application, planned: Day
) -> None:
    answered = ada.get(f"/desk/tracks/{planned.track}/plan/docx")
    assert answered.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answered.data)) as document:
        root = ElementTree.fromstring(document.read("word/document.xml"))
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    text = "\n".join("".join(it.text or "" for it in p.iter(f"{word}t")) for p in root.iter(f"{word}p"))

    version = maps.version(application.store, planned.track, 2)
    assert version is not None
    for told in (
        "Bus huren",
        "De bus bereikt ook de dorpen",
        version.fingerprint[:16],
        "22",
        weighed_goal(planned.fixed).alternatives[1].text,
    ):
        assert told in text, told
    carried = {id: said for said, id in planned.said.items()}
    for id in planned.answers[1][:2]:
        assert carried[id] in text


def test_map_and_plan_print_with_every_line_on_them(
    browser: Browser, application: Application, tmp_path: Path, process: Day, planned: Day, clock: Clock
) -> None:
    with Server(tmp_path, database=application.store.url.render_as_string(hide_password=False)) as server:
        context = browser.new_context(locale="nl-NL")
        token = sign_in(application.store, "ada", now=int(time.time())).token
        context.add_cookies([{"name": COOKIE, "value": token, "url": server.url}])
        page = context.new_page()
        page.goto(f"{server.url}/desk/tracks/{process.track}/map/versions/1?paper=a3")
        printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
        page.goto(f"{server.url}/desk/tracks/{planned.track}/plan")
        plan_printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
        context.close()

    pages = [re.sub(r"\s+", "", it.extract_text()) for it in printed.pages]
    whole = "".join(pages)
    assert re.sub(r"\s+", "", COUNTS) in whole
    assert {(round(float(it.mediabox.width)), round(float(it.mediabox.height))) for it in printed.pages} == {
        (1191, 842)
    }
    assert len(pages) <= 6
    for line in script.read():
        if line.text not in script.NOT_SHOWN and line.text != script.NAMED and line.text.isascii():
            assert re.sub(r"\s+", "", line.text) in whole, line.text
    assert "Bushuren" in "".join(re.sub(r"\s+", "", it.extract_text()) for it in plan_printed.pages)


def test_what_was_done_is_told_to_those_consulted(ada: FlaskClient, process: Day, planned: Day) -> None:
    page = f"/desk/assignments/{process.room.made.assignment}/feedback"

    told = ada.get(f"{page}/preview").text

    assert COUNTS in told
    assert "Hulp is er, maar de eerste stap vraagt moed" in told
    assert "De bus bereikt ook de dorpen" in told
