"""How far a track is, step by step: told by what there is, never by what somebody ticked."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from sqlalchemy import Connection, func, select

from facilitator.catalogues import translator
from facilitator.domain import beginnings
from facilitator.domain.method import ENVIRONMENTS
from facilitator.services.desk import DeskTrack
from facilitator.store import Store
from facilitator.store.tables import (
    ActionPlan,
    ApprovalRound,
    Consultation,
    KeyPerson,
    MapVersion,
    Oneliner,
    Weighing,
)

State = Literal["later", "busy", "done"]

STEPS: Final = {
    "process": ("suspicion", "persons", "consult", "map", "weighing"),
    "goal": ("settled", "persons", "consult", "map", "approval", "weighing", "plan"),
}
"""The method's own steps, by kind of track."""


@dataclass(frozen=True)
class Progress:
    """One step of a track. Days in ISO 8601, an interview's a week ("2026-W12"); `by` who did it, as it was kept.

    `count` and `of` say how much there is: named persons of all seats, closed consultations of all, the number of
    a map version; `oneliners` only of the consulting.
    """

    key: str
    state: State = "later"
    since: str | None = None
    until: str | None = None
    by: str | None = None
    count: int = 0
    of: int = 0
    oneliners: int = 0


def progress(store: Store, track: DeskTrack) -> list[Progress]:
    """Tell how far each step of a track is, in the method's order."""
    with store.read() as connection:
        found = [
            _begun(track),
            _persons(connection, track),
            _consult(connection, track.id),
            _map(connection, track.id),
            _approval(connection, track.id),
            _weighing(connection, track.id),
            _plan(connection, track.id),
        ]
    by_key = {it.key: it for it in found}
    return [by_key[key] for key in STEPS[track.kind]]


def _begun(track: DeskTrack) -> Progress:
    settled, gettext = beginnings.read_settled(track.settled), translator(track.language)
    if track.kind == "process":
        is_written = track.suspicion not in ("", beginnings.presumed(track.theme, gettext))
        return Progress("suspicion", "done" if is_written else "busy" if track.suspicion else "later")
    is_complete = not beginnings.missing(settled) and not beginnings.is_provisional(settled, gettext)
    state: State = "done" if is_complete else "busy" if track.settled else "later"
    return Progress("settled", state, until=settled.settled_on or None, by=settled.settled_by or None)


def _persons(connection: Connection, track: DeskTrack) -> Progress:
    """Done once every environment has somebody with a name, inside and outside."""
    rows = connection.execute(
        select(KeyPerson.environment, KeyPerson.internal, KeyPerson.name, KeyPerson.route).where(
            KeyPerson.track_id == track.id
        )
    ).all()
    reached = [row for row in rows if row.name or row.route]
    covered = {row.environment for row in reached} >= set(ENVIRONMENTS[track.kind])
    both = {row.internal for row in reached} == {True, False}
    state: State = "done" if covered and both else "busy" if rows else "later"
    return Progress("persons", state, count=len(reached), of=len(rows))


def _consult(connection: Connection, track: str) -> Progress:
    """Dry runs do not count."""
    rows = connection.execute(
        select(Consultation.phase, Consultation.day).where(Consultation.track_id == track, ~Consultation.dry_run)
    ).all()
    said = connection.scalar(
        select(func.count())
        .select_from(Oneliner)
        .join(Consultation, Consultation.id == Oneliner.consultation_id)
        .where(Consultation.track_id == track, ~Consultation.dry_run)
    )
    closed = [row for row in rows if row.phase == "closed"]
    days = sorted(row.day for row in rows if row.day)
    is_begun = bool(days or said or closed)
    state: State = "later" if not is_begun else "done" if len(closed) == len(rows) else "busy"
    return Progress("consult", state, *_ends(days), count=len(closed), of=len(rows), oneliners=said or 0)


def _ends(days: list[str]) -> tuple[str | None, str | None]:
    return (days[0], days[-1]) if days else (None, None)


def _map(connection: Connection, track: str) -> Progress:
    rows = connection.execute(
        select(MapVersion.number, MapVersion.day, MapVersion.by)
        .where(MapVersion.track_id == track)
        .order_by(MapVersion.number)
    ).all()
    if rows:
        return Progress("map", "done", rows[0].day, rows[-1].day, rows[-1].by, count=rows[-1].number)
    is_begun = connection.scalar(
        select(Oneliner.id)
        .join(Consultation, Consultation.id == Oneliner.consultation_id)
        .where(Consultation.track_id == track, ~Consultation.dry_run)
        .limit(1)
    )
    return Progress("map", "busy" if is_begun else "later")


def _approval(connection: Connection, track: str) -> Progress:
    """A round is asked of one version; the last one counts."""
    rows = connection.execute(
        select(ApprovalRound.version, ApprovalRound.closed, ApprovalRound.deadline)
        .where(ApprovalRound.track_id == track)
        .order_by(ApprovalRound.version)
    ).all()
    if not rows:
        return Progress("approval")
    return Progress("approval", _closed(rows[-1].closed), until=rows[-1].deadline or None, count=rows[-1].version)


def _weighing(connection: Connection, track: str) -> Progress:
    rows = connection.execute(
        select(Weighing.closed_on, Weighing.closed_by)
        .join(MapVersion, MapVersion.id == Weighing.version_id)
        .where(Weighing.track_id == track)
        .order_by(MapVersion.number)
    ).all()
    if not rows:
        return Progress("weighing")
    return Progress("weighing", _closed(rows[-1].closed_on), until=rows[-1].closed_on, by=rows[-1].closed_by)


def _plan(connection: Connection, track: str) -> Progress:
    there = connection.scalar(select(ActionPlan.id).where(ActionPlan.track_id == track))
    return Progress("plan", "done" if there else "later")


def _closed(closed: object) -> State:
    return "done" if closed else "busy"


def at_hand(steps: Iterable[Progress]) -> str | None:
    """Name the first step that is not done; None when all are."""
    return next((it.key for it in steps if it.state != "done"), None)
