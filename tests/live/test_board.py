"""What the contract says of namespace `/board`, from the facilitator's side."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
import requests
from sqlalchemy import delete, insert

from facilitator.store import tables
from tests.live.clients import Board, NoAnswer, Phone, Raw, Refused, Screen, Shape, enter, new_key, sign_in
from tests.live.rooms import Room, add_facilitator, cards_of, cookie_for, room_on, store_of
from tests.live.test_phone import code_of
from tests.outside.process import wait_until
from tests.patience import PATIENCE
from tests.servers import Server

CONSULTATION = {"phase", "question", "ends_at"}
SNAPSHOT = {"revision", "consultation", "questions", "division", "categories", "oneliners", "presence"}
CARD = {"id", "question", "text", "category", "order", "kind", "telling", "status", "consultation", "round"}
NOWHERE = "0123456789abcdef"

FOREIGN_ORIGINS = (
    "https://evil.example",
    "http://evil.example",
    "null",
    "http://127.0.0.1",
    "http://127.0.0.1:1",
    "http://localhost.evil.example",
    "{url}.evil.example",
    "{url}, https://evil.example",
)


# Coming in


def test_the_board_link_signs_in_once_and_leads_to_the_board(live_server: Server) -> None:
    made = live_server.new()
    answer = enter(requests.Session(), made["board_url"])
    assert answer.headers["Location"].endswith(f"/desk/consultations/{made['consultation']}/board")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite" in cookie
    again = requests.get(made["board_url"], allow_redirects=False, timeout=PATIENCE)
    assert again.status_code in (404, 410)
    assert "Set-Cookie" not in again.headers


def test_a_consultation_made_while_serving_is_usable_at_once(live_server: Server) -> None:
    made = live_server.new_by_command(template="goal", language="en", title="Round one", hold="0")
    assert made.keys() == {
        "assignment", "track", "consultation", "code", "join_url", "screen_url", "board_url", "questions",
    }  # fmt: skip
    assert re.fullmatch(r"[A-Z]{6}", made["code"])
    assert all(it.keys() == {"id", "number", "text"} for it in made["questions"])
    room = Room(live_server, made)
    with room.leave:
        phone, screen = room.phone(), room.screen()
        question = room.open()
        [oneliner] = room.oneliners("Straight away", phone=phone)
        assert screen.wait_event("oneliner_received")["oneliner"]["id"] == oneliner
        assert phone.state["consultation"]["title"] == "Round one"
        assert phone.state["question"]["id"] == question


@pytest.mark.parametrize("cookie", ["", "facilitator=", "facilitator=wrong", "other=1", "facilitator={token}x"])
def test_without_the_right_cookie_there_is_no_board(room: Room, cookie: str) -> None:
    wrong = cookie.format(token=room.cookie.partition("=")[2])
    with pytest.raises(Refused):
        Board(room.server.url, room.made["consultation"], wrong)


def test_the_cookie_is_found_among_those_of_neighbours(room: Room) -> None:
    Board(room.server.url, room.made["consultation"], f'odd={{"a": 1}}; {room.cookie}; b="x').close()


def test_somebody_elses_consultation_is_as_if_not_there(room: Room) -> None:
    mallory = cookie_for(room.server, add_facilitator(room.server, "mallory"))
    with pytest.raises(Refused) as others:
        Board(room.server.url, room.made["consultation"], mallory)
    with pytest.raises(Refused) as nobodys:
        Board(room.server.url, NOWHERE, mallory)
    assert others.value.data == nobodys.value.data


@pytest.mark.parametrize("auth", [None, {}, {"consultation": 7}, {"consultation": None}, [], "x", {"screen": None}])
def test_without_saying_what_there_is_no_board(room: Room, auth: object) -> None:
    with pytest.raises(Refused):
        super(Board, Board.__new__(Board)).__init__(
            room.server.url, auth, headers={"Cookie": room.cookie, "Origin": room.server.url}
        )


@pytest.mark.parametrize("origin", FOREIGN_ORIGINS)
@pytest.mark.parametrize("door", ["polling", "phone", "board", "screen"])
def test_pages_from_elsewhere_are_kept_out(live_server: Server, door: str, origin: str) -> None:
    """By polling before any of them says who it is; by a websocket, which says so at once, as each of them."""
    url, made = live_server.url, live_server.new()
    headers = {"Cookie": sign_in(made["board_url"]), "Origin": origin.format(url=url)}
    if door == "polling":
        address = f"{url}/socket.io/?EIO=4&transport=polling"
        assert requests.get(address, headers=headers, timeout=PATIENCE).status_code == 400
        return
    token = made["screen_url"].rsplit("/", 1)[1]
    auth = {
        "phone": f'0/phone,{{"code":"{made["code"]}"}}',
        "board": f'0/board,{{"consultation":"{made["consultation"]}"}}',
        "screen": f'0/board,{{"screen":"{token}"}}',
    }
    with pytest.raises(Exception, match="400"):
        Raw(url, connect=auth[door], origin=headers["Origin"], headers={"Cookie": headers["Cookie"]})


def test_a_board_that_does_not_say_where_it_comes_from_is_kept_out(room: Room, each_transport: str) -> None:
    """No browser leaves it out over a websocket; over polling it names itself in the Referer."""
    packet = f'0/board,{{"consultation":"{room.made["consultation"]}"}}'
    with Raw(room.server.url, connect=packet, headers={"Cookie": room.cookie}) as raw:
        assert raw.connected.startswith("44/board,")
    with pytest.raises(Refused):
        Board(room.server.url, room.made["consultation"], room.cookie, origin=None, transport="polling")


def test_a_board_that_polls_comes_in_as_a_browser_would(room: Room) -> None:
    """A browser's GET to its own server has no Origin, yet a Referer."""
    url = room.server.url

    def let_in(referer: str) -> bool:
        browser = requests.Session()
        browser.headers.update({"Cookie": room.cookie, "Referer": referer})
        opened = browser.get(f"{url}/socket.io/?EIO=4&transport=polling", timeout=PATIENCE).text
        sid = opened.split('"sid":"')[1].split('"')[0]
        address = f"{url}/socket.io/?EIO=4&transport=polling&sid={sid}"
        packet = f'40/board,{{"consultation":"{room.made["consultation"]}"}}'
        browser.post(address, data=packet, headers={"Origin": url}, timeout=PATIENCE)
        return browser.get(address, timeout=PATIENCE).text.startswith("40/board,")

    assert let_in(f"{url}/desk/consultations/{room.made['consultation']}/board")
    assert not let_in("https://evil.example/page")
    assert not let_in("")


