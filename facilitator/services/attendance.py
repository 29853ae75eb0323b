"""How many people there were, by the environment they look from: what may be shown of it, and the most that is kept."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, delete, select, update

from facilitator.domain.method import FEWEST_PEOPLE_SHOWN
from facilitator.store import Store
from facilitator.store.once import insert_once
from facilitator.store.tables import Attendance, Consultation, Oneliner

UNSAID = "unknown"
"""Counted among the people, and told of nobody."""


def shown(counts: Mapping[str, int]) -> dict[str, int]:
    """Leave out environments with so few people that somebody could be told by it, and what was not said."""
    return {it: people for it, people in sorted(_said(counts)) if people >= FEWEST_PEOPLE_SHOWN}


def grown(counts: Mapping[str, int], most: Mapping[str, int]) -> dict[str, int]:
    """Give where there are more than there were at most."""
    return {it: people for it, people in _said(counts) if people > most.get(it, 0)}


def _said(counts: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    return ((it, people) for it, people in counts.items() if it != UNSAID)


def keep_most(store: Store, consultation: str, counts: Mapping[str, int]) -> None:
    """Keep how many there were at most, for what may be shown once all is over. What is kept only ever grows.

    After the close nothing is: of few, nothing may be known any more.
    """
    with store.work() as connection:
        if connection.scalar(select(Consultation.phase).where(Consultation.id == consultation)) == "closed":
            return
        for environment in sorted(counts):
            _keep(connection, consultation, environment, counts[environment])


def _keep(connection: Connection, consultation: str, environment: str, people: int) -> None:
    """Another process may have seen more, or keep the first of it at the same time."""
    of = Attendance
    row = {"consultation_id": consultation, "environment": environment, "people": people}
    here = (of.consultation_id == consultation, of.environment == environment)
    there = connection.scalar(select(of.people).where(*here)) is not None
    if there or not insert_once(connection, of, row):
        connection.execute(update(of).where(*here, of.people < people).values(people=people))


def forget_few(connection: Connection, consultation: str) -> None:
    """Forget of a group's one-liners from where they look, where so few did that the rows could be one phone's.

    Rows that tell of no environment are told apart by that as well: where one person alone stands behind them, the
    smallest environment that may be told is forgotten along. An interview is one conversation, as its record says:
    there is nothing that its rows could add.
    """
    if connection.scalar(select(Consultation.kind).where(Consultation.id == consultation)) == "interview":
        return
    gone = _too_few(connection, consultation)
    here = Attendance.consultation_id == consultation
    connection.execute(delete(Attendance).where(here, Attendance.environment.in_(gone)))
    enough = connection.scalars(select(Attendance.environment).where(here)).all()
    told_of_few = Oneliner.environment.is_not(None) & Oneliner.environment.not_in(enough)
    connection.execute(
        update(Oneliner).where(Oneliner.consultation_id == consultation, told_of_few).values(environment=None)
    )


def _too_few(connection: Connection, consultation: str) -> list[str]:
    of = Attendance
    wanted = select(of.environment, of.people).where(of.consultation_id == consultation)
    people = {row.environment: row.people for row in connection.execute(wanted.order_by(of.people, of.environment))}
    few = [it for it in people if people[it] < FEWEST_PEOPLE_SHOWN]
    phones = (Oneliner.consultation_id == consultation) & (Oneliner.source == "phone")
    spoke = connection.scalars(select(Oneliner.environment).distinct().where(phones)).all()
    behind = sum(people[it] for it in few if it in spoke)
    at_least = behind + (None in spoke)  # how many didn't say from where they look isn't known
    return list(people)[: len(few) + 1] if behind and at_least == 1 else few
