"""A step that somebody adds: a guest book for each track. Nothing outside this package names it."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection

from facilitator.services.desk import DeskTrack
from facilitator.services.steps import Place, Progress, Shown, Step
from facilitator.store import Store

BOOK: dict[str, list[str]] = {}
"""Who wrote in it, by track."""


def _progress(connection: Connection, track: DeskTrack) -> Progress:
    guests = BOOK.get(track.id, [])
    return Progress("done" if guests else "later", count=len(guests))


def _forget_track(connection: Connection, track: str) -> None:
    BOOK.pop(track, None)


def _forget_due(store: Store, today: date) -> int:
    gone = sum(len(guests) for guests in BOOK.values())
    BOOK.clear()
    return gone


def _archived(store: Store, track: str) -> Mapping[str, bytes]:
    return {"guests.txt": "\n".join(BOOK[track]).encode()} if track in BOOK else {}


def _shown(store: Store, track: DeskTrack) -> dict[str, object] | None:
    return {"guests": BOOK[track.id]} if track.id in BOOK else None


STEP = Step(
    "guests",
    after="weighing",
    places={"process": Place("guests", "Guest book", "Who came by?", "/guests/{id}")},
    progress=_progress,
    note=lambda found: f"{found.count} guests" if found.count else "",
    forget_track=_forget_track,
    forget_due=_forget_due,
    destroyed="the guest book",
    shown={"record_of_track": Shown("guests/on_record.html", _shown)},
    archived=_archived,
)