def test_signing_out_closes_the_board_and_ends_its_acts(room: Room) -> None:
    url, board = room.server.url, room.board
    browser = requests.Session()
    browser.headers["Cookie"] = room.cookie
    page = browser.get(f"{url}/desk/", timeout=PATIENCE).text
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found, "the desk has no form to sign out with"
    session = "; ".join(f"{name}={value}" for name, value in browser.cookies.get_dict().items())
    browser.headers["Cookie"] = f"{room.cookie}; {session}"
    left = browser.post(
        f"{url}/sign-out",
        data={"csrf_token": found[1]},
        headers={"Referer": url},
        allow_redirects=False,
        timeout=PATIENCE,
    )
    assert left.status_code in (302, 303), left.text
    board.wait_until_gone()
    with pytest.raises(Refused):
        Board(url, room.made["consultation"], room.cookie)


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


# Acts: one by one


def test_a_question_is_opened_paused_resumed_and_closed(room: Room) -> None:
    board = room.board
    question = room.open(seconds=600)

    def now() -> tuple[object, object, bool]:
        told = room.fresh()["consultation"]
        return told["phase"], told["question"], told["ends_at"] is not None

    assert now() == ("open", question, True)
    board.do("pause")
    assert now()[:2] == ("paused", question)
    board.do("resume")
    assert now() == ("open", question, True)
    board.do("close_question")
    assert now() == ("lobby", None, False)
    board.do("close")
    assert now() == ("closed", None, False)


