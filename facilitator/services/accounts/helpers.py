"""Those who help a facilitator with one consultation: invited by a link, let go at any moment.

A guest, who has a name and no account, is let go by the closing too, and so is a link that nobody used.
"""

import secrets
from dataclasses import dataclass
from itertools import chain, count
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, func, or_, select

from facilitator.domain import written
from facilitator.domain.refusals import Refusal
from facilitator.services.accounts.facilitators import (
    SETUP_LINK_FOR,
    Invited,
    NewSignIn,
    add_link,
    begin,
    look_at_link,
    take_link,
)
from facilitator.store import Store, rows
from facilitator.store.once import insert_once
from facilitator.store.tables import Assignment, Consultation, Facilitator, Link, Membership, SignIn, Track

INVITATION_FOR = SETUP_LINK_FOR
LONGEST_NAME: Final = 60
"""Of a guest; who comes in under the name of another gets a number behind it."""


@dataclass(frozen=True)
class Helper:
    """Somebody who helps with a consultation. `guest`: by name alone, without an account."""

    id: str
    name: str
    guest: bool


def invite(store: Store, *, facilitator: str, consultation: str, now: int) -> str:
    """Make the token of a link that lets one person help with a consultation, for a day.

    Raises: Refusal("forbidden"): the consultation is somebody else's
    """
    with store.work() as connection:
        _check_owner(connection, facilitator, consultation)
        invited = Invited(facilitator, consultation)
        return add_link(connection, "invite", invited, now=now, valid_for=INVITATION_FOR)


def _check_owner(connection: Connection, facilitator: str, consultation: str) -> None:
    if not connection.scalar(select(_owning(facilitator, consultation))):
        raise Refusal("forbidden")


def accept_as_guest(store: Store, token: str, *, name: str, now: int) -> tuple[NewSignIn, str] | None:
    """Begin to help under a name that counts here only; gives the sign-in and the consultation.

    None: the link was used, or is too old. Raises: Refusal("bad_request"): the name is none, or too long
    """
    written.check({"name": name}, {"name": written.line(LONGEST_NAME, must=True)})
    with store.work() as connection:
        invited = take_link(connection, token, "invite", now)
        if invited is None:
            return None
        guest = _new_guest(connection, name)
        _join(connection, invited, guest)
        return begin(connection, guest, now), invited.consultation


def accept(store: Store, token: str, *, facilitator: str, now: int) -> str | None:
    """Begin to help with one's own account; gives the consultation. None: the link was used, or is too old.

    Its own owner, or who helps already, does not use the link up.

    Raises: Refusal("forbidden"): a guest is here for one consultation alone, and comes in elsewhere by name
    """
    with store.work() as connection:
        check_own_account(connection, facilitator)
        invited = look_at_link(connection, token, "invite", now)
        if invited is None:
            return None
        if not leads(connection, facilitator=facilitator, consultation=invited.consultation):
            if take_link(connection, token, "invite", now) is None:
                return None  # somebody used it meanwhile
            _join(connection, invited, facilitator)
        return invited.consultation


def check_own_account(connection: Connection, facilitator: str) -> None:
    """Let no guest have anything but the consultation that they were invited to. Raises: Refusal("forbidden")"""
    if connection.scalar(select(Facilitator.guest).where(Facilitator.id == facilitator)):
        raise Refusal("forbidden")


def _new_guest(connection: Connection, name: str) -> str:
    """A facilitator without a password, under a name that nobody has yet."""
    row: dict[str, Any] = {"id": secrets.token_hex(8), "password_hash": None, "guest": True, "insults": None}
    while not insert_once(connection, Facilitator, {**row, "name": _free_name(connection, name)}):
        continue  # somebody took it meanwhile
    return str(row["id"])


def _free_name(connection: Connection, name: str) -> str:
    """The name itself, or with the first number that is free: Tom, Tom 2, Tom 3."""
    alike = select(Facilitator.name).where(Facilitator.name.startswith(name, autoescape=True))
    taken = set(connection.scalars(alike))
    numbered = (f"{name} {number}" for number in count(2))
    return next(it for it in chain([name], numbered) if it not in taken)


