"""How much may wait for a client that does not read: each message waits in memory for each client apart."""

from typing import Any

MOST_PACKETS = 2000
MOST_LETTERS = 32 * 1024 * 1024
FEW = 8  # packets that are not looked at
LETTERS_BEFORE_MORE = 1024 * 1024  # while so much waits, a client is not asked what more it wants


def is_too_much(queue: Any) -> bool:
    """Whether so much waits in a client's queue that the client has to go: it comes back, and asks what it missed.

    Leans on `queue`, in which each of the queues keeps its packets.
    """
    count = queue.qsize()
    if count <= FEW:
        return False
    return count > MOST_PACKETS or sum(_length(it) for it in list(queue.queue)) > MOST_LETTERS


def is_much(queue: Any) -> bool:
    """Whether so much waits in a client's queue that it has to read some of it before it is read again."""
    return queue.qsize() > 0 and sum(_length(it) for it in list(queue.queue)) > LETTERS_BEFORE_MORE


def _length(packet: Any) -> int:
    data = getattr(packet, "data", None)
    return len(data) if isinstance(data, str) else 0
