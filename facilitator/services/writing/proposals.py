"""Masks that somebody else than the owner asks for, on what is closed: they can't be undone, so the owner decides."""

from collections.abc import Sequence
from typing import Final, cast

from sqlalchemy import func, insert, select

from facilitator.domain.board import Card
from facilitator.domain.events import Change
from facilitator.domain.refusals import Refusal
from facilitator.domain.text import commitment
from facilitator.services.writing.jobs import Perform, Proposed
from facilitator.services.writing.keys import new_id
from facilitator.services.writing.unit_of_work import UnitOfWork
from facilitator.store.tables import Facilitator, Proposal

MOST: Final = 200
"""So many may wait on a track."""


def masked_after_closing(unit: UnitOfWork, changes: Sequence[Change]) -> list[str]:
    """One-liners of closed consultations that these changes mask, by an act or by redoing one."""
    masked = [change.id for change in changes if change.field == "masks" and change.after]
    return [it for it in masked if _is_closed(unit, it)]


def _is_closed(unit: UnitOfWork, oneliner: str) -> bool:
    card = unit.track.board.cards[oneliner]
    return unit.track.board.consultations[card.consultation].phase == "closed"


def is_for_owner(unit: UnitOfWork, changes: Sequence[Change]) -> bool:
    """Whether these changes destroy something, so that they are for the owner alone."""
    return bool(masked_after_closing(unit, changes))


def propose(unit: UnitOfWork, job: Perform) -> Proposed:
    """Keep a mask for the owner to decide on; the same one twice waits once.

    Raises: Refusal("not_yours") for what is no mask, such as redoing one; Refusal("full")
    """
    if job.act.type != "mask":
        raise Refusal("not_yours")
    fields = dict(job.act.fields)
    card, more = unit.track.board.cards[str(fields.pop("oneliner"))], fields.pop("more", [])
    spans = [fields, *cast("list[dict[str, object]]", more)]
    if not _waits(unit, spans, card):
        row: dict[str, object] = {"id": new_id(), "track_id": unit.track.id, "oneliner_id": card.id, "spans": spans}
        row |= {"seen": seen(card), "by": _name(unit, job.by), "day": unit.now.date().isoformat()}
        unit.connection.execute(insert(Proposal), row)
    return Proposed(unit.track.board.revision)


def _waits(unit: UnitOfWork, spans: list[dict[str, object]], card: Card) -> bool:
    """Whether the same was proposed already. Raises: Refusal("full")"""
    here = Proposal.track_id == unit.track.id
    wanted = select(Proposal.spans).where(here, Proposal.oneliner_id == card.id, Proposal.seen == seen(card))
    if spans in unit.connection.scalars(wanted).all():
        return True
    if (unit.connection.scalar(select(func.count()).select_from(Proposal).where(here)) or 0) >= MOST:
        raise Refusal("full")
    return False


def seen(card: Card) -> str:
    """Stand for a text as it is shown, so that a place in it means the same later."""
    return commitment(b"", card.shown_text)


def _name(unit: UnitOfWork, facilitator: str) -> str:
    return unit.connection.scalar(select(Facilitator.name).where(Facilitator.id == facilitator)) or ""
