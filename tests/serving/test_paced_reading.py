"""A head has to be there in time, a body to keep its pace; and everybody gets a turn."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from facilitator.serving.paced_reading import LARGEST_BODY, LEAST_PACE, TURN, PacedReader
from facilitator.serving.protocol import REQUEST_SECONDS


@dataclass
class Wire:
    """A socket on which so many bytes come every so many seconds; time passes only by waiting for them."""

    bytes: int = 1
    every: float = 0.0
    now: float = 0.0
    turns: int = 0
    timeouts: list[float] = field(default_factory=list)

    def settimeout(self, seconds: float) -> None:
        self.timeouts.append(seconds)

    def recv_into(self, buffer: Any) -> int:
        if self.every > self.timeouts[-1]:
            raise TimeoutError
        self.now += self.every
        return self.bytes

    def rest(self) -> None:
        self.turns += 1


def reading(wire: Wire) -> PacedReader:
    return PacedReader(wire, clock=lambda: wire.now, pause=wire.rest)


def read(reader: PacedReader, times: int) -> None:
    for _ in range(times):
        reader.readinto(bytearray(8192))


def test_a_head_that_drips_is_ended_at_its_deadline() -> None:
    wire = Wire(every=3)
    with pytest.raises(TimeoutError):
        read(reading(wire), 100)
    assert wire.now <= REQUEST_SECONDS + 3


def test_a_connection_may_rest_before_its_next_request() -> None:
    wire = Wire(every=REQUEST_SECONDS - 1)
    reader = reading(wire)
    for _ in range(3):
        read(reader, 1)
        reader.head()


def test_a_connection_that_says_nothing_is_ended() -> None:
    with pytest.raises(TimeoutError):
        read(reading(Wire(every=REQUEST_SECONDS + 1)), 1)


def test_a_body_that_drips_is_ended() -> None:
    wire = Wire(every=3)
    reader = reading(wire)
    reader.body()
    with pytest.raises(TimeoutError):
        read(reader, 100)
    assert wire.now <= REQUEST_SECONDS + 3


def test_a_body_that_keeps_its_pace_may_take_as_long_as_it_needs() -> None:
    wire = Wire(bytes=int(LEAST_PACE * 3), every=3)
    reader = reading(wire)
    reader.body()
    read(reader, 1000)


def test_a_body_that_was_quick_buys_no_long_silence() -> None:
    wire = Wire(bytes=8192)
    reader = reading(wire)
    reader.body()
    read(reader, 1000)
    wire.every = REQUEST_SECONDS + 1
    with pytest.raises(TimeoutError):
        read(reader, 1)


def test_a_body_without_an_end_is_not_read_to_it() -> None:
    reader = reading(Wire(bytes=1024 * 1024))
    reader.body()
    with pytest.raises(TimeoutError):
        read(reader, LARGEST_BODY // 1024 // 1024 + 1)


def test_what_is_written_after_reading_has_its_own_time() -> None:
    wire = Wire(every=3)
    read(reading(wire), 2)
    assert wire.timeouts[-1] == REQUEST_SECONDS


def test_the_others_get_their_turn_with_each_request_and_every_few_reads() -> None:
    wire = Wire()
    reader = reading(wire)
    read(reader, 2 * TURN)
    reader.head()
    assert wire.turns == 1 + 2 + 1
