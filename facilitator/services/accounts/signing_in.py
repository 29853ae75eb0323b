"""Coming in with a name and a password. Hashing takes a while: it is done beside whoever waits, two at once at most."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import Connection, select, update

from facilitator import serving
from facilitator.domain.refusals import RuleBroken
from facilitator.services.accounts import facilitators, passwords
from facilitator.services.accounts.facilitators import NewSignIn
from facilitator.services.application import Application
from facilitator.store.tables import Facilitator

Result = TypeVar("Result")

_two_at_once = threading.Semaphore(2)


class TooOften(RuleBroken):
    """From here this name was tried wrongly too often: after `wait` seconds it may be tried again."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


class Mismatch(RuleBroken):
    """There is nobody of this name with this password."""


@dataclass(frozen=True)
class Credentials:
    """Who somebody says to be, and from which address."""

    name: str
    password: str = field(repr=False)
    address: str


def sign_in(application: Application, given: Credentials) -> NewSignIn:
    """Let somebody in; as slow for an unknown name as for a wrong password. Raises: TooOften, Mismatch"""
    attempts = application.attempts
    if wait := attempts.wait(given.name, given.address):
        raise TooOften(wait)
    try:
        new = _let_in(application, given)
    except Mismatch:
        attempts.failed(given.name, given.address)
        raise
    attempts.succeeded(given.name, given.address)
    return new


def _let_in(application: Application, given: Credentials) -> NewSignIn:
    found, kept = facilitators.find(application.store, given.name) or (None, None)
    if not _aside(passwords.is_right, kept, given.password) or found is None or kept is None:
        raise Mismatch
    better = _aside(passwords.hash_password, given.password) if passwords.is_outdated(kept) else kept
    with application.store.work() as connection:
        _replace(connection, found, kept, better)
        return facilitators.begin(connection, found, int(application.now().timestamp()))


def _replace(connection: Connection, facilitator: str, kept: str, better: str) -> None:
    """Keep a better hash of the password that was looked at. Raises: Mismatch: it is another one by now"""
    of = Facilitator
    if connection.scalar(select(of.password_hash).where(of.id == facilitator)) != kept:
        raise Mismatch
    if better != kept:
        connection.execute(update(of).where(of.id == facilitator).values(password_hash=better))


def set_up(application: Application, token: str, name: str, password: str) -> NewSignIn | None:
    """Make the first facilitator, by the link for it, and sign in; None: the link was used, or is too old.

    Raises: Weak; Refusal("bad_request"): the name may not be
    """
    chosen = _aside(passwords.Chosen, name, password)
    return facilitators.set_up(application.store, token, chosen, now=int(application.now().timestamp()))


def _aside(slow: Callable[..., Result], *args: object) -> Result:
    with _two_at_once:
        return serving.in_thread(slow, *args)
