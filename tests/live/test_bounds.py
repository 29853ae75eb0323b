"""How much mallory may send: no more than does no harm."""

import json
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
import requests

from tests.live.clients import new_key
from tests.live.mallory import Undisturbed, answered_or_hung_up, mallory, memory_of
from tests.live.rooms import Room, code_of
from tests.patience import PATIENCE
from tests.serving.clients import frame, is_hung_up, pour

KIB = 1024
MIB = 1024 * KIB
LARGEST = 64 * KIB

# Size


def fragments() -> Iterator[bytes]:
    """A message of 160 MiB, in frames that are small enough."""
    yield frame(b'42/phone,1["submit","', opcode=1, final=False)
    for _ in range(2560):
        yield frame(b"a" * (64 * KIB - 1), opcode=0, final=False)


def test_a_message_of_many_frames_is_counted_as_one(open_room: Room, ben: Undisturbed) -> None:
    before = memory_of(open_room.server)
    with mallory(open_room) as raw:
        sent = pour(raw, fragments())
        assert sent < 16 * MIB
        assert is_hung_up(raw)
    assert memory_of(open_room.server) - before < 5 * MIB


def test_a_frame_that_is_too_long_closes_the_connection(open_room: Room, ben: Undisturbed) -> None:
    before = memory_of(open_room.server)

    def one_frame() -> Iterator[bytes]:
        yield frame(b"42", opcode=1, final=True, declared=1024 * MIB)
        for _ in range(2560):
            yield b"a" * (64 * KIB)

    with mallory(open_room) as raw:
        sent = pour(raw, one_frame())
        assert sent < 16 * MIB
        assert is_hung_up(raw)
    assert memory_of(open_room.server) - before < 5 * MIB


def test_a_message_above_the_limit_closes_the_connection(open_room: Room) -> None:
    with mallory(open_room) as raw:
        with suppress(OSError):
            raw.event(["submit", {"text": "a" * LARGEST}])
        assert is_hung_up(raw)


def test_a_phone_has_no_use_for_more_than_sixteen_kib(open_room: Room) -> None:
    longest = "\U0001f468" * 1000
    with mallory(open_room) as raw:
        raw.event(["submit", {"key": new_key(), "question": open_room.questions[0], "text": longest}])
        assert code_of(raw.answer()) == "too_long"
        raw.event(["submit", {"key": new_key(), "question": open_room.questions[0], "text": longest * 10}])
        assert answered_or_hung_up(raw) in ("too_long", "closed")


def test_compressed_frames_are_not_unpacked(open_room: Room, ben: Undisturbed) -> None:
    before = memory_of(open_room.server)
    with mallory(open_room) as raw:
        pour(raw, iter([bytes([0xC1]) + frame(b"\x00" * 100, opcode=1, final=True)[1:]]))
        assert is_hung_up(raw)
    assert memory_of(open_room.server) - before < 5 * MIB


# Polling


def opened_by_polling(url: str) -> str:
    """The address of a fresh polling connection."""
    answer = requests.get(f"{url}/socket.io/?EIO=4&transport=polling", timeout=PATIENCE)
    sid = json.loads(answer.text[1:])["sid"]
    return f"{url}/socket.io/?EIO=4&transport=polling&sid={sid}"


def test_a_post_that_is_too_large_is_refused(open_room: Room, ben: Undisturbed) -> None:
    before = memory_of(open_room.server)
    address = opened_by_polling(open_room.server.url)
    with suppress(requests.ConnectionError):
        assert requests.post(address, data=b"4" * (20 * MIB), timeout=PATIENCE).status_code in (400, 413)
    assert memory_of(open_room.server) - before < 5 * MIB


def test_a_post_that_does_not_say_how_large_it_is_fills_nothing(open_room: Room, ben: Undisturbed) -> None:
    before = memory_of(open_room.server)
    address = opened_by_polling(open_room.server.url)

    def endless() -> Iterator[bytes]:
        for _ in range(320):
            yield b"4" * (64 * KIB)

    with suppress(requests.ConnectionError):
        requests.post(address, data=endless(), timeout=PATIENCE)
    assert memory_of(open_room.server) - before < 5 * MIB


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"4", b"9x", b"40/phone,{", b"\x1e" * 100, b"d=4", b"bAAAA", b"x"])
def test_a_post_that_makes_no_sense_harms_nobody(open_room: Room, body: bytes) -> None:
    answer = requests.post(opened_by_polling(open_room.server.url), data=body, timeout=PATIENCE)
    assert answer.status_code in (200, 400)
    assert open_room.phone().submit("ben ook")["ok"]


def test_hanging_up_leaves_nothing_behind(open_room: Room) -> None:
    """Those who are hung up on may never read again: nobody waits for that."""
    join = "40/phone," + json.dumps({"code": open_room.made["code"]})
    for _ in range(20):
        address = opened_by_polling(open_room.server.url)
        requests.post(address, data=join, timeout=PATIENCE)
        requests.post(address, data='451-/phone,1["submit",{"_placeholder":true,"num":0}]', timeout=PATIENCE)
        assert requests.get(address, timeout=PATIENCE).status_code == 400
        with mallory(open_room) as raw:
            raw.send("x")
            assert is_hung_up(raw)
    with open_room.phone():
        open_room.board.wait("presence", lambda told: told["phones"] == 1)
    assert open_room.fresh()["presence"]["phones"] <= 1


def test_many_oneliners_in_one_post_are_all_taken(open_room: Room) -> None:
    """A phone that polls and was away sends all that it kept at once."""
    address = opened_by_polling(open_room.server.url)
    requests.post(address, data="40/phone," + json.dumps({"code": open_room.made["code"]}), timeout=PATIENCE)
    told = [{"key": new_key(), "question": open_room.questions[0], "text": f"{at}"} for at in range(60)]
    packets = [f"42/phone,{at}" + json.dumps(["submit", it]) for at, it in enumerate(told)]
    assert requests.post(address, data="\x1e".join(packets), timeout=PATIENCE).status_code == 200
    heard = ""
    deadline = time.monotonic() + PATIENCE
    while heard.count("43/phone,") < 60 and time.monotonic() < deadline:
        heard += requests.get(address, timeout=PATIENCE).text
    assert heard.count('"ok":true') == 60
    assert len(open_room.stored()) == 60
