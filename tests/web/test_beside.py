"""What takes long is answered by another process, as it would be here, with a page to wait on meanwhile."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from facilitator.services.application import Application
from facilitator.services.assignments import Made
from facilitator.services.documents import versions as maps
from facilitator.serving.workers import TooMuch, Work, Workers
from facilitator.web import beside
from tests.apps import workers_of
from tests.makers import Room
from tests.patience import PATIENCE
from tests.web.conftest import Clock, token_in

BROWSER = {"Accept": "text/html", "Sec-Fetch-Mode": "navigate"}
AGAIN = re.compile(r'http-equiv="refresh" content="2; url=([^"]+)"')


@pytest.fixture
def clock() -> Clock:
    """The real time, which is the other process's too."""
    found = Clock()
    found.time = datetime.now(UTC)
    return found


@pytest.fixture
def room(application: Application, made: Made) -> Room:
    found = Room(application, made)
    found.open()
    found.say("Ik weet niet waar ik moet zijn.")
    found.say("De brieven zijn te moeilijk.")
    found.act("close")
    return found


@pytest.fixture
def beside_it(application: Application, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workers]:
    """Have even the smallest map drawn beside."""
    monkeypatch.setattr(beside, "SMALL", 1)
    with workers_of(application) as crew:
        yield crew


def shape(answer: TestResponse) -> tuple[int, str, str]:
    """All but what is drawn by lot for each page."""
    text = re.sub(r'nonce="[^"]*"|name="csrf_token"[^>]*', "", answer.text)
    return answer.status_code, answer.headers["Content-Type"], text


def test_a_page_and_a_file_are_what_they_are_here(ada: FlaskClient, room: Room, beside_it: Workers) -> None:
    page = ada.get(f"/desk/tracks/{room.made.track}/map")
    for path in ("map", "map/map.svg", "export/csv", "export/json"):
        address = f"/desk/tracks/{room.made.track}/{path}"
        there = ada.get(address)
        room.application.workers = None
        assert shape(there) == shape(ada.get(address)), path
        room.application.workers = beside_it
    nonces = re.findall(r'nonce="([^"]+)"', page.text)
    assert nonces
    assert all(f"'nonce-{it}'" in page.headers["Content-Security-Policy"] for it in nonces)


def test_what_takes_long_shows_a_page_that_asks_again(
    ada: FlaskClient, room: Room, beside_it: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "PATIENCE", 0.0)
    address = f"/desk/tracks/{room.made.track}/export/csv"
    waiting = ada.get(address, headers=BROWSER)
    assert AGAIN.findall(waiting.text) == [address]
    monkeypatch.setattr(beside, "PATIENCE", PATIENCE)
    assert ada.get(address, headers=BROWSER).mimetype == "text/csv"


def test_a_form_that_takes_long_is_carried_out_once_and_told_to_who_sent_it(
    ada: FlaskClient, mallory: FlaskClient, room: Room, beside_it: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/desk/tracks/{room.made.track}/map/versions"
    token = token_in(ada.get(address).text)
    monkeypatch.setattr(beside, "PATIENCE", 0.0)
    [again] = AGAIN.findall(ada.post(address, data={"csrf_token": token}, headers=BROWSER).text)
    monkeypatch.setattr(beside, "PATIENCE", PATIENCE)
    assert mallory.get(again).status_code == 404
    answer = ada.get(again, headers=BROWSER)
    assert (answer.status_code, answer.location) == (303, address)
    assert [it.number for it in maps.versions(room.application.store, room.made.track)] == [1]


def test_a_stranger_gives_nobody_work(client: FlaskClient, room: Room, application: Application) -> None:
    application.workers = Workers(["/nowhere"], dict, environment={})
    answer = client.get(f"/desk/tracks/{room.made.track}/map")
    assert answer.status_code == 302


def test_a_small_map_is_drawn_here(ada: FlaskClient, room: Room, application: Application) -> None:
    application.workers = Workers(["/nowhere"], dict, environment={})
    assert ada.get(f"/desk/tracks/{room.made.track}/map").status_code == 200


def test_work_that_failed_is_told_so(
    ada: FlaskClient, room: Room, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "SMALL", 1)
    application.workers = Workers(["/nowhere"], dict, environment={})
    assert ada.get(f"/desk/tracks/{room.made.track}/map").status_code == 500


def test_a_published_map_that_was_withdrawn_leads_nowhere_at_once(
    ada: FlaskClient, client: FlaskClient, room: Room, beside_it: Workers
) -> None:
    maps.freeze(room.own, room.application.now())
    token = maps.publish(room.own, 1)
    assert client.get(f"/map/{token}").status_code == 200
    maps.withdraw(room.own, 1)
    assert client.get(f"/map/{token}").status_code == 404


class Crowded(Workers):
    """Remembers who asked, and has time for nobody."""

    def __init__(self) -> None:
        super().__init__([], dict, environment={})
        self.asked: list[str] = []

    def put(self, person: str, asked: dict[str, Any], sent: bytes = b"") -> Work:
        self.asked.append(person)
        raise TooMuch


def test_whatever_is_asked_of_a_published_map_waits_in_one_queue(
    client: FlaskClient, room: Room, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "SMALL", 1)
    maps.freeze(room.own, room.application.now())
    token = maps.publish(room.own, 1)
    application.workers = crowd = Crowded()

    answers = [client.get(f"/map/{token}?made_up={at}") for at in range(3)]

    assert [it.status_code for it in answers] == [429] * 3
    assert len(crowd.asked) == 3
    assert len(set(crowd.asked)) == 1
