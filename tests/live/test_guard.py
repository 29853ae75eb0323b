"""What mallory sends, and what it does: nothing, to anybody but her.

While she is at it, ben's phone goes on submitting and is answered.
"""

import json
import secrets
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
import requests
import websocket

from tests.live.clients import Closed, Raw, Shape, new_key
from tests.live.rooms import Room, room_on
from tests.live.test_phone import code_of
from tests.outside.process import wait_until
from tests.servers import Server

KIB = 1024
MIB = 1024 * KIB
LARGEST = 64 * KIB


def memory_of(server: Server) -> int:
    """How many bytes of memory the server takes."""
    pages = int(Path(f"/proc/{server.pid}/statm").read_text().split()[1])
    return pages * 4096


class Undisturbed:
    """Ben's phone, which submits all the while; how long each answer took."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._phone = room.phone()
        self._stop = threading.Event()
        self.answers: list[Shape] = []
        self._thread = threading.Thread(target=self._submit)

    def _submit(self) -> None:
        while not self._stop.is_set():
            self.answers.append(self._phone.submit(f"ben {len(self.answers)}"))
            self._stop.wait(0.02)

    def __enter__(self) -> "Undisturbed":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        wait_until(lambda: len(self.answers) > 3 or not self._thread.is_alive(), seconds=8, what="some answers")
        self._stop.set()
        self._thread.join()
        assert all(answer["ok"] for answer in self.answers), self.answers
        stored = {text for _, text in self._room.stored()}
        assert {f"ben {at}" for at in range(len(self.answers))} <= stored


@pytest.fixture
def ben(open_room: Room) -> Iterator[Undisturbed]:
    with Undisturbed(open_room) as phone:
        yield phone


@contextmanager
def mallory(room: Room) -> Iterator[Raw]:
    """A phone of mallory's, past the door."""
    with Raw.phone(room.server.url, room.made["code"]) as raw:
        yield raw


def is_hung_up(raw: Raw) -> bool:
    """Wait until the connection is closed; tells whether that happened."""
    try:
        while True:
            raw.receive()
    except Closed:
        return True
    except (websocket.WebSocketTimeoutException, TimeoutError):
        return False


def answered_or_hung_up(raw: Raw) -> str:
    """The code of the answer, or "closed"."""
    try:
        return code_of(raw.answer())
    except Closed:
        return "closed"


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
        for _ in range(3):
            raw.send(packet)
        assert is_hung_up(raw)
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


# Size


def frame(payload: bytes, *, opcode: int, final: bool, declared: int | None = None) -> bytes:
    """A masked websocket frame, that may say it is longer than it is."""
    size = len(payload) if declared is None else declared
    mask = b"\x00\x00\x00\x00"
    head = bytes([(0x80 if final else 0) | opcode])
    if size < 126:
        return head + bytes([0x80 | size]) + mask + payload
    if size < 65536:
        return head + bytes([0x80 | 126]) + struct.pack(">H", size) + mask + payload
    return head + bytes([0x80 | 127]) + struct.pack(">Q", size) + mask + payload


def pour(raw: Raw, pieces: Iterator[bytes]) -> int:
    """Send raw bytes until the server hangs up; gives how many went."""
    sent = 0
    bare: Any = raw.socket.sock
    bare.settimeout(5)
    with suppress(OSError):
        for piece in pieces:
            bare.sendall(piece)
            sent += len(piece)
    return sent


def fragments() -> Iterator[bytes]:
    """A message of 160 MiB, in frames that are small enough."""
    yield frame(b'42/phone,1["submit","', opcode=1, final=False)
    for _ in range(2560):
        yield frame(b"a" * (64 * KIB - 1), opcode=0, final=False)


def test_with_gevent_too_a_message_of_many_frames_is_counted_as_one(tmp_path: Path) -> None:
    with Server(tmp_path, mode="gevent", PHONE_RATE="0") as server, room_on(server) as room:
        room.open()
        before = memory_of(server)
        with Undisturbed(room), mallory(room) as raw:
            assert pour(raw, fragments()) < 16 * MIB
            assert is_hung_up(raw)
        assert memory_of(server) - before < 5 * MIB


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


def test_nothing_is_compressed(open_room: Room) -> None:
    address = open_room.server.url.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket"
    offer = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"
    opened = websocket.create_connection(address, header=[offer], timeout=5)
    try:
        assert not any(name.lower() == "sec-websocket-extensions" for name in opened.getheaders() or {})
    finally:
        opened.close(timeout=0)


def test_compressed_frames_are_not_unpacked(open_room: Room, ben: Undisturbed) -> None:
    before = memory_of(open_room.server)
    with mallory(open_room) as raw:
        pour(raw, iter([bytes([0xC1]) + frame(b"\x00" * 100, opcode=1, final=True)[1:]]))
        assert is_hung_up(raw)
    assert memory_of(open_room.server) - before < 5 * MIB


# Polling


def opened_by_polling(url: str) -> str:
    """The address of a fresh polling connection."""
    answer = requests.get(f"{url}/socket.io/?EIO=4&transport=polling", timeout=5)
    sid = json.loads(answer.text[1:])["sid"]
    return f"{url}/socket.io/?EIO=4&transport=polling&sid={sid}"


