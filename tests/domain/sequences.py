"""Random sequences of acts on a track that lives in memory alone."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from facilitator import wire
from facilitator.catalogues import translator
from facilitator.domain import method
from facilitator.domain.acts import ACT_TYPES, Context, Decision, decide
from facilitator.domain.acts.room import SCREEN_MODES
from facilitator.domain.board import Board, Card, resting_order
from facilitator.domain.consultations import ConsultationState
from facilitator.domain.events import RECEIVED, WITHDRAWN, Act, Event
from facilitator.domain.refusals import Refusal
from facilitator.services.tracks import Announcement, LiveConsultation, LiveTrack, Question

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
CONSULTATION = "c0ffee0000000001"
FACILITATORS = ("ada", "eve")
TEXTS = ("Schaamte.", "De brief is te lang 📨 echt.", "=1+1", "👨‍👩‍👧 past er niet in", "Één gezin, één plan")


class Room:
    """A track with one consultation, on which everything is possible and nothing is stored."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.now = NOON
        self.aside: dict[int, str] = {}
        self.track = LiveTrack(
            id="71ac000000000001",
            owner="ada",
            assignment="a551000000000001",
            kind="process",
            language="nl",
            theme="schulden",
            organisation="gemeente",
            suspicion="",
            division=("d1v1510000000001", "Eigen verdeling"),
            questions={it.id: it for it in _questions()},
            consultations={CONSULTATION: LiveConsultation(CONSULTATION, "Schulden", "group", 1, "BCDFGH", "t", 4)},
            probes={},
            board=Board("71ac000000000001", consultations={CONSULTATION: ConsultationState(CONSULTATION)}),
        )

    def new_id(self) -> str:
        return f"{self.random.getrandbits(64):016x}"

    def receive(self) -> Announcement:
        """A one-liner comes in."""
        oneliner = self.new_id()
        card = Card(
            oneliner,
            self.random.choice(list(self.track.questions)),
            self.random.choice(TEXTS),
            CONSULTATION,
            1,
            "development",
            order=resting_order(oneliner),
            gate=self.random.choice(("open", "held")),
        )
        event = Event(self.track.board.revision + 1, RECEIVED, fields={"oneliner": oneliner})
        return self.track.apply(event, [card])

    def withdraw(self, oneliner: str) -> Announcement:
        event = Event(self.track.board.revision + 1, WITHDRAWN, fields={"oneliner": oneliner})
        return self.track.apply(event)

    def act(self, type: str, by: str = "ada", **fields: Any) -> Announcement | None:
        """Do an act; None when it changes nothing. Raises: Refusal."""
        decision = self.decided(Act(type, fields, self.new_id()), by)
        if not decision.changes:
            return None
        event = Event(
            self.track.board.revision + 1,
            ACT_TYPES[type].past,
            decision.changes,
            decision.fields,
            by or None,
            CONSULTATION,
        )
        return self.track.apply(event)

    def decided(self, act: Act, by: str) -> Decision:
        """What an act changes; an undo that is refused steps aside for the next one. Raises: Refusal."""
        asked = self.track.questions
        context = Context(by, CONSULTATION, self.now, asked, self.new_id, aside=self.aside)
        try:
            return decide(self.track.board, act, context)
        except Refusal as refusal:
            if refusal.code == "changed_since":
                self.aside[int(str(refusal.detail["of"]))] = act.key
            raise

    def something(self) -> Announcement | None:
        """Anything that may happen, by anybody; None when it was refused or changed nothing."""
        self.now += timedelta(seconds=1)
        if self.random.random() < 0.2 or not self.track.board.cards:
            return self.receive()
        if self.random.random() < 0.03:
            return self.withdraw(self.random.choice(list(self.track.board.cards)))
        type = self.random.choice(list(ACTS))
        try:
            return self.act(type, self.random.choice(FACILITATORS), **ACTS[type](self))
        except Refusal:
            return None

    # What acts are about

    def some_card(self) -> str:
        return self.random.choice(list(self.track.board.cards))

    def some_cards(self) -> list[str]:
        return [self.some_card() for _ in range(self.random.randint(1, 3))]

    def some_category(self) -> str:
        return self.random.choice([*self.track.board.categories, self.new_id()])

    def some_relation(self) -> str:
        return self.random.choice([*self.track.board.relations, self.new_id()])

    def maybe(self, value: Any) -> Any:
        return self.random.choice((None, value))

    def snapshot(self, *, screen: bool = False) -> dict[str, Any]:
        around = {"join_url": "/j/BCDFGH", "now": NOON.isoformat(), "presence": {"phones": 0, "environments": {}}}
        return wire.snapshot(self.track, CONSULTATION, screen=screen, around=around)


def _questions() -> Sequence[Question]:
    return [
        Question(f"{number:016x}", number, text.kind, title, full)
        for number, (text, title, full) in enumerate(
            method.questions_for("process", translator("nl"), theme="schulden"), start=1
        )
    ]


ACTS = {
    "open_question": lambda room: {
        "question": room.random.choice(list(room.track.questions)),
        "seconds": room.maybe(60),
    },
    "pause": lambda room: {},
    "resume": lambda room: {},
    "close_question": lambda room: {},
    "add_category": lambda room: {
        "name": room.random.choice(("Regels", "Wonen", "Zorg")),
        "before": room.maybe(room.some_category()),
    },
    "rename_category": lambda room: {"category": room.some_category(), "name": room.random.choice(("A", "B"))},
    "recolor_category": lambda room: {"category": room.some_category(), "color": "#123456"},
    "move_category": lambda room: {"category": room.some_category(), "before": room.maybe(room.some_category())},
    "merge_categories": lambda room: {"from": room.some_category(), "into": room.some_category()},
    "remove_category": lambda room: {"category": room.some_category()},
    "sort": lambda room: {
        "oneliners": room.some_cards(),
        "category": room.maybe(room.some_category()),
        "before": room.maybe(room.some_card()),
    },
    "sort_also": lambda room: {"oneliners": room.some_cards(), "category": room.maybe(room.some_category())},
    "hide": lambda room: {"oneliners": room.some_cards(), "reason": "belediging"},
    "show": lambda room: {"oneliners": room.some_cards()},
    "release": lambda room: {"oneliners": room.some_cards()},
    "star": lambda room: {"oneliners": room.some_cards()},
    "unstar": lambda room: {"oneliners": room.some_cards()},
    "mark_same": lambda room: {"oneliners": room.some_cards()},
    "mark_different": lambda room: {"oneliners": room.some_cards()},
    "set_kind": lambda room: {"oneliners": room.some_cards(), "kind": room.random.choice(list(method.KINDS))},
    "set_world": lambda room: {"oneliners": room.some_cards(), "world": room.maybe("system")},
    "link": lambda room: {"from": room.some_card(), "to": room.some_card()},
    "unlink": lambda room: {"link": room.some_relation()},
    "mark_tension": lambda room: {"oneliners": room.some_cards()},
    "unmark_tension": lambda room: {"oneliners": room.some_cards()},
    "mark_intervention": lambda room: {"oneliners": room.some_cards()},
    "unmark_intervention": lambda room: {"oneliners": room.some_cards()},
    "mask": lambda room: {
        "oneliner": room.some_card(),
        "start": room.random.randint(0, 5),
        "end": room.random.randint(1, 8),
        "what": "person",
    },
    "screen": lambda room: {"mode": room.random.choice(SCREEN_MODES)},
    "undo": lambda room: {},
    "redo": lambda room: {},
}
