"""One consultation on the desk: its addresses, its outcome, its end; for its own facilitator only."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitator.services.assignments import Made
from tests.web.conftest import send, token_in

pytestmark = pytest.mark.usefixtures("writer")


def test_a_consultation_shows_its_addresses(ada: FlaskClient, made: Made) -> None:
    page = ada.get(f"/desk/consultations/{made.consultation}").text

    assert f"/j/{made.code}" in page
    assert f"/qr/{made.code}.svg" in page
    assert f"/screen/{made.screen_token}" in page
    assert f"/desk/consultations/{made.consultation}/board" in page


def test_a_consultation_shows_its_questions(ada: FlaskClient, made: Made) -> None:
    page = ada.get(f"/desk/consultations/{made.consultation}").text

    for question in made.questions:
        assert question.text in page


def consultation_addresses(app: Flask, made: Made) -> list[tuple[str, str]]:
    """Every route of the desk that names a consultation, and its method."""
    found = []
    for rule in app.url_map.iter_rules():
        if "consultation_id" in rule.arguments:
            values = dict.fromkeys(rule.arguments, "csv") | {"consultation_id": made.consultation}
            built = rule.build(values)
            assert built is not None
            found.append((built[1], "POST" if "POST" in (rule.methods or set()) else "GET"))
    return found


def test_somebody_elses_consultation_does_not_exist(app: Flask, mallory: FlaskClient, made: Made) -> None:
    token = token_in(mallory.get("/desk/").text)
    addresses = consultation_addresses(app, made)

    assert len(addresses) >= 3
    for address, method in addresses:
        answer = mallory.open(address, method=method, data={"csrf_token": token})
        assert answer.status_code == 404, address


def test_nobody_sees_a_consultation_without_signing_in(app: Flask, client: FlaskClient, made: Made) -> None:
    for address, method in consultation_addresses(app, made):
        assert client.open(address, method=method).status_code in (302, 400, 403), address


@pytest.mark.parametrize("format", ["csv", "csv-excel", "xlsx", "json"])
def test_the_outcome_is_a_file(ada: FlaskClient, made: Made, format: str) -> None:
    answer = ada.get(f"/desk/consultations/{made.consultation}/export/{format}")

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.data


def test_another_format_does_not_exist(ada: FlaskClient, made: Made) -> None:
    assert ada.get(f"/desk/consultations/{made.consultation}/export/docx").status_code == 404


def test_closing_ends_the_code(ada: FlaskClient, client: FlaskClient, made: Made) -> None:
    address = f"/desk/consultations/{made.consultation}"

    answer = send(ada, f"{address}/close", page=address)

    assert (answer.status_code, answer.location) == (303, address)
    page = ada.get(address).text
    assert made.code not in page
    assert f"{address}/close" not in page
    assert client.get("/", query_string={"code": made.code}).status_code == 404


def test_closing_twice_is_harmless(ada: FlaskClient, made: Made) -> None:
    address = f"/desk/consultations/{made.consultation}"
    send(ada, f"{address}/close", page=address)

    assert send(ada, f"{address}/close", page="/desk/").status_code == 303