def test_a_post_that_is_too_large_is_refused(open_room: Room, ben: Undisturbed) -> None:
    before = memory_of(open_room.server)
    address = opened_by_polling(open_room.server.url)
    with suppress(requests.ConnectionError):
        assert requests.post(address, data=b"4" * (20 * MIB), timeout=10).status_code in (400, 413)
    assert memory_of(open_room.server) - before < 5 * MIB


def test_a_post_that_does_not_say_how_large_it_is_fills_nothing(open_room: Room, ben: Undisturbed) -> None:
    before = memory_of(open_room.server)
    address = opened_by_polling(open_room.server.url)

    def endless() -> Iterator[bytes]:
        for _ in range(320):
            yield b"4" * (64 * KIB)

    with suppress(requests.ConnectionError):
        requests.post(address, data=endless(), timeout=10)
    assert memory_of(open_room.server) - before < 5 * MIB


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"4", b"9x", b"40/phone,{", b"\x1e" * 100, b"d=4", b"bAAAA", b"x"])
def test_a_post_that_makes_no_sense_harms_nobody(open_room: Room, body: bytes) -> None:
    answer = requests.post(opened_by_polling(open_room.server.url), data=body, timeout=5)
    assert answer.status_code in (200, 400)
    assert open_room.phone().submit("ben ook")["ok"]


def test_hanging_up_leaves_nothing_behind(open_room: Room) -> None:
    """Those who are hung up on may never read again: nobody waits for that."""
    join = "40/phone," + json.dumps({"code": open_room.made["code"]})
    for _ in range(20):
        address = opened_by_polling(open_room.server.url)
        requests.post(address, data=join, timeout=5)
        requests.post(address, data='451-/phone,1["submit",{"_placeholder":true,"num":0}]', timeout=5)
        assert requests.get(address, timeout=5).status_code == 400
        with mallory(open_room) as raw:
            raw.send("x")
            assert is_hung_up(raw)
    with open_room.phone():
        open_room.board.wait("presence", lambda told: told["phones"] == 1)
    assert open_room.fresh()["presence"]["phones"] <= 1


def test_many_oneliners_in_one_post_are_all_taken(open_room: Room) -> None:
    """A phone that polls and was away sends all that it kept at once."""
    address = opened_by_polling(open_room.server.url)
    requests.post(address, data="40/phone," + json.dumps({"code": open_room.made["code"]}), timeout=5)
    told = [{"key": new_key(), "question": open_room.questions[0], "text": f"{at}"} for at in range(60)]
    packets = [f"42/phone,{at}" + json.dumps(["submit", it]) for at, it in enumerate(told)]
    assert requests.post(address, data="\x1e".join(packets), timeout=5).status_code == 200
    heard = ""
    deadline = time.monotonic() + 8
    while heard.count("43/phone,") < 60 and time.monotonic() < deadline:
        heard += requests.get(address, timeout=5).text
    assert heard.count('"ok":true') == 60
    assert len(open_room.stored()) == 60


# Many connections


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for itself: what is done to it would slow the other tests down."""
    with Server(tmp_path_factory.mktemp("crowded"), PHONE_RATE="0", CONSULTATION_RATE="0") as running:
        yield running


@pytest.fixture(autouse=True)
def many_files() -> None:
    """The tests hold as many connections as they open."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < 8192:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(8192, hard) if hard > 0 else 8192, hard))


def dialled(server: Server, words: bytes) -> socket.socket:
    """A connection on which something was said, and nothing read."""
    bare = socket.create_connection(("127.0.0.1", server.port), timeout=10)
    bare.sendall(words)
    return bare


UPGRADE = (
    b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


HALF = (
    b"GET / HTTP/1.1\r\nX-Slow: ",
    b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nname=",
)


def test_idle_websockets_and_half_requests_keep_nobody_out(crowded: Server) -> None:
    """More than the 1,024 that the library would serve; the half ones are given ten seconds."""
    with room_on(crowded) as room:
        room.open()
        idle = [dialled(crowded, UPGRADE) for _ in range(1100)]
        half = [dialled(crowded, HALF[at % 2]) for at in range(1100)]
        began = time.monotonic()
        try:
            assert crowded.is_healthy()
            with Undisturbed(room):
                for bare in half:
                    bare.settimeout(max(0.1, began + 20 - time.monotonic()))
                    with suppress(ConnectionError):
                        while bare.recv(4096):
                            pass
            assert crowded.is_healthy()
            idle[0].settimeout(1)
            assert idle[0].recv(4096).startswith(b"HTTP/1.1 101")
            idle[-1].settimeout(1)
            assert idle[-1].recv(4096).startswith(b"HTTP/1.1 101")
        finally:
            for bare in idle + half:
                bare.close()
    assert crowded.is_healthy()


def test_a_phone_that_is_silent_for_longer_than_a_request_may_take_stays(tmp_path: Path) -> None:
    with ExitStack() as leave:
        rooms = []
        for mode in ("eventlet", "threading"):
            (tmp_path / mode).mkdir()
            server = leave.enter_context(Server(tmp_path / mode, mode=mode))
            rooms.append(leave.enter_context(room_on(server)))
        phones = [room.phone() for room in rooms]
        time.sleep(11)
        for room, phone in zip(rooms, phones, strict=True):
            question = room.open()
            assert phone.submit("na lang nadenken", question=question)["ok"]
