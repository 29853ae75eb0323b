"""An app on a fresh database, with ada who facilitates and mallory who has an own desk."""

import functools
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert
from werkzeug.test import TestResponse

from facilitator.services import assignments
from facilitator.services.accounts import facilitators, passwords
from facilitator.services.application import Application
from facilitator.services.assignments import Made, Wanted
from facilitator.store import Store
from facilitator.store.tables import Facilitator
from facilitator.web import guessing
from tests.apps import app_on
from tests.web.phones import act

PASSWORD = "vier blauwe fietsen"
SETTLED = {
    "issue": "Hulp komt te laat.",
    "solution": "Een Geldpunt in elke wijk.",
    "owner": "wethouder",
    "term": "2027-04-01",
    "settled_by": "het college",
    "settled_on": "2026-04-02",
    "number": "2026-12",
    "variant_A": "vast punt",
    "variant_B": "bus",
}
SUSPICION = "inwoners met schulden ons pas bereiken als het te laat is."


class Clock:
    """A clock that only moves when a test moves it."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    @property
    def seconds(self) -> int:
        return int(self.time.timestamp())

    def pass_by(self, seconds: int) -> None:
        self.time += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(tmp_path: Path, clock: Clock) -> Iterator[Flask]:
    """The whole app as it is served, without anything that runs beside it."""
    guessing.forget()
    with app_on(tmp_path / "test.sqlite", clock) as made:
        yield made


@pytest.fixture
def application(app: Flask) -> Application:
    """What every door of the app leads to."""
    found: Application = app.extensions["facilitator"]
    return found


@pytest.fixture
def store(application: Application) -> Store:
    """The database behind the app."""
    return application.store


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser of somebody whom nobody knows."""
    return app.test_client()


@functools.cache
def kept_password() -> str:
    """What is kept of the test's password: slow to make on purpose, so made once."""
    return passwords.hash_password(PASSWORD)


def add_facilitator(store: Store, name: str) -> str:
    """Make a facilitator with the test's password."""
    with store.work() as connection:
        connection.execute(insert(Facilitator).values(id=name, name=name, password_hash=kept_password()))
    return name


def browser_of(app: Flask, store: Store, name: str, now: int) -> FlaskClient:
    """A browser that is signed in."""
    browser = app.test_client()
    browser.set_cookie(facilitators.COOKIE, facilitators.sign_in(store, name, now=now).token)
    return browser


@pytest.fixture
def ada(app: Flask, store: Store, clock: Clock) -> FlaskClient:
    """The browser of ada, who facilitates."""
    return browser_of(app, store, add_facilitator(store, "ada"), clock.seconds)


@pytest.fixture
def mallory(app: Flask, store: Store, clock: Clock) -> FlaskClient:
    """The browser of mallory, who has a desk of her own and no business on ada's."""
    return browser_of(app, store, add_facilitator(store, "mallory"), clock.seconds)


@pytest.fixture
def made(ada: FlaskClient, store: Store) -> Made:
    """A consultation of ada's."""
    return assignments.create(store, "ada", Wanted(track="process", theme="schulden en armoede", suspicion=SUSPICION))


def etag_on(browser: FlaskClient, address: str) -> str:
    """The mark that a form hands back."""
    return browser.get(address).text.split('name="etag"')[1].split('value="')[1].split('"')[0]


def token_in(page: str) -> str:
    """Give the token that a page's form carries."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found is not None, "this page has no form with a token"
    return found[1]


def hidden_in(page: str) -> dict[str, str]:
    """What the first form of a page that has any carries: its token, and what makes it happen once."""
    found = re.search(r'name="once"[^>]*value="([^"]+)"', page)
    return {"csrf_token": token_in(page)} | ({"once": found[1]} if found else {})


def send(browser: FlaskClient, address: str, *, page: str | None = None, **fields: str) -> TestResponse:
    """Fill in the form on a page and send it, as a person would."""
    text = browser.get(page or address, follow_redirects=True).text
    return browser.post(address, data=hidden_in(text) | fields)


@pytest.fixture
def ben(app: Flask) -> FlaskClient:
    """The phone of ben, who takes part."""
    return app.test_client()


@pytest.fixture
def opened(application: Application, made: Made) -> Made:
    """A consultation whose first question is open."""
    act(application, made, "open_question", question=made.questions[0].id)
    return made
