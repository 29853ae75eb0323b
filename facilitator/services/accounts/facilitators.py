"""Facilitators: who they are, how they come in, and how that ends.

What lets somebody in (a browser's cookie, a link) is a random token, of which only the hash is kept.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Literal

from sqlalchemy import ColumnElement, Connection, Insert, and_, delete, exists, insert, null, select, update

from facilitator.domain.refusals import RuleBroken
from facilitator.services.accounts.passwords import Chosen
from facilitator.store import Store
from facilitator.store.tables import Assignment, Facilitator, Link, SignIn, Track

COOKIE: Final = "facilitator"
SIGNED_IN_FOR: Final = 7 * 24 * 3600
BOARD_LINK_FOR: Final = 10 * 60
SETUP_LINK_FOR: Final = 24 * 3600
MOST_INSULTS: Final = 500
LONGEST_INSULT: Final = 60

Purpose = Literal["setup", "board", "invite"]


@dataclass(frozen=True)
class SignedIn:
    """A facilitator in one browser. `id` is the facilitator's, `sign_in` the row that ends with signing out."""

    id: str
    name: str
    sign_in: str
    guest: bool = False


@dataclass(frozen=True)
class NewSignIn:
    """A sign-in that was just made; `token` goes into the cookie and is known nowhere else."""

    id: str
    token: str


@dataclass(frozen=True)
class Invited:
    """What a link leads to: a consultation, and the facilitator who made the link or comes in by it."""

    facilitator: str
    consultation: str


def new_token() -> str:
    """Make 256 random bits for a cookie or a link."""
    return secrets.token_urlsafe(32)


