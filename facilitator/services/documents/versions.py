"""The map of a track: as it is now, as it was fixed in versions, and who may read one.

A version is written once and never changes, but for words that are masked afterwards: those are
destroyed in it too (services/closing.py); its commitments and fingerprint stay.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, insert, select, update

from facilitator.domain.map.changes import Changes, compare
from facilitator.domain.refusals import RuleBroken
from facilitator.services.documents import gathering
from facilitator.services.documents import writing as documents
from facilitator.services.documents.agreement import Document
from facilitator.services.own import OwnTrack
from facilitator.services.writing import new_id
from facilitator.store import Store, journal, rows, tables

MapState = Literal["live", "analysis", "frozen"]


class NotYet(RuleBroken):
    """The map can't be fixed: nothing is in it, or consultations (by title) are not closed.

    What is not closed may still be withdrawn, and its masked words are not destroyed yet.
    """

    def __init__(self, running: tuple[str, ...] = ()) -> None:
        super().__init__(", ".join(running) or "nothing was said")
        self.running = running


@dataclass(frozen=True)
class Version:
    """A fixed map. `day` ISO 8601; `by` the name of who fixed it; whoever has the `token` may read it."""

    id: str
    track: str
    number: int
    day: str
    by: str
    fingerprint: str
    token: str | None


def live(store: Store, track: str) -> Document:
    """Give the map as it is now, dry runs left out. Raises: Refusal("unknown_code")"""
    with store.read() as connection:
        return _live(connection, track)


def _live(connection: Connection, track: str) -> Document:
    return documents.document(gathering.gather_track(connection, track, versions=False))


def state(own: OwnTrack) -> MapState:
    """Tell how far a map is: being filled, being analysed, or fixed and not touched since."""
    with own.read() as connection:
        now = _live(connection, own.id)
        if stage(now) == "live":
            return "live"
        fixed = _last_fixed(connection, own.id, now)
    return "frozen" if fixed is not None and fixed.is_untouched else "analysis"


@dataclass(frozen=True)
class LastFixed:
    """The number of a map's latest version, and whether nothing in the map has changed since."""

    number: int
    is_untouched: bool


def last_fixed(own: OwnTrack, now: Document) -> LastFixed | None:
    """Compare a map as it is `now` with its latest version; None: none was fixed."""
    with own.read() as connection:
        return _last_fixed(connection, own.id, now)


def _last_fixed(connection: Connection, track: str, now: Document) -> LastFixed | None:
    latest = _latest(connection, track)
    return LastFixed(latest.number, not _differs(connection, latest, now)) if latest is not None else None


def stage(contents: Document) -> Literal["live", "analysis"]:
    """Tell of a map as it is now whether people may still speak, or it only waits to be analysed and fixed."""
    return "live" if not contents["consultations"] or _running(contents) else "analysis"


def freeze(own: OwnTrack, now: datetime, *, anew: bool = False) -> Version:
    """Fix the map as the next version; one that was not touched since is that already, and is given (unless `anew`).

    It is made before anybody has to wait for it. What was sorted, masked or received meanwhile moved the track's head:
    then it is made anew while the head is locked, as for every act. It is by whoever asks.

    Raises: NotYet
    """
    with own.read() as connection:
        draft = _drafted(connection, own, now)
    with own.work() as connection:
        if not draft.still_holds(connection):
            draft = _drafted(connection, own, now)
        if not anew and draft.is_fixed and draft.before is not None:
            return draft.before
        return _fix(connection, own.id, draft.head, draft.contents)


@dataclass(frozen=True)
class _Draft:
    """A version that is about to be fixed. `at`, `before`: the track's head and latest version when it was made."""

    track: str
    at: journal.Head | None
    before: Version | None
    is_fixed: bool
    head: Document
    contents: Document

    def still_holds(self, connection: Connection) -> bool:
        """Lock the head, and tell whether nothing happened since."""
        at = journal.head(connection, self.track, lock=True)
        return (at, _latest(connection, self.track)) == (self.at, self.before)


def _drafted(connection: Connection, own: OwnTrack, now: datetime) -> _Draft:
    at, before = journal.head(connection, own.id), _latest(connection, own.id)
    found = documents.document(gathering.gather_track(connection, own.id))
    if running := _running(found):
        raise NotYet(running)
    if not found["oneliners"]:
        raise NotYet
    is_fixed = before is not None and not _differs(connection, before, found)
    head = {"number": before.number + 1 if before else 1, "day": now.date().isoformat()}
    head |= {"by": _name(connection, own.by)}
    return _Draft(own.id, at, before, is_fixed, head, documents.fingerprinted(found, head))


