"""The key persons over all tracks of one account: what may be copied, and its networks."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from facilitator.domain.method import ENVIRONMENTS
from facilitator.steps.persons.rules import Seat
from facilitator.steps.persons.service import seats_in
from facilitator.store import Store, rows
from facilitator.store.tables import Assignment, KeyPerson, Track


@dataclass(frozen=True)
class EarlierTrack:
    """A track of the own account that key persons can be copied from."""

    track: str
    kind: str
    title: str
    people: int


def sources(store: Store, facilitator: str, *, besides: str) -> list[EarlierTrack]:
    """List the own tracks that have key persons to copy, besides this one."""
    filled = select(func.count()).where(KeyPerson.track_id == Track.id, KeyPerson.name.is_not(None)).scalar_subquery()
    wanted = (
        select(*rows.columns(EarlierTrack, Track, track=Track.id, title=Assignment.title, people=filled))
        .join(Assignment, Assignment.id == Track.assignment_id)
        .where(Assignment.facilitator_id == facilitator, Track.id != besides, filled > 0)
        .order_by(Assignment.title, Track.kind.desc(), Track.id)
    )
    with store.read() as connection:
        return rows.read(EarlierTrack, connection.execute(wanted))


@dataclass(frozen=True)
class Network:
    """The seats of one track of an account, for the account's own eyes."""

    track: str
    kind: str
    assignment: str
    title: str
    archived: bool
    seats: tuple[Seat, ...]

    @property
    def environments(self) -> tuple[str, ...]:
        """The four environments of the track."""
        return ENVIRONMENTS["goal" if self.kind == "goal" else "process"]


def networks(store: Store, facilitator: str) -> list[Network]:
    """List the networks around all tracks of an account."""
    wanted = (
        select(*rows.columns(Network, Assignment, track=Track.id, kind=Track.kind, assignment=Assignment.id))
        .join(Assignment, Assignment.id == Track.assignment_id)
        .where(Assignment.facilitator_id == facilitator)
        .order_by(Assignment.archived, Assignment.title, Assignment.id, Track.kind.desc(), Track.id)
    )
    with store.read() as connection:
        found = connection.execute(wanted).all()
        return [rows.made(Network, it, seats=_only_seats(connection, it.track)) for it in found]


def _only_seats(connection: Connection, track: str) -> tuple[Seat, ...]:
    return tuple(it.seat for it in seats_in(connection, track))