def _kept(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def needs_setup(store: Store) -> bool:
    """Whether nobody can sign in with a password yet."""
    with store.read() as connection:
        return not connection.scalar(select(exists().where(Facilitator.password_hash.is_not(None))))


def make_setup_link(store: Store, *, now: int) -> str:
    """Make the token that lets the first facilitator choose a name and a password; earlier ones end."""
    token = new_token()
    with store.work() as connection:
        connection.execute(delete(Link).where(Link.purpose == "setup"))
        connection.execute(_new_link(token, "setup", expires_at=now + SETUP_LINK_FOR))
    return token


def make_board_link(store: Store, *, facilitator: str, consultation: str, now: int) -> str:
    """Make the token that once, for ten minutes, opens a consultation's board."""
    invited = Invited(facilitator, consultation)
    with store.work() as connection:
        return add_link(connection, "board", invited, now=now, valid_for=BOARD_LINK_FOR)


def add_link(connection: Connection, purpose: Purpose, invited: Invited, *, now: int, valid_for: int) -> str:
    """Make the token of a link to a consultation that works once, for `valid_for` seconds."""
    token = new_token()
    link = _new_link(token, purpose, expires_at=now + valid_for)
    connection.execute(delete(Link).where(Link.expires_at < now))
    connection.execute(link.values(facilitator_id=invited.facilitator, consultation_id=invited.consultation))
    return token


def take_link(connection: Connection, token: str, purpose: Purpose, now: int) -> Invited | None:
    """Use a link up; None: it was used before, or is too old."""
    taken = connection.execute(
        delete(Link).where(_open(token, purpose, now)).returning(Link.facilitator_id, Link.consultation_id)
    ).one_or_none()
    return Invited(taken.facilitator_id, taken.consultation_id) if taken else None


def look_at_link(connection: Connection, token: str, purpose: Purpose, now: int) -> Invited | None:
    """What a link leads to; looking does not use it up. None: it was used before, or is too old."""
    found = connection.execute(
        select(Link.facilitator_id, Link.consultation_id).where(_open(token, purpose, now))
    ).one_or_none()
    return Invited(found.facilitator_id, found.consultation_id) if found else None


def _new_link(token: str, purpose: Purpose, *, expires_at: int) -> Insert:
    return insert(Link).values(token_hash=_kept(token), purpose=purpose, expires_at=expires_at)


def is_open(store: Store, token: str, purpose: Purpose, *, now: int) -> bool:
    """Whether a link would still work; looking does not use it up."""
    with store.read() as connection:
        return bool(connection.scalar(select(exists().where(_open(token, purpose, now)))))


def _open(token: str, purpose: Purpose, now: int) -> ColumnElement[bool]:
    return and_(Link.token_hash == _kept(token), Link.purpose == purpose, Link.expires_at > now)


def use_board_link(store: Store, token: str, *, now: int) -> tuple[NewSignIn, str] | None:
    """Sign in with a link to a board, which ends the link; gives the consultation too. None: used or too old."""
    with store.work() as connection:
        taken = take_link(connection, token, "board", now)
        return (begin(connection, taken.facilitator, now), taken.consultation) if taken else None


def set_up(store: Store, token: str, chosen: Chosen, *, now: int) -> NewSignIn | None:
    """Make the first facilitator and sign in, which ends all such links; None: used or too old.

    Whoever was made by a command on this machine, before anybody had a password, becomes this facilitator.
    """
    with store.work() as connection:
        if not _takes_setup(connection, token, now):
            return None
        return begin(connection, _first(connection, chosen), now)


def _takes_setup(connection: Connection, token: str, now: int) -> bool:
    """Whether whoever has this link is the first. Who comes at the same time with another link finds it gone too."""
    if not connection.scalar(select(exists().where(_open(token, "setup", now)))):
        return False
    ended = connection.scalars(delete(Link).where(Link.purpose == "setup").returning(Link.token_hash)).all()
    return _kept(token) in ended


def _first(connection: Connection, chosen: Chosen) -> str:
    nameless = select(Facilitator.id).where(Facilitator.password_hash.is_(None), ~Facilitator.guest)
    waiting = connection.scalar(nameless.limit(1))
    values = {"name": chosen.name, "password_hash": chosen.kept}
    if waiting is None:
        values["id"] = waiting = secrets.token_hex(8)
        connection.execute(insert(Facilitator).values(values))
    else:
        connection.execute(update(Facilitator).where(Facilitator.id == waiting).values(values))
    return waiting


def find(store: Store, name: str) -> tuple[str, str | None] | None:
    """Give a facilitator's id, and what is kept of the password, by name."""
    with store.read() as connection:
        found = connection.execute(
            select(Facilitator.id, Facilitator.password_hash).where(Facilitator.name == name)
        ).one_or_none()
    return (found.id, found.password_hash) if found else None


def sign_in(store: Store, facilitator: str, *, now: int) -> NewSignIn:
    """Begin a new sign-in, with a token that never was used before."""
    with store.work() as connection:
        return begin(connection, facilitator, now)


def begin(connection: Connection, facilitator: str, now: int) -> NewSignIn:
    """Begin a sign-in within a transaction."""
    new = NewSignIn(id=secrets.token_hex(8), token=new_token())
    connection.execute(delete(SignIn).where(SignIn.expires_at < now))
    connection.execute(
        insert(SignIn).values(
            id=new.id, token_hash=_kept(new.token), facilitator_id=facilitator, expires_at=now + SIGNED_IN_FOR
        )
    )
    return new


def who(store: Store, token: str, *, now: int) -> SignedIn | None:
    """Tell whose cookie this is; None when it was never given out, or is over."""
    with store.read() as connection:
        found = connection.execute(
            select(Facilitator.id, Facilitator.name, SignIn.id.label("sign_in"), Facilitator.guest)
            .join(SignIn, SignIn.facilitator_id == Facilitator.id)
            .where(SignIn.token_hash == _kept(token), SignIn.expires_at > now)
        ).one_or_none()
    return SignedIn(found.id, found.name, found.sign_in, found.guest) if found else None


def sign_out(store: Store, sign_in_id: str) -> None:
    """End a sign-in, everywhere it is used."""
    with store.work() as connection:
        connection.execute(delete(SignIn).where(SignIn.id == sign_in_id))


def is_signed_in(store: Store, sign_in_id: str, *, now: int) -> bool:
    """Whether a sign-in still holds."""
    with store.read() as connection:
        return holds(connection, sign_in_id, now=now)


def holds(connection: Connection, sign_in_id: str, *, now: int) -> bool:
    """The same, within a transaction."""
    return bool(connection.scalar(select(exists().where(SignIn.id == sign_in_id, SignIn.expires_at > now))))


def insults_of(store: Store, facilitator: str) -> list[str] | None:
    """The words that a facilitator made a list of; None for the list we begin with."""
    with store.read() as connection:
        found = connection.scalar(select(Facilitator.insults).where(Facilitator.id == facilitator))
    return None if found is None else [str(word) for word in found]


class TooMany(RuleBroken):
    """The list of insults has more words than MOST_INSULTS."""


class TooLong(RuleBroken):
    """A word among the insults is longer than LONGEST_INSULT."""


def check_insults(words: Sequence[str]) -> None:
    """Bound a list of insults, which every one-liner is held beside. Raises: TooMany, TooLong"""
    if len(words) > MOST_INSULTS:
        raise TooMany
    if any(len(word) > LONGEST_INSULT for word in words):
        raise TooLong


def keep_insults(store: Store, facilitator: str, words: Sequence[str] | None) -> list[str]:
    """Replace a facilitator's list of insults; None brings the list we begin with back.

    Every track of theirs moves on by a revision without an event, so that whoever holds it, in whatever process, reads
    it anew. Returns: those tracks. Raises: TooMany, TooLong
    """
    check_insults(words or ())
    kept = null() if words is None else list(words)
    theirs = select(Assignment.id).where(Assignment.facilitator_id == facilitator)
    with store.work() as connection:
        connection.execute(update(Facilitator).where(Facilitator.id == facilitator).values(insults=kept))
        moved = connection.execute(
            update(Track)
            .where(Track.assignment_id.in_(theirs))
            .values(revision=Track.revision + 1, floor=Track.revision + 1)
            .returning(Track.id)
        )
        return [row.id for row in moved]
