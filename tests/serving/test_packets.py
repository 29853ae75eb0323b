"""Packets are text: encoded as the library would, without its look for anything binary."""

import pytest
from socketio import packet

from facilitator.serving.packets import Encoded, TextPacket

MESSAGES = [["events", {"events": [{"id": "a", "text": "Ă©Ă©n ✓"}]}], ["state", None], [{"ok": True, "n": 3}]]


@pytest.mark.parametrize("data", MESSAGES)
def test_it_says_what_the_librarys_own_would_say(data: list[object]) -> None:
    ours = TextPacket(packet.EVENT, data=data, namespace="/board", id=4).encode()
    assert ours == packet.Packet(packet.EVENT, data=data, namespace="/board", id=4).encode()


@pytest.mark.parametrize("data", MESSAGES)
def test_it_reads_back_what_was_said(data: list[object]) -> None:
    said = TextPacket(packet.EVENT, data=data, namespace="/board", id=4).encode()
    heard = TextPacket(encoded_packet=said)
    assert (heard.data, heard.namespace, heard.id) == (data, "/board", 4)


def test_a_number_that_would_take_long_to_read_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        TextPacket(encoded_packet=f"2/board,[{'9' * 101}]")


def test_it_does_not_look_for_anything_binary() -> None:
    assert TextPacket(packet.EVENT, data=["a", b"b"]).packet_type == packet.EVENT


def test_what_is_encoded_already_goes_in_as_it_is() -> None:
    data = ["snapshot", {"a": Encoded('[1,"é"]'), "b": [Encoded("{}")], "c": 2}]
    assert TextPacket(packet.EVENT, data=data).encode() == '2["snapshot",{"a":[1,"é"],"b":[{}],"c":2}]'


def test_nothing_else_goes_in_that_is_no_json() -> None:
    with pytest.raises(TypeError):
        TextPacket(packet.EVENT, data=["a", {1, 2}]).encode()
