"""Links and codes for whoever is asked about a version: made here, shown once, and of each only the hash is kept."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Row, insert, select, update

from facilitator.domain.refusals import Refusal
from facilitator.services.own import OwnTrack
from facilitator.services.writing import new_id
from facilitator.steps.approval import rules
from facilitator.steps.approval.service import open_version, standings
from facilitator.steps.persons.networks import RHIZOME
from facilitator.store.once import hold
from facilitator.store.tables import Approval, KeyPerson, Track

MOST_PAPER_CODES: Final = 60


@dataclass(frozen=True)
class Invitation:
    """A link or code, shown once. `name` None: a code on paper, for whoever was interviewed."""

    name: str | None
    token: str


@dataclass(frozen=True)
class ToAnswer:
    """Somebody on the invitation list who still has to answer. `name` None: a code on paper."""

    id: str
    name: str | None


def invite(own: OwnTrack, *, people: Iterable[str], paper: int) -> list[Invitation]:
    """Make links for key persons and codes on paper, for the round that is open; whoever has one keeps it.

    They are given here and nowhere else. Raises: Refusal("not_now")
    """
    with own.work() as connection:
        hold(connection, Track, own.id)
        version = open_version(connection, own.id)
        if version is None or not 0 <= paper <= MOST_PAPER_CODES:
            raise Refusal("not_now")
        named = [_link(connection, own.id, version, it) for it in _to_invite(connection, own.id, set(people))]
        return named + [_link(connection, own.id, version, None) for _ in range(paper)]


def renew(own: OwnTrack, approval: str) -> Invitation | None:
    """Make another link for somebody who lost it; the old one stops working. None: there is no such person."""
    with own.work() as connection:
        found = connection.execute(
            select(Approval.key_person_id, KeyPerson.name)
            .outerjoin(KeyPerson, KeyPerson.id == Approval.key_person_id)
            .where(Approval.track_id == own.id, Approval.id == approval)
        ).one_or_none()
        if found is None:
            return None
        token = _new_token(found.key_person_id)
        connection.execute(update(Approval).where(Approval.id == approval).values(token_hash=rules.token_hash(token)))
        return Invitation(found.name, token)


def can_be_invited(own: OwnTrack) -> list[ToAnswer]:
    """List key persons with a name who have no link yet; a rhizome network has no names."""
    with own.read() as connection:
        return [ToAnswer(it.id, it.name) for it in _to_invite(connection, own.id, None)]


def _to_invite(connection: Connection, track: str, only: set[str] | None) -> Sequence[Row[str, str | None]]:
    invited = select(Approval.key_person_id).where(Approval.key_person_id.is_not(None), Approval.track_id == track)
    wanted = (
        select(KeyPerson.id, KeyPerson.name)
        .where(KeyPerson.track_id == track, KeyPerson.name.is_not(None), KeyPerson.network_type != RHIZOME)
        .where(KeyPerson.id.not_in(invited))
        .order_by(KeyPerson.name, KeyPerson.id)
    )
    found = connection.execute(wanted).all()
    return [it for it in found if only is None or it.id in only]


def _link(connection: Connection, track: str, version: int, person: Row[str, str | None] | None) -> Invitation:
    token = _new_token(person.id if person else None)
    row = {"id": new_id(), "track_id": track, "token_hash": rules.token_hash(token), "asked": version}
    row |= {"key_person_id": person.id if person else None, "answered": None, "answer": None}
    connection.execute(insert(Approval), row)
    return Invitation(person.name if person else None, token)


def _new_token(person: str | None) -> str:
    return rules.paper_code() if person is None else secrets.token_urlsafe(16)


def to_answer(own: OwnTrack) -> list[ToAnswer]:
    """List who still has to answer in the round that is open, for the one reminder: never what others answered."""
    with own.read() as connection:
        version = open_version(connection, own.id)
        waiting = {id for id, it in standings(connection, own.id) if version and it.on(version) is None}
        wanted = (
            select(Approval.id, KeyPerson.name)
            .outerjoin(KeyPerson, KeyPerson.id == Approval.key_person_id)
            .where(Approval.track_id == own.id)
            .order_by(KeyPerson.name.is_(None), KeyPerson.name, Approval.id)
        )
        return [ToAnswer(it.id, it.name) for it in connection.execute(wanted) if it.id in waiting]
