"""Rewording the five questions, for as long as nobody has answered one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, exists, select, update

from facilitator.catalogues import translator
from facilitator.domain.method import SOURCE_TEXTS, variant_text
from facilitator.domain.refusals import RuleBroken
from facilitator.services import invalidation
from facilitator.services.application import Application
from facilitator.services.etags import ChangedMeanwhile, entity_tag
from facilitator.services.own import OwnTrack
from facilitator.steps.suspicion.rules import check_wording
from facilitator.store.tables import Oneliner, Question, Track


class Frozen(RuleBroken):
    """Somebody answered already; other words would make the rounds incomparable."""


@dataclass(frozen=True)
class Asked:
    """A question as it is asked; `source` is the method's own text, word for word."""

    id: str
    number: int
    title: str
    text: str
    source: str


def asked_on(own: OwnTrack) -> list[Asked]:
    """List the five questions of a track."""
    with own.read() as connection:
        return _asked(connection, own.id)


def etag_of(questions: Sequence[Asked]) -> str:
    """Mark the questions as they are now."""
    return entity_tag([[it.id, it.title, it.text] for it in questions])


def are_frozen(own: OwnTrack) -> bool:
    """Whether somebody answered one of them."""
    with own.read() as connection:
        return _answered(connection, own.id)


def reword(application: Application, own: OwnTrack, texts: Mapping[str, tuple[str, str]], *, etag: str) -> None:
    """Give questions another title and text; `texts` by id.

    Raises: Frozen; ChangedMeanwhile; Refusal("bad_request"): a title or text is empty, or too long
    """
    for title, text in texts.values():
        check_wording(title, text)
    with own.work() as connection:
        revision = invalidation.invalidate(connection, own.id)
        if _answered(connection, own.id):
            raise Frozen
        if etag_of(_asked(connection, own.id)) != etag:
            raise ChangedMeanwhile
        for question, (title, text) in texts.items():
            which = (Question.id == question, Question.track_id == own.id)
            connection.execute(update(Question).where(*which).values(title=title, text=text))
    invalidation.announce(application, own.id, revision)


def ask_for_variants(connection: Connection, track: str, *, named: bool) -> None:
    """Put a goal's third question as fits its variants; other words that somebody chose, or answered, stay."""
    if _answered(connection, track):
        return
    language = connection.scalars(select(Track.language).where(Track.id == track)).one()
    before, now = (variant_text(translator(language), has_variants=it) for it in (not named, named))
    which = (Question.track_id == track, Question.text == before)
    connection.execute(update(Question).where(*which).values(text=now))


def _asked(connection: Connection, track: str) -> list[Asked]:
    wanted = (
        select(Question.id, Question.number, Question.title, Question.text, Track.kind)
        .join(Track, Track.id == Question.track_id)
        .where(Question.track_id == track)
        .order_by(Question.number)
    )
    return [_asked_of(row) for row in connection.execute(wanted)]


def _asked_of(row: Row[*tuple[Any, ...]]) -> Asked:
    return Asked(row.id, row.number, row.title, row.text, source=SOURCE_TEXTS[row.kind][row.number - 1])


def _answered(connection: Connection, track: str) -> bool:
    theirs = exists().where(Oneliner.question_id == Question.id).where(Question.track_id == track)
    return bool(connection.scalar(select(theirs)))
