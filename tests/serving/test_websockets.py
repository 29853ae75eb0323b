"""Websockets are bounded, cheap to read, and end; each test fails when its patch is lost."""

import json
import time

import pytest
import websocket

from facilitator.serving.budget import IGNORED, PACKETS, SPARE
from tests.outside.process import wait_until
from tests.patience import PATIENCE
from tests.serving.clients import HANDSHAKE, JOIN, KEY, Witness, ask, frame, is_hung_up, pour, tcp
from tests.serving.witness import LARGEST

SILENCE = 45  # seconds: the interval and the patience of python-engineio's ping


def test_a_message_of_many_frames_is_counted_as_one(witness: Witness) -> None:
    begin = frame(b'42/echo,1["a","', opcode=1, final=False)
    part = frame(b"a" * (LARGEST // 2), opcode=0, final=False)
    with witness.joined() as raw:
        pour(raw, [begin, part, part])
        assert is_hung_up(raw)
    witness.wait_until_quiet()


def test_a_message_of_many_frames_is_put_together(witness: Witness) -> None:
    parts = ((b'42/echo,1["to', 1, False), (b"get", 0, False), (b'her"]', 0, True))
    with witness.joined() as raw:
        pour(raw, [frame(payload, opcode=opcode, final=final) for payload, opcode, final in parts])
        assert raw.answer(namespace="/echo") == {"heard": ["together"]}


def test_a_frame_that_says_it_is_too_long_ends_the_connection(witness: Witness) -> None:
    with witness.joined() as raw:
        pour(raw, [frame(b"42", opcode=1, final=True, declared=2**40), b"a" * LARGEST])
        assert is_hung_up(raw)
    witness.wait_until_quiet()


def test_who_never_stops_sending_is_ended_and_read_no_further(witness: Witness) -> None:
    before = witness.seen()["taken"]
    pongs_and_events = (frame(b"", opcode=10, final=True) + frame(b'42/echo,["x"]', opcode=1, final=True)) * 50
    began = time.monotonic()
    with witness.joined() as raw:
        sent = pour(raw, (pongs_and_events for _ in range(5_000)))
        assert is_hung_up(raw)
    witness.wait_until_quiet()
    seconds = time.monotonic() - began  # the budget fills while they pass
    assert sent < 5_000 * len(pongs_and_events)
    assert witness.seen()["taken"] - before <= PACKETS * (SPARE + IGNORED + seconds)


def test_compression_is_not_offered(witness: Witness) -> None:
    offer = b"Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
    with witness.dialled(HANDSHAKE + KEY + offer + b"\r\n") as bare:
        answer = bare.recv(4096)
    assert answer.startswith(b"HTTP/1.1 101")
    assert b"extensions" not in answer.lower()


def test_the_unbounded_protocols_of_before_the_standard_are_not_offered(witness: Witness) -> None:
    with witness.dialled(HANDSHAKE + b"Origin: http://x\r\n\r\n") as bare:
        assert b" 101 " not in bare.recv(4096)
    witness.wait_until_quiet()


@pytest.mark.parametrize("nonsense", ["x", "", "9", "4x", "2x"])
def test_what_is_no_packet_ends_the_connection(witness: Witness, nonsense: str) -> None:
    before = witness.seen()["engine"]
    with witness.joined() as raw:
        raw.send(nonsense)
        assert is_hung_up(raw)
    witness.wait_until_quiet()
    assert witness.seen()["engine"] == before


def test_binary_frames_end_the_connection(witness: Witness) -> None:
    with witness.joined() as raw:
        raw.socket.send_binary(b"\x00" * 1000)
        assert is_hung_up(raw)
    witness.wait_until_quiet()


def test_an_idle_websocket_is_given_longer_than_a_request(witness: Witness) -> None:
    with witness.joined() as raw:
        assert witness.connection(tcp(raw))["timeouts"] == [SILENCE]


def test_a_client_that_leaves_leaves_no_handler_behind(witness: Witness) -> None:
    witness.joined().close()
    witness.wait_until_quiet()


def test_a_client_that_breaks_off_leaves_no_handler_behind(witness: Witness) -> None:
    raw = witness.joined()
    raw.socket.shutdown()
    witness.wait_until_quiet()


def test_a_client_that_is_hung_up_on_and_never_answers_leaves_no_handler_behind(on_simple_websocket: Witness) -> None:
    """As python-engineio does it: its writer closes the websocket while the handler waits to read."""
    with on_simple_websocket.joined() as raw:
        raw.send("451-/echo,1[]")
        on_simple_websocket.wait_until_quiet()


def test_a_websocket_that_ended_is_closed(witness: Witness) -> None:
    """The connection itself, that could otherwise be held open for ever."""
    raw = witness.joined()
    bare = tcp(raw)
    bare.settimeout(PATIENCE)
    raw.send("x")
    while bare.recv(4096):
        pass
    bare.close()


def test_a_large_message_arrives_whole_at_a_client_that_reads_late(witness: Witness) -> None:
    with witness.joined() as raw:
        raw.event(["much"], namespace="/echo")
        witness.seen()
        assert len(raw.answer(namespace="/echo")["much"]) == 8 * 1024 * 1024


def test_eventlet_reads_a_message_with_one_system_call(on_eventlet: Witness) -> None:
    with on_eventlet.joined() as raw:
        ask(raw, ["before"])
        before = len(on_eventlet.seen()["reads"])
        for number in range(10):
            ask(raw, ["hello", "x" * 200], id=number)
        reads = on_eventlet.seen()["reads"][before:]
    assert len(reads) <= 11, str(reads)  # and one that only begins, for the message after the last
    assert sum(reads) / len(reads) > 200


def test_eventlet_reads_many_messages_that_came_together_at_once(on_eventlet: Witness) -> None:
    message = frame(b'42/echo,["hello"]', opcode=1, final=True)
    with on_eventlet.joined() as raw:
        before = len(on_eventlet.seen()["reads"])
        pour(raw, [message * 50])
        ask(raw, ["after"])
        reads = on_eventlet.seen()["reads"][before:]
    assert len(reads) < 10, reads


def test_eventlet_undoes_masks_by_our_own_function(on_eventlet: Witness) -> None:
    with on_eventlet.joined():
        assert set(on_eventlet.seen()["unmask"]) == {"facilitator.serving.frames.unmask"}


def test_a_client_may_come_in_by_polling_and_go_on_by_websocket(witness: Witness) -> None:
    import requests

    address = f"{witness.url}/socket.io/?EIO=4"
    opened = requests.get(f"{address}&transport=polling", timeout=PATIENCE).text
    sid = json.loads(opened[1:])["sid"]
    upgraded = websocket.create_connection(
        f"{address.replace('http', 'ws', 1)}&transport=websocket&sid={sid}", timeout=PATIENCE
    )
    upgraded.send("2probe")
    assert upgraded.recv() == "3probe"
    upgraded.send("5")
    upgraded.send("4" + JOIN)
    heard = [str(upgraded.recv()) for _ in range(2)]  # the end of the upgrade, then the answer
    assert heard[0] == "6"
    assert heard[1].startswith("40/echo,")
    upgraded.close()


def test_who_asks_for_much_and_is_gone_is_not_answered_again_and_again(on_eventlet: Witness) -> None:
    before = on_eventlet.seen()
    with on_eventlet.joined() as raw:
        pour(raw, [frame(f'42/echo,{at}["much"]'.encode(), opcode=1, final=True) for at in range(40)])
        raw.socket.shutdown()
    wait_until(lambda: on_eventlet.seen()["engine"] == before["engine"], seconds=PATIENCE, what="the end of it")
    on_eventlet.wait_until_quiet()
    assert on_eventlet.seen()["taken"] - before["taken"] < 40
