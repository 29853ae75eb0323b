"""Removing an assignment for good: every row of it, off the disk as well."""

from sqlalchemy import Connection, delete, select, update

from facilitator.domain.refusals import RuleBroken
from facilitator.services.accounts import helpers
from facilitator.services.application import Application
from facilitator.services.own import OwnAssignment
from facilitator.store import journal, tables


class StillRunning(RuleBroken):
    """People may still be writing in one of its consultations; nothing was removed."""


class OtherTitle(RuleBroken):
    """What was typed is not the title, so that it may not be meant; nothing was removed."""


def remove(application: Application, own: OwnAssignment, *, title: str) -> None:
    """Take an assignment out with all that belongs to it. Used join codes stay used.

    `title`: as it was typed, to show that it is meant; white space between its words does not matter.

    Raises: OtherTitle, StillRunning
    """
    with own.work() as connection:
        _check_title(connection, own.id, title)
        tracks = connection.scalars(
            select(tables.Track.id).where(tables.Track.assignment_id == own.id).order_by(tables.Track.id)
        ).all()
        for track in tracks:
            journal.head(connection, track, lock=True)
        gone = _consultations(connection, list(tracks))
        for consultation in gone:
            helpers.end_with(connection, consultation)
        for track in tracks:
            application.steps.forget_track(connection, track)
            _remove_track(connection, track)
        application.steps.forget_assignment(connection, own.id)
        _remove_assignment(connection, own.id)
    for track in tracks:
        application.tracks.pop(track, None)
        application.stale.discard(track)
    for consultation in gone:
        application.let_go(consultation, own.by)
    application.unswept = True
    application.sweep()


def _check_title(connection: Connection, assignment: str, typed: str) -> None:
    title = connection.scalar(select(tables.Assignment.title).where(tables.Assignment.id == assignment)) or ""
    if typed.split() != title.split():
        raise OtherTitle


def _consultations(connection: Connection, tracks: list[str]) -> list[str]:
    """List the consultations; a group that was opened and not closed yet still runs."""
    columns = (tables.Consultation.id, tables.Consultation.phase, tables.Consultation.day, tables.Consultation.kind)
    rows = connection.execute(select(*columns).where(tables.Consultation.track_id.in_(tracks))).all()
    for row in rows:
        if row.phase in ("open", "paused") or (row.phase == "lobby" and row.day and row.kind == "group"):
            raise StillRunning
    return [row.id for row in rows]


def _remove_track(connection: Connection, track: str) -> None:
    consultations = select(tables.Consultation.id).where(tables.Consultation.track_id == track)
    divisions = select(tables.Division.id).where(tables.Division.track_id == track)
    for table, which in (
        (tables.MapVersion, tables.MapVersion.track_id == track),
        (tables.Relation, tables.Relation.track_id == track),
        (tables.Placement, tables.Placement.division_id.in_(divisions)),
        (tables.Category, tables.Category.division_id.in_(divisions)),
        (tables.Division, tables.Division.track_id == track),
        (tables.Proposal, tables.Proposal.track_id == track),
        (tables.Receipt, tables.Receipt.consultation_id.in_(consultations)),
        (tables.Oneliner, tables.Oneliner.consultation_id.in_(consultations)),
        (tables.Probe, tables.Probe.consultation_id.in_(consultations)),
        (tables.Attendance, tables.Attendance.consultation_id.in_(consultations)),
        (tables.Membership, tables.Membership.consultation_id.in_(consultations)),
        (tables.Link, tables.Link.consultation_id.in_(consultations)),
        (tables.Arrival, tables.Arrival.track_id == track),
        (tables.ActRecord, tables.ActRecord.track_id == track),
        (tables.Consultation, tables.Consultation.track_id == track),
        (tables.Question, tables.Question.track_id == track),
        (tables.Track, tables.Track.id == track),
    ):
        connection.execute(delete(table).where(which))


def _remove_assignment(connection: Connection, assignment: str) -> None:
    """What was part of it is part of nothing."""
    children = tables.Assignment.parent_id == assignment
    connection.execute(update(tables.Assignment).where(children).values(parent_id=None))
    connection.execute(delete(tables.Assignment).where(tables.Assignment.id == assignment))