def _join(connection: Connection, invited: Invited, facilitator: str) -> None:
    row = {"consultation_id": invited.consultation, "facilitator_id": facilitator}
    insert_once(connection, Membership, row)


def helpers(store: Store, consultation: str) -> list[Helper]:
    """Who helps with a consultation now."""
    with store.read() as connection:
        found = connection.execute(
            select(*rows.columns(Helper, Facilitator))
            .join(Membership, Membership.facilitator_id == Facilitator.id)
            .where(Membership.consultation_id == consultation)
            .order_by(Facilitator.name)
        )
        return rows.read(Helper, found)


def invited_to(store: Store, token: str, *, now: int) -> str | None:
    """Tell which consultation a link invites to; looking does not use it up. None: used, or too old."""
    with store.read() as connection:
        invited = look_at_link(connection, token, "invite", now)
        return invited.consultation if invited else None


def end_with(connection: Connection, consultation: str) -> None:
    """Let the guests of a consultation go as it closes, and its unused invitations with them."""
    guests = (
        select(Membership.facilitator_id)
        .join(Facilitator, Facilitator.id == Membership.facilitator_id)
        .where(Membership.consultation_id == consultation, Facilitator.guest)
    )
    connection.execute(delete(SignIn).where(SignIn.facilitator_id.in_(guests)))
    connection.execute(
        delete(Membership).where(Membership.consultation_id == consultation, Membership.facilitator_id.in_(guests))
    )
    connection.execute(delete(Link).where(_invitations(consultation)))


def open_invitations(store: Store, consultation: str, *, now: int) -> int:
    """How many links were made that nobody used yet."""
    with store.read() as connection:
        wanted = select(func.count()).where(_invitations(consultation), Link.expires_at > now)
        return connection.scalar(wanted) or 0


def withdraw_invitations(store: Store, *, facilitator: str, consultation: str) -> None:
    """End the links that nobody used yet. Raises: Refusal("forbidden"): the consultation is somebody else's"""
    with store.work() as connection:
        _check_owner(connection, facilitator, consultation)
        connection.execute(delete(Link).where(_invitations(consultation)))


def _invitations(consultation: str) -> ColumnElement[bool]:
    return and_(Link.consultation_id == consultation, Link.purpose == "invite")


def let_go(store: Store, *, facilitator: str, consultation: str, helper: str) -> list[str]:
    """End somebody's helping. Returns: a guest's sign-ins, which ended with it.

    Raises: Refusal("forbidden"): the consultation is somebody else's
    """
    with store.work() as connection:
        _check_owner(connection, facilitator, consultation)
        ended = connection.execute(
            delete(Membership).where(Membership.consultation_id == consultation, Membership.facilitator_id == helper)
        )
        if ended.rowcount == 0:
            return []
        guest = connection.scalar(select(Facilitator.guest).where(Facilitator.id == helper))
        if not guest:
            return []
        over = connection.execute(delete(SignIn).where(SignIn.facilitator_id == helper).returning(SignIn.id))
        return [row.id for row in over]


def may_lead(store: Store, *, facilitator: str, consultation: str) -> bool:
    """Whether somebody may act in a consultation: its assignment's owner, and who was invited."""
    with store.read() as connection:
        return leads(connection, facilitator=facilitator, consultation=consultation)


def leads(connection: Connection, *, facilitator: str, consultation: str) -> bool:
    """The same, within a transaction."""
    either = or_(_helping(facilitator, consultation), _owning(facilitator, consultation))
    return bool(connection.scalar(select(either)))


def helps(connection: Connection, facilitator: str, consultation: str) -> bool:
    """Whether somebody was invited to a consultation and not let go, within a transaction."""
    return bool(connection.scalar(select(_helping(facilitator, consultation))))


def _helping(facilitator: str, consultation: str) -> ColumnElement[bool]:
    return exists().where(Membership.consultation_id == consultation, Membership.facilitator_id == facilitator)


def _owning(facilitator: str, consultation: str) -> ColumnElement[bool]:
    return (
        exists()
        .where(Consultation.id == consultation)
        .where(Track.id == Consultation.track_id)
        .where(Assignment.id == Track.assignment_id)
        .where(Assignment.facilitator_id == facilitator)
    )
