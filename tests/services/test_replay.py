"""The whole example, as if it was said again: every byte comes out as it went in."""

import csv
import io
import json
import random
import zipfile
from collections.abc import Iterator

import openpyxl
import pytest

from facilitator import exports
from facilitator.config import ROOT
from facilitator.domain import text as rules
from facilitator.exports.csv import SIGN
from facilitator.services.documents import verifying
from tests.makers import Room, add_facilitators, application_on, room_on

Replayed = tuple[Room, list[str]]

EXAMPLES = {"process": "oneliners_nl.csv", "goal": "oneliners_goal_nl.csv"}


def example(track: str) -> list[dict[str, str]]:
    with open(ROOT / "facilitator" / "example" / EXAMPLES[track], encoding="utf-8", newline="") as file:
        return [{**row, "text": rules.tidy(row["text"])} for row in csv.DictReader(file)]


@pytest.fixture(scope="module", params=EXAMPLES)
def replayed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replayed]:
    """A consultation in which all of an example was said, with all that was said, sorted."""
    application = application_on(f"sqlite:///{tmp_path_factory.mktemp('replayed') / 'facilitator.sqlite'}")
    add_facilitators(application.store, "ada")
    room, rows = room_on(application, track=request.param), example(request.param)
    for number in range(1, 6):
        room.open(number)
        jobs = [room.submission(row["text"], question=number) for row in rows if row["prompt"] == str(number)]
        assert all(isinstance(outcome, str) for outcome in room.application.write(jobs))
    sorted_by_hand(room, rows)
    room.act("close")
    yield room, sorted(row["text"] for row in rows)
    application.store.close()


def sorted_by_hand(room: Room, rows: list[dict[str, str]]) -> None:
    columns = {name: room.add_category(name) for name in sorted({row["category"] for row in rows if row["category"]})}
    wanted = {row["text"]: columns.get(row["category"]) for row in rows}
    cards = list(room.board.cards.values())
    random.Random(1).shuffle(cards)
    for card in cards:
        if (category := wanted[card.text]) is not None:
            room.act("sort", oneliners=[card.id], category=category)


def exported(room: Room, format: exports.Format) -> bytes:
    return exports.of_consultation(room.store, room.made.consultation, format).content


def test_the_exact_csv_holds_every_byte(replayed: Replayed) -> None:
    room, said = replayed
    file = io.StringIO(exported(room, "csv").decode(), newline="")
    rows = list(csv.DictReader(file, strict=True))
    assert sorted(row["uitspraak"] for row in rows) == said
    assert [row["nr"] for row in rows] == [str(nr) for nr in range(1, len(said) + 1)]
    assert [row["vraagnr"] for row in rows] == sorted(row["vraagnr"] for row in rows)


def test_the_csv_for_excel_holds_every_byte_but_the_signs(replayed: Replayed) -> None:
    room, said = replayed
    file = io.StringIO(exported(room, "csv-excel").decode("utf-8-sig"), newline="")
    rows = list(csv.DictReader(file, delimiter=";", strict=True))
    bare = [_without_sign(row) for row in rows]
    assert sorted(bare) == said


def _without_sign(row: dict[str, str]) -> str:
    signed = row["teken_toegevoegd"] == "ja" and row["uitspraak"].startswith(SIGN)
    return row["uitspraak"].removeprefix(SIGN) if signed else row["uitspraak"]


def test_the_workbook_holds_every_byte(replayed: Replayed) -> None:
    room, said = replayed
    content = exported(room, "xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    header, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    column = header.index("uitspraak")
    assert sorted(str(row[column]) for row in rows) == said
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist()), "a formula"


def test_the_document_is_good_and_so_is_the_database(replayed: Replayed) -> None:
    room, said = replayed
    document = json.loads(exported(room, "json"))
    assert sorted(it["text"] for it in document["oneliners"]) == said
    assert verifying.document(document).texts == verifying.database(room.store).texts == len(said)
