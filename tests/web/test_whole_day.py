"""From a suspicion to a printed plan: the example through two rounds, interviews, map, weighing, goal, approval, plan.

Every file that comes out is opened by a program that did not write it, and its numbers are those of the day.
"""

import csv
import io
import json
import re
import threading
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import uuid4
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from playwright.sync_api import Browser
from pypdf import PdfReader

from facilitator.domain.approvals import Totals
from facilitator.domain.extras import Extras
from facilitator.domain.plan import Action, Plan
from facilitator.domain.suspicion import Settled, Variant
from facilitator.services import approvals, assignments, desk, interviews, maps, plan, verifying, weighing
from facilitator.services.facilitators import COOKIE, sign_in
from facilitator.services.house import House
from facilitator.services.interviews import Line
from tests.journeys.day import script
from tests.makers import Room
from tests.servers import Server
from tests.web.conftest import Clock, add_facilitator, browser_of
from tests.weighed import ENVIRONMENTS, EXAMPLE, FixedMap, weighed_goal, weighed_process

RECEIVED, MAPPED, MASKED, HIDDEN = 257, 253, 1, 4
COUNTS = "257 ontvangen = 253 in de map (1 deels afgeschermd) + 4 niet getoond"
SUSPICION = "inwoners met beginnende schulden ons pas bereiken als het te laat is."
VARIANTS = (Variant("A", "Vast punt"), Variant("B", "Bus"), Variant("C", "Buurthuizen"))
FIRST_ROUND, SECOND_ROUND, INTERVIEWS = date(2026, 3, 12), date(2026, 3, 19), date(2026, 3, 24)


@dataclass
class Day:
    """The assignment as it grows."""

    room: Room
    said: dict[str, str]
    categories: dict[str, str]
    answers: dict[int, list[str]]

    @property
    def track(self) -> str:
        return self.room.made.track

    @property
    def fixed(self) -> FixedMap:
        return FixedMap(self.room, "ada", self.said, self.categories, self.answers)


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("whole-day")


@pytest.fixture(scope="module")
def app(folder: Path, clock: Clock) -> Iterator[object]:
    from facilitator import create_app
    from facilitator.config import Settings

    made = create_app(Settings(database=f"sqlite:///{folder / 'test.sqlite'}", secret="only for tests"))
    made.extensions["facilitator"].now = clock
    yield made
    made.extensions["facilitator"].store.close()


@pytest.fixture(scope="module")
def house(app: object) -> Iterator[House]:
    found: House = app.extensions["facilitator"]  # type: ignore[attr-defined]
    thread = threading.Thread(target=found.writer.run, daemon=True)
    thread.start()
    yield found
    found.writer.end()
    thread.join(5)


@pytest.fixture(scope="module")
def facilitator(house: House) -> str:
    return add_facilitator(house.store, "ada")


@pytest.fixture
def ada(app: object, house: House, process: Day, clock: Clock) -> FlaskClient:
    """Ada's browser, signed in now: weeks go by."""
    return browser_of(app, house.store, "ada", clock.seconds)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def process(house: House, facilitator: str, clock: Clock) -> Day:
    """The process track: two rounds of groups and four interviews, sorted, masked, hidden, and closed."""
    wanted = assignments.Wanted("process", "schulden en armoede", suspicion=SUSPICION, hold=0)
    room = Room(house, assignments.create(house.store, facilitator, wanted))
    day = Day(room, {}, {}, {})
    for name in script.categories():
        day.categories[name] = room.add_category(name)
    hear(day, "round1", FIRST_ROUND, clock, people={"policy": 6, "regulation": 5, "enforcement": 6, "execution": 5})
    made = assignments.add_consultation(house.store, day.track, round=2, title="Ronde 2", hold=0)
    house.refresh(day.track)
    later = replace(room.made, consultation=made.consultation, code=made.code)
    day.room = Room(house, later)
    hear(day, "round2", SECOND_ROUND, clock, people={"policy": 5, "regulation": 4, "enforcement": 5, "execution": 4})
    for number, environment in enumerate(("beleid", "regelgeving", "handhaving", "uitvoering")):
        interview(day, environment, INTERVIEWS - timedelta(days=number), clock)
    return day


def hear(day: Day, source: str, when: date, clock: Clock, people: dict[str, int]) -> None:
    """Let a round speak, sort it, mask a name, hide what is no one-liner, and close it."""
    clock.time = clock.time.replace(month=when.month, day=when.day, hour=12)
    for environment, number in people.items():
        day.room.attend(environment, number)
    for question in range(1, 6):
        day.room.open(question)
        for line in (it for it in script.read() if it.source == source and it.question == question):
            sort(day, line, day.room.say(line.text, question=question, environment=ENVIRONMENTS[line.environment]))
    assert isinstance(day.room.act("close"), int)


