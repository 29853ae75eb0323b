"""The key persons of a track: personal data, kept apart from everything that was said, and only for a time.

Nothing here writes in the journal or in a log.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from facilitator.domain.method import ENVIRONMENTS
from facilitator.domain.refusals import Refusal, RuleBroken
from facilitator.services.desk import DeskTrack
from facilitator.services.etags import ChangedMeanwhile, entity_tag
from facilitator.services.own import OwnTrack
from facilitator.services.steps import Progress, State
from facilitator.services.writing import id_of
from facilitator.steps.persons.networks import PUBLIC_GROUP
from facilitator.steps.persons.retention import term_in
from facilitator.steps.persons.rules import MOST_SEATS, Seat, Why, copied, in_order, is_round, named_week, wrong
from facilitator.store.once import check_new, hold
from facilitator.store.tables import KeyPerson, Track, Turnout


class Full(RuleBroken):
    """A track has as many seats as it can have; nothing was added."""


class AlreadyThere(RuleBroken):
    """The same person stands on the same seat already; nothing was stored."""


class Over(RuleBroken):
    """The time for which names are kept here is over; nobody's was stored."""


@dataclass(frozen=True)
class NewSeats:
    """Seats to be added; with the same `once` they are added once."""

    seats: Sequence[Seat]
    once: str | None = None

    def ids(self) -> list[str]:
        """Give each seat its id."""
        return [id_of(None if self.once is None else f"{self.once} {at}") for at in range(len(self.seats))]


@dataclass(frozen=True)
class Kept:
    """A seat as it is stored."""

    id: str
    seat: Seat

    @property
    def etag(self) -> str:
        """What a form hands back, to tell whether the seat is still as it was shown."""
        return entity_tag(asdict(self.seat))


def seats(own: OwnTrack) -> list[Kept]:
    """List the seats of a track, from function to sub-function to name."""
    with own.read() as connection:
        return seats_in(connection, own.id)


def find(own: OwnTrack, seat_id: str) -> Kept | None:
    """Give one seat of a track; None where it is not there (any more)."""
    return next((it for it in seats(own) if it.id == seat_id), None)


def seats_in(connection: Connection, track: str) -> list[Kept]:
    """The same within a transaction."""
    found = connection.execute(select(KeyPerson.__table__).where(KeyPerson.track_id == track))
    return sorted((_kept(row) for row in found), key=lambda it: (*it.seat.same, it.id))


def _kept(row: Row[Any]) -> Kept:
    stored = dict(row._mapping)
    del stored["track_id"]
    texts = {"name": stored.pop("name") or "", "spoken": stored.pop("spoken") or ""}
    return Kept(stored.pop("id"), Seat(**stored | texts | {"invited": tuple(stored["invited"])}))


def _values(seat: Seat) -> dict[str, Any]:
    known = {"name": seat.name or None, "spoken": seat.spoken or None, "invited": list(seat.invited)}
    return asdict(seat) | known


def add(own: OwnTrack, new: NewSeats, *, today: date) -> list[str]:
    """Add seats, all of them or none; gives their ids.

    Raises: Full, AlreadyThere, MadeAlready, Over, Refusal("bad_request")
    """
    with own.work() as connection:
        return _add(connection, own.id, new, today)


def check_not_added(own: OwnTrack, new: NewSeats) -> None:
    """Hold to adding them once, before anything else is said of them. Raises: MadeAlready"""
    with own.read() as connection:
        check_new(connection, KeyPerson, *new.ids())


def copy(own: OwnTrack, source: str, chosen: Mapping[str, Why], *, today: date) -> list[str]:
    """Take people over from another track, `chosen` by the ids of their seats there; gives their new ids.

    Raises: Full, AlreadyThere, Over, NotOwn: one of both is; Refusal("bad_request"): they are the same
    """
    if source == own.id:
        raise Refusal("bad_request")
    with own.work() as connection:
        replace(own, id=source).check(connection)
        people = [it for it in seats_in(connection, source) if it.seat.name and it.id in chosen]
        return _add(connection, own.id, NewSeats([copied(it.seat, chosen[it.id]) for it in people]), today)


def _add(connection: Connection, track: str, new: NewSeats, today: date) -> list[str]:
    hold(connection, Track, track)
    ids = new.ids()
    check_new(connection, KeyPerson, *ids)
    _check(connection, track, new.seats, today)
    _check_room(connection, track, new.seats)
    made = [{"id": id, "track_id": track, **_values(seat)} for id, seat in zip(ids, new.seats, strict=True)]
    if made:
        connection.execute(insert(KeyPerson), made)
    return ids