def test_phases_that_do_not_follow_are_refused(room: Room) -> None:
    board = room.board
    for kind in ("pause", "resume", "close_question"):
        assert code_of(board.act(kind)) == "question_closed"
    assert code_of(board.act("open_question", question=NOWHERE)) == "unknown_question"
    board.do("close")
    assert code_of(board.act("open_question", question=room.questions[0])) == "closed"
    for kind in ("pause", "resume", "close_question", "close"):
        assert code_of(board.act(kind)) == "closed"


def test_categories_are_added_renamed_recolored_and_moved(room: Room) -> None:
    board = room.board
    first, second = room.category("a"), room.category("b")
    third = room.category("c", before=first)
    board.do("rename_category", category=first, name="Schaamte")
    board.do("recolor_category", category=first, color="#123456")
    assert [it["id"] for it in ordered(room)] == [third, first, second]
    board.do("move_category", category=second, before=third)
    board.do("move_category", category=third, before=None)
    shown = ordered(room)
    assert [it["id"] for it in shown] == [second, first, third]
    assert (shown[1]["name"], shown[1]["color"]) == ("Schaamte", "#123456")


def ordered(room: Room) -> list[Shape]:
    return sorted(room.fresh()["categories"], key=lambda it: (it["order"], it["id"]))


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("rename_category", {"category": NOWHERE, "name": "x"}),
        ("recolor_category", {"category": NOWHERE, "color": "#123456"}),
        ("move_category", {"category": NOWHERE, "before": None}),
        ("merge_categories", {"from": NOWHERE, "into": NOWHERE}),
        ("remove_category", {"category": NOWHERE}),
        ("add_category", {"name": "x", "before": NOWHERE}),
    ],
)
def test_a_category_that_is_not_there_is_refused(room: Room, kind: str, fields: Shape) -> None:
    assert code_of(room.board.act(kind, **fields)) == "unknown_category"


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("sort", {"oneliners": [NOWHERE], "category": None, "before": None}),
        ("mask", {"oneliner": NOWHERE, "start": 0, "end": 1, "what": "person"}),
        ("hide", {"oneliners": [NOWHERE], "reason": "x"}),
        ("show", {"oneliners": [NOWHERE]}),
        ("release", {"oneliners": [NOWHERE]}),
        ("mark_same", {"oneliners": [NOWHERE, "f" * 16]}),
        ("mark_different", {"oneliners": [NOWHERE]}),
        ("star", {"oneliners": [NOWHERE]}),
        ("unstar", {"oneliners": [NOWHERE]}),
        ("set_kind", {"oneliners": [NOWHERE], "kind": "symptom"}),
        ("probe", {"oneliner": NOWHERE, "text": "x", "to": "author"}),
        ("screen", {"mode": "spotlight", "oneliner": NOWHERE}),
    ],
)
def test_a_oneliner_that_is_not_there_is_refused(room: Room, kind: str, fields: Shape) -> None:
    assert code_of(room.board.act(kind, **fields)) == "unknown_oneliner"


def test_oneliners_of_another_track_are_as_if_not_there(open_room: Room) -> None:
    with room_on(open_room.server) as other:
        other.open()
        [theirs] = other.oneliners("elders")
        category = other.category("elders")
        assert code_of(open_room.board.act("star", oneliners=[theirs])) == "unknown_oneliner"
        mine = open_room.oneliners("hier")
        assert code_of(open_room.board.act("sort", oneliners=mine, category=category)) == "unknown_category"


def test_oneliners_are_sorted_in_the_order_given(open_room: Room) -> None:
    ids = open_room.oneliners("a", "b", "c", "d")
    category = open_room.category()
    board = open_room.board
    board.do("sort", oneliners=[ids[2], ids[0]], category=category, before=None)
    board.do("sort", oneliners=[ids[1]], category=category, before=ids[0])
    assert in_category(open_room, category) == [ids[2], ids[1], ids[0]]
    board.do("sort", oneliners=[ids[1]], category=None, before=None)
    assert in_category(open_room, category) == [ids[2], ids[0]]
    assert open_room.card(ids[1])["category"] is None
    assert code_of(board.act("sort", oneliners=[ids[3]], category=category, before=ids[1])) == "unknown_oneliner"
    assert code_of(board.act("sort", oneliners=[ids[3]], category=NOWHERE)) == "unknown_category"


