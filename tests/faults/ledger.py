"""A ledger: what phones were told is taken down, held against what the database then holds."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from socketio.exceptions import SocketIOError

from tests.live.clients import NoAnswer, Phone, Refused, new_key
from tests.patience import PATIENCE

Connect = Callable[[], Phone]


@dataclass
class Ledger:
    """Everything that was acknowledged: key → (id, text). Doubled: keys acknowledged under two ids."""

    acknowledged: dict[str, tuple[str, str]] = field(default_factory=dict)
    doubled: list[str] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, key: str, oneliner: str, text: str) -> None:
        with self._lock:
            before = self.acknowledged.setdefault(key, (oneliner, text))
            if before[0] != oneliner:
                self.doubled.append(key)

    def holds(self, count: int) -> bool:
        """Whether so many were acknowledged already."""
        return len(self.acknowledged) >= count

    def check(self, stored: list[tuple[Any, ...]]) -> None:
        """Acknowledged = there, once, the same bytes; and nothing is there that nobody sent."""
        assert not self.doubled
        assert len({oneliner for oneliner, _ in stored}) == len(stored)
        there = dict(stored)
        lost = [text for oneliner, text in self.acknowledged.values() if there.get(oneliner) != text]
        assert not lost, lost[:5]
        assert len(there) == len({text for _, text in stored})  # every text is sent under one key only


class Sender(threading.Thread):
    """A phone that goes on whatever happens: every line is sent until it is acknowledged."""

    def __init__(self, name: str, connect: Connect, question: str, ledger: Ledger) -> None:
        super().__init__(name=name, daemon=True)
        self._connect = connect
        self._question = question
        self._ledger = ledger
        self._finishing = threading.Event()
        self._phone: Phone | None = None
        self.sent = 0

    def run(self) -> None:
        while not self._finishing.is_set():
            self._send(f"Uitspraak {self.sent} van {self.name} 🏠 é")
            self.sent += 1
        if self._phone is not None:
            self._phone.close()

    def _send(self, text: str) -> None:
        key = new_key()
        while True:
            answer = self._try(key, text)
            if answer is not None:
                return

    def _try(self, key: str, text: str) -> bool | None:
        """True or False when answered; None when there was no answer, and it goes again under its key."""
        try:
            if self._phone is None or not self._phone.connected:
                self._phone = self._connect()
            answer = self._phone.call("submit", {"key": key, "question": self._question, "text": text})
        except (Refused, NoAnswer, SocketIOError, OSError, AssertionError):
            self._phone = None
            time.sleep(0.05)
            return None
        if answer["ok"]:
            self._ledger.note(key, answer["id"], text)
            return True
        self._ledger.refused[answer["error"]["code"]] += 1
        if answer["error"]["code"] == "internal":
            time.sleep(0.05)
            return None
        return False

    def finish(self) -> None:
        """Send what is under way and no more."""
        self._finishing.set()
        self.join(60)
        assert not self.is_alive(), "a line was never acknowledged"


def senders(count: int, connect: Connect, question: str, ledger: Ledger) -> list[Sender]:
    """Start phones that send until they are told to finish."""
    started = [Sender(f"telefoon {number}", connect, question, ledger) for number in range(count)]
    for sender in started:
        sender.start()
    return started


def wait_until(holds: Callable[[], object], *, seconds: float = PATIENCE) -> None:
    """Wait until something holds; fail when it does not in time."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come to hold"
        time.sleep(0.05)
