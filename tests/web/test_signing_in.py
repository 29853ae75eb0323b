"""Facilitators come in, and out, and nobody else does."""

from dataclasses import replace
from typing import Literal

import pytest
from argon2 import Parameters, PasswordHasher, extract_parameters
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from facilitator.services.accounts import facilitators, passwords
from facilitator.services.accounts.attempts import FREE
from facilitator.services.application import Application
from facilitator.services.assignments import Made
from facilitator.services.doors import NoDoors
from facilitator.store import Store
from tests.web.conftest import PASSWORD, Clock, add_facilitator, send, token_in

COOKIE = facilitators.COOKIE


def sign_in(browser: FlaskClient, name: str, password: str, page: str = "/sign-in") -> TestResponse:
    return send(browser, page, name=name, password=password)


def test_the_first_facilitator_sets_up_and_is_at_the_desk(client: FlaskClient, store: Store, clock: Clock) -> None:
    address = f"/setup/{facilitators.make_setup_link(store, now=clock.seconds)}"

    answer = send(client, address, name="ada", password=PASSWORD, again=PASSWORD)

    assert (answer.status_code, answer.location) == (303, "/desk/")
    assert "ada" in client.get("/desk/").text


def test_a_setup_link_is_of_no_use_twice(client: FlaskClient, store: Store, clock: Clock) -> None:
    address = f"/setup/{facilitators.make_setup_link(store, now=clock.seconds)}"
    send(client, address, name="ada", password=PASSWORD, again=PASSWORD)

    assert client.get(address).status_code == 410


@pytest.mark.parametrize(
    ("password", "again"), [("kort", "kort"), ("wachtwoord123", "wachtwoord123"), (PASSWORD, "vijf blauwe fietsen")]
)
def test_a_password_that_will_not_do_is_told(
    client: FlaskClient, store: Store, clock: Clock, password: str, again: str
) -> None:
    address = f"/setup/{facilitators.make_setup_link(store, now=clock.seconds)}"

    answer = send(client, address, name="ada", password=password, again=again)

    assert answer.status_code == 200
    assert 'role="alert"' in answer.text
    assert facilitators.needs_setup(store)


def test_an_unknown_setup_link_is_over(client: FlaskClient) -> None:
    assert client.get("/setup/nothing").status_code == 410


def test_the_right_password_leads_to_the_desk(client: FlaskClient, store: Store) -> None:
    add_facilitator(store, "ada")

    answer = sign_in(client, "ada", PASSWORD)

    assert (answer.status_code, answer.location) == (303, "/desk/")
    assert client.get("/desk/").status_code == 200


def test_the_cookie_is_for_this_site_and_no_script(client: FlaskClient, store: Store) -> None:
    add_facilitator(store, "ada")

    set_cookie = next(it for it in sign_in(client, "ada", PASSWORD).headers.getlist("Set-Cookie") if COOKIE in it)

    assert "HttpOnly" in set_cookie
    assert "SameSite=Strict" in set_cookie
    assert "Secure" not in set_cookie


def test_the_cookie_is_secure_on_https(app: Flask, application: Application, store: Store) -> None:
    application.settings = replace(application.settings, public_url="https://consult.example")
    add_facilitator(store, "ada")

    answer = sign_in(app.test_client(), "ada", PASSWORD)

    assert any(it.startswith(COOKIE) and "Secure" in it for it in answer.headers.getlist("Set-Cookie"))


@pytest.mark.parametrize(("name", "password"), [("ada", "vijf blauwe fietsen"), ("mallory", PASSWORD)])
def test_a_wrong_pair_does_not_come_in(client: FlaskClient, store: Store, name: str, password: str) -> None:
    add_facilitator(store, "ada")

    answer = sign_in(client, name, password)

    assert answer.status_code == 403
    assert client.get("/desk/").status_code == 302


class Watched(PasswordHasher):
    """Keeps what each check cost."""

    def __init__(self) -> None:
        super().__init__()
        self.costs: list[Parameters] = []

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
        self.costs.append(extract_parameters(str(hash)))
        return super().verify(hash, password)


