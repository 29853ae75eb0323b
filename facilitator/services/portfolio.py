"""A facilitator's assignments among each other: what they are called, what they belong to, which are put away."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from sqlalchemy import Row, select, update

from facilitator.domain.beginnings import DETAILS
from facilitator.domain.method import WORK_FORMS
from facilitator.domain.refusals import RuleBroken
from facilitator.domain.shapes import one_of
from facilitator.domain.written import check
from facilitator.services import invalidation
from facilitator.services.application import Application
from facilitator.services.desk import DeskAssignment
from facilitator.services.etags import ChangedMeanwhile, entity_tag
from facilitator.services.own import OwnAssignment
from facilitator.store.tables import Assignment, Track


class Unfit(RuleBroken):
    """An assignment can't be part of that one: it is no own programme, or part of it itself."""


@dataclass(frozen=True)
class Details:
    """What an assignment is called and belongs to."""

    title: str
    theme: str
    organisation: str
    work_form: str
    parent_id: str | None


@dataclass(frozen=True)
class Group:
    """Assignments of one programme; `programme` None: those of none."""

    programme: DeskAssignment | None
    assignments: tuple[DeskAssignment, ...]


def details_of(found: DeskAssignment) -> Details:
    """Give what can be changed of an assignment."""
    return _details(found)


def _details(found: DeskAssignment | Row[*tuple[Any, ...]]) -> Details:
    return Details(**{it.name: getattr(found, it.name) for it in fields(Details)})


def etag_of_details(found: DeskAssignment) -> str:
    """Mark the details as they are now."""
    return entity_tag(asdict(details_of(found)))


def change(application: Application, own: OwnAssignment, wanted: Details, *, etag: str) -> None:
    """Give an assignment other details.

    Raises: ChangedMeanwhile; Unfit when `parent_id` is no fitting programme; Refusal("bad_request"): a name is empty,
    or too long, or there is no such form of work
    """
    check(vars(wanted), {**DETAILS, "work_form": one_of("", *WORK_FORMS)})
    with own.work() as connection:
        columns = (Assignment.id, Assignment.title, Assignment.theme, Assignment.organisation, Assignment.work_form)
        theirs = Assignment.facilitator_id == own.by
        rows = connection.execute(select(*columns, Assignment.parent_id).where(theirs).with_for_update()).all()
        now = next(_details(row) for row in rows if row.id == own.id)
        if entity_tag(asdict(now)) != etag:
            raise ChangedMeanwhile
        _check_parent(own.id, wanted.parent_id, {row.id: row.parent_id for row in rows})
        connection.execute(update(Assignment).where(Assignment.id == own.id).values(**asdict(wanted)))
        tracks = connection.scalars(select(Track.id).where(Track.assignment_id == own.id).order_by(Track.id)).all()
        moved = {track: invalidation.invalidate(connection, track) for track in tracks}
    for track, revision in moved.items():
        invalidation.announce(application, track, revision)


def _check_parent(assignment: str, parent: str | None, parents: Mapping[str, str | None]) -> None:
    if parent is not None and not may_hold(assignment, parent, parents):
        raise Unfit


def may_hold(assignment: str, parent: str, parents: Mapping[str, str | None]) -> bool:
    """Whether `parent` is there and does not itself lie under the assignment. `parents`: of all own ones, by id."""
    seen: set[str] = set()
    above: str | None = parent
    while above is not None and above not in seen:
        if above == assignment or above not in parents:
            return False
        seen.add(above)
        above = parents[above]
    return True


def possible_parents(every: list[DeskAssignment], assignment: str | None) -> list[DeskAssignment]:
    """List what an assignment may be made part of."""
    parents = {it.id: it.parent_id for it in every}
    return [it for it in every if assignment is None or may_hold(assignment, it.id, parents)]


def put_away(own: OwnAssignment, *, archived: bool) -> None:
    """Archive an assignment, or bring it back. Nothing of it changes."""
    with own.work() as connection:
        connection.execute(update(Assignment).where(Assignment.id == own.id).values(archived=archived))


def grouped(every: list[DeskAssignment]) -> list[Group]:
    """Lay assignments under the programme they are part of, directly or by way of others."""
    by_id = {it.id: it for it in every}
    under: dict[str | None, list[DeskAssignment]] = {}
    for it in every:
        under.setdefault(_top(it, by_id), []).append(it)
    tops = [by_id[key] for key in under if key is not None]
    programmes = sorted(tops, key=lambda it: (it.title.casefold(), it.id))
    loose = tuple(it for it in under.get(None, ()) if it.id not in under)
    groups = [Group(it, tuple(under[it.id])) for it in programmes]
    return [*groups, Group(None, loose)] if loose else groups


def _top(found: DeskAssignment, by_id: Mapping[str, DeskAssignment]) -> str | None:
    """The highest assignment above this one; None when it is part of nothing that is here."""
    above, seen = found, {found.id}
    while above.parent_id in by_id and above.parent_id not in seen:
        above = by_id[str(above.parent_id)]
        seen.add(above.id)
    return None if above.id == found.id else above.id
