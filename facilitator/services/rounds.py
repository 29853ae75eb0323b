"""Another consultation on a track: a next round, or another room in the same one."""

import secrets
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, Select, func, insert, select

from facilitator.domain.beginnings import LONGEST
from facilitator.domain.consultations import LONGEST_HOLD, MOST_ROUNDS, SHORTEST_HOLD, USUAL_HOLD
from facilitator.domain.refusals import Refusal
from facilitator.domain.written import check, line
from facilitator.services.codes import claim_code
from facilitator.services.own import OwnTrack
from facilitator.services.writing import id_of
from facilitator.store import once, tables

WhichRound = int | Literal["new", "last"]
"""A round by its number; the one after the last that there is; or the last one, in another room."""


@dataclass(frozen=True)
class Gathering:
    """A consultation to be made on a track; with the same `once` it is made once."""

    title: str
    round: WhichRound = "new"
    hold: int = USUAL_HOLD
    self_paced: bool = False
    dry_run: bool = False
    once: str | None = None


@dataclass(frozen=True)
class Added:
    """A consultation that was made, and its secrets."""

    consultation: str
    code: str
    screen_token: str


def add_consultation(own: OwnTrack, wanted: Gathering) -> Added:
    """Make another consultation on a track: a next round, or a second room in the same one.

    Whoever holds the track in memory must read it anew (Application.refresh).

    Raises:
        Refusal("dry_run_there"): a dry run is alone on its track, and is wiped before the real thing.
        Refusal("not_the_first"): only the first consultation of a track can be a dry run.
        MadeAlready: it was made before.
    """
    with own.work() as connection:
        once.hold(connection, tables.Track, own.id)
        once.check_new(connection, tables.Consultation, id_of(wanted.once))
        there = connection.scalars(_dry_runs(own.id)).all()
        if any(there):
            raise Refusal("dry_run_there")
        if wanted.dry_run and there:
            raise Refusal("not_the_first")
        return add_to(connection, own.id, wanted)


def _dry_runs(track: str) -> Select[bool]:
    """Of each consultation of a track, whether it is one."""
    of = tables.Consultation
    return select(of.dry_run).where(of.track_id == track)


def _numbered(connection: Connection, track: str, round: WhichRound) -> int:
    if isinstance(round, int):
        return round
    of = tables.Consultation
    last = connection.scalar(select(func.max(of.round)).where(of.track_id == track)) or 0
    return last + 1 if round == "new" else max(last, 1)


def add_to(connection: Connection, track: str, wanted: Gathering) -> Added:
    """Make a consultation on a track within a transaction. Raises: Refusal("bad_request"): no title, round or hold"""
    check(vars(wanted), {"title": line(LONGEST["title"], must=True)})
    number = _numbered(connection, track, wanted.round)
    if not 1 <= number <= MOST_ROUNDS or not SHORTEST_HOLD <= wanted.hold <= LONGEST_HOLD:
        raise Refusal("bad_request")
    added = Added(id_of(wanted.once), claim_code(connection, track), secrets.token_urlsafe(16))
    connection.execute(
        insert(tables.Consultation),
        {
            "id": added.consultation,
            "track_id": track,
            "kind": "group",
            "round": number,
            "title": wanted.title,
            "code": added.code,
            "screen_token": added.screen_token,
            "hold": wanted.hold,
            "day": None,
            "asked": [],
            "phase": "lobby",
            "question_id": None,
            "ends_at": None,
            "remaining": None,
            "screen": {"mode": "join"},
            "self_paced": wanted.self_paced,
            "dry_run": wanted.dry_run,
        },
    )
    return added
