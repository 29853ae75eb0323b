"""Submitting at `/phone`: literally, durably and once, or refused with the reason."""

from typing import Any

import pytest
import requests

from tests.live.clients import Raw, Shape, new_key
from tests.live.rooms import Room, code_of, room_on
from tests.outside.process import wait_until
from tests.patience import PATIENCE
from tests.servers import Server

FAMILY = "👨‍👩‍👧‍👦"


REFUSED_TEXTS: dict[str, tuple[str, str]] = {
    "nothing": ("", "empty"),
    "blanks": ("   ", "empty"),
    "a filler": ("\u3164", "empty"),
    "a braille blank": ("\u2800", "empty"),
    "only joiners": ("\u200d\u200c", "empty"),
    "a space before": (" Stapel", "outer_space"),
    "a space after": ("Stapel ", "outer_space"),
    "a no-break space after": ("Stapel\xa0", "outer_space"),
    "141 letters": ("a" * 141, "too_long"),
    "141 families": (FAMILY * 141, "too_long"),
    "1001 code points": ("e" + "\u0301" * 8 + "x" * 992, "too_long"),
    "a line break": ("een\ntwee", "not_one_line"),
    "a carriage return": ("een\r\ntwee", "not_one_line"),
    "a next line": ("een\x85twee", "not_one_line"),
    "a line separator": ("een\u2028twee", "not_one_line"),
    "a paragraph separator": ("een\u2029twee", "not_one_line"),
    "a tab": ("een\ttwee", "not_one_line"),
    "a NUL": ("een\x00twee", "forbidden_characters"),
    "an escape": ("een\x1btwee", "forbidden_characters"),
    "a delete": ("een\x7ftwee", "forbidden_characters"),
    "a bidi embedding": ("een\u202atwee", "forbidden_characters"),
    "a bidi override": ("een\u202etwee", "forbidden_characters"),
    "a bidi isolate": ("een\u2066twee", "forbidden_characters"),
    "private use": ("een\ue000twee", "forbidden_characters"),
    "a noncharacter": ("een\ufffetwee", "forbidden_characters"),
    "a tag": ("een\U000e0041twee", "forbidden_characters"),
    "a zero-width space": ("een\u200btwee", "forbidden_characters"),
    "a soft hyphen": ("een\xadtwee", "forbidden_characters"),
    "nine marks": ("e" + "\u0301" * 9, "forbidden_characters"),
}


ACCEPTED_TEXTS = (
    "Stapel op bestaande ideeën",
    "a" * 140,
    FAMILY * 140,
    FAMILY,
    "é vooraf",
    "e\u0301 achteraf",
    "e" + "\u0301" * 8,
    "می‌خواهم",
    "مرحبا بالعالم",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "<img src=x onerror=alert(1)>",
    "=1+1",
    "'; DROP TABLE oneliner; --",
    "{{7*7}} %s ${x}",
    "twee  spaties",
    "-5 graden",
    "\U0010fffd"[:0] + "𐍈",
)


WRONG_SUBMISSIONS: dict[str, Any] = {
    "no data": None,
    "a number": 7,
    "a text": "hallo",
    "a list": ["hallo"],
    "true": True,
    "an empty object": {},
    "an unknown key": {"key": "K", "question": "Q", "text": "x", "extra": 1},
    "a prototype": {"key": "K", "question": "Q", "text": "x", "__proto__": {}},
    "no text": {"key": "K", "question": "Q"},
    "no key": {"question": "Q", "text": "x"},
    "no question": {"key": "K", "text": "x"},
    "text null": {"key": "K", "question": "Q", "text": None},
    "text a number": {"key": "K", "question": "Q", "text": 5},
    "text a list": {"key": "K", "question": "Q", "text": ["x"]},
    "text an object": {"key": "K", "question": "Q", "text": {"x": 1}},
    "text true": {"key": "K", "question": "Q", "text": True},
    "question a number": {"key": "K", "question": 1, "text": "x"},
    "question null": {"key": "K", "question": None, "text": "x"},
    "key a number": {"key": 1, "question": "Q", "text": "x"},
    "key no UUID": {"key": "hallo", "question": "Q", "text": "x"},
    "key a UUID of version 1": {"key": "c232ab00-9414-11ec-b3c8-9f68deced846", "question": "Q", "text": "x"},
    "key with a line break": {"key": "5f3c1a34-6a52-4c53-9d34-3a5d4f6a7b8c\n", "question": "Q", "text": "x"},
    "probe a number": {"key": "K", "question": "Q", "text": "x", "probe": 3},
    "probe nowhere": {"key": "K", "question": "Q", "text": "x", "probe": "0123456789abcdef"},
}


