"""A track's journal: acts, chained and kept; arrivals, by id and for a minute only.

Revisions are contiguous over both. Who falls behind the floor reads the tables instead. What the
server releases by the clock goes with the arrivals: kept, it would tell their order for good.
"""

import hashlib
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, Row, Table, bindparam, delete, insert, select, update

from facilitator.domain.canonical import canonical, digest
from facilitator.domain.events import ADDED, ONELINER, RECEIVED, RELEASED, Change, Event
from facilitator.store import rows, tables
from facilitator.store.prepared import Prepared

arrival: Table = tables.Arrival.__table__  # type: ignore[assignment]
act: Table = tables.ActRecord.__table__  # type: ignore[assignment]
track: Table = tables.Track.__table__  # type: ignore[assignment]

FIRST_LINK = "0" * 64

_HEAD = select(track.c.revision, track.c.chain).where(track.c.id == bindparam("track"))
_head = Prepared(_HEAD)
_locked_head = Prepared(_HEAD.with_for_update())
_move_head = Prepared(
    update(track)
    .where(track.c.id == bindparam("track"))
    .values(revision=bindparam("revision"), chain=bindparam("chain"))
)
_arrive = Prepared(insert(arrival))


@dataclass(frozen=True)
class Head:
    """Where a track's journal stands."""

    revision: int
    chain: str


@dataclass(frozen=True)
class Recorded:
    """An act as it is kept: its event, the day, the hash of the key that asked for it.

    `apart`: what a document tells of it even where it tells the rest by digest alone, by the names in APART.
    """

    event: Event
    day: str
    key_hash: str | None
    apart: Mapping[str, object] = field(default_factory=dict)


def head(connection: Connection, track_id: str, *, lock: bool = False) -> Head | None:
    """The track's head; with `lock` nobody else moves it until this transaction ends."""
    wanted = _locked_head if lock else _head
    return next(iter(rows.named(Head, wanted.names, wanted.fetch(connection, {"track": track_id}))), None)


def move_head(connection: Connection, track_id: str, *, revision: int, chain: str) -> None:
    """Say up to where a track's journal goes, in the transaction that wrote it."""
    _move_head.run(connection, [{"track": track_id, "revision": revision, "chain": chain}])


def record_arrivals(connection: Connection, track_id: str, events: Sequence[Event]) -> None:
    """Keep that these came in together, the first one's revision being the row's."""
    if events:
        _record_passing(connection, track_id, events[0].revision, [[it.type, it.fields["oneliner"]] for it in events])


def record_release(connection: Connection, track_id: str, event: Event) -> None:
    """Keep for a while that the hold of these is over."""
    released = [change.id for change in event.changes]
    _record_passing(connection, track_id, event.revision, [[event.type, released]])


def _record_passing(connection: Connection, track_id: str, revision: int, events: Sequence[Sequence[Any]]) -> None:
    _arrive.run(connection, [{"track_id": track_id, "revision": revision, "events": events}])


def record_act(connection: Connection, track_id: str, recorded: Recorded, chain: str) -> str:
    """Keep an act, chained to the one before. Returns the chain's new end."""
    event = recorded.event
    body = {**event.fields, "changes": [list(change) for change in event.changes], "salt": secrets.token_hex(16)}
    body |= recorded.apart
    values = {
        "revision": event.revision,
        "type": event.type,
        "by": event.by,
        "consultation_id": event.consultation,
        "day": recorded.day,
    }
    link = next_link(chain, values, body_digest(body))
    connection.execute(
        insert(act),
        {**values, "body": body, "track_id": track_id, "key_hash": recorded.key_hash, "chain": link},
    )
    return link


CHAINED = ("revision", "type", "by", "consultation_id", "day")

APART: Final = ("destroyed", "sealed")
"""What an act says for everybody to check: what is left of each text that it took words from, as id → SHA-256; and
the root over what its consultation's one-liners are from then on."""
UNTOLD: Final = (*APART, "by_digest", "left")
"""What is kept with an act, beside what its event says. Of a closing also: the revisions of acts that were kept by
digest alone from then on, since they would tell an order; and how those left the map (domain.map.left)."""


def next_link(chain: str, values: Mapping[str, Any], digest: str) -> str:
    """SHA-256 over the previous link and the act, `values` by the names in CHAINED, as canonical JSON."""
    chained = {**{name: values[name] for name in CHAINED}, "digest": digest}
    return hashlib.sha256((chain + canonical(chained)).encode()).hexdigest()