def in_category(room: Room, category: str | None) -> list[str]:
    cards = [card for card in room.fresh()["oneliners"] if card["category"] == category]
    return [card["id"] for card in sorted(cards, key=lambda it: (it["order"], it["id"]))]


def test_merging_and_removing_categories_keeps_every_oneliner(open_room: Room) -> None:
    ids = open_room.oneliners("a", "b", "c")
    one, two = open_room.category("een"), open_room.category("twee")
    board = open_room.board
    board.do("sort", oneliners=[ids[0]], category=one)
    board.do("sort", oneliners=[ids[1]], category=two)
    board.do("merge_categories", **{"from": one, "into": two})
    assert set(in_category(open_room, two)) == {ids[0], ids[1]}
    assert code_of(board.act("merge_categories", **{"from": two, "into": two})) == "unknown_category"
    board.do("remove_category", category=two)
    snapshot = open_room.fresh()
    assert snapshot["categories"] == []
    assert {card["id"] for card in snapshot["oneliners"] if card["category"] is None} == set(ids)


def test_masking_covers_the_characters_for_everybody(open_room: Room) -> None:
    [oneliner] = open_room.oneliners("Jan de Vries is 👪 lui")
    screen = open_room.screen()
    open_room.board.do("mask", oneliner=oneliner, start=0, end=12, what="person")
    told = open_room.board.wait_event("masked")
    assert "Vries" not in told["texts"][oneliner]
    assert told["texts"][oneliner].endswith("is 👪 lui")
    assert "Vries" not in str(screen.wait_event("masked"))
    card = open_room.card(oneliner)
    assert (card["text"], card["status"]) == (told["texts"][oneliner], "masked")


def test_hiding_showing_and_starring(open_room: Room) -> None:
    ids = open_room.oneliners("a", "b")
    board = open_room.board
    board.do("hide", oneliners=ids, reason="dubbel")
    assert {card["status"] for card in open_room.fresh()["oneliners"]} == {"hidden"}
    assert {card["reason"] for card in open_room.fresh()["oneliners"]} == {"dubbel"}
    board.do("show", oneliners=[ids[0]])
    board.do("star", oneliners=[ids[0]])
    card = open_room.card(ids[0])
    assert (card["status"], card["telling"], "reason" in card) == ("received", True, False)
    board.do("unstar", oneliners=[ids[0]])
    assert open_room.card(ids[0])["telling"] is False


def test_marking_the_same_and_different_moves_nothing(open_room: Room) -> None:
    ids = open_room.oneliners("a", "b", "c")
    before = cards_of(open_room.fresh())
    open_room.board.do("mark_same", oneliners=ids[:2])
    open_room.board.do("mark_same", oneliners=ids[1:])
    after = cards_of(open_room.fresh())
    assert len({after[it]["same"] for it in ids}) == 1
    assert [after[it]["text"] for it in ids] == [before[it]["text"] for it in ids]
    open_room.board.do("mark_different", oneliners=[ids[0]])
    assert "same" not in open_room.card(ids[0])


def test_the_kind_is_set(open_room: Room) -> None:
    [oneliner] = open_room.oneliners("a")
    open_room.board.do("set_kind", oneliners=[oneliner], kind="cause")
    assert open_room.card(oneliner)["kind"] == "cause"