def test_a_submission_is_acknowledged_with_its_id(open_room: Room, each_transport: str) -> None:
    open_room.transport = each_transport
    answer = open_room.phone().submit("Stapel op bestaande ideeën")
    assert answer.keys() == {"ok", "id"}
    assert answer["ok"] is True
    assert open_room.stored() == [(answer["id"], "Stapel op bestaande ideeën")]


def test_when_it_is_acknowledged_it_is_there(open_room: Room) -> None:
    phone = open_room.phone()
    for at in range(20):
        answer = phone.submit(f"nummer {at}")
        assert (answer["id"], f"nummer {at}") in open_room.stored()


def test_what_was_acknowledged_is_there_byte_for_byte(open_room: Room) -> None:
    phone = open_room.phone()
    answers = {text: phone.submit(text) for text in ACCEPTED_TEXTS}
    assert all(answer["ok"] for answer in answers.values()), answers
    assert dict(open_room.stored()) == {answer["id"]: text for text, answer in answers.items()}


@pytest.mark.parametrize("name", REFUSED_TEXTS)
def test_a_text_that_may_not_be_is_refused(open_room: Room, name: str) -> None:
    text, code = REFUSED_TEXTS[name]
    answer = open_room.phone().submit(text)
    assert code_of(answer) == code
    assert open_room.stored() == []


def test_an_unpaired_surrogate_is_refused(open_room: Room) -> None:
    with Raw.phone(open_room.server.url, open_room.made["code"]) as raw:
        raw.event(["submit", {"key": new_key(), "question": open_room.questions[0], "text": "a\ud800b"}])
        assert code_of(raw.answer()) == "forbidden_characters"


def test_the_same_key_and_text_again_is_the_same_oneliner(open_room: Room) -> None:
    key, phone = new_key(), open_room.phone()
    first = phone.submit("eenmaal", key=key)
    assert phone.submit("eenmaal", key=key) == first
    assert open_room.phone().submit("eenmaal", key=key.upper()) == first
    assert len(open_room.stored()) == 1


def test_the_same_key_many_times_at_once_is_stored_once(open_room: Room) -> None:
    answers: list[Shape] = []
    data = {"key": new_key(), "question": open_room.questions[0], "text": "eenmaal"}
    phones = [open_room.phone() for _ in range(5)]
    for _ in range(10):
        for phone in phones:
            phone.send("submit", data, answers.append)
    wait_until(lambda: len(answers) == 50, seconds=PATIENCE, what="all answers")
    assert {answer["id"] for answer in answers} == {answers[0]["id"]}
    assert len(open_room.stored()) == 1


def test_the_same_key_still_answers_after_the_question_closed(open_room: Room) -> None:
    key, phone = new_key(), open_room.phone()
    first = phone.submit("eenmaal", key=key)
    open_room.board.do("close_question")
    assert phone.submit("eenmaal", key=key, question=open_room.questions[0]) == first


def test_the_same_key_is_the_same_oneliner_at_the_door_without_a_connection(open_room: Room) -> None:
    data = {"key": new_key(), "question": open_room.questions[0], "text": "eenmaal"}
    address = f"{open_room.server.url}/j/{open_room.made['code']}/oneliners"
    first = open_room.phone().call("submit", data)
    assert requests.post(address, json=data, timeout=PATIENCE).json() == first
    other = requests.post(address, json=data | {"text": "een andere"}, timeout=PATIENCE).json()
    assert code_of(other) == "key_taken"
    assert len(open_room.stored()) == 1


