"""Frames are read in one go and unmasked as the RFC says."""

from hypothesis import given
from hypothesis import strategies as st

from facilitator.serving.frames import BUFFER, BufferedSocket, unmask

masks = st.tuples(*[st.integers(0, 255)] * 4)


class Wire:
    """A socket that holds what it will give, and counts how often it was asked."""

    def __init__(self, *arrivals: bytes) -> None:
        self.arrivals = list(arrivals)
        self.reads = self.waits = 0

    def recv(self, size: int) -> bytes:
        self.reads += 1
        return self.arrivals.pop(0) if self.arrivals else b""

    def wait(self) -> None:
        self.waits += 1

    def settimeout(self, seconds: float) -> float:
        return seconds


@given(st.binary(max_size=300), masks, st.integers(0, 9))
def test_each_byte_is_unmasked_with_its_own_byte_of_the_mask(
    data: bytes, mask: tuple[int, int, int, int], offset: int
) -> None:
    expected = bytes(byte ^ mask[(offset + at) % 4] for at, byte in enumerate(data))
    assert unmask(data, mask, len(data), offset) == expected


def test_the_parts_of_a_frame_come_from_one_read() -> None:
    wire = Wire(b"ab" + b"mask" + b"content")
    buffered = BufferedSocket(wire, wire.wait)
    assert [buffered.recv(2), buffered.recv(4), buffered.recv(7)] == [b"ab", b"mask", b"content"]
    assert (wire.reads, wire.waits) == (1, 0)


def test_once_all_was_read_it_waits_before_it_reads_again() -> None:
    wire = Wire(b"one", b"two")
    buffered = BufferedSocket(wire, wire.wait)
    assert [buffered.recv(3), buffered.recv(3)] == [b"one", b"two"]
    assert (wire.reads, wire.waits) == (2, 1)


def test_after_a_full_read_there_may_be_more_so_it_does_not_wait() -> None:
    wire = Wire(b"x" * BUFFER, b"rest")
    buffered = BufferedSocket(wire, wire.wait)
    assert buffered.recv(BUFFER) + buffered.recv(4) == b"x" * BUFFER + b"rest"
    assert wire.waits == 0


def test_the_end_is_an_empty_read() -> None:
    wire = Wire()
    assert BufferedSocket(wire, wire.wait).recv(10) == b""


def test_everything_else_is_the_sockets_own() -> None:
    wire = Wire()
    assert BufferedSocket(wire, wire.wait).settimeout(3.0) == 3.0
