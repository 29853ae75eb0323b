"""Who helps with a consultation never sees who was invited."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitator.services.accounts import helpers
from facilitator.services.accounts.facilitators import COOKIE
from facilitator.services.assignments import Made
from facilitator.steps.persons.rules import Seat
from facilitator.store import Store
from tests.seated import seated
from tests.web.conftest import Clock

JAN = Seat("policy", True, "Inkomen", "minimabeleid", name="CANARY", reason="weet het", contact="06 1")


@pytest.fixture
def tom(app: Flask, store: Store, made: Made, clock: Clock) -> FlaskClient:
    """A guest who sorts beside ada."""
    token = helpers.invite(store, facilitator="ada", consultation=made.consultation, now=clock.seconds)
    joined = helpers.accept_as_guest(store, token, name="Tom", now=clock.seconds)
    assert joined is not None
    browser = app.test_client()
    browser.set_cookie(COOKIE, joined[0].token)
    return browser


def test_a_guest_sees_no_key_persons(tom: FlaskClient, store: Store, made: Made) -> None:
    [jan] = seated(store, made.track, [JAN])
    base = f"/desk/tracks/{made.track}/persons"

    assert tom.get(f"/desk/consultations/{made.consultation}").status_code == 200
    for path in (base, f"{base}/{jan}", f"{base}/export", f"{base}/import", f"{base}/rounds/1", "/desk/network"):
        answer = tom.get(path)
        assert answer.status_code in (403, 404), path
        assert "CANARY" not in answer.text
    for path in ("", "/snapshot", "/board", "/export/json", "/export/csv"):
        answer = tom.get(f"/desk/consultations/{made.consultation}{path}")
        assert b"CANARY" not in answer.data, path


def test_a_helper_with_an_own_account_sees_none_either(
    mallory: FlaskClient, store: Store, made: Made, clock: Clock
) -> None:
    token = helpers.invite(store, facilitator="ada", consultation=made.consultation, now=clock.seconds)
    helpers.accept(store, token, facilitator="mallory", now=clock.seconds)
    [jan] = seated(store, made.track, [JAN])

    assert mallory.get(f"/desk/consultations/{made.consultation}").status_code == 200
    assert mallory.get(f"/desk/tracks/{made.track}/persons").status_code == 404
    assert mallory.get(f"/desk/tracks/{made.track}/persons/{jan}").status_code == 404
    assert "Inkomen" not in mallory.get("/desk/network").text
