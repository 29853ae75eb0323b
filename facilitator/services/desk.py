"""What lies on a facilitator's desk: the own assignments, their tracks and consultations, and nobody else's."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from facilitator.domain import method
from facilitator.domain.method import FEWEST_PEOPLE_SHOWN
from facilitator.services.own import OwnTrack
from facilitator.store import Store, rows
from facilitator.store.tables import Assignment, Attendance, Consultation, Membership, Oneliner, Question, Track


@dataclass(frozen=True)
class DeskConsultation:
    """A consultation with what it belongs to. `code` is None once it is closed."""

    id: str
    title: str
    phase: str
    code: str | None
    round: int
    hold: int
    screen_token: str
    track: str
    track_kind: str
    language: str
    suspicion: str
    settled: dict[str, Any]
    assignment: str
    assignment_title: str
    theme: str
    organisation: str
    owner: str
    self_paced: bool
    dry_run: bool
    asked: list[str]
    """The ids of the questions that were opened."""


@dataclass(frozen=True)
class DeskQuestion:
    """A question as it stands on a track; `received` counts every one-liner, also what is not shown."""

    id: str
    number: int
    title: str
    text: str
    received: int


@dataclass(frozen=True)
class DeskAssignment:
    """An assignment, every column of it."""

    id: str
    facilitator_id: str
    title: str
    theme: str
    organisation: str
    work_form: str
    parent_id: str | None
    archived: bool
    start: dict[str, Any]
    feedback: dict[str, Any]
    feedback_token: str | None
    contact_months: int


@dataclass(frozen=True)
class DeskTrack:
    """A track, every column of it but the chain, with what its assignment says of it."""

    id: str
    assignment_id: str
    kind: method.TrackKind
    language: str
    suspicion: str
    settled: dict[str, Any]
    inquiry: dict[str, Any]
    introduction: str
    revision: int
    assignment_title: str
    theme: str
    organisation: str
    owner: str


def assignment(store: Store, facilitator: str, assignment_id: str) -> DeskAssignment | None:
    """Give one of a facilitator's own assignments; None also where it is somebody else's."""
    with store.read() as connection:
        row = connection.execute(
            _assignments(facilitator).where(Assignment.id == assignment_id),
        ).one_or_none()
    return rows.made(DeskAssignment, row) if row else None


def assignments(store: Store, facilitator: str) -> list[DeskAssignment]:
    """List a facilitator's own assignments by title, the archived ones too."""
    with store.read() as connection:
        by_title = _assignments(facilitator).order_by(Assignment.title, Assignment.id)
        return rows.read(DeskAssignment, connection.execute(by_title))


def track(store: Store, facilitator: str, track_id: str) -> DeskTrack | None:
    """Give a track of one of a facilitator's own assignments; None also where it is somebody else's."""
    wanted = _tracks().where(Track.id == track_id, Assignment.facilitator_id == facilitator)
    with store.read() as connection:
        row = connection.execute(wanted).one_or_none()
    return rows.made(DeskTrack, row) if row else None


def tracks_of(store: Store, found: DeskAssignment) -> list[DeskTrack]:
    """List the tracks of an assignment: the process track first, then the goals."""
    wanted = _tracks().where(Assignment.id == found.id).order_by(Track.kind.desc(), Track.id)
    with store.read() as connection:
        return rows.read(DeskTrack, connection.execute(wanted))


def consultations_on(own: OwnTrack) -> list[DeskConsultation]:
    """List the consultations of a track, the first rounds first."""
    wanted = _consultations(Track.id == own.id).order_by(Consultation.round, Consultation.title, Consultation.id)
    with own.read() as connection:
        return rows.read(DeskConsultation, connection.execute(wanted))


def consultations(store: Store, facilitator: str) -> list[DeskConsultation]:
    """List a facilitator's consultations, grouped by assignment and track, the last rounds first."""
    wanted = _consultations(_leads(facilitator))
    by_title = wanted.order_by(
        Assignment.title, Assignment.id, Track.kind.desc(), Consultation.round.desc(), Consultation.id
    )
    with store.read() as connection:
        return rows.read(DeskConsultation, connection.execute(by_title))


def consultation(store: Store, facilitator: str, consultation_id: str) -> DeskConsultation | None:
    """Give one of a facilitator's consultations; None also where it is somebody else's."""
    wanted = _consultations(_leads(facilitator)).where(Consultation.id == consultation_id)
    with store.read() as connection:
        row = connection.execute(wanted).one_or_none()
    return rows.made(DeskConsultation, row) if row else None


def any_consultation(store: Store, consultation_id: str) -> DeskConsultation | None:
    """Give a consultation to somebody who was shown to have business with it."""
    with store.read() as connection:
        row = connection.execute(_consultations(Consultation.id == consultation_id)).one_or_none()
    return rows.made(DeskConsultation, row) if row else None


def questions(store: Store, found: DeskConsultation) -> list[DeskQuestion]:
    """List the questions of a consultation's track, with how many one-liners this consultation brought."""
    received = (
        select(func.count())
        .where(Oneliner.question_id == Question.id, Oneliner.consultation_id == found.id)
        .scalar_subquery()
    )
    wanted = (
        select(*rows.columns(DeskQuestion, Question, received=received))
        .where(Question.track_id == found.track)
        .order_by(Question.number)
    )
    with store.read() as connection:
        return rows.read(DeskQuestion, connection.execute(wanted))


def attendance(store: Store, consultation_id: str) -> dict[str, int]:
    """How many people of each environment there were at most; those with too few to be shown are left out."""
    enough = Attendance.people >= FEWEST_PEOPLE_SHOWN
    wanted = select(Attendance.environment, Attendance.people).where(
        Attendance.consultation_id == consultation_id, enough
    )
    with store.read() as connection:
        return {row.environment: row.people for row in connection.execute(wanted)}


def last_round(store: Store, track: str) -> int:
    """The highest round that was made on a track."""
    with store.read() as connection:
        return connection.scalar(select(func.max(Consultation.round)).where(Consultation.track_id == track)) or 0


def _assignments(facilitator: str) -> Select[*tuple[Any, ...]]:
    return select(*rows.columns(DeskAssignment, Assignment)).where(Assignment.facilitator_id == facilitator)


def _tracks() -> Select[*tuple[Any, ...]]:
    columns = rows.columns(
        DeskTrack,
        Track,
        assignment_title=Assignment.title,
        theme=Assignment.theme,
        organisation=Assignment.organisation,
        owner=Assignment.facilitator_id,
    )
    return select(*columns).join(Assignment, Assignment.id == Track.assignment_id)


def _leads(facilitator: str) -> ColumnElement[bool]:
    """Consultations of the facilitator's own assignments, and those the facilitator was invited to."""
    helping = select(Membership.consultation_id).where(Membership.facilitator_id == facilitator)
    return or_(Assignment.facilitator_id == facilitator, Consultation.id.in_(helping))


def _consultations(which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    columns = rows.columns(
        DeskConsultation,
        Consultation,
        track=Track.id,
        track_kind=Track.kind,
        language=Track.language,
        suspicion=Track.suspicion,
        settled=Track.settled,
        assignment=Assignment.id,
        assignment_title=Assignment.title,
        theme=Assignment.theme,
        organisation=Assignment.organisation,
        owner=Assignment.facilitator_id,
    )
    return (
        select(*columns)
        .join(Track, Track.id == Consultation.track_id)
        .join(Assignment, Assignment.id == Track.assignment_id)
        .where(which)
    )
