"""Rewording the five questions, for as long as nobody has answered one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, exists, select, update

from facilitator.domain.method import SOURCE_TEXTS
from facilitator.services import rereading
from facilitator.services.desk import DeskTrack
from facilitator.services.house import House
from facilitator.services.stamps import ChangedMeanwhile, stamp
from facilitator.store import Store
from facilitator.store.tables import Oneliner, Question


class Frozen(Exception):
    """Somebody answered already; other words would make the rounds incomparable."""


@dataclass(frozen=True)
class Asked:
    """A question as it is asked; `source` is the method's own text, word for word."""

    id: str
    number: int
    title: str
    text: str
    source: str


def asked_on(store: Store, track: DeskTrack) -> list[Asked]:
    """List the five questions of a track."""
    with store.read() as connection:
        rows = _rows(connection, track.id)
    return [Asked(*row, SOURCE_TEXTS[track.kind][row[1] - 1]) for row in rows]


def stamp_of(questions: Sequence[Asked]) -> str:
    """Mark the questions as they are now."""
    return stamp([[it.id, it.title, it.text] for it in questions])


def are_frozen(store: Store, track: str) -> bool:
    """Whether somebody answered one of them."""
    with store.read() as connection:
        return _answered(connection, track)


def reword(house: House, track: str, texts: Mapping[str, tuple[str, str]], *, seen: str) -> None:
    """Give questions another title and text; `texts` by id.

    Raises: Frozen; ChangedMeanwhile
    """
    with house.store.work() as connection:
        revision = rereading.move_on(connection, track)
        if _answered(connection, track):
            raise Frozen
        now = [[row[0], row[2], row[3]] for row in _rows(connection, track)]
        if stamp(now) != seen:
            raise ChangedMeanwhile
        for question, (title, text) in texts.items():
            which = (Question.id == question, Question.track_id == track)
            connection.execute(update(Question).where(*which).values(title=title, text=text))
    rereading.tell(house, track, revision)


def _rows(connection: Connection, track: str) -> list[tuple[str, int, str, str]]:
    wanted = select(Question.id, Question.number, Question.title, Question.text).where(Question.track_id == track)
    return [(row[0], row[1], row[2], row[3]) for row in connection.execute(wanted.order_by(Question.number))]


def _answered(connection: Connection, track: str) -> bool:
    theirs = exists().where(Oneliner.question_id == Question.id).where(Question.track_id == track)
    return bool(connection.scalar(select(theirs)))
