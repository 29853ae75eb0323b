"""What the owner decides about a proposal."""

from dataclasses import dataclass

from sqlalchemy import delete, select

from facilitator.domain.events import Act
from facilitator.domain.refusals import Refusal
from facilitator.services.writing.acts import perform
from facilitator.services.writing.jobs import Perform, Settle
from facilitator.services.writing.proposals import seen
from facilitator.services.writing.unit_of_work import UnitOfWork
from facilitator.store import rows
from facilitator.store.tables import Proposal


@dataclass(frozen=True)
class _Wanted:
    oneliner_id: str
    spans: list[dict[str, object]]
    seen: str


def settle(unit: UnitOfWork, job: Settle) -> None:
    """Carry a proposal out as the owner's own act, or turn it down; either way it waits no more.

    Raises: Refusal("not_yours"); Refusal("changed_since") when the text is not the one that it was about: it is
    dropped
    """
    if not unit.owns(job.by):
        raise Refusal("not_yours")
    here = (Proposal.id == job.proposal) & (Proposal.track_id == unit.track.id)
    found = unit.connection.execute(select(*rows.columns(_Wanted, Proposal)).where(here)).one_or_none()
    unit.connection.execute(delete(Proposal).where(here))
    if found is None or not job.accepted:
        return
    it = rows.made(_Wanted, found)
    card = unit.track.board.cards.get(it.oneliner_id)
    if card is None or seen(card) != it.seen:
        raise Refusal("changed_since")
    first, *more = it.spans
    fields = {"oneliner": card.id, **first, **({"more": more} if more else {})}
    perform(unit, Perform(track=unit.track.id, consultation=card.consultation, act=Act("mask", fields), by=job.by))
