"""Who does not read is let go, before what waits for it fills the memory."""

import queue

import pytest
from engineio import packet

from facilitator.serving.unread import FEW, MOST_LETTERS, MOST_PACKETS, is_too_much
from tests.outside.process import wait_until
from tests.patience import PATIENCE
from tests.serving.clients import Witness


def waiting(count: int, letters: int) -> "queue.Queue[packet.Packet | None]":
    found: queue.Queue[packet.Packet | None] = queue.Queue()
    for _ in range(count):
        found.put(packet.Packet(packet.MESSAGE, "x" * letters))
    return found


@pytest.mark.parametrize("count, letters", [(0, 0), (FEW, MOST_LETTERS // FEW), (MOST_PACKETS, 100)])
def test_what_a_slow_client_has_to_read_may_wait(count: int, letters: int) -> None:
    assert not is_too_much(waiting(count, letters))


@pytest.mark.parametrize("count, letters", [(FEW + 1, MOST_LETTERS // FEW), (MOST_PACKETS + 1, 1)])
def test_so_much_that_it_fills_the_memory_may_not(count: int, letters: int) -> None:
    assert is_too_much(waiting(count, letters))


def test_the_end_may_wait_too() -> None:
    found = waiting(FEW + 1, 1)
    found.put(None)
    assert not is_too_much(found)


def test_who_asks_for_much_and_reads_nothing_is_hung_up_on(on_eventlet: Witness) -> None:
    with on_eventlet.joined() as raw:
        before = on_eventlet.seen()["engine"]
        for number in range(FEW + 20):
            raw.event(["much"], id=number, namespace="/echo")
        wait_until(lambda: on_eventlet.seen()["engine"] < before, seconds=PATIENCE, what="the end of it")
        raw.socket.shutdown()
