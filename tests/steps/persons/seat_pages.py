"""What is typed on the pages of key persons, and what there is of it."""

import re
from dataclasses import replace
from uuid import uuid4

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from facilitator.domain.events import Act
from facilitator.services.application import Application
from facilitator.services.assignments import Made
from facilitator.services.writing import Perform
from facilitator.steps.persons import service as key_persons
from facilitator.steps.persons.rules import Seat
from facilitator.store import Store
from tests.owners import own_track
from tests.web.conftest import token_in

WHERE = {"environment": "policy", "side": "internal", "function": "Inkomen"}
OPEN = Seat("policy", True, "Inkomen", "minimabeleid")
JAN = replace(OPEN, name="Jan de Vries", reason="schrijft het beleid", contact="06 12345678")
TYPED = {**WHERE, "sub_function": "minimabeleid", "network_type": "key_persons", "name": "Jan", "reason": "weet het"}


def kept(store: Store, made: Made) -> list[Seat]:
    return [it.seat for it in key_persons.seats(own_track(store, made.track))]


def close(application: Application, made: Made) -> None:
    act = Act("close", key=str(uuid4()))
    application.write([Perform(track=made.track, consultation=made.consultation, act=act, by="ada")])


def etag_in(page: str) -> str:
    found = re.search(r'name="etag" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def save(browser: FlaskClient, address: str, **fields: str) -> TestResponse:
    page = browser.get(address).text
    return browser.post(address, data={"csrf_token": token_in(page), "etag": etag_in(page), **fields})
