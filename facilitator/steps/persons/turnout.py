"""Who was invited to a round, said yes and came: counted by environment, without names."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final

from sqlalchemy import Connection, delete, insert, select

from facilitator.domain.method import check_environment
from facilitator.domain.refusals import Refusal
from facilitator.domain.shapes import number
from facilitator.domain.written import check
from facilitator.services.own import OwnTrack
from facilitator.steps.persons.rules import INTERVIEW, in_order
from facilitator.steps.persons.service import Kept
from facilitator.store.once import hold
from facilitator.store.tables import Consultation, Track, Turnout

MOST_PEOPLE: Final = 9999


@dataclass(frozen=True)
class Headcount:
    """How many of an environment were invited to a round, said yes, and came."""

    invited: int
    accepted: int
    came: int


def rounds(own: OwnTrack) -> dict[str, bool]:
    """Tell of every round that was made, and of the interviews, whether it is closed; rehearsals don't count."""
    with own.read() as connection:
        return _rounds(connection, own.id)


def _rounds(connection: Connection, track: str) -> dict[str, bool]:
    found = connection.execute(
        select(Consultation.kind, Consultation.round, Consultation.phase)
        .where(Consultation.track_id == track, ~Consultation.dry_run)
        .order_by(Consultation.round)
    ).all()
    closed: dict[str, bool] = {}
    for row in found:
        name = INTERVIEW if row.kind == INTERVIEW else str(row.round)
        closed[name] = closed.get(name, True) and row.phase == "closed"
    return {name: closed[name] for name in in_order(closed)}


def counted(own: OwnTrack) -> dict[str, dict[str, Headcount]]:
    """Give what was counted, by round and environment."""
    with own.read() as connection:
        kept = connection.execute(select(Turnout.__table__).where(Turnout.track_id == own.id)).all()
    found: dict[str, dict[str, Headcount]] = {}
    for row in kept:
        found.setdefault(row.round, {})[row.environment] = Headcount(row.invited, row.accepted, row.came)
    return found


def invited(found: Sequence[Kept], round: str) -> dict[str, int]:
    """Count who is invited to a round, by environment."""
    counts: dict[str, int] = {}
    for kept in found:
        if round in kept.seat.invited:
            counts[kept.seat.environment] = counts.get(kept.seat.environment, 0) + 1
    return counts


def keep(own: OwnTrack, round: str, counts: Mapping[str, Headcount]) -> None:
    """Keep the counts of one round, in place of earlier ones.

    Raises: Refusal("bad_request"): it isn't over yet, or nobody counts so many, or from there
    """
    this = (Turnout.track_id == own.id) & (Turnout.round == round)
    rows = [{"track_id": own.id, "round": round, "environment": key, **asdict(it)} for key, it in counts.items()]
    with own.work() as connection:
        hold(connection, Track, own.id)
        if not _rounds(connection, own.id).get(round, False):
            raise Refusal("bad_request")
        _check(counts, connection.scalar(select(Track.kind).where(Track.id == own.id)))
        connection.execute(delete(Turnout).where(this))
        if rows:
            connection.execute(insert(Turnout), rows)


def _check(counts: Mapping[str, Headcount], kind: str | None) -> None:
    for environment, count in counts.items():
        check_environment("goal" if kind == "goal" else "process", environment)
        check(vars(count), dict.fromkeys(("invited", "accepted", "came"), number(0, MOST_PEOPLE)))
