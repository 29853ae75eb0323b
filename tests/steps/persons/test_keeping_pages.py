"""The page says how long key persons are kept, and lets it be set."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitator.services.application import Application
from facilitator.services.assignments import Made
from facilitator.steps.persons import retention as contact_retention
from facilitator.store import Store
from tests.owners import own_track
from tests.seated import seated
from tests.steps.persons.seat_pages import OPEN, TYPED, close, kept, save
from tests.web.conftest import Clock, browser_of, send


def test_the_page_says_when_names_go(
    ada: FlaskClient, base: str, application: Application, made: Made, jan: str
) -> None:
    assert "de termijn loopt nog niet" in ada.get(base).text

    close(application, made)

    assert "Op 12 juni 2026 verdwijnen namen" in ada.get(base).text


def test_the_months_can_be_set(ada: FlaskClient, base: str, application: Application, made: Made, jan: str) -> None:
    close(application, made)

    send(ada, f"{base}/months", page=base, months="6")

    assert "Op 12 september 2026" in ada.get(base).text


@pytest.mark.parametrize("months", ["0", "25", "-3", "", "veel"])
def test_other_months_are_refused(ada: FlaskClient, base: str, store: Store, made: Made, months: str) -> None:
    answer = send(ada, f"{base}/months", page=base, months=months)

    assert 'role="alert"' in answer.text
    assert contact_retention.term(own_track(store, made.track)).months == 3


def test_months_that_would_empty_the_list_at_once_are_asked_twice(
    ada: FlaskClient, base: str, store: Store, application: Application, made: Made, jan: str, clock: Clock, app: Flask
) -> None:
    close(application, made)
    clock.pass_by(40 * 24 * 3600)
    ada = browser_of(app, store, "ada", clock.seconds)

    refused = send(ada, f"{base}/months", page=base, months="1")
    assert 'name="at_once"' in refused.text
    assert contact_retention.term(own_track(store, made.track)).months == 3

    send(ada, f"{base}/months", page=base, months="1", at_once="y")
    assert contact_retention.term(own_track(store, made.track)).months == 1


def test_no_name_is_kept_when_the_time_is_over(
    ada: FlaskClient, base: str, store: Store, application: Application, made: Made, clock: Clock, app: Flask
) -> None:
    [made_seat] = seated(store, made.track, [OPEN])
    close(application, made)
    clock.pass_by(100 * 24 * 3600)
    ada = browser_of(app, store, "ada", clock.seconds)
    assert "De termijn is voorbij" in ada.get(base).text

    answer = save(ada, f"{base}/{made_seat}", **TYPED)

    assert 'id="name-error"' in answer.text
    assert kept(store, made) == [OPEN]
