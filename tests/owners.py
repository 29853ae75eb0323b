"""What is somebody's own, in the name of whose it is: for tests that are about something else."""

from sqlalchemy import select

from facilitator.services.desk import DeskAssignment
from facilitator.services.own import OwnAssignment, OwnTrack
from facilitator.store import Store
from facilitator.store.tables import Assignment, Track


def own_assignment(store: Store, assignment: str | DeskAssignment) -> OwnAssignment:
    """An assignment, asked for by its owner."""
    id = assignment if isinstance(assignment, str) else assignment.id
    with store.read() as connection:
        owner = connection.scalar(select(Assignment.facilitator_id).where(Assignment.id == id))
    return OwnAssignment(store, owner or "nobody", id)


def own_track(store: Store, track: str) -> OwnTrack:
    """A track, asked for by its owner."""
    of = select(Assignment.facilitator_id).join(Track, Track.assignment_id == Assignment.id)
    with store.read() as connection:
        owner = connection.scalar(of.where(Track.id == track))
    return OwnTrack(store, owner or "nobody", track)
