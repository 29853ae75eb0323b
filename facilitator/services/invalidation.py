"""When something of a track changes beside its journal: whoever holds it in memory reads it anew."""

from sqlalchemy import Connection, update

from facilitator.domain.refusals import Refusal
from facilitator.services.application import Application
from facilitator.store import journal
from facilitator.store.tables import Track


def invalidate(connection: Connection, track: str) -> int:
    """Move a track's journal past a change that no event tells. Returns the revision; announce it after the commit.

    Raises: Refusal("bad_request") when there is no such track
    """
    head = journal.head(connection, track, lock=True)
    if head is None:
        raise Refusal("bad_request")
    revision = head.revision + 1
    connection.execute(update(Track).where(Track.id == track).values(revision=revision, floor=revision))
    return revision


def announce(application: Application, track: str, revision: int) -> None:
    """Let this process and the others read the track anew, and give its boards, screens and phones a new start."""
    application.refresh(track)
    application.doors.moved_on(track, revision)
