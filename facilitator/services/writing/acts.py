"""Doing what a facilitator, or the server, asks: whether it may be, what comes of it, and keeping that."""

from dataclasses import replace
from typing import Any, cast

from sqlalchemy import select

from facilitator.domain.acts import ACT_TYPES, ActType, Context, Decision, checked, decide
from facilitator.domain.events import RELEASED, Event
from facilitator.domain.refusals import Code, Refusal
from facilitator.domain.text import masked
from facilitator.services.closing import destroy_masked, left_of
from facilitator.services.writing import proposals
from facilitator.services.writing.beside import BESIDE
from facilitator.services.writing.jobs import Perform, Proposed
from facilitator.services.writing.keys import key_hash, new_id
from facilitator.services.writing.unit_of_work import UnitOfWork
from facilitator.store import journal, tables
from facilitator.store.boards import write_changes
from facilitator.store.journal import Recorded


def perform(unit: UnitOfWork, job: Perform) -> int | Proposed:
    """Do an act, and give the revision after it; the same act again changes nothing. Raises: Refusal

    What can't be undone is proposed to the owner, where somebody else asks for it.
    """
    if job.sign_in is not None:
        unit.check_signed_in(job.sign_in)
    unit.check_lead(job.by, job.consultation)
    hashed = key_hash(job.act.key) if job.act.key else None
    if hashed is not None and (done := _done_at(unit, hashed)) is not None:
        return done
    job = replace(job, act=checked(job.act))
    kind = ACT_TYPES[job.act.type]
    unit.check_lead(job.by, job.consultation, owner=kind.helpers == "never")
    decision = _decide(unit, job)
    if not unit.owns(job.by):
        if proposals.is_for_owner(unit, decision.changes):
            return proposals.propose(unit, job)
        _check_reach(unit, job, kind)
    if kind.beside:
        decision = BESIDE[kind.name](unit, job, decision)
    if decision.is_something:
        event = _event(unit, job, kind, decision)
        apart = {**decision.apart, **_destroyed(unit, event)}
        _keep(unit, Recorded(event, unit.now.date().isoformat(), hashed, apart))
        _settle(unit, kind, replace(event, changes=(*event.changes, *decision.passing)), decision)
    return unit.track.board.revision


def _check_reach(unit: UnitOfWork, job: Perform, kind: ActType) -> None:
    """What is decided about the words of another consultation is not for who helps. Raises: Refusal("not_yours")"""
    if kind.helpers == "map":
        return
    named = job.act.fields.get("oneliners") or [job.act.fields.get("oneliner")]
    cards = [unit.track.board.cards[str(it)] for it in cast("list[object]", named) if it is not None]
    if any(it.consultation != job.consultation for it in cards):
        raise Refusal("not_yours")


def _done_at(unit: UnitOfWork, hashed: str) -> int | None:
    of = tables.ActRecord
    revision = unit.connection.execute(
        select(of.revision).where(of.track_id == unit.track.id, of.key_hash == hashed)
    ).scalar_one_or_none()
    return None if revision is None else int(revision)


def _decide(unit: UnitOfWork, job: Perform) -> Decision:
    """What comes of the act; an undo that is refused steps aside for the next one. Raises: Refusal."""
    try:
        return decide(unit.track.board, job.act, _context(unit, job))
    except Refusal as refusal:
        if refusal.code == "changed_since":
            unit.track.aside[int(str(refusal.detail["of"]))] = job.act.key
        raise


def _context(unit: UnitOfWork, job: Perform) -> Context:
    return Context(
        by=job.by,
        consultation=job.consultation,
        now=unit.now,
        questions=unit.track.questions,
        new_id=new_id,
        obstacle=_obstacle(unit),
        aside=unit.track.aside,
    )


def _obstacle(unit: UnitOfWork) -> Code | None:
    if unit.track.may_begin:
        return None
    return "no_suspicion" if unit.kind == "process" else "not_settled"


def _event(unit: UnitOfWork, job: Perform, kind: ActType, decision: Decision) -> Event:
    return Event(unit.next_revision, kind.past, decision.changes, decision.fields, job.by or None, job.consultation)


def _keep(unit: UnitOfWork, recorded: Recorded) -> None:
    track, event = unit.track, recorded.event
    if event.type == RELEASED and event.by is None:
        _keep_release(unit, event)
    else:
        track.chain = journal.record_act(unit.connection, track.id, recorded, track.chain)


def _keep_release(unit: UnitOfWork, event: Event) -> None:
    """For others to pick up; but of what is closed nothing may tell what came in together: they read the tables."""
    if unit.track.board.consultations[str(event.consultation)].phase == "closed":
        journal.forget_arrivals(unit.connection, unit.track.id, up_to=event.revision)
    else:
        journal.record_release(unit.connection, unit.track.id, event)


def _settle(unit: UnitOfWork, kind: ActType, event: Event, decision: Decision) -> None:
    """Bring board and tables to what the event says."""
    unit.announce(event, decision.cards)
    write_changes(unit.connection, unit.track.division[0], unit.track.board, event.changes)
    unit.reread = unit.reread or kind.rewrites
    for oneliner in proposals.masked_after_closing(unit, event.changes):
        destroy_masked(unit.connection, oneliner, unit.track.board)
        unit.reread = True


def _destroyed(unit: UnitOfWork, event: Event) -> dict[str, object]:
    """What is to be left of the texts that this event takes words from for good."""
    texts = {it.id: unit.track.board.cards[it.id].text for it in event.changes if it.field == "masks"}
    spans: dict[str, Any] = {it.id: it.after for it in event.changes if it.field == "masks"}
    gone = proposals.masked_after_closing(unit, event.changes)
    left = {it: masked(texts[it], [(start, end) for start, end, _ in spans[it]]) for it in gone}
    return {"destroyed": left_of(left)} if left else {}
