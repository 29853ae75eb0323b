"""A dry run: everything may be tried, and all of it is wiped before the real thing."""

from sqlalchemy import Connection, delete, select, update

from facilitator.domain.refusals import Refusal
from facilitator.services.codes import claim_code
from facilitator.services.tracks import LiveTrack
from facilitator.store import tables
from facilitator.store.journal import FIRST_LINK


def wipe(connection: Connection, track: LiveTrack, consultation: str) -> None:
    """Take out all that a dry run brought; its code, screen and questions stay, and it is one no more.

    The code of one that was closed is over: it gets another.

    Raises: Refusal("forbidden") when it is no dry run, or not the only consultation of its track
    """
    facts = track.consultations.get(consultation)
    if facts is None or not facts.dry_run or len(track.consultations) > 1:
        raise Refusal("forbidden")
    _take_out(connection, track, consultation)
    is_open = track.board.consultations[consultation].phase != "closed"
    code = facts.code if is_open else claim_code(connection, track.id)
    fresh = {"phase": "lobby", "question_id": None, "ends_at": None, "remaining": None, "day": None}
    connection.execute(
        update(tables.Consultation)
        .where(tables.Consultation.id == consultation)
        .values(**fresh, asked=[], screen={"mode": "join"}, dry_run=False, code=code)
    )
    connection.execute(update(tables.Track).where(tables.Track.id == track.id).values(floor=track.board.revision + 1))
    track.chain = FIRST_LINK


def _take_out(connection: Connection, track: LiveTrack, consultation: str) -> None:
    """Delete what was said, sorted and done."""
    divisions = select(tables.Division.id).where(tables.Division.track_id == track.id)
    for table, which in (
        (tables.Placement, tables.Placement.division_id.in_(divisions)),
        (tables.Relation, tables.Relation.track_id == track.id),
        (tables.Category, tables.Category.division_id.in_(divisions)),
        (tables.Oneliner, tables.Oneliner.consultation_id == consultation),
        (tables.Proposal, tables.Proposal.track_id == track.id),
        (tables.Receipt, tables.Receipt.consultation_id == consultation),
        (tables.Probe, tables.Probe.consultation_id == consultation),
        (tables.Attendance, tables.Attendance.consultation_id == consultation),
        (tables.Arrival, tables.Arrival.track_id == track.id),
        (tables.ActRecord, tables.ActRecord.track_id == track.id),
    ):
        connection.execute(delete(table).where(which))
