"""What becomes of one-liners, as `/phone` tells their authors: withdrawing, fates, probes."""

import uuid
from typing import Any

import pytest

from tests.live.clients import Phone, new_key
from tests.live.rooms import Room, code_of, room_on
from tests.outside.process import wait_until
from tests.patience import PATIENCE

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
