"""What the contract says of namespace `/board`: what a board is told, and how an act is answered."""

from typing import Any

import pytest

from tests.live.clients import Shape, new_key
from tests.live.rooms import Room, code_of, room_on
from tests.outside.process import wait_until
from tests.patience import PATIENCE
from tests.servers import Server

CONSULTATION = {"phase", "question", "ends_at"}


SNAPSHOT = {"revision", "consultation", "questions", "division", "categories", "oneliners", "presence"}


CARD = {"id", "question", "text", "category", "order", "kind", "telling", "status", "consultation", "round"}


# Snapshot, events, presence, since


def test_the_snapshot_shows_all_there_is(room: Room, each_transport: str) -> None:
    room.transport = each_transport
    question = room.open(seconds=900)
    [oneliner] = room.oneliners("Stapel op bestaande ideeën", phone=room.phone("policy"))
    category = room.category("Schaamte", color="#a1b2c3")
    snapshot = room.fresh()
    assert snapshot.keys() >= SNAPSHOT
    assert isinstance(snapshot["revision"], int)
    told = snapshot["consultation"]
    assert told.keys() >= CONSULTATION
    assert (told["id"], told["phase"], told["question"]) == (room.made["consultation"], "open", question)
    assert [it["id"] for it in snapshot["questions"]] == room.questions
    assert snapshot["division"].keys() == {"id", "name"}
    [shown] = snapshot["categories"]
    assert shown == {"id": category, "name": "Schaamte", "color": "#a1b2c3", "order": shown["order"]}
    [card] = snapshot["oneliners"]
    assert card.keys() >= CARD
    assert (card["id"], card["question"], card["text"]) == (oneliner, question, "Stapel op bestaande ideeën")
    assert (card["category"], card["telling"], card["status"]) == (None, False, "received")
    assert (card["consultation"], card["round"], card["kind"]) == (room.made["consultation"], 1, "development")
    assert "environment" not in card  # fewer than three: it would say who
    assert snapshot["presence"]["phones"] == 1
    assert snapshot["presence"]["environments"] == {}


def test_no_row_of_a_board_says_who_or_when(open_room: Room) -> None:
    open_room.oneliners("eentje", phone=open_room.phone("policy"))
    open_room.board.wait_event("oneliner_received")
    frames = "\n".join(frame for frame in open_room.board.frames if frame.startswith("2"))
    assert "eentje" in frames
    for telltale in ('sid":', 'key":', "address", "user", "agent", "policy"):
        assert telltale not in frames


def test_events_come_in_order_without_a_gap(open_room: Room) -> None:
    start = open_room.board.snapshot["revision"]
    phones = [open_room.phone() for _ in range(4)]
    answers: list[Shape] = []
    for at in range(100):
        data = {"key": new_key(), "question": open_room.questions[0], "text": f"nummer {at}"}
        phones[at % 4].send("submit", data, answers.append)
    for at in range(20):
        open_room.board.do("add_category", name=f"rubriek {at}")
    wait_until(lambda: len(answers) == 100, seconds=PATIENCE, what="all answers")
    last = open_room.fresh()["revision"]
    open_room.board.wait_revision(last)
    revisions = [event["revision"] for event in open_room.board.events]
    assert revisions == list(range(start + 1, last + 1))
    for batch in open_room.board.all("events"):
        told = [event["revision"] for event in batch["events"]]
        assert (batch.keys(), told) == ({"from", "to", "events"}, list(range(batch["from"], batch["to"] + 1)))
        assert all(event["type"] for event in batch["events"])
    assert len(open_room.board.all("events")) < 121  # batched


def test_what_comes_in_is_told_with_its_text(open_room: Room) -> None:
    [oneliner] = open_room.oneliners("Stapel op bestaande ideeën 👪")
    told = open_room.board.wait_event("oneliner_received")["oneliner"]
    assert told == open_room.card(oneliner)
    assert told["text"] == "Stapel op bestaande ideeën 👪"


def test_presence_is_told(room: Room) -> None:
    board = room.board
    phones = [room.phone("policy") for _ in range(5)]
    board.wait("presence", lambda it: it["phones"] == len(phones))
    told = board.last("presence")
    assert told.keys() == {"phones", "environments"}
    assert told["environments"] == {"policy": len(phones)}
    for phone in phones:
        phone.close()
    board.wait("presence", lambda it: it["phones"] == 0)


