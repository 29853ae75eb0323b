"""Those who help a facilitator with one consultation: invited by a link, let go at any moment."""

import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, delete, exists, insert, or_, select

from facilitator.services.facilitators import SETUP_LINK_FOR, Invited, NewSignIn, begin, make_link, take_link
from facilitator.store import Store
from facilitator.store.tables import Assignment, Consultation, Facilitator, Membership, SignIn, Track

INVITATION_FOR = SETUP_LINK_FOR


@dataclass(frozen=True)
class Helper:
    id: str
    name: str
    guest: bool


def invite(store: Store, *, facilitator: str, consultation: str, now: int) -> str:
    """Make the token of a link that lets one person help with a consultation, for a day."""
    return make_link(store, "invite", Invited(facilitator, consultation), now=now, valid_for=INVITATION_FOR)


def accept_as_guest(store: Store, token: str, *, name: str, now: int) -> tuple[NewSignIn, str] | None:
    """Begin to help under a name that counts here only; gives the sign-in and the consultation.

    None: the link was used, or is too old.
    """
    with store.work() as connection:
        invited = take_link(connection, token, "invite", now)
        if invited is None:
            return None
        guest = _new_guest(connection, name)
        _join(connection, invited, guest)
        return begin(connection, guest, now), invited.consultation


def accept(store: Store, token: str, *, facilitator: str, now: int) -> str | None:
    """Begin to help with one's own account; gives the consultation. None: used, or too old."""
    with store.work() as connection:
        invited = take_link(connection, token, "invite", now)
        if invited is None:
            return None
        _join(connection, invited, facilitator)
        return invited.consultation


def _new_guest(connection: Connection, name: str) -> str:
    """A facilitator without a password; two guests may be called the same."""
    guest = secrets.token_hex(8)
    taken = connection.scalar(select(exists().where(Facilitator.name == name)))
    called = f"{name} ({guest[:4]})" if taken else name
    connection.execute(
        insert(Facilitator), {"id": guest, "name": called, "password_hash": None, "guest": True, "insults": None}
    )
    return guest


def _join(connection: Connection, invited: Invited, facilitator: str) -> None:
    row = {"consultation_id": invited.consultation, "facilitator_id": facilitator}
    there = exists().where(Membership.consultation_id == invited.consultation, Membership.facilitator_id == facilitator)
    if not connection.scalar(select(there)):
        connection.execute(insert(Membership), row)


def helpers(store: Store, consultation: str) -> list[Helper]:
    """Who helps with a consultation now."""
    with store.read() as connection:
        rows = connection.execute(
            select(Facilitator.id, Facilitator.name, Facilitator.guest)
            .join(Membership, Membership.facilitator_id == Facilitator.id)
            .where(Membership.consultation_id == consultation)
            .order_by(Facilitator.name)
        )
        return [Helper(*row) for row in rows]


def let_go(store: Store, *, consultation: str, helper: str) -> list[str]:
    """End somebody's helping. Returns: a guest's sign-ins, which ended with it."""
    with store.work() as connection:
        connection.execute(
            delete(Membership).where(Membership.consultation_id == consultation, Membership.facilitator_id == helper)
        )
        guest = connection.scalar(select(Facilitator.guest).where(Facilitator.id == helper))
        if not guest:
            return []
        ended = connection.execute(delete(SignIn).where(SignIn.facilitator_id == helper).returning(SignIn.id))
        return [row.id for row in ended]


def may_lead(store: Store, *, facilitator: str, consultation: str) -> bool:
    """Whether somebody may act in a consultation: its assignment's owner, and who was invited."""
    helping = exists().where(Membership.consultation_id == consultation, Membership.facilitator_id == facilitator)
    owning = (
        exists()
        .where(Consultation.id == consultation)
        .where(Track.id == Consultation.track_id)
        .where(Assignment.id == Track.assignment_id)
        .where(Assignment.facilitator_id == facilitator)
    )
    with store.read() as connection:
        return bool(connection.scalar(select(or_(helping, owning))))
