"""The square leads where the code leads."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitator.services.house import House
from facilitator.web import addresses
from facilitator.web.addresses import join_url


def test_a_code_has_a_square(client: FlaskClient) -> None:
    answer = client.get("/qr/BCDFGH.svg")

    assert answer.status_code == 200
    assert answer.mimetype == "image/svg+xml"
    assert answer.text.startswith("<svg ")
    assert 'fill="#fff"' in answer.text


@pytest.mark.parametrize("code", ["bcdfgh", "BCDFG", "BCDFGHJ", "AEIOUY", "<svg>"])
def test_what_is_not_a_code_has_none(client: FlaskClient, code: str) -> None:
    assert client.get(f"/qr/{code}.svg").status_code == 404


def test_a_phone_is_sent_to_the_public_address(app: Flask, house: House) -> None:
    house.settings = replace(house.settings, public_url="https://consult.example")

    with app.test_request_context(base_url="http://127.0.0.1:8000"):
        assert join_url("BCDFGH") == "https://consult.example/j/BCDFGH"


def test_a_phone_is_sent_to_this_machine_in_its_network(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "lan_address", lambda: "192.0.2.5")

    with app.test_request_context(base_url="http://localhost:8000"):
        assert join_url("BCDFGH") == "http://192.0.2.5:8000/j/BCDFGH"


def test_a_phone_is_sent_where_the_browser_is(app: Flask) -> None:
    with app.test_request_context(base_url="http://laptop.local:8000"):
        assert join_url("BCDFGH") == "http://laptop.local:8000/j/BCDFGH"
