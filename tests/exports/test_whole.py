"""Whole exports of a track: what every file must tell of the map it is of."""

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import update

from facilitator import exports
from facilitator.exports.archive import MANIFEST, archive
from facilitator.services.application import Application
from facilitator.services.documents import versions as maps
from facilitator.store import tables
from tests.makers import NOON, Room, add_facilitators, application_on, room_on

Rows = list[dict[str, str]]


@pytest.fixture
def application(tmp_path: Path) -> Any:
    made = application_on(f"sqlite:///{tmp_path / 'facilitator.sqlite'}")
    add_facilitators(made.store, "ada")
    yield made
    made.store.close()


@pytest.fixture
def room(application: Application) -> Room:
    """A closed consultation on an English process track, in two categories; one of them begins with a sign."""
    room = room_on(application, theme="debts", language="en")
    room.open()
    letters, shame = room.add_category("=Letters"), room.add_category("Shame")
    first, second = room.say("-5 euro is enough."), room.say("Nobody opens them.")
    room.act("sort", oneliners=[first, second], category=letters)
    room.act("sort_also", oneliners=[first], category=shame)
    room.act("mark_same", oneliners=[first, second])
    room.say("Not sorted.")
    room.act("close")
    return room


def made(room: Room, format: exports.Format) -> bytes:
    return exports.of_track(room.store, room.made.track, format).content


def rows_of(room: Room) -> Rows:
    return list(csv.DictReader(io.StringIO(made(room, "csv").decode(), newline=""), strict=True))


def test_a_second_category_has_a_column_where_there_is_one(room: Room) -> None:
    told = {row["oneliner"]: (row["category"], row["category_2"]) for row in rows_of(room)}
    assert told == {
        "-5 euro is enough.": ("=Letters", "Shame"),
        "Nobody opens them.": ("=Letters", ""),
        "Not sorted.": ("(not sorted yet)", ""),
    }


def test_a_goal_map_tells_for_whom_and_whether_one_takes_part(application: Application) -> None:
    room = room_on(application, track="goal", settled={"variants": [{"key": "A", "name": "bus"}]})
    room.open(3)
    said = room.say("De bus!", question=3)
    values = {"variants": [{"variant": "A", "stance": "for"}, {"variant": "B", "stance": "against"}]}
    with application.store.work() as connection:
        connection.execute(update(tables.Oneliner).values(**values, cooperation="if"))
    application.refresh(room.made.track)
    (row,) = rows_of(room)
    assert (row["spoor"], row["variant"], row["meewerken"]) == ("doel", "A voor, B tegen", "ja, mits")
    assert [it["id"] for it in json.loads(made(room, "json"))["oneliners"]] == [said]


def test_the_workbook_holds_the_same_as_strings(room: Room) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made(room, "xlsx")))
    (sheet,) = book.worksheets
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    table = [{**dict(zip(lines[0], line, strict=True)), "nr": line[0]} for line in lines[1:]]
    assert [{key: value or "" for key, value in row.items() if key != "sign_added"} for row in table] == [
        {key: value for key, value in row.items() if key != "sign_added"} for row in rows_of(room)
    ]


def test_the_counts_add_up_to_the_rows(room: Room) -> None:
    content = made(room, "summary")
    assert content.startswith("\ufeff".encode())
    head, *lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";", strict=True)
    assert head[0] == "category"
    assert [line[0] for line in lines] == ["'=Letters", "Shame", "(not sorted yet)", "total"]
    numbers = [[int(cell) for cell in line[1:]] for line in lines]
    assert numbers[-1] == [sum(column) for column in zip(*numbers[:-1], strict=True)]
    assert all(sum(line[:-1]) == line[-1] for line in numbers)
    assert numbers[-1][-1] == len(rows_of(room)) == 3


@pytest.mark.parametrize("format", exports.FORMATS)
def test_the_same_map_is_the_same_file_with_its_version_in_the_name(room: Room, format: exports.Format) -> None:
    maps.freeze(room.own, NOON)
    files = [exports.of_version(room.store, room.made.track, 1, format) for _ in range(2)]
    assert files[0] == files[1]
    assert "_v1_2026-03-12." in files[0].filename
    assert files[0].filename.startswith("procesmap_")


def test_an_archive_opens_without_us_and_can_be_checked(room: Room) -> None:
    with zipfile.ZipFile(io.BytesIO(made(room, "archive"))) as found:
        assert found.testzip() is None
        held = {name: found.read(name) for name in found.namelist()}
        assert {it.date_time for it in found.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    told = [line.split("  ") for line in held.pop(MANIFEST).decode().splitlines()]
    assert told == [[hashlib.sha256(held[name]).hexdigest(), name] for name in sorted(held)]
    assert made(room, "csv") in held.values()
    assert made(room, "json") in held.values()
    assert b"Nobody opens them." in next(content for name, content in held.items() if name.endswith(".html"))


def test_an_archive_is_the_same_whatever_the_order_of_its_files() -> None:
    assert archive({"a": b"1", "b": b"2"}) == archive({"b": b"2", "a": b"1"})
    assert archive({"a": b"1"}) != archive({"a": b"2"})