def _fix(connection: Connection, track: str, head: Document, found: Document) -> Version:
    made = Version(id=new_id(), track=track, **head, fingerprint=found["fingerprint"], token=None)
    row = {"id": made.id, "track_id": track, **head, "fingerprint": made.fingerprint, "contents": found, "token": None}
    connection.execute(insert(tables.MapVersion), row)
    return made


def _running(contents: Document) -> tuple[str, ...]:
    return tuple(it["title"] for it in contents["consultations"] if it["phase"] != "closed")


def _name(connection: Connection, facilitator: str) -> str:
    of = tables.Facilitator
    return connection.scalar(select(of.name).where(of.id == facilitator)) or ""


_OF = tables.MapVersion
_FACTS = select(*rows.columns(Version, _OF))


def versions(store: Store, track: str) -> list[Version]:
    """List the versions of a track, the first one first."""
    with store.read() as connection:
        found = connection.execute(_FACTS.where(_OF.track_id == track).order_by(_OF.number))
        return rows.read(Version, found)


def _latest(connection: Connection, track: str) -> Version | None:
    row = connection.execute(_FACTS.where(_OF.track_id == track).order_by(_OF.number.desc()).limit(1)).one_or_none()
    return rows.made(Version, row) if row else None


def _differs(connection: Connection, fixed: Version, now: Document) -> bool:
    held = documents.of_version(gathering.load_versions(connection, fixed.track, number=fixed.number)[0])
    unasked = now.get("unasked", [])
    return bool(compare(held, now)) or held.get("unasked", unasked) != unasked


def version(store: Store, track: str, number: int) -> Version | None:
    """One fixed version of a track, without its contents; None where there is none such."""
    with store.read() as connection:
        row = connection.execute(_FACTS.where(_OF.track_id == track, _OF.number == number)).one_or_none()
    return rows.made(Version, row) if row else None


def contents(store: Store, track: str, number: int) -> Document | None:
    """Give what a version holds, with its number, day, fingerprint and who fixed it as `version`."""
    with store.read() as connection:
        return _contents(connection, track, number)


def _contents(connection: Connection, track: str, number: int) -> Document | None:
    found = gathering.load_versions(connection, track, number=number)
    return documents.of_version(found[0]) if found else None


def exported(store: Store, track: str, number: int) -> Document | None:
    """Give what a version holds, with all that is needed to check it by itself."""
    with store.read() as connection:
        found = gathering.load_versions(connection, track, number=number)
        later = gathering.acts_after(connection, track, found[0].contents) if found else ()
    return documents.of_version(found[0], later) if found else None


def publish(own: OwnTrack, number: int) -> str | None:
    """Let whoever has the token read a version; None where there is no such version.

    The token (128 bits) is kept as it is: who can read this table can read the map itself.
    """
    with own.work() as connection:
        of_version = (_OF.track_id == own.id) & (_OF.number == number)
        unpublished = of_version & _OF.token.is_(None)
        connection.execute(update(_OF).where(unpublished).values(token=secrets.token_urlsafe(16)))
        return connection.scalar(select(_OF.token).where(of_version))


def withdraw(own: OwnTrack, number: int) -> None:
    """Let nobody read a version by its link any more; publishing it again makes another link."""
    with own.work() as connection:
        connection.execute(update(_OF).where(_OF.track_id == own.id, _OF.number == number).values(token=None))


def published(store: Store, token: str) -> tuple[Version, Document] | None:
    """Give the version that a token lets somebody read; its contents as from `contents`."""
    with store.read() as connection:
        row = connection.execute(_FACTS.where(_OF.token == token)).one_or_none()
    if row is None:
        return None
    found = rows.made(Version, row)
    held = contents(store, found.track, found.number)
    return (found, held) if held is not None else None


def last_published(store: Store, track: str) -> str | None:
    """Give the token of the latest version that may be read; None: none may."""
    with store.read() as connection:
        wanted = select(_OF.token).where(_OF.track_id == track, _OF.token.is_not(None))
        return connection.scalar(wanted.order_by(_OF.number.desc()).limit(1))


def changes(own: OwnTrack, older: int, newer: int | None) -> Changes | None:
    """Compare two versions, or a version with what is live (`newer` None); None where one is not there."""
    with own.read() as connection:
        before = _contents(connection, own.id, older)
        after = _live(connection, own.id) if newer is None else _contents(connection, own.id, newer)
    return compare(before, after) if before and after else None