def _check_room(connection: Connection, track: str, new: Sequence[Seat]) -> None:
    """Hold to how many seats a track has, and to nobody on one seat twice."""
    there = seats_in(connection, track)
    if len(there) + len(new) > MOST_SEATS:
        raise Full
    known = {it.seat.same for it in there if it.seat.is_filled}
    if not known.isdisjoint(it.same for it in new):
        raise AlreadyThere


def _check(connection: Connection, track: str, new: Sequence[Seat], today: date) -> None:
    """Hold to what may be said of anybody here, and to the time for which it may be kept."""
    kind = connection.scalar(select(Track.kind).where(Track.id == track))
    if any(wrong(it, "goal" if kind == "goal" else "process") for it in new):
        raise Refusal("bad_request")
    if any(it.is_filled for it in new) and term_in(connection, track).is_over(today):
        raise Over


def change(own: OwnTrack, shown: Kept, seat: Seat, *, today: date) -> None:
    """Keep a seat anew. Raises: ChangedMeanwhile, AlreadyThere, Over, Refusal("bad_request")"""

    def put(connection: Connection) -> None:
        _check(connection, own.id, [seat], today)
        others = [it.seat for it in seats_in(connection, own.id) if it.id != shown.id]
        if seat.is_filled and seat.same in {it.same for it in others}:
            raise AlreadyThere
        connection.execute(update(KeyPerson).where(KeyPerson.id == shown.id).values(_values(seat)))

    _as_shown(own, shown, put)


def remove(own: OwnTrack, shown: Kept) -> None:
    """Take a seat out, with all that was known of who sat there. Raises: ChangedMeanwhile"""

    def take(connection: Connection) -> None:
        connection.execute(delete(KeyPerson).where(KeyPerson.id == shown.id))

    _as_shown(own, shown, take)


def _as_shown(own: OwnTrack, shown: Kept, act: Callable[[Connection], None]) -> None:
    with own.work() as connection:
        hold(connection, Track, own.id)
        if shown not in seats_in(connection, own.id):
            raise ChangedMeanwhile
        act(connection)


def mark(own: OwnTrack, invited: Mapping[str, bool], round: str) -> None:
    """Note who of the seats shown is invited to a round (or for an interview), and who is not.

    Raises: Refusal("bad_request"): there is no such round
    """
    if not is_round(round):
        raise Refusal("bad_request")
    with own.work() as connection:
        hold(connection, Track, own.id)
        for kept in seats_in(connection, own.id):
            if kept.id not in invited or not kept.seat.is_filled:
                continue
            without = [it for it in kept.seat.invited if it != round]
            now = in_order([*without, round] if invited[kept.id] else without)
            if now != kept.seat.invited:
                connection.execute(update(KeyPerson).where(KeyPerson.id == kept.id).values(invited=list(now)))


def angle_of(own: OwnTrack, seat_id: str) -> str | None:
    """From which environment a key person of the track looks; None: no such person."""
    of = KeyPerson
    with own.read() as connection:
        return connection.scalar(select(of.environment).where(of.id == seat_id, of.track_id == own.id))


def note_spoken(connection: Connection, track: str, seat_id: str, day: date) -> None:
    """Keep with a key person in which week was spoken, and nothing of what was said; within a transaction."""
    mine = (KeyPerson.id == seat_id) & (KeyPerson.track_id == track)
    connection.execute(update(KeyPerson).where(mine).values(spoken=week_of(day)))


def week_of(day: date) -> str:
    """A day's ISO week: "2026-W13"."""
    year, week, _ = day.isocalendar()
    return named_week(year, week)


def communication(own: OwnTrack) -> list[str]:
    """List what was noted about telling public groups, without whom it is about."""
    wanted = select(KeyPerson.note).where(
        KeyPerson.track_id == own.id, KeyPerson.network_type == PUBLIC_GROUP, KeyPerson.note != ""
    )
    with own.read() as connection:
        return sorted(set(connection.scalars(wanted)))


# As a step


def progress(connection: Connection, track: DeskTrack) -> Progress:
    """Tell how far the network is: done once every environment has somebody with a name, inside and outside."""
    rows = connection.execute(
        select(KeyPerson.environment, KeyPerson.internal, KeyPerson.name, KeyPerson.route).where(
            KeyPerson.track_id == track.id
        )
    ).all()
    reached = [row for row in rows if row.name or row.route]
    covered = {row.environment for row in reached} >= set(ENVIRONMENTS[track.kind])
    both = {row.internal for row in reached} == {True, False}
    state: State = "done" if covered and both else "busy" if rows else "later"
    return Progress(state, count=len(reached), of=len(rows))


def forget(connection: Connection, track: str) -> None:
    """Take everybody out, and the counts, with the track itself."""
    connection.execute(delete(Turnout).where(Turnout.track_id == track))
    connection.execute(delete(KeyPerson).where(KeyPerson.track_id == track))
