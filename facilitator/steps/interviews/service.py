"""Interviews: what one person says at a table, taken down by who asks.

An interview is a consultation without a code. Nothing says whom it was with: of the person only the
environment is kept, as a count of one, and of the day only its week.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Connection, func, insert, select

from facilitator.catalogues import translator
from facilitator.domain import text
from facilitator.domain.consultations import MOST_ROUNDS
from facilitator.domain.events import Act
from facilitator.domain.extras import NOTHING, Extras, is_asked
from facilitator.domain.method import check_environment
from facilitator.domain.refusals import Refusal
from facilitator.languages import N_
from facilitator.services import consultations
from facilitator.services.application import Application
from facilitator.services.own import OwnTrack
from facilitator.services.tracks import LiveTrack, Question
from facilitator.services.writing import MOST_ONELINERS, Perform, Strike, id_of, key_hash
from facilitator.steps.persons import service as key_persons
from facilitator.store import Store, tables
from facilitator.store.once import check_new, hold

KIND = "interview"
TITLE = N_("Interview {number}")


@dataclass(frozen=True)
class NewInterview:
    """An interview to hold. `environment` None: rather not; `day`: any day of its week; one `once` makes it once.

    `person`: a key person of the track, by the id of the seat, with whom it is noted in which week was spoken.
    """

    round: int
    environment: str | None
    day: date
    once: str | None = None
    person: str | None = None


@dataclass(frozen=True)
class Line:
    """Something said. `parent`: key or id of the line that it answers; `asked`: the probe, where one was noted."""

    key: str
    question: str
    text: str
    parent: str | None = None
    asked: str | None = None
    extras: Extras = NOTHING


@dataclass(frozen=True)
class Said:
    """A line as it was taken down; `depth` is how far under others it hangs."""

    id: str
    question: str
    text: str
    depth: int
    asked: str | None
    parent: str | None = None


def make(own: OwnTrack, wanted: NewInterview) -> str:
    """Make an interview on a track and give its id. Whoever holds the track must read it anew (Application.refresh).

    Raises:
        NotOwn.
        Refusal("bad_request"): there is no such round, or nobody looks from there on this track.
        MadeAlready: it was made before.
    """
    made, of = id_of(wanted.once), tables.Track
    with own.work() as connection:
        hold(connection, of, own.id)
        check_new(connection, tables.Consultation, made)
        track = connection.execute(select(of.kind, of.language).where(of.id == own.id)).one()
        _check_wanted(wanted, track.kind)
        title = translator(track.language)(TITLE).format(number=_next_number(connection, own.id))
        connection.execute(insert(tables.Consultation), {"id": made, "track_id": own.id, **_row(wanted, title)})
        if wanted.environment is not None:
            present = {"consultation_id": made, "environment": wanted.environment, "people": 1}
            connection.execute(insert(tables.Attendance), present)
        if wanted.person:
            key_persons.note_spoken(connection, own.id, wanted.person, wanted.day)
    return made


def _next_number(connection: Connection, track: str) -> int:
    of_kind = (tables.Consultation.track_id == track) & (tables.Consultation.kind == KIND)
    return (connection.scalar(select(func.count()).where(of_kind)) or 0) + 1


def _row(wanted: NewInterview, title: str) -> dict[str, object]:
    return {
        "kind": KIND,
        "round": wanted.round,
        "title": title,
        "code": None,
        "screen_token": secrets.token_urlsafe(16),
        "hold": 0,
        "day": monday(wanted.day).isoformat(),
        "phase": "lobby",
        "question_id": None,
        "ends_at": None,
        "remaining": None,
        "screen": {"mode": "blank"},
    }


def _check_wanted(wanted: NewInterview, kind: str) -> None:
    if not 1 <= wanted.round <= MOST_ROUNDS:
        raise Refusal("bad_request")
    check_environment("goal" if kind == "goal" else "process", wanted.environment)


def monday(day: date) -> date:
    """The Monday of a day's ISO week."""
    return day - timedelta(days=day.weekday())


def environment_of(store: Store, consultation: str) -> str | None:
    """From which environment was looked; None: not said."""
    of = tables.Attendance
    with store.read() as connection:
        return connection.scalar(select(of.environment).where(of.consultation_id == consultation))


def day_of(store: Store, consultation: str) -> str | None:
    """The Monday of its week."""
    of = tables.Consultation
    with store.read() as connection:
        return connection.scalar(select(of.day).where(of.id == consultation))


def questions(track: LiveTrack) -> list[Question]:
    """The questions that are asked in an interview: that about variants only where there are any."""
    return [it for it in track.question_numbered() if is_asked(it.kind, track.variants)]


def is_interview(track: LiveTrack, consultation: str) -> bool:
    """Whether a consultation of a track is an interview; an unknown one is none."""
    facts = track.consultations.get(consultation)
    return facts is not None and facts.kind == KIND


