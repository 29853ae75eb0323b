"""Making an assignment with a track, its five questions and a group consultation to begin with."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, exists, insert, select

from facilitator.catalogues import translator
from facilitator.domain import beginnings, method
from facilitator.domain.beginnings import Settled
from facilitator.domain.refusals import Refusal
from facilitator.languages import N_
from facilitator.services.codes import claim_code
from facilitator.services.desk import DeskAssignment
from facilitator.services.tracks import Question
from facilitator.services.writing import new_id
from facilitator.store import Store, tables
from facilitator.store.journal import FIRST_LINK

OWN_DIVISION = N_("Own division")
LOCAL_NAME = "-"  # until the first facilitator chooses a name


@dataclass(frozen=True)
class Wanted:
    """What a new consultation should be about. `hold` in seconds, 0 to 10.

    Where `suspicion` or `introduction` is None, and for what `settled` does not say, a text of ours stands until
    somebody writes a better one.
    """

    track: method.Track
    theme: str
    language: str = "nl"
    title: str | None = None
    organisation: str | None = None
    suspicion: str | None = None
    settled: Mapping[str, Any] = field(default_factory=dict)
    introduction: str | None = None
    hold: int = 4
    self_paced: bool = False
    dry_run: bool = False


@dataclass(frozen=True)
class Made:
    """The ids and codes of what was made."""

    assignment: str
    track: str
    consultation: str
    code: str
    screen_token: str
    questions: list[Question]


@dataclass(frozen=True)
class Gathering:
    """A consultation to be made on a track."""

    title: str
    round: int
    hold: int
    self_paced: bool = False
    dry_run: bool = False


@dataclass(frozen=True)
class Added:
    """A consultation that was made, and its secrets."""

    consultation: str
    code: str
    screen_token: str


def create(store: Store, facilitator: str, wanted: Wanted) -> Made:
    """Make it all in one transaction, for one facilitator."""
    assignment, track = new_id(), new_id()
    title = wanted.title or wanted.theme[:1].upper() + wanted.theme[1:]
    organisation = wanted.organisation or translator(wanted.language)(method.ORGANISATION)
    questions = _questions(wanted, organisation)
    with store.work() as connection:
        connection.execute(
            insert(tables.Assignment),
            {
                "id": assignment,
                "facilitator_id": facilitator,
                "title": title,
                "theme": wanted.theme,
                "organisation": organisation,
            },
        )
        _insert_track(connection, track, assignment, wanted)
        _insert_questions(connection, track, questions)
        added = _insert_consultation(
            connection, track, Gathering(title, 1, wanted.hold, wanted.self_paced, wanted.dry_run)
        )
    return Made(assignment, track, added.consultation, added.code, added.screen_token, questions)


def add_consultation(
    store: Store, track: str, *, round: int, title: str, hold: int = 4, self_paced: bool = False, dry_run: bool = False
) -> Added:
    """Make another consultation on a track: a next round, or a second room in the same one.

    Whoever holds the track in memory must read it anew (House.refresh).
    """
    with store.work() as connection:
        return _insert_consultation(connection, track, Gathering(title, round, hold, self_paced, dry_run))


def _insert_consultation(connection: Connection, track: str, wanted: Gathering) -> Added:
    added = Added(new_id(), claim_code(connection, track), secrets.token_urlsafe(16))
    connection.execute(
        insert(tables.Consultation),
        {
            "id": added.consultation,
            "track_id": track,
            "kind": "group",
            "round": wanted.round,
            "title": wanted.title,
            "code": added.code,
            "screen_token": added.screen_token,
            "hold": wanted.hold,
            "day": None,
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


def _questions(wanted: Wanted, organisation: str) -> list[Question]:
    texts = method.questions_for(
        wanted.track, translator(wanted.language), theme=wanted.theme, organisation=organisation
    )
    return [Question(new_id(), it.number, it.kind, title, text) for it, title, text in texts]


def _insert_questions(connection: Connection, track: str, questions: list[Question]) -> None:
    connection.execute(insert(tables.Question), [{**vars(it), "track_id": track} for it in questions])


def begin_goal(
    store: Store,
    assignment: DeskAssignment,
    settled: Settled,
    *,
    language: str = "nl",
    introduction: str | None = None,
) -> str:
    """Begin a goal track of an assignment, without a consultation yet. Returns: its id."""
    kept = beginnings.written_settled(settled)
    wanted = Wanted("goal", assignment.theme, language, settled=kept, introduction=introduction)
    with store.work() as connection:
        return _begin(connection, assignment, wanted)


def begin_process(store: Store, assignment: DeskAssignment, suspicion: str, *, language: str) -> str:
    """Begin the one process track of an assignment, without a consultation yet. Returns: its id.

    Raises: Refusal("forbidden") when there is one
    """
    with store.work() as connection:
        one = exists().where(tables.Track.assignment_id == assignment.id, tables.Track.kind == "process")
        if connection.scalar(select(one)):
            raise Refusal("forbidden")
        return _begin(connection, assignment, Wanted("process", assignment.theme, language, suspicion=suspicion))


def _begin(connection: Connection, assignment: DeskAssignment, wanted: Wanted) -> str:
    track = new_id()
    _insert_track(connection, track, assignment.id, wanted)
    _insert_questions(connection, track, _questions(wanted, assignment.organisation))
    return track


def _suspicion(wanted: Wanted) -> str:
    if wanted.track == "goal":
        return ""
    if wanted.suspicion is not None:
        return wanted.suspicion
    return beginnings.presumed(wanted.theme, translator(wanted.language))


def _introduction(wanted: Wanted) -> str:
    if wanted.introduction is not None:
        return wanted.introduction
    return translator(wanted.language)(beginnings.INTRODUCTION)


def _settled(wanted: Wanted) -> dict[str, Any]:
    if wanted.track == "process":
        return {}
    stands = beginnings.written_settled(beginnings.provisional(wanted.theme, translator(wanted.language)))
    return stands | dict(wanted.settled or {})


def _insert_track(connection: Connection, track: str, assignment: str, wanted: Wanted) -> None:
    connection.execute(
        insert(tables.Track),
        {
            "id": track,
            "assignment_id": assignment,
            "kind": wanted.track,
            "language": wanted.language,
            "suspicion": _suspicion(wanted),
            "settled": _settled(wanted),
            "introduction": _introduction(wanted),
            "revision": 0,
            "floor": 0,
            "chain": FIRST_LINK,
        },
    )
    connection.execute(
        insert(tables.Division),
        {
            "id": new_id(),
            "track_id": track,
            "name": translator(wanted.language)(OWN_DIVISION),
            "active": True,
        },
    )


def local_facilitator(store: Store) -> str:
    """Who commands on this machine work for: the first facilitator, made nameless if need be."""
    with store.work() as connection:
        found = connection.execute(
            select(tables.Facilitator.id)
            .where(~tables.Facilitator.guest)
            .order_by(tables.Facilitator.password_hash.is_(None))
            .limit(1)
        ).scalar_one_or_none()
        if found is not None:
            return str(found)
        made = new_id()
        connection.execute(insert(tables.Facilitator), {"id": made, "name": LOCAL_NAME, "password_hash": None})
    return made
