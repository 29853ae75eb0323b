"""What the contract says of namespace `/phone`: who comes in, and what a phone is told."""

import json
import re
from pathlib import Path

import pytest

from tests.live.clients import Client, Phone, Raw, Refused, new_key
from tests.live.rooms import Room, code_of, room_on
from tests.servers import Server

ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(\+00:00|Z)")


STATE = {"consultation", "phase", "question", "limit", "ends_at", "now", "environments", "rules"}


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
