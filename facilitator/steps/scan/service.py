"""Taking the organisation scan: a team together, or each on a phone, at the start and at the end of an assignment."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update

from facilitator.domain.refusals import Refusal
from facilitator.services.own import OwnAssignment
from facilitator.services.writing import new_id
from facilitator.steps.scan import rules
from facilitator.store import Store
from facilitator.store.once import hold
from facilitator.store.rows import columns, made
from facilitator.store.tables import Assignment, Scan, ScanAnswer

TOGETHER: Final = "together"
"""In a row's values: the team agreed on it, rather than somebody filling it in."""


@dataclass(frozen=True)
class Taking:
    """One taking of the scan, as the desk and the projector show it."""

    moment: rules.Moment
    token: str
    open: bool
    profile: rules.Profile


@dataclass(frozen=True)
class Asked:
    """What somebody with the link is asked about."""

    scan: str
    title: str
    moment: rules.Moment
    open: bool


def begin(own: OwnAssignment, moment: rules.Moment) -> str:
    """Open the scan to phones; gives the link's token, the same one again for the same moment."""
    with own.work() as connection:
        found = _of(connection, own.id, moment)
        connection.execute(update(Scan).where(Scan.id == found).values(open=True))
        return str(connection.scalar(select(Scan.token).where(Scan.id == found)))


def end(own: OwnAssignment, moment: rules.Moment) -> None:
    """Take no more answers."""
    with own.work() as connection:
        chosen = (Scan.assignment_id == own.id, Scan.moment == moment)
        connection.execute(update(Scan).where(*chosen).values(open=False))


def fill_in_together(own: OwnAssignment, moment: rules.Moment, values: rules.Values) -> None:
    """Keep what the team agreed on, in place of what it agreed on before. Raises: Refusal("bad_request")"""
    _check(values)
    with own.work() as connection:
        scan = _of(connection, own.id, moment)
        together = [it.id for it in _rows(connection, scan) if it.values.get(TOGETHER)]
        connection.execute(delete(ScanAnswer).where(ScanAnswer.id.in_(together)))
        _add(connection, scan, {**values, TOGETHER: True})


def answer(store: Store, token: str, values: rules.Values) -> None:
    """Keep somebody's answer, without whose. Raises: Refusal, when it isn't open, is full, or isn't an answer."""
    _check(values)
    with store.work() as connection:
        found = connection.execute(
            select(Scan.id, Scan.open).where(Scan.token == token).with_for_update()
        ).one_or_none()
        if found is None:
            raise Refusal("unknown_code")
        if not found.open:
            raise Refusal("closed")
        if (connection.scalar(_how_many(found.id)) or 0) >= rules.MOST_ANSWERS:
            raise Refusal("full")
        _add(connection, found.id, dict(values))


def asked(store: Store, token: str) -> Asked | None:
    """Tell what a link asks; None where there is no such scan."""
    wanted = (
        select(*columns(Asked, Scan, scan=Scan.id, title=Assignment.title))
        .join(Assignment, Assignment.id == Scan.assignment_id)
        .where(Scan.token == token)
    )
    with store.read() as connection:
        row = connection.execute(wanted).one_or_none()
    return made(Asked, row) if row else None


def taken(own: OwnAssignment) -> dict[rules.Moment, Taking]:
    """Give what was filled in so far, by moment."""
    wanted = select(Scan.id, Scan.moment, Scan.token, Scan.open).where(Scan.assignment_id == own.id)
    with own.read() as connection:
        rows = connection.execute(wanted).all()
        found = (Taking(_moment(it.moment), it.token, it.open, _profile(connection, it.id)) for it in rows)
        return {it.moment: it for it in found}


def forget(connection: Connection, assignment: str) -> None:
    """Take every scan of an assignment out, with the assignment itself."""
    scans = select(Scan.id).where(Scan.assignment_id == assignment)
    connection.execute(delete(ScanAnswer).where(ScanAnswer.scan_id.in_(scans)))
    connection.execute(delete(Scan).where(Scan.assignment_id == assignment))


def _moment(name: str) -> rules.Moment:
    return "end" if name == "end" else "start"


def _of(connection: Connection, assignment: str, moment: rules.Moment) -> str:
    """The taking at a moment, made where there is none yet; nobody else makes or fills it in until the end."""
    hold(connection, Assignment, assignment)
    found = connection.scalar(select(Scan.id).where(Scan.assignment_id == assignment, Scan.moment == moment))
    if found is not None:
        return str(found)
    made, token = new_id(), secrets.token_urlsafe(16)
    row = {"id": made, "assignment_id": assignment, "moment": moment, "token": token, "open": False}
    connection.execute(insert(Scan), row)
    return made


def _profile(connection: Connection, scan: str) -> rules.Profile:
    rows = [it.values for it in _rows(connection, scan)]
    together = next((it for it in rows if it.get(TOGETHER)), None)
    return rules.profile(together, [it for it in rows if not it.get(TOGETHER)])


def _rows(connection: Connection, scan: str) -> Sequence[Row[str, dict[str, Any]]]:
    return connection.execute(select(ScanAnswer.id, ScanAnswer.values).where(ScanAnswer.scan_id == scan)).all()


def _how_many(scan: str) -> Select[int]:
    return select(func.count()).where(ScanAnswer.scan_id == scan)


def _add(connection: Connection, scan: str, values: dict[str, int]) -> None:
    connection.execute(insert(ScanAnswer), {"id": new_id(), "scan_id": scan, "values": values})


def _check(values: rules.Values) -> None:
    if not rules.is_answer(values):
        raise Refusal("bad_request")
