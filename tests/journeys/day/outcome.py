"""20-24 March, four interviews, and afterwards: the counts on the board and in every file."""

import csv
import io
import json
from collections import Counter

from playwright.sync_api import Browser

from tests.exports.golden import golden_rows
from tests.journeys.day.gathering import sort_as_written
from tests.journeys.day.rounds import Later
from tests.journeys.day.script import NAMED, NOT_SHOWN, ROUNDS, Pile, counts, read
from tests.journeys.rooms import Room
from tests.servers import Server

MASKED_END = "lacht mensen gewoon uit."


def interviews(first: Room) -> None:
    """One from each environment, literally, at a kitchen table."""
    pile = Pile("interview")
    keys = {"beleid": "policy", "regelgeving": "regulation", "handhaving": "enforcement", "uitvoering": "execution"}
    for environment, key in keys.items():
        table = Later(first, kind="interview", round=2)
        for number in range(1, 6):
            for one in pile.of(number, environment):
                question = table.questions[number - 1]
                table.act("add_oneliner", question=question, text=one.text, environment=key, source="interview")
            sort_as_written(table, number)
        table.close()
    assert pile.is_empty


def same_all_over(room: Room) -> None:
    """What was said again is marked, as the example has it."""
    cards = {it["text"]: it["id"] for it in room.snapshot()["oneliners"]}
    rows = {row["nr"]: row for row in golden_rows()}
    groups: dict[str, list[str]] = {}
    for row in rows.values():
        if row["gelijk_aan_nr"]:
            first = rows[row["gelijk_aan_nr"]]
            groups.setdefault(row["gelijk_aan_nr"], [cards[first["uitspraak"]]]).append(cards[row["uitspraak"]])
    for same in groups.values():
        room.act("mark_same", oneliners=list(dict.fromkeys(same)))


def expect_map(browser: Browser, room: Room) -> None:
    """The counts on the board are those of the example, gaps and all."""
    snapshot = room.snapshot()
    names = {it["id"]: it["name"] for it in snapshot["categories"]} | {None: ""}
    numbers = {it["id"]: it["number"] for it in snapshot["questions"]}
    shown = [it for it in snapshot["oneliners"] if it["status"] != "hidden"]
    assert Counter((names[it["category"]], numbers[it["question"]]) for it in shown) == counts()
    assert [counts()["Incasso en schuldeisers", number] for number in range(1, 6)] == [9, 9, 11, 6, 8]
    assert len(snapshot["oneliners"]) == 257
    assert (len(shown), sum(it["status"] == "masked" for it in shown)) == (253, 1)


def expect_exports(server: Server, room: Room) -> None:
    """The files hold the same as the map, and the checks find nothing."""
    plain = table(export(server, room, "csv"), delimiter=",")
    assert Counter((named(row), int(row["vraagnr"])) for row in plain) == counts()
    assert facts(plain) == facts_of_the_example()
    excel = table(export(server, room, "csv-excel"), delimiter=";")
    assert facts(excel) == facts(golden_rows())
    assert len(json.loads(export(server, room, "json"))["oneliners"]) == 257
    assert export(server, room, "xlsx")[:2] == b"PK"
    done = server.command("verify")
    assert done.returncode == 0, done.stdout + done.stderr


def export(server: Server, room: Room, format: str) -> bytes:
    file = server.directory / f"map.{format}"
    done = server.command("export", "--track", room.made["track"], "--format", format, "-o", str(file))
    assert done.returncode == 0, done.stderr
    return file.read_bytes()


def table(file: bytes, *, delimiter: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"), newline=""), delimiter=delimiter, strict=True))


Facts = Counter[tuple[str, str, str, str]]


def named(row: dict[str, str]) -> str:
    return "" if row["categorie"].startswith("(") else row["categorie"]


def facts(rows: list[dict[str, str]]) -> Facts:
    """What every export must say of its one-liners, whatever their order and masks."""
    return Counter((row["vraagnr"], named(row), plainly(row), row["ronde"]) for row in rows)


def plainly(row: dict[str, str]) -> str:
    """The text without the apostrophe of Excel, a mask as a mask, blanks as one."""
    text = row["uitspraak"].removeprefix("'") if row["teken_toegevoegd"] == "ja" else row["uitspraak"]
    if row["afgeschermd"] == "ja":
        return "masked " + text[-len(MASKED_END) :]
    return " ".join(text.split())


def facts_of_the_example() -> Facts:
    found: Facts = Counter()
    for one in read():
        if one.text not in NOT_SHOWN:
            text = "masked " + one.text[-len(MASKED_END) :] if one.text == NAMED else " ".join(one.text.split())
            found[str(one.question), one.category, text, ROUNDS[one.source]] += 1
    return found


def expect_no_traces(server: Server, room: Room) -> None:
    """No log says what was said, by which code, from where."""
    said = (server.stdout.read_bytes() + server.stderr.read_bytes()).decode()
    canaries = {one.text for one in read() if len(one.text) > 15} | {room.made["code"], "HeadlessChrome", "Mozilla"}
    assert [it for it in canaries if it in said] == []