def test_the_same_key_with_another_text_is_refused(open_room: Room) -> None:
    key, phone = new_key(), open_room.phone()
    phone.submit("de eerste", key=key)
    assert code_of(phone.submit("een andere", key=key)) == "key_taken"
    assert [text for _, text in open_room.stored()] == ["de eerste"]


def test_a_key_of_another_consultation_is_taken_and_tells_nothing(open_room: Room) -> None:
    key = new_key()
    mine = open_room.phone().submit("eenmaal", key=key)
    with room_on(open_room.server) as other:
        other.open()
        assert code_of(other.phone().submit("eenmaal", key=key)) == "key_taken"
        assert other.phone().mine(key) == []
        assert mine["id"] not in str(other.fresh())


@pytest.mark.parametrize("question", ["0123456789abcdef", "hallo", "", "x" * 300, "' OR 1=1"])
def test_a_question_that_is_not_there_is_refused(open_room: Room, question: str) -> None:
    assert code_of(open_room.phone().submit("x", question=question)) == "unknown_question"


def test_a_question_of_another_track_is_as_if_not_there(open_room: Room, live_server: Server) -> None:
    other = live_server.new()
    assert code_of(open_room.phone().submit("x", question=other["questions"][0]["id"])) == "unknown_question"


def test_nothing_is_taken_down_in_the_lobby(room: Room) -> None:
    assert code_of(room.phone().submit("x", question=room.questions[0])) == "question_closed"


def test_nothing_is_taken_down_on_another_question(open_room: Room) -> None:
    assert code_of(open_room.phone().submit("x", question=open_room.questions[1])) == "question_closed"


def test_nothing_is_taken_down_while_paused_and_again_after(open_room: Room) -> None:
    phone = open_room.phone()
    open_room.board.do("pause")
    assert code_of(phone.submit("x", question=open_room.questions[0])) == "question_closed"
    open_room.board.do("resume")
    assert phone.submit("x", question=open_room.questions[0])["ok"]


def test_nothing_is_taken_down_after_the_consultation_closed(open_room: Room) -> None:
    phone = open_room.phone()
    open_room.board.do("close")
    assert code_of(phone.submit("x", question=open_room.questions[0])) in ("question_closed", "closed")


def test_nothing_is_taken_down_after_the_seconds_are_over(room: Room) -> None:
    phone = room.phone()
    question = room.open()
    assert phone.submit("op tijd")["ok"]
    room.open(seconds=1)
    phone.wait("state", lambda it: it["phase"] == "lobby" and len(phone.all("state")) > 3)
    assert code_of(phone.submit("te laat", question=question)) == "question_closed"
    room.board.wait_event("question_closed")


@pytest.mark.parametrize("name", WRONG_SUBMISSIONS)
def test_a_submission_of_another_shape_is_a_bad_request(open_room: Room, name: str) -> None:
    data = WRONG_SUBMISSIONS[name]
    if isinstance(data, dict):
        real = {"K": new_key(), "Q": open_room.questions[0]}
        data = {field: real.get(value, value) if isinstance(value, str) else value for field, value in data.items()}
    assert code_of(open_room.phone().call("submit", data)) == "bad_request"
    assert open_room.stored() == []


@pytest.mark.parametrize(
    "event",
    ["nonsense", "", "act", "since", "admin:all", "message", "x" * 1000, "submit ", "Submit", "__class__", "*"],
)
def test_an_unknown_event_is_a_bad_request(open_room: Room, event: str) -> None:
    assert code_of(open_room.phone().call(event, {})) == "bad_request"


def test_more_than_one_argument_is_a_bad_request(open_room: Room) -> None:
    data = {"key": new_key(), "question": open_room.questions[0], "text": "x"}
    phone = open_room.phone()
    answer = phone.socket.call("submit", (data, data), namespace="/phone", timeout=PATIENCE)
    assert code_of(answer) == "bad_request"
    assert code_of(phone.socket.call("submit", namespace="/phone", timeout=PATIENCE)) == "bad_request"