def test_an_unknown_name_takes_as_long_as_a_wrong_password(
    app: Flask, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_facilitator(store, "ada")
    watched = Watched()
    monkeypatch.setattr(passwords, "_hasher", watched)
    for name in ("ada", "nobody"):
        browser = app.test_client()
        page = browser.get("/sign-in").text
        browser.post("/sign-in", data={"csrf_token": token_in(page), "name": name, "password": "something else"})
    known, unknown = watched.costs
    assert known == unknown


def test_who_is_wrong_too_often_has_to_wait(client: FlaskClient, store: Store) -> None:
    add_facilitator(store, "ada")
    for _ in range(FREE):
        sign_in(client, "ada", "vijf blauwe fietsen")

    assert sign_in(client, "ada", PASSWORD).status_code == 429


def test_the_right_password_from_elsewhere_is_never_refused(app: Flask, client: FlaskClient, store: Store) -> None:
    add_facilitator(store, "ada")
    for _ in range(FREE):
        sign_in(client, "ada", "vijf blauwe fietsen")
    elsewhere = app.test_client()
    elsewhere.environ_base["REMOTE_ADDR"] = "192.0.2.7"

    assert sign_in(elsewhere, "ada", PASSWORD).status_code == 303


def test_a_new_sign_in_has_a_new_cookie_and_ends_the_old_one(app: Flask, ada: FlaskClient, store: Store) -> None:
    old = ada.get_cookie(COOKIE)
    assert old is not None

    sign_in(ada, "ada", PASSWORD)

    new = ada.get_cookie(COOKIE)
    assert new is not None
    assert new.value != old.value
    thief = app.test_client()
    thief.set_cookie(COOKIE, old.value)
    assert thief.get("/desk/").status_code == 302


class Closing(NoDoors):
    """Doors that remember for which sign-ins they were closed."""

    def __init__(self) -> None:
        self.closed: list[str] = []

    def close_sign_in(self, sign_in: str) -> None:
        self.closed.append(sign_in)


def test_signing_out_ends_it_everywhere(app: Flask, ada: FlaskClient, application: Application) -> None:
    cookie = ada.get_cookie(COOKIE)
    assert cookie is not None
    doors = application.doors = Closing()

    answer = send(ada, "/sign-out", page="/desk/")

    assert (answer.status_code, answer.location) == (303, "/")
    assert len(doors.closed) == 1
    thief = app.test_client()
    thief.set_cookie(COOKIE, cookie.value)
    assert thief.get("/desk/").status_code == 302


def test_the_desk_asks_to_sign_in_and_leads_back(client: FlaskClient, store: Store) -> None:
    add_facilitator(store, "ada")

    asked = client.get("/desk/settings").location
    assert asked is not None
    answer = sign_in(client, "ada", PASSWORD, asked)

    assert answer.location == "/desk/settings"


def test_nobody_is_led_to_another_site(client: FlaskClient, store: Store) -> None:
    add_facilitator(store, "ada")

    assert sign_in(client, "ada", PASSWORD, "/sign-in?next=//evil.example").location == "/desk/"


def test_a_link_to_a_board_works_once(client: FlaskClient, board_link: str, made: Made) -> None:
    answer = send(client, board_link)

    assert (answer.status_code, answer.location) == (303, f"/desk/consultations/{made.consultation}/board")
    assert client.get("/desk/").status_code == 200
    assert client.get(board_link).status_code == 410


def test_the_page_of_a_link_to_a_board_has_one_form_and_one_token(client: FlaskClient, board_link: str) -> None:
    page = client.get(board_link).text

    assert (page.count("<form"), page.count('name="csrf_token"'), page.count("<button")) == (1, 1, 1)


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_a_link_to_a_board_is_not_used_up_by_a_look(client: FlaskClient, board_link: str, method: str) -> None:
    looked = client.open(board_link, method=method)

    assert "facilitator=" not in str(looked.headers)
    assert send(client, board_link).status_code == 303


def test_a_link_to_a_board_is_not_used_up_without_the_token_of_its_form(client: FlaskClient, board_link: str) -> None:
    assert client.post(board_link).status_code == 400

    assert send(client, board_link).status_code == 303


def test_a_link_to_a_board_that_was_used_meanwhile_signs_nobody_in(client: FlaskClient, board_link: str) -> None:
    token = token_in(client.get(board_link).text)
    send(client.application.test_client(), board_link)

    answer = client.post(board_link, data={"csrf_token": token})
    assert answer.status_code == 410
    assert "Deze link werkt niet meer" in answer.text
    assert 'href="/desk/"' in answer.text


def test_a_link_to_a_board_ends_after_ten_minutes(client: FlaskClient, board_link: str, clock: Clock) -> None:
    clock.pass_by(600)

    assert client.get(board_link).status_code == 410


@pytest.fixture
def board_link(store: Store, made: Made, clock: Clock) -> str:
    """What the command prints for ada."""
    token = facilitators.make_board_link(store, facilitator="ada", consultation=made.consultation, now=clock.seconds)
    return f"/enter/{token}"