def test_an_environment_of_few_is_not_told(room: Room) -> None:
    for environment in ("policy", "policy", "enforcement", "enforcement", "enforcement", None):
        room.phone(environment)
    told = room.board.wait("presence", lambda it: it["phones"] == 6)
    assert told["environments"] == {"enforcement": 3}


def test_since_tells_what_was_missed(open_room: Room, each_transport: str) -> None:
    board = open_room.another_board(transport=each_transport)
    start = board.wait("snapshot")["revision"]
    for name in "abc":
        open_room.category(name)
    answer = board.since(start)
    assert answer.keys() == {"ok", "events"}
    assert [event["revision"] for event in answer["events"]] == [start + 1, start + 2, start + 3]
    assert board.since(start + 3) == {"ok": True, "events": []}


def test_since_beyond_the_end_and_before_memory_gives_all(open_room: Room) -> None:
    open_room.oneliners("eentje")
    revision = open_room.fresh()["revision"]
    answer = open_room.board.since(revision + 1000)
    assert answer.keys() == {"ok", "snapshot"}
    assert answer["snapshot"]["revision"] == revision
    assert answer["snapshot"].keys() >= SNAPSHOT


def test_since_after_a_restart_gives_what_is_needed(tmp_path: Any) -> None:
    with Server(tmp_path) as server, room_on(server) as room:
        room.open()
        room.oneliners("voor de herstart")
        revision = room.fresh()["revision"]
        server.restart()
        with room.another_board() as board:
            answer = board.since(revision - 1)
            assert answer["ok"]
            known = answer.get("snapshot") or {"revision": answer["events"][-1]["revision"]}
            assert known["revision"] == revision


@pytest.mark.parametrize("revision", [None, -1, 1.5, "1", True, [], {}, 2**60])
def test_since_something_that_is_no_revision_is_a_bad_request(room: Room, revision: object) -> None:
    assert code_of(room.board.since(revision)) == "bad_request"


def test_a_board_that_comes_back_is_told_what_it_missed(open_room: Room) -> None:
    start = open_room.fresh()["revision"]
    category = open_room.category("intussen")
    with open_room.another_board(since=start) as board:
        batch = board.wait("events")
        assert batch["from"] == batch["to"] == start + 1
        assert str(category) in str(batch)
        assert board.all("snapshot") == []


# Acts: the rules for all


def test_an_act_is_answered_with_its_revision(room: Room, each_transport: str) -> None:
    board = room.another_board(transport=each_transport)
    before = board.wait("snapshot")["revision"]
    assert board.act("open_question", question=room.questions[0]) == {"ok": True, "revision": before + 1}


def test_the_same_key_acts_once(room: Room) -> None:
    key = new_key()
    first = room.board.act("add_category", key=key, name="eenmaal")
    assert room.board.act("add_category", key=key, name="eenmaal") == first
    assert room.another_board().act("add_category", key=key.upper(), name="eenmaal") == first
    assert len(room.fresh()["categories"]) == 1


def test_the_same_key_still_acts_once_after_a_restart(tmp_path: Any) -> None:
    with Server(tmp_path) as server, room_on(server) as room:
        key = new_key()
        first = room.board.act("add_category", key=key, name="eenmaal")
        server.kill()
        server.start()
        with room.another_board() as board:
            assert board.act("add_category", key=key, name="eenmaal") == first
            assert len(board.snapshot["categories"]) == 1


