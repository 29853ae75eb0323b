"""Finding a consultation: by the code that is typed, by the token of its screen, by its owner."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from facilitator.domain.consultations import read_code
from facilitator.domain.refusals import Refusal
from facilitator.services.accounts import helpers
from facilitator.services.application import Application
from facilitator.services.codes import code_hash
from facilitator.services.documents import versions as maps
from facilitator.services.tracks import LiveTrack
from facilitator.store import Store, rows, tables


@dataclass(frozen=True)
class Found:
    """A consultation by its address."""

    id: str
    track: str
    phase: str
    language: str


def by_code(application: Application, typed: str) -> Found:
    """The consultation behind a join code as somebody typed it.

    Raises: Refusal("unknown_code"), Refusal("closed") when its code was given out and is over.
    """
    code = read_code(typed)
    found = _find(application.store, tables.Consultation.code == code)
    if found is None:
        raise Refusal("closed" if _was_used(application.store, code) else "unknown_code")
    if found.phase == "closed":
        raise Refusal("closed")
    return found


def map_after(store: Store, typed: str) -> str | None:
    """The token of the map that was published last of what a code was for; None: none is, or nobody knows."""
    of = tables.UsedCode
    with store.read() as connection:
        track = connection.scalar(select(of.track_id).where(of.code_hash == code_hash(read_code(typed))))
    return maps.last_published(store, track) if track else None


def exists(store: Store, typed: str) -> bool:
    """Whether a code leads to a consultation that still runs."""
    return _find(store, tables.Consultation.code == read_code(typed)) is not None


def by_screen(store: Store, token: str) -> Found | None:
    """Find what a screen's token shows; None where there is no such token."""
    return _find(store, tables.Consultation.screen_token == token)


def own(application: Application, facilitator: str, consultation_id: str) -> LiveTrack:
    """The track of a consultation that a facilitator owns or helps with; others are as if not there.

    Raises: Refusal("unknown_code")
    """
    track = application.track_of(consultation_id)
    if track.owner != facilitator and not helpers.may_lead(
        application.store, facilitator=facilitator, consultation=consultation_id
    ):
        raise Refusal("unknown_code")
    return track


def _find(store: Store, which: ColumnElement[bool]) -> Found | None:
    query = (
        select(*rows.columns(Found, tables.Consultation, language=tables.Track.language))
        .join(tables.Track, tables.Track.id == tables.Consultation.track_id)
        .where(which)
    )
    with store.read() as connection:
        row = connection.execute(query).one_or_none()
    return rows.made(Found, row) if row else None


def _was_used(store: Store, code: str) -> bool:
    with store.read() as connection:
        query = select(tables.UsedCode.code_hash).where(tables.UsedCode.code_hash == code_hash(code))
        return connection.execute(query).scalar_one_or_none() is not None
