"""Who comes in with a name and a password, and who was wrong too often."""

from typing import Literal

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from facilitator.services.accounts import facilitators, passwords
from facilitator.services.accounts.attempts import FREE
from facilitator.services.accounts.signing_in import Credentials, Mismatch, TooOften, sign_in
from facilitator.services.application import Application
from facilitator.store import Store
from facilitator.store.tables import Facilitator
from tests.services.conftest import application

__all__ = ["application"]

PASSWORD = "vier blauwe fietsen"
HERE, ELSEWHERE = "192.0.2.1", "192.0.2.7"
QUICK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


def choose(store: Store, kept: str) -> None:
    with store.work() as connection:
        connection.execute(update(Facilitator).where(Facilitator.id == "ada").values(password_hash=kept))


def kept(store: Store) -> str | None:
    with store.read() as connection:
        return connection.scalar(select(Facilitator.password_hash).where(Facilitator.id == "ada"))


@pytest.fixture
def ada(application: Application) -> Application:
    """Where ada has a password."""
    choose(application.store, passwords.hash_password(PASSWORD))
    return application


def fail(application: Application, times: int) -> None:
    for _ in range(times):
        with pytest.raises(Mismatch):
            sign_in(application, Credentials("ada", "vijf blauwe fietsen", HERE))


def test_the_right_password_lets_in(ada: Application) -> None:
    new = sign_in(ada, Credentials("ada", PASSWORD, HERE))

    somebody = facilitators.who(ada.store, new.token, now=int(ada.now().timestamp()))
    assert somebody is not None and somebody.id == "ada"


@pytest.mark.parametrize(("name", "password"), [("ada", "vijf blauwe fietsen"), ("mallory", PASSWORD), ("eve", "")])
def test_nobody_else_comes_in(ada: Application, name: str, password: str) -> None:
    with pytest.raises(Mismatch):
        sign_in(ada, Credentials(name, password, HERE))


def test_who_was_wrong_too_often_waits_with_the_right_password_too(ada: Application) -> None:
    fail(ada, FREE)

    with pytest.raises(TooOften) as refused:
        sign_in(ada, Credentials("ada", PASSWORD, HERE))

    assert refused.value.wait > 0


def test_elsewhere_nobody_waits_for_it(ada: Application) -> None:
    fail(ada, FREE)

    assert sign_in(ada, Credentials("ada", PASSWORD, ELSEWHERE)).token


def test_who_came_in_begins_to_count_anew(ada: Application) -> None:
    fail(ada, FREE - 1)
    sign_in(ada, Credentials("ada", PASSWORD, HERE))

    fail(ada, FREE - 1)

    assert sign_in(ada, Credentials("ada", PASSWORD, HERE)).token


def test_what_was_kept_by_weaker_rules_is_kept_anew(application: Application) -> None:
    choose(application.store, QUICK.hash(PASSWORD))

    sign_in(application, Credentials("ada", PASSWORD, HERE))

    now = kept(application.store)
    assert now is not None and not passwords.is_outdated(now) and passwords.is_right(now, PASSWORD)


def test_a_password_that_is_replaced_while_it_is_looked_at_lets_nobody_in(
    ada: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Meanwhile(PasswordHasher):
        """Has somebody choose another password before it answers."""

        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
            choose(ada.store, "another")
            return super().verify(hash, password)

    monkeypatch.setattr(passwords, "_hasher", Meanwhile(time_cost=2, memory_cost=19_456, parallelism=1))

    with pytest.raises(Mismatch):
        sign_in(ada, Credentials("ada", PASSWORD, HERE))

    assert kept(ada.store) == "another"
