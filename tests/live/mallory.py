"""Mallory, who has no business here, and ben, whom she does not disturb."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.live.clients import Closed, Raw, Shape
from tests.live.rooms import Room, code_of
from tests.outside.process import wait_until
from tests.patience import PATIENCE
from tests.servers import Server


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
        wait_until(lambda: len(self.answers) > 3 or not self._thread.is_alive(), seconds=PATIENCE, what="some answers")
        self._stop.set()
        self._thread.join()
        assert all(answer["ok"] for answer in self.answers), self.answers
        stored = {text for _, text in self._room.stored()}
        assert {f"ben {at}" for at in range(len(self.answers))} <= stored


@contextmanager
def mallory(room: Room) -> Iterator[Raw]:
    """A phone of mallory's, past the door."""
    with Raw.phone(room.server.url, room.made["code"]) as raw:
        yield raw


def answered_or_hung_up(raw: Raw) -> str:
    """The code of the answer, or "closed"."""
    try:
        return code_of(raw.answer())
    except Closed:
        return "closed"
