"""What the contract says of namespace `/phone`, each sentence held against a running server."""

import json
import re
import time
import uuid
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.live.clients import Client, Phone, Raw, Refused, Shape, new_key
from tests.live.rooms import Room, room_on
from tests.outside.process import wait_until
from tests.patience import PATIENCE
from tests.servers import Server

ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(\+00:00|Z)")
STATE = {"consultation", "phase", "question", "limit", "ends_at", "now", "environments", "rules"}
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


def code_of(answer: Shape) -> str:
    """The code of a refusal, whose shape is looked at on the way."""
    assert answer.keys() == {"ok", "error"}, answer
    assert answer["ok"] is False
    assert isinstance(answer["error"]["message"], str)
    assert answer["error"]["message"]
    return str(answer["error"]["code"])


# State


def test_on_connect_a_phone_is_told_the_state_and_nothing_else(room: Room) -> None:
    phone = room.phone()
    state = phone.state
    assert state.keys() == STATE
    assert state["consultation"] == {"title": "De Markt", "language": "nl", "track": "process", "round": 1}
    assert (state["phase"], state["question"], state["ends_at"], state["limit"]) == ("lobby", None, None, 140)
    assert ISO.fullmatch(state["now"])
    keys = [it["key"] for it in state["environments"]]
    assert keys == ["policy", "regulation", "enforcement", "execution"]
    assert all(it.keys() == {"key", "label"} and it["label"] for it in state["environments"])
    assert state["rules"]
    assert all(isinstance(rule, str) for rule in state["rules"])
    assert [name for name, _ in phone.heard] == ["state"]


def test_the_state_shows_the_open_question(room: Room, each_transport: str) -> None:
    room.transport = each_transport
    phone = room.phone()
    question = room.open(2, seconds=600)
    state = phone.wait("state", lambda it: it["phase"] == "open")
    told = state["question"]
    assert told.keys() == {"id", "number", "of", "title", "text"}
    assert (told["id"], told["number"], told["of"]) == (question, 2, 5)
    assert told["text"] == room.made["questions"][1]["text"]
    assert ISO.fullmatch(state["ends_at"])
    assert state["ends_at"] > state["now"]


def test_the_state_follows_every_change(room: Room) -> None:
    phone = room.phone()
    room.open()
    for act in ("pause", "resume", "close_question", "close"):
        room.board.do(act)
    phone.wait("state", lambda it: it["phase"] == "closed")
    told = [(state["phase"], bool(state["question"])) for state in phone.all("state")]
    assert told[:5] == [("lobby", False), ("open", True), ("paused", True), ("open", True), ("lobby", False)]
    assert set(told[5:]) == {("closed", False)}


def test_the_state_of_a_goal_track_in_english_speaks_english(live_server: Server) -> None:
    with room_on(live_server, template="goal", language="en") as room:
        state = room.phone().state
        assert state["consultation"]["track"] == "goal"
        assert state["consultation"]["language"] == "en"
        labels = {it["key"]: it["label"] for it in state["environments"]}
        assert labels["target_group"] == "target group"
        refused = room.phone().submit("x", question=room.questions[0])
        assert code_of(refused) == "question_closed"
        assert " the " in refused["error"]["message"].lower() + " the "


def test_a_phone_may_say_from_which_environment_it_looks(room: Room) -> None:
    assert room.phone("policy").state["phase"] == "lobby"
    assert room.phone(None).state["phase"] == "lobby"


@pytest.mark.parametrize("as_typed", ["{0}", "{1}", "{2}", "{3}", " {0} "])
def test_a_code_may_be_typed_in_any_way(room: Room, as_typed: str) -> None:
    code = room.made["code"]
    split = f"{code[:3]} {code[3:]}"
    typed = as_typed.format(code, code.lower(), split, split.replace(" ", "-").lower())
    Phone(room.server.url, typed).close()


# Refused at the door


def refusal_of(url: str, auth: object) -> object:
    """The data that a client's connect_error gets."""
    with pytest.raises(Refused) as refused:
        Anyone(url, {"code": auth} if isinstance(auth, str) else auth)
    return refused.value.code


class Anyone(Client):
    """Whoever knocks on the phones' door, with whatever to say."""

    namespace = "/phone"


@pytest.mark.parametrize(
    "auth",
    ["XXXXXX", "", None, [], "A" * 5000, {"code": 7}, {"code": None}, {}, {"code": ["BCDFGH"]}, {"code": "\ud800"}],
)
def test_an_unknown_code_is_refused(live_server: Server, auth: object) -> None:
    assert refusal_of(live_server.url, auth) == "unknown_code"