def take_down(application: Application, consultation: str, by: str, line: Line) -> str:
    """Take a line down and give its id, once it is durable. The same key again changes nothing. Raises: Refusal

    Of what was taken down before the closing nothing leads from a key to its line: then the key is given.
    """
    track = consultations.own(application, by, consultation)
    _check(track, consultation)
    _check_line(track, line)
    if (done := _body(application.store, track.id, line.key)) is not None:
        return str(done.get("oneliner", line.key))
    _check_running(track, consultation)
    parent = _answered(application, track, consultation, line)
    if line.parent and parent is None:
        raise Refusal("unknown_oneliner")
    fields: dict[str, object] = {"question": line.question, "text": line.text, "source": KIND}
    if (environment := environment_of(application.store, consultation)) is not None:
        fields["environment"] = environment
    if parent is not None and parent in track.board.cards:  # else it was struck: what answered it stands by itself
        fields["parent"] = parent
        if line.asked:
            fields["probe"] = _probe(application, track, consultation, by, parent=parent, line=line)
    application.ask(_act(track, consultation, by, "add_oneliner", line.key, fields | _chosen(line.extras)))
    return _added(application.store, track.id, line.key) or line.key


def strike(
    application: Application, consultation: str, by: str, *, key: str | None = None, oneliner: str | None = None
) -> None:
    """Take a line out for good, by its key or its id; one that is gone stays gone. Raises: Refusal

    Who has the key wrote it down; without it a line is the owner's to strike.
    """
    track = consultations.own(application, by, consultation)
    _check(track, consultation)
    _check_running(track, consultation)
    found = oneliner or (_added(application.store, track.id, key) if key else None)
    if found is not None:
        own = oneliner is None
        application.ask(Strike(track=track.id, consultation=consultation, oneliner=found, by=by, own=own))


def said(track: LiveTrack, consultation: str) -> list[Said]:
    """What was taken down, by question; answers to a probe under what they answer."""
    with track.lock:
        mine = {it.id: it for it in track.board.cards.values() if it.consultation == consultation}
    order = sorted(mine.values(), key=lambda it: (it.order, it.id))
    told: list[Said] = []

    def walk(parent: str | None, depth: int) -> None:
        for it in order:
            here = it.parent if it.parent in mine else None
            if here == parent and len(told) < MOST_ONELINERS:
                probe = track.probes.get(it.probe or "")
                told.append(Said(it.id, it.question, it.shown_text, depth, probe.text if probe else None, parent))
                walk(it.id, depth + 1)

    walk(None, 0)
    return told


def _answered(application: Application, track: LiveTrack, consultation: str, line: Line) -> str | None:
    """The id of the line that this one answers, of this same interview."""
    if line.parent is None or (card := track.board.cards.get(line.parent)) is None:
        return _added(application.store, track.id, line.parent) if line.parent else None
    return card.id if card.consultation == consultation else None


def _check(track: LiveTrack, consultation: str) -> None:
    if not is_interview(track, consultation):
        raise Refusal("bad_request")


def _check_running(track: LiveTrack, consultation: str) -> None:
    """Say early what the writer would: once closed, keys lead nowhere any more. Raises: Refusal("closed")"""
    if track.board.consultations[consultation].phase == "closed":
        raise Refusal("closed")


def _check_line(track: LiveTrack, line: Line) -> None:
    """Refuse a line before anything of it is kept, also the probe that it answers. Raises: Refusal"""
    if line.question not in track.questions:
        raise Refusal("unknown_question")
    text.check(line.text)


def _probe(application: Application, track: LiveTrack, consultation: str, by: str, *, parent: str, line: Line) -> str:
    """Ask on, as on the board, under a key that comes of the line's: resending asks once."""
    key = str(UUID(hashlib.sha256(f"probe {line.key.lower()}".encode()).hexdigest()[:32], version=4))
    fields: dict[str, object] = {"oneliner": parent, "text": line.asked, "to": "author"}
    application.ask(_act(track, consultation, by, "probe", key, fields))
    return str((_body(application.store, track.id, key) or {})["probe"])


def _act(track: LiveTrack, consultation: str, by: str, type: str, key: str, fields: dict[str, object]) -> Perform:
    return Perform(track=track.id, consultation=consultation, act=Act(type, fields, key), by=by)


def _chosen(extras: Extras) -> dict[str, object]:
    chosen = {"kind": extras.kind, "cooperation": extras.cooperation, "variants": extras.variants or None}
    return {name: it for name, it in chosen.items() if it is not None}


def _added(store: Store, track: str, key: str) -> str | None:
    """The one-liner that was added under a key; None where none was."""
    found = (_body(store, track, key) or {}).get("oneliner")
    return None if found is None else str(found)


def _body(store: Store, track: str, key: str) -> dict[str, object] | None:
    """What is kept of the act that was done under a key; None where none was."""
    of = tables.ActRecord
    with store.read() as connection:
        found = connection.scalar(select(of.body).where(of.track_id == track, of.key_hash == key_hash(key)))
    return dict(found) if found else None