def interview(day: Day, environment: str, when: date, clock: Clock) -> None:
    """Take down what somebody says at a kitchen table, two lines a question as in the example."""
    house, key = day.room.house, ENVIRONMENTS[environment]
    clock.time = clock.time.replace(month=when.month, day=when.day)
    made = interviews.make(house.store, day.track, "nl", interviews.Wanted(2, key, when))
    house.refresh(day.track)
    room = Room(house, replace(day.room.made, consultation=made))
    for line in (it for it in script.read() if it.source == "interview" and it.environment == environment):
        wanted = Line(str(uuid4()), room.question(line.question), line.text)
        sort(replace_room(day, room), line, interviews.take_down(house, made, "ada", wanted))
    assert isinstance(room.act("close"), int)


def replace_room(day: Day, room: Room) -> Day:
    return Day(room, day.said, day.categories, day.answers)


def sort(day: Day, line: script.Line, id: str) -> None:
    """Lay a one-liner where the example has it."""
    day.said[line.text] = id
    day.answers.setdefault(line.question, []).append(id)
    if line.category:
        day.room.act("sort", oneliners=[id], category=day.categories[line.category], before=None)
    if line.text in script.NOT_SHOWN:
        day.room.act("hide", oneliners=[id], reason=script.NOT_SHOWN[line.text])
    elif line.text == script.NAMED:
        day.room.act("mask", oneliner=id, start=0, end=len("Mevrouw J. de Wit"), what="person")
        day.room.act("release", oneliners=[id])


@pytest.fixture(scope="module")
def frozen(process: Day, house: House) -> maps.Version:
    """Version 1 of the process map, starred and linked in analysis."""
    room = process.room
    room.act("star", oneliners=list(process.said.values())[5:27])
    room.act("set_kind", oneliners=[process.answers[1][3]], kind="solution_direction")
    return maps.freeze(house.store, process.track, "ada", house.now())


@pytest.fixture(scope="module")
def goal(process: Day, frozen: maps.Version, house: House, clock: Clock) -> Day:
    """The goal track that came of the weighing, heard, sorted and closed."""
    store = house.store
    weighing.begin(store, process.track, frozen.number)
    kept = weighing.latest(store, process.track)
    assert kept is not None
    weighing.save(store, kept, revision=kept.revision, weighed=weighed_process(process.fixed))
    kept = weighing.latest(store, process.track)
    assert kept is not None
    weighing.close(store, kept, revision=kept.revision, by="ada", day="2026-04-09", track="process")
    settled = weighing.settled(kept := weighing.latest_closed(store, process.track) or kept)
    assert settled.issue == weighed_process(process.fixed).diagnosis.diagnosis
    track = begin_goal(house, process, replace(settled, variants=VARIANTS))
    return hear_goal(house, process, track, clock)


def begin_goal(house: House, process: Day, settled: Settled) -> str:
    assignment = desk.assignment(house.store, "ada", process.room.made.assignment)
    assert assignment is not None
    return assignments.begin_goal(house.store, assignment, settled)


def hear_goal(house: House, process: Day, track: str, clock: Clock) -> Day:
    made = assignments.add_consultation(house.store, track, round=1, title="Doel", hold=0)
    house.refresh(track)
    questions = house.track(track).question_numbered()
    room = Room(house, replace(process.room.made, track=track, consultation=made.consultation, questions=questions))
    day = Day(room, {}, {}, {})
    clock.time = clock.time.replace(month=4, day=14)
    for environment in ("execution", "regulation", "enforcement", "target_group"):
        room.attend(environment, 6)
    for row in goal_rows():
        say_goal(day, row)
    assert isinstance(room.act("close"), int)
    return day


def goal_rows() -> list[dict[str, str]]:
    with (EXAMPLE / "oneliners_goal_nl.csv").open(encoding="utf-8", newline="") as source:
        return sorted(csv.DictReader(source), key=lambda row: int(row["prompt"]))


