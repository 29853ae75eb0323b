"""A one-liner's way in and back out, and what its author may know of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from facilitator.domain import method
from facilitator.services.application import Application
from facilitator.services.tracks import LiveTrack
from facilitator.services.writing import Submit, key_hash
from facilitator.store import tables


@dataclass(frozen=True)
class Mine:
    """What became of a one-liner, for whoever holds its key."""

    key: str
    id: str
    status: str
    reason: str | None


def read_environment(kind: str, wanted: object) -> str | None:
    """An environment of the track's, or None: not said. Raises: Refusal("bad_request")"""
    return method.check_environment("goal" if kind == "goal" else "process", wanted or None)


def submit(application: Application, job: Submit) -> str:
    """Take a one-liner down and wait until it is durable. Returns its id. Raises: Refusal."""
    return str(application.ask(job))


def mine(application: Application, track: LiveTrack, consultation: str, keys: Sequence[str]) -> list[Mine]:
    """What became of the one-liners with these keys; keys that were never taken are left out."""
    by_hash = {key_hash(key): key for key in keys}
    if not by_hash:
        return []
    with application.store.read() as connection:
        rows = connection.execute(
            select(tables.Receipt.key_hash, tables.Receipt.oneliner_id, tables.Receipt.withdrawn).where(
                tables.Receipt.key_hash.in_(list(by_hash)),
                tables.Receipt.consultation_id == consultation,
            )
        ).all()
    return [_mine(track, by_hash[it.key_hash], it.oneliner_id, withdrawn=it.withdrawn) for it in rows]


def _mine(track: LiveTrack, key: str, oneliner: str, *, withdrawn: bool) -> Mine:
    card = track.board.cards.get(oneliner)
    if withdrawn or card is None:
        return Mine(key, oneliner, "withdrawn", None)
    return Mine(key, oneliner, card.status, reason_of(card.hidden, card.masks))


def reason_of(hidden: str | None, masks: Sequence[Sequence[object]]) -> str | None:
    """Why something of it is not shown: the facilitator's reason, or what was masked."""
    if hidden is not None:
        return hidden
    return ", ".join(sorted({str(mask[2]) for mask in masks})) or None
