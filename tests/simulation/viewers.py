"""Boards and screens: they follow by events, ask for what they missed, and send an act until it is answered."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from facilitator.live.connections import BOARD
from tests.domain.sequences import ACTS
from tests.simulation.network import Link, Network
from tests.simulation.seen import Seen

Shape = dict[str, Any]

OFTEN = {"undo": 12.0, "redo": 3.0, "sort": 4.0, "set_kind": 12.0, "hide": 2.0, "show": 2.0, "resume": 2.0}
SELDOM = {"pause": 0.3, "close_question": 0.3, "screen": 0.5, "close": 0.05, "add_division": 0.1}
ADDED: dict[str, Callable[["Viewer"], Shape]] = {
    **ACTS,
    "probe": lambda viewer: {
        "oneliner": viewer.some_card(),
        "text": "Hoezo?",
        "to": viewer.maybe("author") or "everyone",
    },
    "add_oneliner": lambda viewer: {
        "question": viewer.random.choice(viewer.questions),
        "text": "Van papier.",
        "source": "paper",
    },
    "add_division": lambda viewer: {"name": "Anders"},
    "close": lambda viewer: {},
}
WEIGHTS = dict.fromkeys(ADDED, 0.5) | OFTEN | SELDOM


@dataclass
class Viewer:
    """A board (with a cookie) or a screen. `track` and `random` are what ACTS chooses from."""

    random: random.Random
    who: Shape
    environ: dict[str, Any] = field(default_factory=dict)
    seen: Seen | None = None
    link: Link | None = None
    asking: bool = False
    acts: list[Shape] = field(default_factory=list)
    """What is still to be answered, in the order in which it was asked."""

    @property
    def is_in(self) -> bool:
        """Whether it takes itself to be connected."""
        return self.link is not None and self.link.at_client

    @property
    def is_screen(self) -> bool:
        """Whether it only shows."""
        return "screen" in self.who

    def come(self, network: Network) -> None:
        """Connect, saying up to where it knows."""
        since = {"since": self.seen.revision} if self.seen else {}
        self.asking = False
        self.link = network.connect(BOARD, self.who | since, self.environ, self)
        for act in self.acts:
            self._send(network, act)

    def hear(self, event: str, message: Any) -> None:
        """Take what the server sends by itself."""
        if event == "snapshot":
            self.seen = Seen(message)
        elif event == "events":
            self._take(message["events"])

    def turned_away(self, code: str) -> None:
        """Try again later."""

    def ask(self, network: Network) -> None:
        """Ask what it missed, as every few seconds."""
        if self.is_in and self.link is not None and self.seen is not None and not self.asking:
            self.asking = True
            network.send(self.link, "since", {"revision": self.seen.revision}, self._caught_up)

    def _caught_up(self, answer: Shape) -> None:
        self.asking = False
        if not answer["ok"]:
            assert answer["error"]["code"] == "internal", answer
        elif "snapshot" in answer:
            self.seen = Seen(answer["snapshot"])
        else:
            self._take(answer.get("events", []))

    def _take(self, events: list[Shape]) -> None:
        assert self.seen is not None
        news = [it for it in events if it["revision"] > self.seen.revision]
        expected = range(self.seen.revision + 1, self.seen.revision + 1 + len(news))
        if [it["revision"] for it in news] == list(expected):
            for event in news:
                self.seen.take(event)

    # Acts

    def act(self, network: Network) -> None:
        """Do something, as it sees things."""
        if not self.is_in or self.seen is None or not self.seen.cards:
            return
        (type,) = self.random.choices(list(WEIGHTS), list(WEIGHTS.values()))
        told = {name: it for name, it in ADDED[type](self).items() if it is not None or name == "category"}
        self.do(network, type, **told)

    def do(self, network: Network, type: str, **fields: Any) -> None:
        """Ask for an act, once more after every connection until it is answered."""
        act = {"key": str(UUID(int=self.random.getrandbits(128), version=4)), "type": type, **fields}
        self.acts.append(act)
        self._send(network, act)

    def _send(self, network: Network, act: Shape) -> None:
        def answered(_: Shape) -> None:
            self.acts = [it for it in self.acts if it["key"] != act["key"]]

        if self.link is not None:
            network.send(self.link, "act", act, answered)

    # What ACTS chooses from

    @property
    def board(self) -> Seen:
        """What it knows."""
        assert self.seen is not None
        return self.seen

    @property
    def track(self) -> "Viewer":
        """As ACTS calls what it knows the questions of."""
        return self

    @property
    def questions(self) -> list[str]:
        """The ids of the questions."""
        return [it["id"] for it in self.board.started["questions"]]

    def new_id(self) -> str:
        """An id of nothing that there is."""
        return f"{self.random.getrandbits(64):016x}"

    def some_card(self) -> str:
        """A card that it sees, mostly one that others choose as well."""
        cards = sorted(self.board.cards)
        return self.random.choice(cards[:2] if self.random.random() < 0.7 else cards)

    def some_cards(self) -> list[str]:
        """One to three cards."""
        return [self.some_card() for _ in range(self.random.randint(1, 3))]

    def some_category(self) -> str:
        """A category, or none that there is."""
        return self.random.choice([*sorted(self.board.categories), self.new_id()])

    def some_relation(self) -> str:
        """A relation, or none that there is."""
        return self.random.choice([*sorted(self.board.relations), self.new_id()])

    def maybe(self, value: Any) -> Any:
        """Give a value or None."""
        return self.random.choice((None, value))