def say_goal(day: Day, row: dict[str, str]) -> None:
    question = int(row["prompt"])
    if question not in day.answers:
        day.room.open(question)
    stances = {"voor": "for", "tegen": "against", "": "for"}
    variants = re.findall(r"\w", row["variant"]) if question == 3 else []
    chosen = tuple((key, stances[row["variant_stance"]]) for key in variants)
    extras = Extras(cooperation="yes" if question == 2 else None, variants=chosen)
    id = day.room.say(row["text"], question=question, environment=ENVIRONMENTS[row["environment"]], extras=extras)
    day.said[row["text"]] = id
    day.answers.setdefault(question, []).append(id)
    if row["category"]:
        if row["category"] not in day.categories:
            day.categories[row["category"]] = day.room.add_category(row["category"])
        day.room.act("sort", oneliners=[id], category=day.categories[row["category"]], before=None)


@pytest.fixture(scope="module")
def planned(goal: Day, house: House) -> Day:
    """The goal map approved to version 2, weighed, and planned."""
    store, track, today = house.store, goal.track, house.now().date()
    maps.freeze(store, track, "ada", house.now())
    approvals.begin(store, track, version=1, deadline=today + timedelta(days=14))
    links = [it.token for it in approvals.invite(store, track, people=[], paper=24)]
    answers = ["agreed"] * 19 + ["agreed_with_remark"] * 2 + ["not_agreed"]
    for link, said in zip(links, answers, strict=False):
        assert approvals.answer(store, link, said, [("missing", "Mijn zin staat er niet in.")], today=today)  # type: ignore[arg-type]
    approvals.close(store, track, 1)
    for it in approvals.remarks(store, track):
        approvals.handle(store, track, it.id, "taken", "")
    maps.freeze(store, track, "ada", house.now())
    approvals.begin(store, track, version=2, deadline=today + timedelta(days=14))
    for link in links[19:22]:
        assert approvals.answer(store, link, "agreed", [], today=today)
    approvals.close(store, track, 2)
    weigh_goal(house, goal)
    return goal


def weigh_goal(house: House, goal: Day) -> None:
    store, track = house.store, goal.track
    weighing.begin(store, track, 2)
    kept = weighing.latest(store, track)
    assert kept is not None
    weighing.save(store, kept, revision=kept.revision, weighed=weighed_goal(goal.fixed))
    kept = weighing.latest(store, track)
    assert kept is not None
    weighing.close(store, kept, revision=kept.revision, by="ada", day="2026-05-06", track="goal")
    written = Plan(actions=(Action(what="Bus huren", who="Team Schuldhulp", carried=tuple(goal.answers[1][:2])),))
    plan.save(store, track, weighing=kept.id, revision=0, written=written)


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
    house = other.extensions["facilitator"]
    house.now = clock
    eve = browser_of(other, house.store, add_facilitator(house.store, "eve"), clock.seconds)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', eve.get("/desk/import").text)
    assert token is not None

    taken = eve.post("/desk/import", data={"csrf_token": token[1], "file": (io.BytesIO(file), "map.json")})

    assert taken.status_code == 303, taken.text[-500:]
    again = json.loads(export(eve, process.track, "json"))
    first = json.loads(file)
    for same in ("counts", "fingerprint", "categories", "questions"):
        assert again[same] == first[same], same
    assert {it["id"]: it["text"] for it in again["oneliners"]} == {it["id"]: it["text"] for it in first["oneliners"]}
    verifying.database(house.store)
    house.store.close()


def test_the_goal_map_goes_from_nineteen_to_twenty_two_of_twenty_four(
    house: House, ada: FlaskClient, planned: Day
) -> None:
    first, second = (it.totals for it in approvals.rounds(house.store, planned.track))

    assert first == Totals(19, 2, 1, 2)
    assert second == Totals(22, 0, 0, 2)
    page = ada.get(f"/desk/tracks/{planned.track}/map/versions/2").text
    assert "80 ontvangen = 80 in de map + 0 niet getoond" in page
    assert re.search(r"\b22\b", page)


def test_the_plan_opens_in_a_word_processor_with_what_it_rests_on(ada: FlaskClient, house: House, planned: Day) -> None:
    answered = ada.get(f"/desk/tracks/{planned.track}/plan/docx")
    assert answered.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answered.data)) as document:
        root = ElementTree.fromstring(document.read("word/document.xml"))
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    text = "\n".join("".join(it.text or "" for it in p.iter(f"{word}t")) for p in root.iter(f"{word}p"))

    version = maps.version(house.store, planned.track, 2)
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
    browser: Browser, house: House, tmp_path: Path, process: Day, planned: Day, clock: Clock
) -> None:
    with Server(tmp_path, database=house.store.url.render_as_string(hide_password=False)) as server:
        context = browser.new_context(locale="nl-NL")
        token = sign_in(house.store, "ada", now=int(time.time())).token
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
