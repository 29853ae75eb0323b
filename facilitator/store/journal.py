"""A track's journal: acts, chained and kept; arrivals, by id and for a minute only.

Revisions are contiguous over both. Who falls behind the floor reads the tables instead.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from facilitator.domain.events import ADDED, RECEIVED, WITHDRAWN, Change, Event
from facilitator.store import tables

arrival: Table = tables.Arrival.__table__  # type: ignore[assignment]
act: Table = tables.ActRecord.__table__  # type: ignore[assignment]
track: Table = tables.Track.__table__  # type: ignore[assignment]

FIRST_LINK = "0" * 64


@dataclass(frozen=True)
class Head:
    """Where a track's journal stands."""

    revision: int
    chain: str


@dataclass(frozen=True)
class Recorded:
    """An act as it is kept: its event, the day, the hash of the key that asked for it."""

    event: Event
    day: str
    key_hash: str | None


def head(connection: Connection, track_id: str, *, lock: bool = False) -> Head | None:
    """The track's head; with `lock` nobody else moves it until this transaction ends."""
    query = select(track.c.revision, track.c.chain).where(track.c.id == track_id)
    row = connection.execute(query.with_for_update() if lock else query).one_or_none()
    return Head(*row) if row else None


def move_head(connection: Connection, track_id: str, *, revision: int, chain: str) -> None:
    connection.execute(update(track).where(track.c.id == track_id).values(revision=revision, chain=chain))


def record_arrivals(connection: Connection, track_id: str, events: Sequence[Event]) -> None:
    """Keep that these came in together, the first one's revision being the row's."""
    if not events:
        return
    connection.execute(
        insert(arrival),
        {
            "track_id": track_id,
            "revision": events[0].revision,
            "events": [[event.type, event.fields["oneliner"]] for event in events],
        },
    )


def record_act(connection: Connection, track_id: str, recorded: Recorded, chain: str) -> str:
    """Keep an act, chained to the one before. Returns the chain's new end."""
    event = recorded.event
    body = {**event.fields, "changes": [list(change) for change in event.changes]}
    values = {
        "revision": event.revision,
        "type": event.type,
        "by": event.by,
        "consultation_id": event.consultation,
        "day": recorded.day,
        "body": body,
    }
    link = next_link(chain, values)
    connection.execute(
        insert(act),
        {**values, "track_id": track_id, "key_hash": recorded.key_hash, "chain": link},
    )
    return link


def next_link(chain: str, values: Mapping[str, Any]) -> str:
    """SHA-256 over the previous link and the act as canonical JSON."""
    canonical = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256((chain + canonical).encode()).hexdigest()


def events_after(connection: Connection, track_id: str, revision: int) -> list[Event]:
    """All events after `revision`, in order. Only whole above the floor: the caller looks."""
    found = [*_arrivals_after(connection, track_id, revision)]
    found += _acts_after(connection, track_id, revision)
    return sorted(found, key=lambda event: event.revision)


def _arrivals_after(connection: Connection, track_id: str, revision: int) -> list[Event]:
    rows = connection.execute(
        select(arrival.c.revision, arrival.c.events).where(
            arrival.c.track_id == track_id, arrival.c.revision > revision
        )
    )
    return [
        Event(row.revision + at, kind, fields={"oneliner": oneliner})
        for row in rows
        for at, (kind, oneliner) in enumerate(row.events)
    ]


def _acts_after(connection: Connection, track_id: str, revision: int) -> list[Event]:
    rows = connection.execute(select(act).where(act.c.track_id == track_id, act.c.revision > revision))
    return [
        Event(
            row.revision,
            row.type,
            tuple(change_from(it) for it in row.body.get("changes", ())),
            {key: value for key, value in row.body.items() if key != "changes"},
            row.by,
            row.consultation_id,
        )
        for row in rows
    ]


def change_from(stored: Sequence[Any]) -> Change:
    return Change(*stored)


def brings_oneliner(event: Event) -> bool:
    return event.type in (RECEIVED, ADDED)


def takes_oneliner(event: Event) -> bool:
    return event.type == WITHDRAWN


def forget_arrivals(connection: Connection, track_id: str, *, up_to: int) -> None:
    """Delete what came in up to a revision; who is behind that reads the tables."""
    connection.execute(delete(arrival).where(arrival.c.track_id == track_id, arrival.c.revision <= up_to))
    connection.execute(update(track).where(track.c.id == track_id, track.c.floor < up_to).values(floor=up_to))
