"""Phones: what is typed waits until it is answered, and goes again under its key for as long as it is not."""

import random
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from facilitator.live.connections import PHONE
from tests.simulation.network import Link, Network

Shape = dict[str, Any]

TEXTS = (
    "Schaamte.",
    "De brief is te lang 📨 echt.",
    "=1+1",
    "👨‍👩‍👧‍👦" * 20,
    "Één gezin, één plan",
    "Een ñ en e\u0301",
    "Mevrouw de Vries van de balie hielp mij",
    "Bel mij op 06 12345678",
    "  ",
    "twee\nregels",
    "x" * 141,
)
"""Some wait for a look, some are refused."""


@dataclass
class Line:
    """Something that was typed. `id` once it was acknowledged; `refused`: the code."""

    key: str
    question: str
    text: str
    id: str = ""
    refused: str = ""
    withdrawing: bool = False
    withdrawn: bool = False

    @property
    def waits(self) -> bool:
        """Whether it is still to be sent."""
        return not (self.id or self.refused)

    @property
    def goes(self) -> bool:
        """Whether it is still to be taken back."""
        return bool(self.id) and self.withdrawing and not self.withdrawn


@dataclass
class Phone:
    """One phone, with what it keeps over connections."""

    random: random.Random
    code: str
    environment: str | None
    seat: str
    link: Link | None = None
    state: Shape | None = None
    lines: list[Line] = field(default_factory=list)
    told: Shape = field(default_factory=dict)
    """What became of its one-liners, as it was told last, by key."""

    @property
    def is_in(self) -> bool:
        """Whether it takes itself to be connected."""
        return self.link is not None and self.link.at_client

    def come(self, network: Network) -> None:
        """Connect, and bring up what is still to be said."""
        auth = {"code": self.code, "environment": self.environment, "seat": self.seat}
        self.link = network.connect(PHONE, auth, {"REMOTE_ADDR": "127.0.0.1"}, self)
        if self.link is not None:
            self.send_again(network)
            self.ask(network)

    def hear(self, event: str, message: Any) -> None:
        """Take what the server sends by itself."""
        if event == "state":
            self.state = message
            if message["phase"] == "closed":
                self._give_up()
        elif event == "fate":
            self.told[message["key"]] = message["status"]

    def turned_away(self, code: str) -> None:
        """Send no more once it is over, as the real one."""
        if code == "closed":
            self._give_up()

    def _give_up(self) -> None:
        for line in self.lines:
            line.refused = line.refused or ("" if line.id else "closed")

    def write(self, network: Network) -> None:
        """Type something, for the question that it sees, and send it."""
        question = (self.state or {}).get("question")
        if question is None:
            return
        key = str(UUID(int=self.random.getrandbits(128), version=4))
        line = Line(key, question["id"], f"{self.random.choice(TEXTS)}{self.random.choice(('', f' {key[:6]}'))}")
        self.lines.append(line)
        self._submit(network, line)

    def send_again(self, network: Network) -> None:
        """Send what was not answered, as after a wait, under the same keys."""
        for line in self.lines:
            if line.waits:
                self._submit(network, line)
            elif line.goes:
                self._withdraw(network, line)

    def take_back(self, network: Network) -> None:
        """Withdraw something that was acknowledged."""
        own = [line for line in self.lines if line.id and not line.withdrawing]
        if own:
            line = self.random.choice(own)
            line.withdrawing = True
            self._withdraw(network, line)

    def ask(self, network: Network) -> None:
        """Ask what became of its one-liners."""
        if self.is_in and self.link is not None and self.lines:
            network.send(self.link, "mine", {"keys": [it.key for it in self.lines]}, self._found)

    def _submit(self, network: Network, line: Line) -> None:
        if self.is_in and self.link is not None:
            data = {"key": line.key, "question": line.question, "text": line.text}
            network.send(self.link, "submit", data, lambda answer: self._settled(line, answer))

    def _withdraw(self, network: Network, line: Line) -> None:
        if self.is_in and self.link is not None:
            network.send(self.link, "withdraw", {"key": line.key}, lambda answer: _gone(line, answer))

    def _settled(self, line: Line, answer: Shape) -> None:
        if answer["ok"]:
            assert line.id in ("", answer["id"]), "acknowledged under two ids"
            line.id = answer["id"]
            self.told.setdefault(line.key, "received")
        elif not line.id and answer["error"]["code"] != "internal":
            line.refused = answer["error"]["code"]

    def _found(self, answer: Shape) -> None:
        if answer["ok"]:
            self.told |= {it["key"]: it["status"] for it in answer["oneliners"]}


def _gone(line: Line, answer: Shape) -> None:
    line.withdrawn = line.withdrawn or answer["ok"]
    if not answer["ok"] and answer["error"]["code"] != "internal":
        line.withdrawing = line.withdrawn  # too late
