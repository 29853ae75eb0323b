"""Five lines that somebody writes for himself at the end of an assignment; nobody else ever reads them."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from facilitator.domain.written import check, line
from facilitator.services.etags import ChangedMeanwhile, entity_tag
from facilitator.services.own import OwnAssignment
from facilitator.steps.reflection.rules import LONGEST, REFLECTION
from facilitator.store.once import hold
from facilitator.store.tables import Assignment, Reflection


def of(own: OwnAssignment) -> dict[str, str]:
    """Read the five lines, empty where nothing was written."""
    with own.read() as connection:
        kept = connection.scalar(select(Reflection.contents).where(*_his(own))) or {}
    return {key: str(kept.get(key) or "") for key in REFLECTION}


def keep(own: OwnAssignment, lines: Mapping[str, str], *, etag: str) -> None:
    """Keep the five lines. Raises: ChangedMeanwhile; Refusal("bad_request"): one is too long, or no line"""
    five = {key: lines.get(key, "") for key in REFLECTION}
    check(five, dict.fromkeys(REFLECTION, line(LONGEST)))
    his = _his(own)
    with own.work() as connection:
        hold(connection, Assignment, own.id)
        kept = connection.scalar(select(Reflection.contents).where(*his))
        if entity_tag({key: str((kept or {}).get(key) or "") for key in REFLECTION}) != etag:
            raise ChangedMeanwhile
        if kept is None:
            row = {"facilitator_id": own.by, "assignment_id": own.id, "contents": five}
            connection.execute(insert(Reflection), row)
        else:
            connection.execute(update(Reflection).where(*his).values(contents=five))


def _his(own: OwnAssignment) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Reflection.facilitator_id == own.by, Reflection.assignment_id == own.id


def forget(connection: Connection, assignment: str) -> None:
    """Take everybody's lines out, with the assignment itself."""
    connection.execute(delete(Reflection).where(Reflection.assignment_id == assignment))