def test_a_oneliner_from_paper_is_added_exactly(room: Room) -> None:
    revision = room.board.do(
        "add_oneliner", question=room.questions[2], text="Van papier: = 1", source="paper", environment="policy"
    )
    told = room.board.wait_event("oneliner_added", lambda it: it["revision"] == revision)["oneliner"]
    assert (told["text"], told["question"], told["source"]) == ("Van papier: = 1", room.questions[2], "paper")
    room.board.do("add_oneliner", question=room.questions[0], text="Hierop door", source="interview", parent=told["id"])
    child = next(card for card in room.fresh()["oneliners"] if card["text"] == "Hierop door")
    assert child["parent"] == told["id"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"text": ""}, "empty"),
        ({"text": " x"}, "outer_space"),
        ({"text": "x" * 141}, "too_long"),
        ({"text": "a\nb"}, "not_one_line"),
        ({"text": "a\x00b"}, "forbidden_characters"),
        ({"question": NOWHERE}, "unknown_question"),
        ({"parent": NOWHERE}, "unknown_oneliner"),
    ],
)
def test_what_is_added_keeps_the_same_rules(room: Room, fields: Shape, code: str) -> None:
    whole = {"question": room.questions[0], "text": "x", "source": "spoken"} | fields
    assert code_of(room.board.act("add_oneliner", **whole)) == code
    assert room.stored() == []


@pytest.mark.parametrize("mode", ["join", "question", "stream", "columns", "overview", "pause", "blank"])
def test_the_screen_is_told_what_to_show(room: Room, mode: str) -> None:
    screen = room.screen()
    room.board.do("screen", mode="suspicion")
    room.board.do("screen", mode=mode)
    screen.wait_event("screened", lambda it: f"'mode': '{mode}'" in str(it))
    with room.screen() as again:
        assert again.wait("snapshot")["consultation"]["screen"]["mode"] == mode


# Undo and redo


def undoable(room: Room) -> dict[str, Callable[[], object]]:
    """Each act that can be undone, ready to be done."""
    [oneliner, other] = room.oneliners("Jan is lui", "twee")
    one, two = room.category("een"), room.category("twee")
    room.board.do("sort", oneliners=[other], category=one)
    do = room.board.do
    return {
        "add_category": lambda: do("add_category", name="drie"),
        "rename_category": lambda: do("rename_category", category=one, name="eerste"),
        "recolor_category": lambda: do("recolor_category", category=one, color="#abcdef"),
        "move_category": lambda: do("move_category", category=two, before=one),
        "merge_categories": lambda: do("merge_categories", **{"from": one, "into": two}),
        "remove_category": lambda: do("remove_category", category=one),
        "sort": lambda: do("sort", oneliners=[oneliner], category=one, before=other),
        "mask": lambda: do("mask", oneliner=oneliner, start=0, end=3, what="person"),
        "hide": lambda: do("hide", oneliners=[oneliner], reason="x"),
        "star": lambda: do("star", oneliners=[oneliner]),
        "mark_same": lambda: do("mark_same", oneliners=[oneliner, other]),
        "set_kind": lambda: do("set_kind", oneliners=[oneliner], kind="cause"),
    }


def shape_of(snapshot: Shape) -> tuple[object, object]:
    categories = sorted(snapshot["categories"], key=lambda it: it["id"])
    return categories, cards_of(snapshot)


def test_every_act_of_sorting_is_undone_and_redone(open_room: Room) -> None:
    for name, act in undoable(open_room).items():
        before = shape_of(open_room.fresh())
        act()
        after = shape_of(open_room.fresh())
        assert before != after, name
        open_room.board.do("undo")
        assert shape_of(open_room.fresh()) == before, name
        open_room.board.do("redo")
        assert shape_of(open_room.fresh()) == after, name
        open_room.board.do("undo")


def test_with_nothing_to_undo_or_redo_it_is_refused(room: Room) -> None:
    assert not room.board.act("undo")["ok"]
    assert not room.board.act("redo")["ok"]


def test_two_boards_of_one_facilitator_see_the_same(open_room: Room) -> None:
    other = open_room.another_board()
    category = open_room.category("samen")
    other.wait_event("category_added")
    other.do("rename_category", category=category, name="anders")
    open_room.board.wait_event("category_renamed")
    assert open_room.fresh()["categories"][0]["name"] == "anders"


@pytest.fixture
def bea(open_room: Room) -> Iterator[Board]:
    """The board of a second facilitator, who was invited by the first."""
    name = add_facilitator(open_room.server, "bea")
    with store_of(open_room.server) as store, store.work() as connection:
        row = {"consultation_id": open_room.made["consultation"], "facilitator_id": name}
        connection.execute(insert(tables.Membership), row)
    with Board(open_room.server.url, open_room.made["consultation"], cookie_for(open_room.server, name)) as board:
        board.wait("snapshot")
        yield board


