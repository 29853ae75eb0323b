"""What leaves the house: everything that was said and may be shown, and nothing that leads to anybody."""

import csv
import io
import json
import re
from typing import Any

import pytest
from sqlalchemy import update

from facilitator import exports
from facilitator.domain.refusals import Refusal
from facilitator.exports import Format
from facilitator.services import rounds
from facilitator.services.application import Application
from facilitator.services.rounds import Gathering
from facilitator.store import tables
from tests.makers import Room, room_on

Rows = list[dict[str, str]]


def content_of(room: Room, format: Format = "csv") -> bytes:
    return exports.of_consultation(room.store, room.made.consultation, format).content


def rows_of(room: Room) -> Rows:
    return parsed(content_of(room))


def parsed(content: bytes) -> Rows:
    return list(csv.DictReader(io.StringIO(content.decode(), newline=""), strict=True))


def document_of(room: Room) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(content_of(room, "json"))
    return made


def test_a_oneliner_is_a_row_in_the_track_s_own_words(room: Room) -> None:
    said, category = room.say("Schaamte is de grootste drempel."), room.add_category("Schaamte en vertrouwen")
    room.act("sort", oneliners=[said], category=category)
    room.act("star", oneliners=[said])
    (row,) = rows_of(room)
    assert row == {
        "nr": "1",
        "thema": "Schulden en armoede",
        "spoor": "proces",
        "ronde": "ronde 1",
        "datum": "2026-03-12",
        "vraagnr": "1",
        "vraag": "Welke ontwikkelingen komen er de komende jaren op het gebied van Schulden en armoede"
        " volgens u op ons af?",
        "soort": "ontwikkeling",
        "omgeving": "(niet getoond)",
        "categorie": "Schaamte en vertrouwen",
        "uitspraak": "Schaamte is de grootste drempel.",
        "doorvraag_op_nr": "",
        "doorvraag": "",
        "gelijk_aan_nr": "",
        "spraakmakend": "ja",
        "afgeschermd": "nee",
        "teken_toegevoegd": "nee",
    }


def test_an_english_track_speaks_english(application: Application) -> None:
    room = room_on(application, language="en", theme="debts")
    room.open()
    room.say("Shame.")
    (row,) = rows_of(room)
    assert (row["track"], row["round"], row["kind"]) == ("process", "round 1", "development")
    assert row["environment"] == "(not shown)"
    assert document_of(room)["counts_line"] == "1 received = 1 in the map + 0 not shown"


def test_an_environment_is_told_when_enough_were_there_and_all_is_over(room: Room) -> None:
    room.say("Van beleid.", environment="policy")
    room.say("Van handhaving.", environment="enforcement")
    room.attend("policy", 3)
    room.attend("enforcement", 2)
    assert {row["omgeving"] for row in rows_of(room)} == {"(niet getoond)"}
    room.act("close")
    told = {row["uitspraak"]: row["omgeving"] for row in rows_of(room)}
    assert told == {"Van beleid.": "beleid", "Van handhaving.": "(niet getoond)"}
    documented = {it["text"]: it["environment"] for it in document_of(room)["oneliners"]}
    assert documented == {"Van beleid.": "policy", "Van handhaving.": None}


def test_what_is_hidden_is_counted_and_not_listed(room: Room) -> None:
    room.say("Blijft.")
    hidden = room.say("Scheldwoord.")
    room.act("hide", oneliners=[hidden], reason="insult")
    assert [row["uitspraak"] for row in rows_of(room)] == ["Blijft."]
    document = document_of(room)
    assert document["counts"] == {"received": 2, "mapped": 1, "masked": 0, "hidden": 1}
    assert document["counts_line"] == "2 ontvangen = 1 in de map + 1 niet getoond"
    assert [it["hidden"] for it in document["oneliners"] if it["id"] == hidden] == ["insult"]


def test_what_is_withdrawn_does_not_exist(room: Room) -> None:
    gone = room.say("Toch niet.")
    room.withdraw(room.keys[gone])
    assert rows_of(room) == []
    assert b"Toch niet" not in content_of(room, "json")
    assert document_of(room)["counts"]["received"] == 0


@pytest.mark.parametrize("closed", [False, True])
def test_what_is_masked_is_nowhere(room: Room, closed: bool) -> None:
    said = room.say("Truus van de balie hielp mij.")
    room.act("mask", oneliner=said, start=0, end=5, what="person")
    if closed:
        room.act("close")
    (row,) = rows_of(room)
    assert (row["uitspraak"], row["afgeschermd"]) == ("▮▮▮▮ van de balie hielp mij.", "ja")
    document = document_of(room)
    assert "Truus" not in json.dumps(document)
    (it,) = document["oneliners"]
    assert it["salt"] is None, "with it the name could be guessed"
    assert [mask[:2] for mask in it["masks"]] == [[0, 4]]
    assert document["counts_line"] == "1 ontvangen = 1 in de map (1 deels afgeschermd) + 0 niet getoond"


