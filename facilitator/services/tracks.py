"""A track as this process holds it: its board in memory, caught up with the journal.

The tables are the truth. What is held here carries the revision it was made from; whoever writes
compares the two inside the transaction and reads what it missed before deciding anything.
"""

import threading
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from facilitator.catalogues import translator
from facilitator.domain.acts import ACT_TYPES
from facilitator.domain.beginnings import may_begin, read_settled
from facilitator.domain.board import Board, Card, apply, touched
from facilitator.domain.events import PROBED, WITHDRAWN, Event
from facilitator.domain.extras import variants_of
from facilitator.domain.flags import Insults, found, usual_insults
from facilitator.domain.histories import remember
from facilitator.store import rows, tables
from facilitator.store.boards import load_board, load_cards
from facilitator.store.journal import brings_oneliner, events_after

FLAGGED = "flagged"
REWRITING = frozenset(it.past for it in ACT_TYPES.values() if it.rewrites)
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


def load_track(connection: Connection, track_id: str) -> LiveTrack | None:
    """Read a whole track from the tables."""
    row = connection.execute(_ABOUT_TRACK.where(tables.Track.id == track_id)).one_or_none()
    if row is None:
        return None
    track = LiveTrack(
        id=row.id,
        owner=row.owner,
        assignment=row.assignment,
        kind=row.kind,
        language=row.language,
        theme=row.theme,
        organisation=row.organisation,
        suspicion=row.suspicion,
        introduction=row.introduction,
        chain=row.chain,
        division=(row.division, row.division_name),
        divisions=_divisions(connection, track_id),
        questions=load_questions(connection, track_id),
        consultations=load_consultations(connection, track_id),
        probes=load_probes(connection, track_id),
        board=load_board(connection, track_id, row.division),
        insults=Insults(usual_insults(translator(row.language)) if row.insults is None else row.insults),
        **_begun(row),
    )
    for card in track.board.cards.values():
        track.look_at(card)
    return track


_ABOUT_TRACK: Final = (
    select(
        tables.Track.id,
        tables.Assignment.facilitator_id.label("owner"),
        tables.Assignment.id.label("assignment"),
        tables.Track.kind,
        tables.Track.language,
        tables.Assignment.theme,
        tables.Assignment.organisation,
        tables.Track.suspicion,
        tables.Division.id.label("division"),
        tables.Division.name.label("division_name"),
        tables.Track.chain,
        tables.Facilitator.insults,
        tables.Track.settled,
        tables.Track.introduction,
        tables.Assignment.start,
    )
    .join(tables.Assignment, tables.Assignment.id == tables.Track.assignment_id)
    .join(tables.Facilitator, tables.Facilitator.id == tables.Assignment.facilitator_id)
    .join(tables.Division, tables.Division.track_id == tables.Track.id)
    .where(tables.Division.active)
)


def _begun(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    """Give the fields of a LiveTrack that say what it starts from, and whether that is enough to begin."""
    settled, is_goal = read_settled(row.settled), row.kind == "goal"
    for_the_room = {"solution": settled.solution, "owner": settled.owner, "term": settled.term}
    return {
        "variants": variants_of(row.settled) if is_goal else {},
        "intention": str(row.start.get("intention") or ""),
        "horizon_point": str(row.start.get("horizon_point") or ""),
        "settled": for_the_room if is_goal else {},
        "may_begin": may_begin(row.kind, suspicion=row.suspicion, settled=settled),
    }


def _divisions(connection: Connection, track_id: str) -> dict[str, str]:
    found = connection.execute(
        select(tables.Division.id, tables.Division.name)
        .where(tables.Division.track_id == track_id)
        .order_by(tables.Division.since, tables.Division.id)
    )
    return {row.id: row.name for row in found}


def load_questions(connection: Connection, track_id: str) -> dict[str, Question]:
    """Read a track's questions by id, in their order."""
    of = tables.Question
    wanted = select(*rows.columns(Question, of)).where(of.track_id == track_id).order_by(of.number)
    return {it.id: it for it in rows.read(Question, connection.execute(wanted))}


def load_consultations(connection: Connection, track_id: str) -> dict[str, LiveConsultation]:
    """Read what does not change of a track's consultations, by id."""
    of = tables.Consultation
    wanted = select(*rows.columns(LiveConsultation, of)).where(of.track_id == track_id)
    return {it.id: it for it in rows.read(LiveConsultation, connection.execute(wanted))}


def load_probes(connection: Connection, track_id: str) -> dict[str, ProbeFacts]:
    """Read every probe that was asked on a track, by id."""
    of = tables.Probe
    wanted = select(*rows.columns(ProbeFacts, of)).join(
        tables.Consultation, tables.Consultation.id == of.consultation_id
    )
    found = connection.execute(wanted.where(tables.Consultation.track_id == track_id))
    return {it.id: it for it in rows.read(ProbeFacts, found)}


def catch_up(connection: Connection, track: LiveTrack, revision: int) -> list[Announcement]:
    """Apply what other processes wrote up to `revision`."""
    events = events_after(connection, track.id, track.board.revision)
    if not _contiguous(events, track.board.revision, revision) or _rewrote(events):
        raise FellBehind(track.id)
    cards = _cards_of(connection, track, events)
    if any(event.type == PROBED for event in events):
        track.probes = load_probes(connection, track.id)
    return [track.apply(event, cards.get(event.revision, ())) for event in events]


class FellBehind(Exception):
    """The journal no longer reaches back to where this process is: read the tables."""


def _rewrote(events: Sequence[Event]) -> bool:
    """Whether the tables now say more than the events do."""
    return any(event.type in REWRITING for event in events)


def _contiguous(events: Sequence[Event], held: int, revision: int) -> bool:
    return [event.revision for event in events] == list(range(held + 1, revision + 1))


def _cards_of(connection: Connection, track: LiveTrack, events: Sequence[Event]) -> dict[int, tuple[Card, ...]]:
    ids = {str(event.fields["oneliner"]): event for event in events if brings_oneliner(event)}
    if not ids:
        return {}
    cards = load_cards(connection, track.division[0], ids=list(ids))
    for card in cards:
        track.look_at(card)
    return {ids[card.id].revision: (card,) for card in cards}