def test_a_client_of_any_kind_finds_the_code_of_the_refusal(live_server: Server) -> None:
    with Raw(live_server.url, connect='0/phone,{"code":"XXXXXX"}') as raw:
        assert raw.connected.startswith("44/phone,")
        told = json.loads(raw.connected.removeprefix("44/phone,"))
        assert told["code"] == "unknown_code"
        assert told["data"]["code"] == "unknown_code"  # where socket.io-client for JavaScript looks
        assert told["data"]["message"]


def test_a_closed_consultation_is_refused(room: Room) -> None:
    room.board.do("close")
    assert refusal_of(room.server.url, room.made["code"]) == "closed"


def test_an_unknown_environment_is_refused(room: Room) -> None:
    assert refusal_of(room.server.url, {"code": room.made["code"], "environment": "moon"}) == "bad_request"


def test_after_too_many_wrong_codes_only_the_wrong_ones_are_refused(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        made = server.new()
        seen = [refusal_of(server.url, f"X{at:05}") for at in range(70)]
        assert seen[0] == "unknown_code"
        assert seen[-1] == "try_later"
        Phone(server.url, made["code"]).close()


# Submitting


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


def test_haste_is_refused_with_when_to_try_again(tmp_path: Path) -> None:
    with Server(tmp_path) as server, room_on(server) as room:
        room.open()
        phone = room.phone()
        answers: list[Shape] = []
        while all(answer["ok"] for answer in answers):  # as many at a time as any machine may need to be in haste
            already = len(answers)
            for at in range(already, already + 9):
                data = {"key": new_key(), "question": room.questions[0], "text": f"snel {at}"}
                phone.send("submit", data, answers.append)
            wait_until(lambda so_far=already: len(answers) == so_far + 9, seconds=PATIENCE, what="all answers")  # type: ignore[misc]
        assert sum(answer["ok"] for answer in answers) >= 5
        refused = next(answer for answer in reversed(answers) if not answer["ok"])
        assert code_of(refused) == "too_fast"
        wait = refused["error"]["retry_after"]
        assert 0 < wait <= 2
        assert room.phone().submit("een ander heeft er geen last van")["ok"]
        time.sleep(wait)
        assert phone.submit("niet meer te snel")["ok"]


def test_who_goes_on_in_haste_is_disconnected(tmp_path: Path) -> None:
    with Server(tmp_path) as server, room_on(server) as room:
        room.open()
        phone = room.phone()
        for at in range(150):
            phone.send("submit", {"key": new_key(), "question": room.questions[0], "text": f"{at}"})
        phone.wait_until_gone()
        assert room.phone().submit("een ander")["ok"]


def test_a_consultation_takes_so_many_a_second_and_says_when_to_try_again(tmp_path: Path) -> None:
    with Server(tmp_path, PHONE_RATE="0", CONSULTATION_RATE="2") as server, room_on(server) as room:
        room.open()
        phone = room.phone()
        answers: list[Shape] = []
        for at in range(60):
            phone.send("submit", {"key": new_key(), "question": room.questions[0], "text": f"{at}"}, answers.append)
        wait_until(lambda: len(answers) == 60, seconds=PATIENCE, what="all answers")
        refused = [answer for answer in answers if not answer["ok"]]
        assert {code_of(answer) for answer in refused} == {"too_fast"}
        assert all(answer["error"]["retry_after"] > 0 for answer in refused)
        assert len(room.stored()) == 60 - len(refused) >= 2


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


# Withdrawing


def test_a_oneliner_may_be_withdrawn_by_who_holds_its_key(open_room: Room, each_transport: str) -> None:
    open_room.transport = each_transport
    key, phone = new_key(), open_room.phone()
    taken = phone.submit("toch maar niet", key=key)
    assert phone.withdraw(key) == {"ok": True}
    assert open_room.stored() == []
    assert phone.mine(key) == [{"key": key, "id": taken["id"], "status": "withdrawn"}]
    assert open_room.board.wait_event("oneliner_withdrawn")["oneliner"] == taken["id"]


def test_a_hidden_oneliner_may_still_be_withdrawn_and_is_counted_no_more(open_room: Room) -> None:
    phone, screen, key = open_room.phone(), open_room.screen(), new_key()
    oneliner = phone.submit("Toch maar niet.", key=key)["id"]
    open_room.board.do("hide", oneliners=[oneliner], reason="geen inhoud")
    assert screen.wait_event("hidden")["hides"] == 1
    assert phone.withdraw(key) == {"ok": True}
    assert screen.wait_event("oneliner_withdrawn")["hides"] == -1
    assert phone.mine(key) == [{"key": key, "id": oneliner, "status": "withdrawn"}]


def test_withdrawing_twice_is_withdrawing_once(open_room: Room) -> None:
    key, phone = new_key(), open_room.phone()
    phone.submit("toch maar niet", key=key)
    assert phone.withdraw(key) == phone.withdraw(key) == {"ok": True}


def test_withdrawing_is_allowed_until_the_question_closes(open_room: Room) -> None:
    early, late, phone = new_key(), new_key(), open_room.phone()
    phone.submit("vroeg", key=early)
    phone.submit("laat", key=late)
    open_room.board.do("pause")
    assert phone.withdraw(early) == {"ok": True}
    open_room.board.do("close_question")
    assert code_of(phone.withdraw(late)) == "question_closed"
    assert [text for _, text in open_room.stored()] == ["laat"]


def test_what_nobody_sent_can_not_be_withdrawn(open_room: Room) -> None:
    assert code_of(open_room.phone().withdraw(new_key())) == "not_yours"


def test_what_was_sent_elsewhere_can_not_be_withdrawn_here(open_room: Room) -> None:
    key = new_key()
    open_room.phone().submit("hier", key=key)
    with room_on(open_room.server) as other:
        assert code_of(other.phone().withdraw(key)) == "not_yours"
    assert len(open_room.stored()) == 1


@pytest.mark.parametrize("data", [None, {}, {"key": 1}, {"key": "x"}, {"key": None}, [], "x", {"key": "K", "more": 1}])
def test_a_withdrawal_of_another_shape_is_a_bad_request(open_room: Room, data: Any) -> None:
    if isinstance(data, dict) and data.get("key") == "K":
        data = data | {"key": new_key()}
    assert code_of(open_room.phone().call("withdraw", data)) == "bad_request"


# Mine, fate and probes


def test_mine_tells_what_became_of_oneliners(open_room: Room) -> None:
    keys = [new_key() for _ in range(4)]
    phone = open_room.phone()
    ids = [phone.submit(f"nummer {at}", key=key)["id"] for at, key in enumerate(keys)]
    open_room.board.do("mask", oneliner=ids[1], start=0, end=3, what="person")
    open_room.board.do("hide", oneliners=[ids[2]], reason="belediging")
    phone.withdraw(keys[3])
    told = {it["key"]: it for it in open_room.phone().mine(*keys, new_key())}
    assert told == {
        keys[0]: {"key": keys[0], "id": ids[0], "status": "received"},
        keys[1]: {"key": keys[1], "id": ids[1], "status": "masked", "reason": "person"},
        keys[2]: {"key": keys[2], "id": ids[2], "status": "hidden", "reason": "belediging"},
        keys[3]: {"key": keys[3], "id": ids[3], "status": "withdrawn"},
    }


def test_mine_takes_two_hundred_keys_and_no_more(open_room: Room) -> None:
    phone = open_room.phone()
    keys = [str(uuid.uuid4()) for _ in range(201)]
    assert phone.call("mine", {"keys": keys[:200]}) == {"ok": True, "oneliners": []}
    assert phone.call("mine", {"keys": []}) == {"ok": True, "oneliners": []}
    assert code_of(phone.call("mine", {"keys": keys})) == "bad_request"


@pytest.mark.parametrize(
    "data", [None, {}, {"keys": None}, {"keys": "x"}, {"keys": [1]}, {"keys": ["x"]}, [], {"k": 1}]
)
def test_a_mine_of_another_shape_is_a_bad_request(open_room: Room, data: Any) -> None:
    assert code_of(open_room.phone().call("mine", data)) == "bad_request"


def test_the_author_is_told_of_masking_hiding_and_restoring(open_room: Room) -> None:
    key, author, other = new_key(), open_room.phone(), open_room.phone()
    oneliner = author.submit("Jan is lui", key=key)["id"]
    board = open_room.board
    board.do("mask", oneliner=oneliner, start=0, end=3, what="person")
    board.do("hide", oneliners=[oneliner], reason="belediging")
    board.do("show", oneliners=[oneliner])
    board.do("undo")
    board.do("undo")
    board.do("undo")
    expected = [
        {"key": key, "status": "masked", "reason": "person"},
        {"key": key, "status": "hidden", "reason": "belediging"},
        {"key": key, "status": "masked", "reason": "person"},
        {"key": key, "status": "hidden", "reason": "belediging"},
        {"key": key, "status": "masked", "reason": "person"},
        {"key": key, "status": "received"},
    ]
    wait_until(lambda: len(author.all("fate")) >= 6, seconds=PATIENCE, what="six fates")
    assert author.all("fate") == expected
    assert other.all("fate") == []


def test_sorting_and_starring_are_no_fate(open_room: Room) -> None:
    author = open_room.phone()
    [oneliner] = open_room.oneliners("eentje", phone=author)
    category = open_room.category()
    open_room.board.do("sort", oneliners=[oneliner], category=category)
    open_room.board.do("undo")
    open_room.board.do("star", oneliners=[oneliner])
    open_room.board.do("undo")
    open_room.board.do("hide", oneliners=[oneliner], reason="dubbel")
    author.wait("fate")
    assert [fate["status"] for fate in author.all("fate")] == ["hidden"]


def test_a_phone_that_comes_back_hears_its_fates_again_after_mine(open_room: Room) -> None:
    key = new_key()
    with Phone(open_room.server.url, open_room.made["code"]) as before:
        oneliner = before.submit("van voorheen", key=key)["id"]
    phone = open_room.phone()
    assert phone.mine(key)[0]["status"] == "received"
    open_room.board.do("hide", oneliners=[oneliner], reason="dubbel")
    assert phone.wait("fate")["key"] == key


def test_a_probe_to_the_author_reaches_the_author_alone(open_room: Room, each_transport: str) -> None:
    open_room.transport = each_transport
    author, others = open_room.phone(), [open_room.phone() for _ in range(3)]
    [oneliner] = open_room.oneliners("Schaamte houdt mensen weg", phone=author)
    open_room.board.do("probe", oneliner=oneliner, text="Waardoor komt dat?", to="author")
    probe = author.wait("probe")
    assert probe.keys() == {"id", "oneliner", "text"}
    assert (probe["oneliner"], probe["text"]) == (oneliner, "Waardoor komt dat?")
    open_room.board.do("probe", oneliner=None, text="Iedereen nu?", to="everyone")
    for other in others:
        other.wait("probe", lambda it: it["text"] == "Iedereen nu?")
        assert len(other.all("probe")) == 1


def test_a_probe_to_everyone_reaches_every_phone(open_room: Room) -> None:
    phones = [open_room.phone() for _ in range(3)]
    open_room.board.do("probe", oneliner=None, text="Wat nog meer?", to="everyone")
    told = [phone.wait("probe") for phone in phones]
    assert {(it["oneliner"], it["text"]) for it in told} == {(None, "Wat nog meer?")}


def test_a_probe_to_an_author_of_nothing_is_a_bad_request(open_room: Room) -> None:
    phone = open_room.phone()
    assert code_of(open_room.board.act("probe", oneliner=None, text="Wie?", to="author")) == "bad_request"
    open_room.board.do("probe", oneliner=None, text="Allen?", to="everyone")
    phone.wait("probe")
    assert [probe["text"] for probe in phone.all("probe")] == ["Allen?"]


def test_a_probe_that_was_missed_comes_after_mine(open_room: Room) -> None:
    key = new_key()
    with Phone(open_room.server.url, open_room.made["code"]) as before:
        oneliner = before.submit("van voorheen", key=key)["id"]
    open_room.board.do("probe", oneliner=oneliner, text="Hoezo?", to="author")
    phone = open_room.phone()
    assert phone.mine(key)[0]["id"] == oneliner
    assert phone.wait("probe")["text"] == "Hoezo?"


def test_an_answer_to_a_probe_lies_under_its_oneliner(open_room: Room) -> None:
    author = open_room.phone()
    [oneliner] = open_room.oneliners("Schaamte houdt mensen weg", phone=author)
    open_room.board.do("probe", oneliner=oneliner, text="Waardoor?", to="author")
    probe = author.wait("probe")
    answer = author.submit("Door de brieven", probe=probe["id"])
    card = open_room.card(answer["id"])
    assert (card["parent"], card["probe"]) == (oneliner, probe["id"])


# What phones are never sent


def test_phones_are_never_sent_anybody_elses_text(open_room: Room) -> None:
    secret, own = f"geheim {new_key()}", f"eigen {new_key()}"
    phones = [open_room.phone("policy") for _ in range(2)]
    author = open_room.phone("policy")
    [oneliner] = open_room.oneliners(secret, phone=author)
    open_room.oneliners(own, phone=phones[0])
    category = open_room.category(f"rubriek {secret[-8:]}")
    board = open_room.board
    board.do("sort", oneliners=[oneliner], category=category)
    board.do("star", oneliners=[oneliner])
    board.do("mask", oneliner=oneliner, start=0, end=2, what="person")
    board.do("undo")
    board.do("probe", oneliner=oneliner, text="Waarom?", to="everyone")
    board.do("screen", mode="spotlight", oneliner=oneliner)
    board.do("add_oneliner", question=open_room.questions[0], text=f"papier {secret[-8:]}", source="paper")
    board.do("hide", oneliners=[oneliner], reason="dubbel")
    board.do("close")
    for phone in phones:
        phone.wait("state", lambda it: it["phase"] == "closed")
        frames = "\n".join(phone.frames)
        assert secret[-8:] not in frames
        assert secret.split()[-1] not in frames
        assert {name for name, _ in phone.heard} <= {"state", "probe", "fate"}
        assert "phones" not in frames  # no counts