def test_an_answer_to_a_probe_follows_what_it_answers(room: Room) -> None:
    parent = room.say("De brief is te lang.")
    room.act("probe", oneliner=parent, text="Waardoor?", to="author")
    (probe,) = room.application.track(room.made.track).probes
    room.say("Juristen schrijven hem.", probe=probe)
    by_text = {row["uitspraak"]: row for row in rows_of(room)}
    answer = by_text["Juristen schrijven hem."]
    assert answer["doorvraag"] == "Waardoor?"
    assert answer["doorvraag_op_nr"] == by_text["De brief is te lang."]["nr"]


def test_what_is_the_same_refers_to_the_first(room: Room) -> None:
    both = [room.say("Schaamte."), room.say("Schaamte!")]
    room.act("mark_same", oneliners=both)
    assert [row["gelijk_aan_nr"] for row in rows_of(room)] == ["", "1"]


def test_a_kind_that_the_facilitator_chose_is_told(room: Room) -> None:
    said = room.say("Het loket is dicht.")
    room.act("set_kind", oneliners=[said], kind="cause")
    assert [row["soort"] for row in rows_of(room)] == ["oorzaak"]


def test_a_consultation_is_found_by_its_code_too(room: Room) -> None:
    room.say("Schaamte.")
    typed = f"{room.made.code[:3]} {room.made.code[3:]}".lower()
    assert exports.of_consultation(room.store, typed, "csv").content == content_of(room)


def test_a_track_holds_all_its_consultations(room: Room) -> None:
    room.say("Schaamte.")
    whole = exports.of_track(room.store, room.made.track, "csv").content
    assert parsed(whole) == rows_of(room)


@pytest.mark.parametrize("format", exports.FORMATS)
def test_the_same_outcome_is_the_same_file(room: Room, format: Format) -> None:
    for number in range(30):
        room.say(f"Uitspraak {number}.")
    room.act("close")
    first = content_of(room, format)
    room.application.refresh(room.made.track)
    assert content_of(room, format) == first


def test_one_that_still_runs_says_so(room: Room) -> None:
    file = exports.of_consultation(room.store, room.made.consultation, "json")
    assert file.running == ("Schulden en armoede",)
    assert [it["phase"] for it in json.loads(file.content)["consultations"]] == ["open"]
    room.act("close")
    file = exports.of_consultation(room.store, room.made.consultation, "json")
    assert file.running == ()
    assert [it["phase"] for it in json.loads(file.content)["consultations"]] == ["closed"]


@pytest.mark.parametrize(
    ("format", "extension", "mimetype"),
    [
        ("csv", "csv", "text/csv"),
        ("csv-excel", "csv", "text/csv"),
        ("xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("json", "json", "application/json"),
    ],
)
def test_a_file_has_a_name_and_a_kind(room: Room, format: Format, extension: str, mimetype: str) -> None:
    file = exports.of_consultation(room.store, room.made.consultation, format)
    part = "_excel" if format == "csv-excel" else ""
    assert file.filename == f"procesmap{part}_schulden-en-armoede_2026-03-12.{extension}"
    assert file.mimetype == mimetype


def test_nothing_in_it_leads_to_anybody(room: Room) -> None:
    said = room.say("Schaamte.", environment="policy")
    room.say("Van een briefje.")
    room.act("open_question", question=room.question(2), seconds=600)
    found = content_of(room, "json").decode() + content_of(room, "csv").decode()
    assert not re.search(r"\d\d:\d\d|T\d\d", found), "a time of day"
    for secret in (room.keys[said], room.made.code, room.made.screen_token, "key_hash", "policy", "remaining"):
        assert secret not in found


def test_what_is_not_there_is_refused(room: Room) -> None:
    for ask in (exports.of_consultation, exports.of_track):
        with pytest.raises(Refusal, match="unknown_code"):
            ask(room.store, "0" * 16, "csv")


def test_what_was_never_asked_is_told_in_the_order_of_the_questions(room: Room) -> None:
    room.say("Schaamte.")
    room.open(4)
    unasked = [room.question(number) for number in (2, 3, 5)]
    assert document_of(room)["unasked"] == unasked
    room.act("close")
    assert document_of(room)["unasked"] == unasked


def test_where_all_was_asked_nothing_is_said_of_it(room: Room) -> None:
    for number in range(1, 6):
        room.open(number)
    assert "unasked" not in document_of(room)


def test_what_was_written_down_from_paper_was_asked(room: Room) -> None:
    room.open(1)
    room.act("add_oneliner", question=room.question(2), text="Van papier.", source="paper")
    assert room.question(2) not in document_of(room)["unasked"]


@pytest.mark.parametrize(("phase", "asks_all"), [("lobby", False), ("closed", True)])
def test_an_interview_asks_all_once_it_was_held(room: Room, phase: str, asks_all: bool) -> None:
    room.open(1)
    planned = rounds.add_consultation(room.own, Gathering("Gesprek", 1, 0))
    mine = tables.Consultation.id == planned.consultation
    with room.store.work() as connection:
        values = {"kind": "interview", "day": "2026-03-12", "phase": phase}
        connection.execute(update(tables.Consultation).where(mine).values(**values))
    document = json.loads(exports.of_track(room.store, room.made.track, "json").content)
    assert ("unasked" not in document) == asks_all
