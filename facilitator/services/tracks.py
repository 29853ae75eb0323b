"""A track as this process holds it: its board in memory, caught up with the journal.

The tables are the truth. What is held here carries the revision it was made from; whoever writes
compares the two inside the transaction and reads what it missed before deciding anything.
"""

import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from facilitator.domain.board import Board, Card, apply, touched
from facilitator.domain.events import WITHDRAWN, Event
from facilitator.domain.flags import Insults, found
from facilitator.domain.histories import remember

FLAGGED = "flagged"
RECENT = 2000  # events kept for clients that ask what they missed


@dataclass(frozen=True)
class Question:
    """A question as a track asks it. `kind`: what an answer is taken to be at first."""

    id: str
    number: int
    kind: str
    title: str
    text: str


@dataclass(frozen=True)
class LiveConsultation:
    """What does not change while a consultation runs. `day` is when it was first opened."""

    id: str
    title: str
    kind: str
    round: int
    code: str | None
    screen_token: str
    hold: int
    self_paced: bool = False
    dry_run: bool = False


@dataclass(frozen=True)
class ProbeFacts:
    """A probe that was asked. `oneliner` None: of nothing in particular; `audience`: "author" or "everyone"."""

    id: str
    consultation: str
    oneliner: str | None
    text: str
    audience: str


@dataclass(frozen=True)
class Announcement:
    """An event with what a screen may see of it: cards that appear, cards that must go.

    `gone` is what was withdrawn; `hides` how many more are hidden than before.
    """

    event: Event
    arrived: tuple[Card, ...] = ()
    appear: tuple[Card, ...] = ()
    vanish: tuple[str, ...] = ()
    gone: Card | None = None
    hides: int = 0


@dataclass
class LiveTrack:
    """One track in memory. Hold `lock` while reading the board beside the writer."""

    id: str
    owner: str
    assignment: str
    kind: str
    language: str
    theme: str
    organisation: str
    suspicion: str
    division: tuple[str, str]
    questions: dict[str, Question]
    consultations: dict[str, LiveConsultation]
    probes: dict[str, ProbeFacts]
    board: Board
    divisions: dict[str, str] = field(default_factory=dict)  # id → name, the open one too
    chain: str = ""
    aside: dict[int, str] = field(default_factory=dict)  # see domain.acts.Context; a restart may forget it
    insults: Insults = field(default_factory=lambda: Insults(()))
    variants: dict[str, str] = field(default_factory=dict)  # key → name, of a goal track
    introduction: str = ""  # why people are asked
    intention: str = ""  # what it is all for, told at the last question
    horizon_point: str = ""  # what exactly must happen, told at the last question
    settled: dict[str, str] = field(default_factory=dict)  # solution, owner and term, of a goal track
    may_begin: bool = True  # whether there is a suspicion, or a settled goal
    recent: deque[Announcement] = field(default_factory=lambda: deque(maxlen=RECENT))
    lock: Any = field(default_factory=threading.RLock)

    def apply(self, event: Event, cards: Iterable[Card] = ()) -> Announcement:
        """Apply an event and keep what it showed and hid."""
        arrived = tuple(cards)
        about = {*touched(event), *(card.id for card in arrived)}
        if event.type == WITHDRAWN:
            about.add(str(event.fields["oneliner"]))
        gone = self.board.cards.get(str(event.fields["oneliner"])) if event.type == WITHDRAWN else None
        before, hidden = {it for it in about if self._is_shown(it)}, self._hidden(about)
        apply(self.board, event, cards=arrived)
        remember(self.board, event)
        self._look_at_again(about)
        after = {it for it in about if self._is_shown(it)}
        announcement = Announcement(
            event,
            arrived,
            tuple(self.board.cards[it] for it in about if it in after and it not in before),
            tuple(it for it in about if it in before and it not in after),
            gone,
            self._hidden(about) - hidden,
        )
        self.recent.append(announcement)
        return announcement

    def look_at(self, card: Card) -> None:
        """Say again why a card waits for a look; what asks for it stands in its text."""
        if card.gate == FLAGGED:
            card.found = [list(it) for it in found(card.text, self.insults)]

    def _look_at_again(self, oneliners: Iterable[str]) -> None:
        """What was let through before this process began may come to wait once more."""
        for card in (self.board.cards[it] for it in oneliners if it in self.board.cards):
            if not card.found:
                self.look_at(card)

    def gate_for(self, text: str, consultation: str) -> str:
        """Where a one-liner waits before the projector: for a look, for a moment, or not."""
        if found(text, self.insults):
            return FLAGGED
        return "held" if self.consultations[consultation].hold else "open"

    def _is_shown(self, oneliner: str) -> bool:
        card = self.board.cards.get(oneliner)
        return card is not None and card.may_be_projected

    def _hidden(self, oneliners: Iterable[str]) -> int:
        return sum(it in self.board.cards and self.board.cards[it].hidden is not None for it in oneliners)

    def since(self, revision: int) -> list[Announcement] | None:
        """What happened after `revision`; None when that is not remembered here."""
        if revision == self.board.revision:
            return []
        missed = [it for it in self.recent if it.event.revision > revision]
        if missed and missed[0].event.revision == revision + 1:
            return missed
        return None

    def question_numbered(self) -> list[Question]:
        """The questions in the order in which they are asked."""
        return sorted(self.questions.values(), key=lambda question: question.number)
