"""Making an assignment with a track, its five questions and a group consultation to begin with."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, insert, select

from facilitator.catalogues import translator
from facilitator.domain import beginnings, method, shapes, written
from facilitator.domain.beginnings import LONGEST, Settled
from facilitator.domain.consultations import USUAL_HOLD
from facilitator.domain.refusals import Refusal
from facilitator.domain.written import lines
from facilitator.languages import LANGUAGES, N_
from facilitator.services.accounts import helpers
from facilitator.services.own import OwnAssignment
from facilitator.services.rounds import Gathering, add_to
from facilitator.services.tracks import Question
from facilitator.services.writing import id_of, new_id
from facilitator.store import Store, once, rows, tables
from facilitator.store.journal import FIRST_LINK

OWN_DIVISION = N_("Own division")


@dataclass(frozen=True)
class Wanted:
    """What a new consultation should be about. `hold` in seconds, 0 to 10; with the same `once` it is made once.

    Where `suspicion` or `introduction` is None, and for what `settled` does not say, a text of ours stands until
    somebody writes a better one.
    """

    track: method.TrackKind
    theme: str
    language: str = "nl"
    title: str | None = None
    organisation: str | None = None
    suspicion: str | None = None
    settled: Mapping[str, Any] = field(default_factory=dict)
    introduction: str | None = None
    hold: int = USUAL_HOLD
    self_paced: bool = False
    dry_run: bool = False
    once: str | None = None


@dataclass(frozen=True)
class Beginning:
    """What a goal track begins with. `language`: for an assignment without tracks; else it is that of the others.

    `begun_from`: the closed weighing that it comes of, which begins one goal track and no more. With the same `once`
    a track is begun once.
    """

    settled: Settled
    introduction: str | None = None
    language: str = "nl"
    begun_from: str | None = None
    once: str | None = None


@dataclass(frozen=True)
class Made:
    """The ids and codes of what was made."""

    assignment: str
    track: str
    consultation: str
    code: str
    screen_token: str
    questions: list[Question]


def create(store: Store, facilitator: str, wanted: Wanted) -> Made:
    """Make it all in one transaction, for one facilitator.

    Raises:
        Refusal("bad_request"): a text is longer than it may be, or there is no such language or kind of track.
        Refusal("forbidden"): a guest has no assignments.
        MadeAlready: it was made before; says which consultation that is.
    """
    _check(wanted)
    assignment, track = id_of(wanted.once), new_id()
    title = wanted.title or wanted.theme[:1].upper() + wanted.theme[1:]
    organisation = wanted.organisation or translator(wanted.language)(method.ORGANISATION)
    written.check({"title": title, "theme": wanted.theme, "organisation": organisation}, beginnings.DETAILS)
    questions = _questions(wanted, organisation)
    with store.work() as connection:
        helpers.check_own_account(connection, facilitator)
        row = {
            "id": assignment,
            "facilitator_id": facilitator,
            "title": title,
            "theme": wanted.theme,
            "organisation": organisation,
        }
        if not once.insert_once(connection, tables.Assignment, row):
            raise once.MadeAlready(assignment)
        _insert_track(connection, track, assignment, wanted)
        _insert_questions(connection, track, questions)
        added = add_to(connection, track, _gathering(wanted, title))
    return Made(assignment, track, added.consultation, added.code, added.screen_token, questions)


def _gathering(wanted: Wanted, title: str) -> Gathering:
    """The first consultation; it has the id of its assignment where that comes of a key."""
    return Gathering(title, 1, wanted.hold, wanted.self_paced, wanted.dry_run, wanted.once)


def _check(wanted: Wanted) -> None:
    """A suspicion may still be missing here, and a term be said in words: nobody is asked anything yet."""
    if wanted.language not in LANGUAGES or wanted.track not in method.TRACKS:
        raise Refusal("bad_request")
    written.check(vars(wanted), {"suspicion": shapes.maybe(lines(LONGEST["suspicion"]))})
    written.check(vars(wanted), {"introduction": shapes.maybe(beginnings.INTRODUCTION_SHAPE)})
    beginnings.check_settled(replace(beginnings.read_settled(wanted.settled), term=""))


def _questions(wanted: Wanted, organisation: str) -> list[Question]:
    texts = method.questions_for(
        wanted.track,
        translator(wanted.language),
        theme=wanted.theme,
        organisation=organisation,
        has_variants=bool(beginnings.read_settled(wanted.settled).variants),
    )
    return [Question(new_id(), it.number, it.kind, title, text) for it, title, text in texts]


def _insert_questions(connection: Connection, track: str, questions: list[Question]) -> None:
    connection.execute(insert(tables.Question), [{**vars(it), "track_id": track} for it in questions])


def begin_goal(own: OwnAssignment, beginning: Beginning) -> str:
    """Begin a goal track of an assignment, without a consultation yet. Returns: its id.

    Raises: Refusal("bad_request"): what was settled, or the introduction, may not be kept so; MadeAlready
    """
    beginnings.check_settled(beginning.settled)
    written.check(vars(beginning), {"introduction": shapes.maybe(beginnings.INTRODUCTION_SHAPE)})
    with own.work() as connection:
        return add_goal(connection, own.id, beginning)


def add_goal(connection: Connection, assignment: str, beginning: Beginning) -> str:
    """Begin a goal track within a transaction. Returns: its id, or of the one that was begun from there already.

    Raises: Refusal("bad_request") when its variants aren't named from A on
    """
    beginnings.check_variants(beginning.settled)
    about = _held(connection, assignment)
    if (begun := _begun(connection, assignment, beginning)) is not None:
        return begun
    wanted = Wanted(
        "goal",
        about.theme,
        _language(connection, assignment, beginning.language),
        settled=beginnings.written_settled(beginning.settled),
        introduction=beginning.introduction,
        once=beginning.once,
    )
    once.check_new(connection, tables.Track, id_of(wanted.once))
    return _begin(connection, about, wanted, begun_from=beginning.begun_from)


def _begun(connection: Connection, assignment: str, beginning: Beginning) -> str | None:
    """What was begun from the same; before that was kept, the same issue told it."""
    if beginning.begun_from is None:
        return None
    of = tables.Track
    wanted = select(of.id, of.settled, of.begun_from).where(of.assignment_id == assignment, of.kind == "goal")
    goals = connection.execute(wanted.order_by(of.id)).all()
    exactly = [it.id for it in goals if it.begun_from == beginning.begun_from]
    alike = [it.id for it in goals if it.settled.get("issue") == beginning.settled.issue]
    return next(iter([*exactly, *alike]), None)


def begin_process(own: OwnAssignment, suspicion: str, *, language: str) -> str:
    """Begin the one process track of an assignment, without a consultation yet.

    `language`: for an assignment without tracks. Returns: its id, or of the one that is there already.
    Raises: Refusal("bad_request"): nothing is suspected, or more than fits
    """
    written.check({"suspicion": suspicion}, {"suspicion": beginnings.SUSPICION})
    of = tables.Track
    with own.work() as connection:
        about = _held(connection, own.id)
        there = connection.scalar(select(of.id).where(of.assignment_id == own.id, of.kind == "process"))
        if there is not None:
            return there
        spoken = _language(connection, own.id, language)
        return _begin(connection, about, Wanted("process", about.theme, spoken, suspicion=suspicion))


@dataclass(frozen=True)
class _About:
    """What the questions of an assignment are about."""

    id: str
    theme: str
    organisation: str


def _held(connection: Connection, assignment: str) -> _About:
    """Keep an assignment to ourselves until the end of the transaction, and read what it is about."""
    of = tables.Assignment
    once.hold(connection, of, assignment)
    return rows.made(_About, connection.execute(select(*rows.columns(_About, of)).where(of.id == assignment)).one())


def language_of(own: OwnAssignment, otherwise: str) -> str:
    """The language that another track of an assignment would be in: that of those that are there."""
    with own.read() as connection:
        return _language(connection, own.id, otherwise)


def _language(connection: Connection, assignment: str, otherwise: str) -> str:
    of = tables.Track
    wanted = select(of.language).where(of.assignment_id == assignment).order_by(of.kind.desc(), of.id).limit(1)
    found = connection.scalar(wanted)
    return otherwise if found is None else str(found)


def _begin(connection: Connection, about: _About, wanted: Wanted, *, begun_from: str | None = None) -> str:
    track = id_of(wanted.once)
    _insert_track(connection, track, about.id, wanted, begun_from)
    _insert_questions(connection, track, _questions(wanted, about.organisation))
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


def _insert_track(
    connection: Connection, track: str, assignment: str, wanted: Wanted, begun_from: str | None = None
) -> None:
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
            "begun_from": begun_from,
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
