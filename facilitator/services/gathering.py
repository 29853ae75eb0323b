"""Everything that came out of a consultation or of a whole track, as it may leave the house.

What is masked is not in it, nor the salt that would let it be guessed; nor a key, a time of day, or
an order: neither of arrival nor of a category's cards, which were mostly laid down as they came.
"""

from dataclasses import dataclass, field
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, Connection, Row, select

from facilitator.domain import method
from facilitator.domain.board import Card, Category
from facilitator.domain.consultations import read_code
from facilitator.domain.refusals import Refusal
from facilitator.services.closing import marks_of
from facilitator.services.tracks import ProbeFacts, Question, load_probes, load_questions
from facilitator.store import Store, tables
from facilitator.store.boards import load_board

FORMAT: Final = "facilitator/1"
"""What an exported document says it is; another shape gets another number."""


@dataclass(frozen=True)
class TrackFacts:
    id: str
    kind: method.Track
    language: method.Language
    title: str
    theme: str
    suspicion: str
    settled: dict[str, Any]
    chain: str


@dataclass(frozen=True)
class ConsultationFacts:
    """`day` is when it was first opened, ISO 8601; None: never."""

    id: str
    title: str
    kind: str
    round: int
    day: str | None
    phase: str


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """One one-liner. `text` is what may be shown; `masks` say where in it words are gone.

    `environment` is None when it was not said or may not be shown; `salt` when something is masked.
    """

    id: str
    consultation: str
    question: str
    text: str
    salt: str | None
    commitment: str
    environment: str | None
    source: str
    kind: str
    category: str | None
    telling: bool
    hidden: str | None
    masks: list[list[Any]]
    same: str | None
    parent: str | None
    probe: str | None
    variants: list[dict[str, str]] = field(default_factory=list)
    cooperation: str | None = None
    world: str | None = None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """`scope` is the id of the consultation or track that was asked for; `acts` are rows of `act`."""

    scope: str
    track: TrackFacts
    questions: dict[str, Question]
    consultations: dict[str, ConsultationFacts]
    division: tuple[str, str]
    categories: list[Category]
    probes: dict[str, ProbeFacts]
    oneliners: list[Gathered]
    acts: list[Row[Any]]


def of_consultation(store: Store, consultation: str) -> Outcome:
    """Gather one consultation, by its id or its join code. Raises: Refusal("unknown_code")"""
    named = (tables.Consultation.id == consultation) | (tables.Consultation.code == read_code(consultation))
    with store.read() as connection:
        found = connection.execute(
            select(tables.Consultation.track_id, tables.Consultation.id).where(named)
        ).one_or_none()
        if found is None:
            raise Refusal("unknown_code")
        return _gather(connection, found[0], found[1])


def of_track(store: Store, track: str) -> Outcome:
    """Gather all consultations of a track. Raises: Refusal("unknown_code")"""
    with store.read() as connection:
        return _gather(connection, track, None)


def _gather(connection: Connection, track_id: str, consultation: str | None) -> Outcome:
    track = _track(connection, track_id)
    division = _division(connection, track_id)
    board = load_board(connection, track_id, division[0])
    consultations = _consultations(connection, track_id, consultation)
    salts = _commitments(connection, list(consultations))
    shown = _shown_environments(connection, consultations)
    return Outcome(
        scope=consultation or track_id,
        track=track,
        questions=load_questions(connection, track_id),
        consultations=consultations,
        division=division,
        categories=board.ordered_categories(),
        probes={it.id: it for it in load_probes(connection, track_id).values() if it.consultation in consultations},
        oneliners=[_gathered(board.cards[it], *salt, shown) for it, salt in salts.items()],
        acts=_acts(connection, track_id),
    )


def _track(connection: Connection, track_id: str) -> TrackFacts:
    found = connection.execute(
        select(
            tables.Track.id,
            tables.Track.kind,
            tables.Track.language,
            tables.Assignment.title,
            tables.Assignment.theme,
            tables.Track.suspicion,
            tables.Track.settled,
            tables.Track.chain,
        )
        .join(tables.Assignment, tables.Assignment.id == tables.Track.assignment_id)
        .where(tables.Track.id == track_id)
    ).one_or_none()
    if found is None:
        raise Refusal("unknown_code")
    kind, language = cast("method.Track", found[1]), cast("method.Language", found[2])
    return TrackFacts(found[0], kind, language, *found[3:])


def _division(connection: Connection, track_id: str) -> tuple[str, str]:
    row = connection.execute(
        select(tables.Division.id, tables.Division.name).where(
            tables.Division.track_id == track_id, tables.Division.active
        )
    ).one()
    return row[0], row[1]


def _consultations(connection: Connection, track_id: str, only: str | None) -> dict[str, ConsultationFacts]:
    which: ColumnElement[bool] = tables.Consultation.track_id == track_id
    if only is not None:
        which &= tables.Consultation.id == only
    rows = connection.execute(
        select(
            tables.Consultation.id,
            tables.Consultation.title,
            tables.Consultation.kind,
            tables.Consultation.round,
            tables.Consultation.day,
            tables.Consultation.phase,
        )
        .where(which)
        .order_by(tables.Consultation.round, tables.Consultation.id)
    )
    return {row.id: ConsultationFacts(*row) for row in rows}


def _commitments(connection: Connection, consultations: list[str]) -> dict[str, tuple[str | None, str]]:
    """Salt and commitment of each one-liner."""
    rows = connection.execute(
        select(tables.Oneliner.id, tables.Oneliner.salt, tables.Oneliner.commitment).where(
            tables.Oneliner.consultation_id.in_(consultations)
        )
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def _shown_environments(
    connection: Connection, consultations: dict[str, ConsultationFacts]
) -> frozenset[tuple[str, str]]:
    """Which environments may be told of a consultation: it is over, and enough people were there."""
    closed = [it.id for it in consultations.values() if it.phase == "closed"]
    rows = connection.execute(
        select(tables.Attendance.consultation_id, tables.Attendance.environment).where(
            tables.Attendance.consultation_id.in_(closed),
            tables.Attendance.people >= method.FEWEST_PEOPLE_SHOWN,
        )
    )
    return frozenset((row[0], row[1]) for row in rows)


def _acts(connection: Connection, track_id: str) -> list[Row[Any]]:
    query = select(tables.ActRecord.__table__).where(tables.ActRecord.track_id == track_id)
    return list(connection.execute(query.order_by(tables.ActRecord.revision)))


def _gathered(card: Card, salt: str | None, commitment: str, shown: frozenset[tuple[str, str]]) -> Gathered:
    may_tell = (card.consultation, card.environment) in shown
    return Gathered(
        id=card.id,
        consultation=card.consultation,
        question=card.question,
        text=card.shown_text,
        salt=None if card.masks else salt,
        commitment=commitment,
        environment=card.environment if may_tell else None,
        source=card.source,
        kind=card.kind,
        category=card.category,
        telling=card.telling,
        hidden=card.hidden,
        masks=marks_of(card.shown_text) if card.masks else [],
        same=card.same,
        parent=card.parent,
        probe=card.probe,
        variants=card.variants,
        cooperation=card.cooperation,
        world=card.world,
    )
