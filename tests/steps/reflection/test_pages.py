"""The page of five private lines at the end of an assignment."""

import pytest
from flask.testing import FlaskClient

from facilitator.services.assignments import Made
from tests.web.conftest import etag_on, send


@pytest.fixture
def address(made: Made) -> str:
    return f"/desk/assignments/{made.assignment}"


def test_a_reflection_is_for_oneself(ada: FlaskClient, address: str) -> None:
    page = f"{address}/reflection"
    send(ada, page, etag=etag_on(ada, page), networks="Alleen de bekenden.")

    assert "Alleen de bekenden." in ada.get(page).text
    assert "Alleen de bekenden." not in ada.get(f"{address}/record").text


def test_an_older_reflection_overwrites_nothing(ada: FlaskClient, address: str) -> None:
    answer = send(ada, f"{address}/reflection", etag="older", networks="Nieuw.")

    assert "in een ander venster veranderd" in answer.text
    assert "Nieuw." in answer.text
