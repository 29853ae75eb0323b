"""Several ways of dividing the same one-liners: one lies open on the board, the others keep."""

from sqlalchemy import Connection, insert, update

from facilitator.domain.refusals import Refusal
from facilitator.services.tracks import LiveTrack
from facilitator.store import tables


def add(connection: Connection, track: LiveTrack, division: str, name: str) -> None:
    """Make an empty division; the open one stays open."""
    connection.execute(
        insert(tables.Division), {"id": division, "track_id": track.id, "name": name, "active": False, "since": 0}
    )


def use(connection: Connection, track: LiveTrack, division: str, *, revision: int) -> None:
    """Lay another division open. What was done in the one before can't be undone from here.

    Raises: Refusal("bad_request") where there is no such division
    """
    if division not in track.divisions:
        raise Refusal("bad_request")
    of_track = tables.Division.track_id == track.id
    connection.execute(update(tables.Division).where(of_track).values(active=False))
    connection.execute(
        update(tables.Division).where(of_track, tables.Division.id == division).values(active=True, since=revision)
    )