def test_who_was_let_go_acts_no_more(open_room: Room, bea: Board) -> None:
    with store_of(open_room.server) as store, store.work() as connection:
        here = tables.Membership.consultation_id == open_room.made["consultation"]
        connection.execute(delete(tables.Membership).where(here))
    with suppress(NoAnswer):  # the board may be closed by now
        assert code_of(bea.act("add_category", name="Te laat")) == "forbidden"
    bea.wait_until_gone()
    assert open_room.fresh()["categories"] == []


def test_a_board_is_told_which_card_somebody_else_has_chosen(open_room: Room, bea: Board) -> None:
    (oneliner,) = open_room.oneliners("Schaamte.")
    assert bea.call("hold", {"oneliner": oneliner})["ok"]
    held = open_room.board.wait("holding", lambda told: told["oneliner"] == oneliner)
    assert held["name"].startswith("bea")
    bea.close()
    open_room.board.wait("holding", lambda told: told["oneliner"] is None)


def test_something_like_it_is_suggested(open_room: Room) -> None:
    one, other = open_room.oneliners("De deurwaarder belt aan.", "Weer een deurwaarder aan de deur.")
    category = open_room.category("Incasso")
    open_room.board.do("sort", oneliners=[one], category=category)
    assert open_room.board.call("suggest", {"oneliner": other}) == {"ok": True, "categories": [category], "same": []}


@pytest.mark.parametrize("event", ["hold", "suggest"])
@pytest.mark.parametrize("data", [None, [], {}, {"oneliner": 1}, {"oneliner": "x"}, {"oneliner": None, "more": 1}])
def test_what_a_board_asks_wrongly_is_refused(room: Room, event: str, data: object) -> None:
    assert code_of(room.board.call(event, data)) == "bad_request"


@pytest.mark.parametrize("event", ["hold", "suggest"])
def test_a_screen_chooses_and_asks_nothing(open_room: Room, event: str) -> None:
    (oneliner,) = open_room.oneliners("Schaamte.")
    assert code_of(open_room.screen().call(event, {"oneliner": oneliner})) == "read_only"


def test_a_second_category_is_told(open_room: Room) -> None:
    (oneliner,) = open_room.oneliners("Schaamte.")
    first, second = open_room.category("Een"), open_room.category("Twee")
    open_room.board.do("sort", oneliners=[oneliner], category=first)
    open_room.board.do("sort_also", oneliners=[oneliner], category=second)
    assert open_room.card(oneliner)["also"] == second


def test_another_division_gives_a_new_start(open_room: Room) -> None:
    open_room.category("Een")
    open_room.board.do("add_division", name="Levensfase")
    told = open_room.board.wait("snapshot", lambda it: len(it["divisions"]) == 2)
    (other,) = {it["id"] for it in told["divisions"]} - {told["division"]["id"]}
    open_room.board.do("use_division", division=other)
    told = open_room.board.wait("snapshot", lambda it: it["division"]["id"] == other)
    assert told["categories"] == []


def test_a_name_waits_for_a_look_before_the_screen(open_room: Room) -> None:
    screen = open_room.screen()
    (oneliner,) = open_room.oneliners("Mevrouw De Wit lacht mensen uit.")
    assert open_room.card(oneliner)["flags"] == ["name"]
    assert "De Wit" not in "".join(screen.frames)
    open_room.board.do("release", oneliners=[oneliner])
    shown = screen.wait_event("released")
    assert shown["put"][0]["text"] == "Mevrouw De Wit lacht mensen uit."


def test_what_somebody_else_changed_since_is_not_undone(open_room: Room, bea: Board) -> None:
    category = open_room.category("eerst")
    open_room.board.do("rename_category", category=category, name="van ada")
    bea.do("rename_category", category=category, name="van bea")
    assert code_of(open_room.board.act("undo")) == "changed_since"
    assert open_room.fresh()["categories"][0]["name"] == "van bea"


