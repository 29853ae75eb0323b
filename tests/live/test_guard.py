"""What mallory sends, and what it does: nothing, to anybody but her.

While she is at it, ben's phone goes on submitting and is answered.
"""

import json
import secrets
from contextlib import suppress

import pytest
import websocket

from tests.live.clients import Closed, Raw, new_key
from tests.live.mallory import Undisturbed, answered_or_hung_up, mallory
from tests.live.rooms import Room, code_of
from tests.outside.process import wait_until
from tests.patience import PATIENCE
from tests.serving.clients import is_hung_up

# Events and namespaces


@pytest.mark.parametrize("event", ["connect", "disconnect", "connect_error", "message", "__disconnect_final"])
@pytest.mark.parametrize("namespace", ["/phone", "/board"])
def test_reserved_names_are_events_like_any_unknown_one(open_room: Room, event: str, namespace: str) -> None:
    screen = json.dumps({"screen": open_room.screen_token})
    with mallory(open_room) as raw:
        raw.send(f"40/board,{screen}")
        assert raw.receive().startswith("40/board,")
        raw.event([event, {"consultation": open_room.made["consultation"], "code": "XXXXXX"}], namespace=namespace)
        assert code_of(raw.answer(namespace=namespace)) == "bad_request"
        raw.event(["submit", {"key": new_key(), "question": open_room.questions[0], "text": "nog hier"}])
        assert raw.answer()["ok"]


@pytest.mark.parametrize("namespace", ["/", "", "/admin", "/phone/x", "/Phone", "/board2", "*", "/*"])
def test_there_are_no_other_namespaces(open_room: Room, namespace: str) -> None:
    head = f"{namespace}," if namespace not in ("", "/") else ""
    with Raw(open_room.server.url) as raw:
        raw.send(f"40{head}" + json.dumps({"code": open_room.made["code"]}))
        try:
            assert raw.receive().startswith(f"44{head}")
            raw.send(f'42{head}1["act",{{}}]')
            assert is_hung_up(raw)
        except Closed:
            pass


def test_events_before_joining_are_not_taken(open_room: Room) -> None:
    with Raw(open_room.server.url) as raw:
        raw.event(["submit", {"key": new_key(), "question": open_room.questions[0], "text": "zonder aanmelden"}])
        assert is_hung_up(raw)
    assert open_room.stored() == []


def test_joining_twice_counts_once(open_room: Room) -> None:
    packet = "40/phone," + json.dumps({"code": open_room.made["code"]})
    with mallory(open_room) as raw:
        with suppress(BrokenPipeError, ConnectionResetError):  # hung up already
            for _ in range(3):
                raw.send(packet)
        assert is_hung_up(raw)
    wait_until(lambda: open_room.fresh()["presence"]["phones"] == 0, seconds=PATIENCE, what="nobody to be there")
    with mallory(open_room):
        told = open_room.board.wait("presence", lambda it: it["phones"] == 1)
        assert told["phones"] == 1
    assert max(it["phones"] for it in open_room.board.all("presence")) <= 1


def test_a_board_can_not_be_reached_from_a_phones_connection(open_room: Room) -> None:
    with mallory(open_room) as raw:
        raw.send("40/board," + json.dumps({"consultation": open_room.made["consultation"]}))
        assert raw.receive().startswith("44/board,")
        raw.event(["act", {"key": new_key(), "type": "close"}], namespace="/board")
        assert is_hung_up(raw)
    assert open_room.fresh()["consultation"]["phase"] == "open"


# Packets


def test_binary_packets_close_the_connection(open_room: Room, ben: Undisturbed) -> None:
    for packet in (
        '451-/phone,1["submit",{"_placeholder":true,"num":0}]',
        '461-/phone,1[{"_placeholder":true,"num":0}]',
        '4599-/phone,1["submit"]',
    ):
        with mallory(open_room) as raw:
            raw.send(packet)
            assert is_hung_up(raw), packet
    with mallory(open_room) as raw:
        raw.socket.send_binary(b"\x00" * 1000)
        assert is_hung_up(raw)
    with mallory(open_room) as raw:
        raw.send("b" + "AAAA" * 100)
        assert is_hung_up(raw)


MALFORMED = {
    "no JSON": '["submit",{',
    "text behind": '["submit",{}]x',
    "an object": '{"submit":1}',
    "a number": " 5",
    "a text": '"submit"',
    "null": "null",
    "true": "true",
    "an empty list": "[]",
    "no name": "[{}]",
    "a number as name": "[5,{}]",
    "a list as name": '[["submit"],{}]',
    "null as name": "[null,{}]",
    "three things": '["submit",{},{}]',
    "one quote": '["submit',
    "single quotes": "['submit',{}]",
    "a bare word": "[submit]",
    "not a number": '["submit",{"key":NaN,"question":NaN,"text":NaN}]',
    "infinity": '["mine",{"keys":Infinity}]',
    "a long number": '["mine",{"keys":' + "9" * 5000 + "}]",
    "nested lists": '["submit",' + "[" * 5000 + "]" * 5000 + "]",
    "nested objects": '["submit",' + '{"a":' * 2000 + "1" + "}" * 2000 + "]",
    "a control character": '["submit",{"text":"\x01"}]',
}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_packet_is_answered_or_closes_the_connection(open_room: Room, name: str) -> None:
    with mallory(open_room) as raw:
        raw.event(MALFORMED[name])
        assert answered_or_hung_up(raw) in ("bad_request", "closed")
    assert open_room.stored() == []
    assert open_room.phone().submit("ben ook")["ok"]


@pytest.mark.parametrize("name", ["no JSON", "nested lists", "not a number", "a long number", "a bare word"])
def test_what_says_who_waits_for_an_answer_gets_one(open_room: Room, name: str) -> None:
    with mallory(open_room) as raw:
        raw.event(MALFORMED[name])
        assert code_of(raw.answer()) == "bad_request"


FRAMES = (
    "", "4", "42", "42/phone", "42/phone,", "42/phone,1", "49/phone,1[]", "4x", "9", "x", "b", "b*", "2x", "3[",
    "4" + "[" * 30_000,
)  # fmt: skip


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame[:12])
def test_a_truncated_packet_harms_nobody(open_room: Room, frame: str) -> None:
    with mallory(open_room) as raw:
        raw.send(frame)
        with suppress(Closed, BrokenPipeError, ConnectionError):
            raw.event(["submit", {"key": new_key(), "question": open_room.questions[0], "text": "erna"}], id=7)
            assert raw.answer(7)["ok"]
    assert open_room.phone().submit("ben ook")["ok"]


def test_a_hundred_thousand_nested_brackets_harm_nobody(open_room: Room, ben: Undisturbed) -> None:
    with mallory(open_room) as raw, suppress(OSError):
        raw.event('["submit",' + "[" * 100_000 + "]" * 100_000 + "]")
        assert answered_or_hung_up(raw) in ("bad_request", "closed")


def test_random_packets_harm_nobody(open_room: Room, ben: Undisturbed) -> None:
    for _ in range(40):
        with mallory(open_room) as raw, suppress(Closed, OSError, websocket.WebSocketException):
            raw.send("4" + secrets.token_urlsafe(30))
            raw.send(secrets.choice("0123456789") + "/phone," + secrets.token_urlsafe(30))
            raw.socket.send(secrets.token_bytes(50), secrets.choice((0x1, 0x2, 0x8, 0x9, 0xA)))
