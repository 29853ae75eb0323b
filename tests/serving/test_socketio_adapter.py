"""Every message is bounded and dispatched by our own adapter; each test fails when its part is lost."""

import json

import pytest
import requests

from tests.live.clients import Raw
from tests.patience import PATIENCE
from tests.serving.clients import JOIN, Witness, ask, is_hung_up


def polling(witness: Witness) -> str:
    """The address of a fresh polling connection."""
    address = f"{witness.url}/socket.io/?EIO=4&transport=polling"
    sid = json.loads(requests.get(address, timeout=PATIENCE).text[1:])["sid"]
    return f"{address}&sid={sid}"


def test_whoever_comes_in_is_greeted(witness: Witness) -> None:
    with witness.joined() as raw:
        assert ask(raw, ["hello"]) == {"heard": ["hello"]}


def test_whoever_is_turned_away_is_told_the_code(witness: Witness) -> None:
    with Raw(witness.url, connect=JOIN + '"refuse"') as raw:
        assert json.loads(raw.connected.removeprefix("44/echo,")) == {
            "message": "no",
            "code": "no",
            "data": {"code": "no"},
        }


@pytest.mark.parametrize("namespace", ["", "/other,", "/echo2,"])
def test_there_are_no_other_namespaces(witness: Witness, namespace: str) -> None:
    with Raw(witness.url, connect="0" + namespace) as raw:
        assert raw.connected.startswith(f"44{namespace}")


def test_an_event_from_outside_ends_the_connection(witness: Witness) -> None:
    with Raw(witness.url) as raw:
        raw.event(["hello"], namespace="/echo")
        assert is_hung_up(raw)


def test_coming_in_twice_ends_the_connection(witness: Witness) -> None:
    with witness.joined() as raw:
        raw.send("4" + JOIN)
        assert is_hung_up(raw)


@pytest.mark.parametrize("name", ["connect", "disconnect", "connect_error", "*"])
def test_reserved_names_are_events_like_any_other(witness: Witness, name: str) -> None:
    with witness.joined() as raw:
        assert ask(raw, [name, "refuse"]) == {"heard": [name, "refuse"]}


def test_an_answer_may_come_after_the_handler_returned(witness: Witness) -> None:
    with witness.joined() as raw:
        assert ask(raw, ["later"]) == {"heard": ["later"]}


def test_what_is_sent_is_encoded_by_our_own_packets(witness: Witness) -> None:
    assert witness.seen()["packets"] == "TextPacket"


def test_an_event_without_a_number_is_taken_and_not_answered(witness: Witness) -> None:
    with witness.joined() as raw:
        raw.event(["silent"], id=None, namespace="/echo")
        assert ask(raw, ["hello"]) == {"heard": ["hello"]}


@pytest.mark.parametrize("data", ["[", '["a",NaN', "[" * 5000, '["a",' + "9" * 101 + "]"])
def test_what_can_not_be_read_is_answered_when_it_says_who_waits(witness: Witness, data: str) -> None:
    with witness.joined() as raw:
        raw.event("[" + data, namespace="/echo")
        assert raw.answer(namespace="/echo") == {"unreadable": True}


@pytest.mark.parametrize("packet", ['2/echo,["a",', "4", "9"])
def test_what_can_not_be_read_and_waits_for_nothing_ends_the_connection(witness: Witness, packet: str) -> None:
    with witness.joined() as raw:
        raw.send("4" + packet)
        assert is_hung_up(raw)


@pytest.mark.parametrize("packet", ['51-/echo,1["a",{"_placeholder":true,"num":0}]', "61-/echo,1[]", "599-/echo,1[]"])
def test_binary_packets_end_the_connection(witness: Witness, packet: str) -> None:
    with witness.joined() as raw:
        raw.send("4" + packet)
        assert is_hung_up(raw)


def test_a_message_above_the_namespaces_own_bound_ends_the_connection(witness: Witness) -> None:
    with witness.joined() as raw:
        assert ask(raw, ["a", "x" * 15 * 1024])["heard"][0] == "a"
        raw.event(["a", "x" * 17 * 1024], namespace="/echo")
        assert is_hung_up(raw)


def test_bytes_are_counted_and_not_characters(witness: Witness) -> None:
    with witness.joined() as raw:
        raw.event('["a","' + "é" * 9 * 1024 + '"]', namespace="/echo")
        assert is_hung_up(raw)


def test_a_post_that_is_too_large_is_answered_and_nobody_waits_for_the_client(witness: Witness) -> None:
    before = witness.seen()["engine"]
    assert requests.post(polling(witness), data=b"4" * (70 * 1024), timeout=PATIENCE).status_code == 400
    assert witness.seen()["engine"] == before


def test_polling_has_the_same_budget(on_eventlet: Witness) -> None:
    address = polling(on_eventlet)
    assert requests.post(address, data="\x1e".join(["3"] * 500), timeout=PATIENCE).status_code == 400
    assert requests.get(address, timeout=PATIENCE).status_code == 400


def test_a_post_may_hold_all_that_a_phone_kept(witness: Witness) -> None:
    address = polling(witness)
    requests.post(address, data="4" + JOIN, timeout=PATIENCE)
    packets = [f'42/echo,{number}["hello"]' for number in range(100)]
    assert requests.post(address, data="\x1e".join(packets), timeout=PATIENCE).status_code == 200
    heard = requests.get(address, timeout=PATIENCE).text
    assert heard.count("43/echo,") == 100
    requests.post(address, data="1", timeout=PATIENCE)