WRONG_ACTS: dict[str, Any] = {
    "no data": None,
    "a list": [],
    "a text": "sort",
    "nothing": {},
    "no key": {"type": "pause"},
    "key a number": {"type": "pause", "key": 5},
    "key no UUID": {"type": "pause", "key": "x"},
    "no type": {"key": "K"},
    "type a number": {"key": "K", "type": 5},
    "type null": {"key": "K", "type": None},
    "unknown type": {"key": "K", "type": "edit_text"},
    "no act of a client": {"key": "K", "type": "oneliner_received"},
    "unknown field": {"key": "K", "type": "pause", "extra": 1},
    "question missing": {"key": "K", "type": "open_question"},
    "question a number": {"key": "K", "type": "open_question", "question": 1},
    "seconds a text": {"key": "K", "type": "open_question", "question": "Q", "seconds": "9"},
    "seconds 0": {"key": "K", "type": "open_question", "question": "Q", "seconds": 0},
    "seconds below 0": {"key": "K", "type": "open_question", "question": "Q", "seconds": -5},
    "seconds true": {"key": "K", "type": "open_question", "question": "Q", "seconds": True},
    "seconds for ever": {"key": "K", "type": "open_question", "question": "Q", "seconds": 10**12},
    "no name": {"key": "K", "type": "add_category"},
    "empty name": {"key": "K", "type": "add_category", "name": "  "},
    "name of two lines": {"key": "K", "type": "add_category", "name": "a\nb"},
    "name too long": {"key": "K", "type": "add_category", "name": "a" * 500},
    "name a list": {"key": "K", "type": "add_category", "name": ["a"]},
    "no color": {"key": "K", "type": "add_category", "name": "a", "color": "red"},
    "color with style": {"key": "K", "type": "add_category", "name": "a", "color": "#fff;x"},
    "oneliners missing": {"key": "K", "type": "sort", "category": None},
    "oneliners empty": {"key": "K", "type": "sort", "oneliners": [], "category": None},
    "oneliners numbers": {"key": "K", "type": "sort", "oneliners": [1], "category": None},
    "oneliners an object": {"key": "K", "type": "sort", "oneliners": {}, "category": None},
    "reason missing": {"key": "K", "type": "hide", "oneliners": ["O"]},
    "mask of something else": {"key": "K", "type": "mask", "oneliner": "O", "start": 0, "end": 2, "what": "x"},
    "mask of nothing": {"key": "K", "type": "mask", "oneliner": "O", "start": 2, "end": 2, "what": "person"},
    "mask the wrong way": {"key": "K", "type": "mask", "oneliner": "O", "start": 3, "end": 1, "what": "person"},
    "mask beyond": {"key": "K", "type": "mask", "oneliner": "O", "start": 0, "end": 999, "what": "person"},
    "mask before": {"key": "K", "type": "mask", "oneliner": "O", "start": -1, "end": 2, "what": "person"},
    "kind of nothing": {"key": "K", "type": "set_kind", "oneliners": ["O"], "kind": "x"},
    "probe to nobody": {"key": "K", "type": "probe", "oneliner": "O", "text": "x", "to": "moon"},
    "probe of nothing": {"key": "K", "type": "probe", "oneliner": "O", "text": "", "to": "author"},
    "same as nothing": {"key": "K", "type": "mark_same", "oneliners": ["O"]},
    "added by phone": {"key": "K", "type": "add_oneliner", "question": "Q", "text": "x", "source": "phone"},
    "added from nowhere": {
        "key": "K", "type": "add_oneliner", "question": "Q", "text": "x", "source": "paper", "environment": "moon",
    },
    "screen of nothing": {"key": "K", "type": "screen", "mode": "moon"},
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG_ACTS)
def test_an_act_of_another_shape_is_a_bad_request(open_room: Room, name: str) -> None:
    [oneliner] = open_room.oneliners("eentje")
    real = {"K": new_key(), "Q": open_room.questions[0], "O": oneliner}
    data = WRONG_ACTS[name]
    if isinstance(data, dict):
        data = {field: real.get(it, it) if isinstance(it, str) else it for field, it in data.items()}
        data = {field: [oneliner] if it == ["O"] else it for field, it in data.items()}
    before = open_room.fresh()
    assert code_of(open_room.board.call("act", data)) == "bad_request"
    assert open_room.fresh()["revision"] == before["revision"]


@pytest.mark.parametrize("event", ["submit", "mine", "withdraw", "nonsense", "snapshot", "events", "*"])
def test_an_unknown_event_is_a_bad_request(room: Room, event: str) -> None:
    assert code_of(room.board.call(event, {})) == "bad_request"


def test_there_is_no_act_that_edits_a_text(open_room: Room) -> None:
    [oneliner] = open_room.oneliners("eentje")
    for kind in ("edit", "edit_text", "set_text", "rename_oneliner", "update"):
        assert code_of(open_room.board.act(kind, oneliner=oneliner, text="anders")) == "bad_request"
    assert open_room.card(oneliner)["text"] == "eentje"


# Undo and redo


def test_what_a_paused_question_has_left_is_told_to_who_comes_later(room: Room) -> None:
    room.open(seconds=600)
    room.board.do("pause")
    left = room.fresh()["consultation"]["remaining"]
    assert 0 < left <= 600
    assert room.screen().wait("snapshot")["consultation"]["remaining"] == left
    assert room.phone().wait("state")["remaining"] == left
    room.board.do("resume")
    assert room.fresh()["consultation"]["remaining"] is None
