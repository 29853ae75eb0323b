"""The square leads where the code leads."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from facilitator.services.application import Application
from facilitator.web.addresses import spaced, without_scheme
from facilitator.web.qr import draw


def test_a_code_has_a_square(client: FlaskClient) -> None:
    answer = client.get("/qr/BCDFGH.svg")

    assert answer.status_code == 200
    assert answer.mimetype == "image/svg+xml"
    assert answer.text.startswith("<svg ")
    assert 'fill="#fff"' in answer.text


@pytest.mark.parametrize("code", ["bcdfgh", "BCDFG", "BCDFGHJ", "AEIOUY", "<svg>"])
def test_what_is_not_a_code_has_none(client: FlaskClient, code: str) -> None:
    assert client.get(f"/qr/{code}.svg").status_code == 404


def test_the_square_leads_to_the_public_address(client: FlaskClient, application: Application) -> None:
    application.settings = replace(application.settings, public_url="https://consult.example")

    answer = client.get("/qr/BCDFGH.svg")

    assert answer.data == draw("https://consult.example/j/BCDFGH")


def test_the_square_leads_to_this_machine_where_no_public_address_is_set(
    client: FlaskClient, application: Application
) -> None:
    application.lan_url = "http://192.0.2.5:8000"

    assert client.get("/qr/BCDFGH.svg").data == draw("http://192.0.2.5:8000/j/BCDFGH")


def test_a_code_is_written_as_it_is_read_aloud() -> None:
    assert spaced("BCDFGH") == "BCD FGH"


def test_an_address_is_written_as_it_is_typed() -> None:
    assert without_scheme("https://consult.example/j/BCDFGH") == "consult.example/j/BCDFGH"
