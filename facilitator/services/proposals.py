"""The masks that wait for the owner of a track, as the desk shows them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import func, select

from facilitator.domain.text import masked
from facilitator.services.application import Application
from facilitator.services.own import OwnTrack
from facilitator.services.writing import proposals
from facilitator.store import rows
from facilitator.store.tables import Proposal


@dataclass(frozen=True)
class _Waiting:
    id: str
    oneliner_id: str
    spans: list[dict[str, Any]]
    seen: str
    by: str
    day: str


@dataclass(frozen=True)
class ShownProposal:
    """A mask that somebody proposes: of what kinds, the text in pieces (words, whether to be masked), what is left.

    `pieces` and `left` are empty where the text was changed since: it can only be dropped.
    """

    id: str
    what: tuple[str, ...]
    by: str
    day: str
    pieces: tuple[tuple[str, bool], ...] = ()
    left: str = ""


def waiting(application: Application, own: OwnTrack) -> list[ShownProposal]:
    """List what waits for the owner of a track, the first day first."""
    wanted = select(*rows.columns(_Waiting, Proposal)).where(Proposal.track_id == own.id)
    with own.read() as connection:
        found = rows.read(_Waiting, connection.execute(wanted.order_by(Proposal.day, Proposal.id)))
    return [_shown(application, own.id, it) for it in found]


def count(own: OwnTrack) -> int:
    """How many wait."""
    with own.read() as connection:
        wanted = select(func.count()).select_from(Proposal).where(Proposal.track_id == own.id)
        return connection.scalar(wanted) or 0


def _shown(application: Application, track: str, it: _Waiting) -> ShownProposal:
    card, what = application.track(track).board.cards.get(it.oneliner_id), tuple({one["what"]: 0 for one in it.spans})
    if card is None or proposals.seen(card) != it.seen:
        return ShownProposal(it.id, what, it.by, it.day)
    text, spans = card.shown_text, [(one["start"], one["end"]) for one in it.spans]
    return ShownProposal(it.id, what, it.by, it.day, tuple(_pieces(text, spans)), masked(text, spans))


def _pieces(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """The text in runs of what is to be masked and what is not."""
    inside = [any(start <= at < end for start, end in spans) for at in range(len(text))]
    for is_masked, run in groupby(zip(text, inside, strict=True), key=itemgetter(1)):
        yield "".join(sign for sign, _ in run), is_masked