def test_what_stays_is_named_and_does_not_block_what_was_done_before(open_room: Room, bea: Board) -> None:
    open_room.category("eerst")
    later = open_room.category("later")
    made = open_room.board.wait_event("category_added", lambda it: it["name"] == "later")["revision"]
    bea.do("rename_category", category=later, name="van bea")
    refused = open_room.board.act("undo")["error"]
    assert (refused["code"], refused["of"]) == ("changed_since", made)
    open_room.board.do("undo")
    assert [it["name"] for it in open_room.fresh()["categories"]] == ["van bea"]


def test_a_helper_does_not_close_the_consultation(open_room: Room, bea: Board) -> None:
    answer = bea.act("close")
    assert code_of(answer) == "not_yours"
    assert answer["error"]["message"].endswith("Er is niets veranderd.")
    assert open_room.fresh()["consultation"]["phase"] == "open"
    bea.do("pause")
    open_room.board.do("close")


def test_what_a_paused_question_has_left_is_told_to_who_comes_later(room: Room) -> None:
    room.open(seconds=600)
    room.board.do("pause")
    left = room.fresh()["consultation"]["remaining"]
    assert 0 < left <= 600
    assert room.screen().wait("snapshot")["consultation"]["remaining"] == left
    assert room.phone().wait("state")["remaining"] == left
    room.board.do("resume")
    assert room.fresh()["consultation"]["remaining"] is None


def test_each_facilitator_undoes_only_the_own_acts(open_room: Room, bea: Board) -> None:
    mine = open_room.category("van ada")
    bea.do("add_category", name="van bea")
    open_room.board.do("undo")
    names = [it["name"] for it in open_room.fresh()["categories"]]
    assert names == ["van bea"]
    assert mine not in str(open_room.fresh()["categories"])
    open_room.board.do("redo")
    bea.do("undo")
    assert [it["name"] for it in open_room.fresh()["categories"]] == ["van ada"]


def test_a_phone_may_not_act(open_room: Room) -> None:
    with Phone(open_room.server.url, open_room.made["code"]) as phone:
        assert code_of(phone.call("act", {"key": new_key(), "type": "pause"})) == "bad_request"
    assert open_room.fresh()["consultation"]["phase"] == "open"


def test_a_screen_may_not_act(open_room: Room) -> None:
    with Screen(open_room.server.url, open_room.screen_token) as screen:
        assert code_of(screen.call("act", {"key": new_key(), "type": "pause"})) == "read_only"


def test_the_board_of_a_guest_who_is_let_go_closes_at_once(room: Room) -> None:
    url, desk = room.server.url, f"{room.server.url}/desk/consultations/{room.made['consultation']}"
    ada, tom = requests.Session(), requests.Session()
    ada.headers["Cookie"] = room.cookie
    invited = ada.post(f"{desk}/invite", data={"csrf_token": form_token(ada, desk)}, timeout=PATIENCE).text
    link = f"{url}{re.findall(r'/invite/[A-Za-z0-9_-]+', invited)[0]}"
    tom.post(link, data={"csrf_token": form_token(tom, link), "name": "Tom"}, timeout=PATIENCE)
    cookie = f"facilitator={tom.cookies['facilitator']}"
    with Board(url, room.made["consultation"], cookie) as board:
        board.wait("snapshot")
        (let_go,) = re.findall(r"/helpers/\w+/let-go", ada.get(desk, timeout=PATIENCE).text)
        ada.post(desk + let_go, data={"csrf_token": form_token(ada, desk)}, timeout=PATIENCE)
        board.wait_until_gone()
    with pytest.raises(Refused):
        Board(url, room.made["consultation"], cookie)


def form_token(browser: requests.Session, address: str) -> str:
    """The token that the forms on a page carry, with its cookie; a fixed Cookie header leaves no room for it."""
    page = browser.get(address, timeout=PATIENCE)
    if "Cookie" in browser.headers and "form" in page.cookies:
        known = str(browser.headers["Cookie"]).split("; form=")[0]
        browser.headers["Cookie"] = f"{known}; form={page.cookies['form']}"
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
    assert found is not None
    return found[1]
