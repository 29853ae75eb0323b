"""How long key persons are kept: some months after the last closing, then they go for good.

What stays are seats where nobody was named, without a word about anybody, and the counts of the turnout.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, delete, func, or_, select, update

from facilitator.domain.refusals import Refusal, RuleBroken
from facilitator.services.own import OwnAssignment, OwnTrack
from facilitator.steps.persons.networks import RHIZOME
from facilitator.steps.persons.rules import NOT_OF_RHIZOME
from facilitator.store import Store
from facilitator.store.tables import ActRecord, Assignment, Consultation, KeyPerson, Track

FEWEST_MONTHS: Final = 1
MOST_MONTHS: Final = 24
OF_SOMEBODY: Final = (*NOT_OF_RHIZOME, "route", "reason", "stake", "note", "spoken")


@dataclass(frozen=True)
class Term:
    """Until when the key persons of a track are kept.

    `last_closed` None: nothing was closed yet, so the time does not run. `waits_for`: titles of what is still to be
    held or closed; while there are any the list stays, but never longer than the most months.
    """

    months: int
    last_closed: date | None
    waits_for: tuple[str, ...]

    @property
    def ends(self) -> date | None:
        """The day on which they go; None: not known yet."""
        if self.last_closed is None:
            return None
        return months_after(self.last_closed, MOST_MONTHS if self.waits_for else self.months)

    def is_over(self, today: date) -> bool:
        """Whether they are to go, or gone."""
        return self.ends is not None and today >= self.ends


def months_after(day: date, months: int) -> date:
    """Count on in months; a day that the month does not have becomes its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def term(own: OwnTrack) -> Term:
    """Tell until when the key persons of a track are kept."""
    with own.read() as connection:
        return term_in(connection, own.id)


def term_in(connection: Connection, track: str) -> Term:
    """The same, within a transaction."""
    months = connection.scalar(
        select(Assignment.contact_months).join(Track, Track.assignment_id == Assignment.id).where(Track.id == track)
    )
    real = and_(Consultation.track_id == track, ~Consultation.dry_run)
    waits_for = connection.scalars(
        select(Consultation.title)
        .where(real, Consultation.phase != "closed")
        .order_by(Consultation.round, Consultation.title)
    ).all()
    return Term(months or FEWEST_MONTHS, _last_closed(connection, track), tuple(waits_for))


def _last_closed(connection: Connection, track: str) -> date | None:
    """An interview that was closed without an act on the board counts by its own day."""
    real = and_(Consultation.track_id == track, ~Consultation.dry_run)
    by_act = (
        select(func.max(ActRecord.day))
        .join(Consultation, Consultation.id == ActRecord.consultation_id)
        .where(real, ActRecord.track_id == track, ActRecord.type == "closed")
    )
    by_day = select(func.max(Consultation.day)).where(real, Consultation.phase == "closed")
    days = (connection.scalar(by_act), connection.scalar(by_day))
    return max((date.fromisoformat(day) for day in days if day), default=None)


class EmptiesNow(RuleBroken):
    """With so few months somebody would have to go at once, and that was not asked for; nothing was changed."""


def keep_for(own: OwnAssignment, months: int, *, today: date, at_once: bool = False) -> None:
    """Set how many months they are kept, for a whole assignment. `at_once`: even where somebody has to go now.

    Raises: EmptiesNow; Refusal("bad_request"): fewer or more months than there may be
    """
    if not FEWEST_MONTHS <= months <= MOST_MONTHS:
        raise Refusal("bad_request")
    with own.work() as connection:
        if not at_once and _would_empty(connection, own.id, months, today):
            raise EmptiesNow
        connection.execute(update(Assignment).where(Assignment.id == own.id).values(contact_months=months))


def _would_empty(connection: Connection, assignment: str, months: int, today: date) -> bool:
    mine = select(Track.id).where(Track.assignment_id == assignment)
    held = select(KeyPerson.track_id).where(KeyPerson.track_id.in_(mine), _holds_somebody()).distinct()
    terms = [term_in(connection, track) for track in connection.scalars(held).all()]
    return any(replace(it, months=months).is_over(today) for it in terms)


def forget_expired(store: Store, today: date) -> int:
    """Delete whoever's time is over, on every track. Returns: how many entries were emptied or went."""
    with store.read() as connection:
        known = connection.scalars(select(KeyPerson.track_id).where(_holds_somebody()).distinct()).all()
        over = [track for track in known if term_in(connection, track).is_over(today)]
    return sum(_forget(store, track, today) for track in over)


def _forget(store: Store, track: str, today: date) -> int:
    mine = KeyPerson.track_id == track
    with store.work() as connection:
        if not term_in(connection, track).is_over(today):
            return 0
        gone = connection.execute(delete(KeyPerson).where(mine, _is_filled())).rowcount
        empty = {name: "" for name in OF_SOMEBODY if name not in ("name", "spoken")}
        emptied = connection.execute(
            update(KeyPerson).where(mine, _holds_somebody()).values(**empty, name=None, spoken=None, invited=[])
        ).rowcount
    return gone + emptied


def _is_filled() -> ColumnElement[bool]:
    return or_(KeyPerson.name.is_not(None), and_(KeyPerson.network_type == RHIZOME, KeyPerson.route != ""))


def _holds_somebody() -> ColumnElement[bool]:
    """Whether a seat says anything about anybody, also one that nobody is named on."""
    texts = [getattr(KeyPerson, name) != "" for name in OF_SOMEBODY if name not in ("name", "spoken")]
    return or_(KeyPerson.name.is_not(None), KeyPerson.spoken.is_not(None), *texts)