def body_digest(body: Mapping[str, Any]) -> str:
    """Stand for an act's body where that is not shown; its salt keeps it from being guessed.

    Of some acts only that digest is there (see `is_digest_only`).
    """
    if (apart := told_apart(body)) is not None:
        return apart_digest(apart)
    return str(body["digest"]) if is_digest_only(body) else digest(body)


def told_apart(body: Mapping[str, Any]) -> dict[str, Any] | None:
    """What an act tells apart, beside the digest of the `rest`; None: nothing."""
    if is_digest_only(body):
        held: dict[str, Any] | None = body.get("apart")
        return held
    apart = {name: body[name] for name in APART if name in body}
    rest = {name: value for name, value in body.items() if name not in apart}
    return {**apart, "rest": digest(rest)} if apart else None


def apart_digest(apart: Mapping[str, Any]) -> str:
    """Stand for the body of an act that tells something apart."""
    return digest(apart)


def texts_in(value: object) -> Iterator[str]:
    """Every text in what an act says, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for it in value.items():
            yield from texts_in(it)
    elif isinstance(value, Sequence):
        for it in value:
            yield from texts_in(it)


def digest_only(digest: str, apart: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The body of an act of which only the digest is left: a link of the chain that changes nothing."""
    return {"digest": digest, "changes": [], **({"apart": apart} if apart else {})}


def is_digest_only(body: Mapping[str, Any]) -> bool:
    """Whether of an act's body only the digest is there: a closing took the rest, or a document told no more."""
    return {"digest", "changes"} <= set(body) <= {"digest", "changes", "apart"} and not body["changes"]


def keep_by_digest(connection: Connection, track_id: str, bodies: Mapping[int, Mapping[str, Any]]) -> None:
    """Take the bodies of acts away, given by revision; the chain holds."""
    which = (act.c.track_id == track_id) & (act.c.revision == bindparam("_revision"))
    left = [
        {"_revision": revision, "_body": digest_only(body_digest(body), told_apart(body))}
        for revision, body in bodies.items()
    ]
    if left:
        connection.execute(update(act).where(which).values(body=bindparam("_body")), left)


def acts_of(connection: Connection, track_id: str) -> Sequence[Row[Any]]:
    """All acts of a track, in order."""
    return connection.execute(select(act).where(act.c.track_id == track_id).order_by(act.c.revision)).all()


def events_after(connection: Connection, track_id: str, revision: int) -> list[Event]:
    """All events after `revision`, in order. Only whole above the floor: the caller looks."""
    found = [*_arrivals_after(connection, track_id, revision)]
    found += _acts_after(connection, track_id, revision)
    return sorted(found, key=lambda event: event.revision)


def _arrivals_after(connection: Connection, track_id: str, revision: int) -> list[Event]:
    found = connection.execute(
        select(arrival.c.revision, arrival.c.events).where(
            arrival.c.track_id == track_id, arrival.c.revision > revision
        )
    )
    return [
        _passing_event(row.revision + at, kind, what) for row in found for at, (kind, what) in enumerate(row.events)
    ]


def _passing_event(revision: int, kind: str, what: Any) -> Event:
    if kind != RELEASED:
        return Event(revision, kind, fields={"oneliner": what})
    changes = tuple(Change(ONELINER, oneliner, "gate", "held", "open") for oneliner in what)
    return Event(revision, kind, changes, {"oneliners": what})


def _acts_after(connection: Connection, track_id: str, revision: int) -> list[Event]:
    found = connection.execute(select(act).where(act.c.track_id == track_id, act.c.revision > revision))
    return [act_event(row) for row in found]


def act_event(row: Row[Any]) -> Event:
    """The event that a row of `act` keeps."""
    fields = {key: value for key, value in row.body.items() if key not in ("changes", "salt", *UNTOLD)}
    changes = tuple(map(Change._make, row.body["changes"]))
    return Event(row.revision, row.type, changes, fields, row.by, row.consultation_id)


def brings_oneliner(event: Event) -> bool:
    """Whether a one-liner came in by this event."""
    return event.type in (RECEIVED, ADDED)


def forget_arrivals(connection: Connection, track_id: str, *, up_to: int) -> None:
    """Delete what came in up to a revision; who is behind that reads the tables."""
    connection.execute(delete(arrival).where(arrival.c.track_id == track_id, arrival.c.revision <= up_to))
    connection.execute(update(track).where(track.c.id == track_id, track.c.floor < up_to).values(floor=up_to))
