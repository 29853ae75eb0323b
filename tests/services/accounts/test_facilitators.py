"""Facilitators come in with a link or a password, and signing out ends it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import extract_parameters

from facilitator.domain.refusals import Refusal, RuleBroken
from facilitator.services.accounts import facilitators
from facilitator.services.accounts.passwords import NOBODY, Chosen, Weak, check, hash_password, is_right
from facilitator.store import Store
from facilitator.store.tables import Base

NOW = 1_700_000_000
PASSWORD = "vier blauwe fietsen"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(f"sqlite:///{tmp_path / 'test.db'}")
    Base.metadata.create_all(made.engine)
    yield made
    made.close()


def set_up(store: Store) -> facilitators.NewSignIn:
    token = facilitators.make_setup_link(store, now=NOW)
    new = facilitators.set_up(store, token, Chosen("ada", PASSWORD), now=NOW)
    assert new is not None
    return new


def test_the_first_facilitator_is_signed_in_after_setting_up(store: Store) -> None:
    assert facilitators.needs_setup(store)

    new = set_up(store)

    ada = facilitators.who(store, new.token, now=NOW)
    assert ada is not None
    assert (ada.name, ada.sign_in) == ("ada", new.id)
    assert not facilitators.needs_setup(store)


def test_a_setup_link_works_once(store: Store) -> None:
    token = facilitators.make_setup_link(store, now=NOW)
    facilitators.set_up(store, token, Chosen("ada", PASSWORD), now=NOW)

    assert facilitators.set_up(store, token, Chosen("mallory", PASSWORD), now=NOW) is None


def test_a_new_setup_link_ends_the_earlier_one(store: Store) -> None:
    earlier = facilitators.make_setup_link(store, now=NOW)

    later = facilitators.make_setup_link(store, now=NOW)

    assert not facilitators.is_open(store, earlier, "setup", now=NOW)
    assert facilitators.is_open(store, later, "setup", now=NOW)


def test_a_setup_link_ends_after_a_day(store: Store) -> None:
    token = facilitators.make_setup_link(store, now=NOW)

    assert not facilitators.is_open(store, token, "setup", now=NOW + facilitators.SETUP_LINK_FOR)


def test_a_facilitator_is_found_by_name(store: Store) -> None:
    set_up(store)

    found = facilitators.find(store, "ada")

    assert found is not None
    assert is_right(found[1], PASSWORD)
    assert not is_right(found[1], "vijf blauwe fietsen")


def test_nobody_is_found_by_another_name(store: Store) -> None:
    set_up(store)

    assert facilitators.find(store, "mallory") is None


def test_who_is_not_known_costs_as_much_as_who_is() -> None:
    ours, nobody = (extract_parameters(kept) for kept in (hash_password(PASSWORD), NOBODY))

    assert nobody == ours


def test_nobody_has_a_right_password() -> None:
    assert not is_right(None, PASSWORD)


def test_signing_out_ends_the_sign_in(store: Store) -> None:
    new = set_up(store)

    facilitators.sign_out(store, new.id)

    assert facilitators.who(store, new.token, now=NOW) is None


def test_a_sign_in_ends_by_itself(store: Store) -> None:
    new = set_up(store)

    assert facilitators.who(store, new.token, now=NOW + facilitators.SIGNED_IN_FOR) is None


def test_the_token_itself_is_nowhere_in_the_database(store: Store) -> None:
    new = set_up(store)

    assert store.file is not None
    contents = b"".join(file.read_bytes() for file in store.file.parent.iterdir())
    assert new.token.encode() not in contents
    assert PASSWORD.encode() not in contents


def test_a_password_is_kept_with_the_advised_cost() -> None:
    assert hash_password(PASSWORD).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("kort", "short"),
        ("wachtwoord123", "common"),
        ("Gemeente2026!", "common"),
        ("123456789012", "common"),
        ("aaaaaaaaaaaab", "common"),
        ("ada heeft een fiets", "name"),
        ("vier blauwe fietsen" * 11, "long"),
    ],
)
def test_a_weak_password_is_never_kept_and_told_why(password: str, why: str) -> None:
    with pytest.raises(Weak) as refused:
        Chosen("ada", password)
    assert refused.value.weakness == why


@pytest.mark.parametrize("words", [["x" * 61], [f"woord{n}" for n in range(501)]])
def test_a_list_of_insults_without_bounds_is_not_kept(store: Store, words: list[str]) -> None:
    new = set_up(store)
    ada = facilitators.who(store, new.token, now=NOW)
    assert ada is not None
    with pytest.raises(RuleBroken):
        facilitators.keep_insults(store, ada.id, words)
    assert facilitators.insults_of(store, ada.id) is None


def test_a_strong_password_will_do() -> None:
    check(PASSWORD, "ada")


@pytest.mark.parametrize("name", ["", " ", "x" * 81, "ada\nmallory"])
def test_an_account_has_a_name_of_one_line(name: str) -> None:
    with pytest.raises(Refusal, match="bad_request"):
        Chosen(name, PASSWORD)
