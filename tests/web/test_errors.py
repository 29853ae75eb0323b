"""What goes wrong is told kindly, in the reader's language, and never shows its inside."""

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient

from facilitator import create_app
from facilitator.config import Settings
from facilitator.domain.refusals import CODES, Refusal
from facilitator.i18n import message_in
from facilitator.store import Unavailable
from facilitator.web.errors import PAGES
from tests.furnished import furnish

SECRET = "een uitspraak die nergens mag komen"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An app of its own, with places where everything goes wrong."""
    database = furnish(tmp_path_factory.mktemp("errors") / "test.sqlite")
    app = create_app(Settings(database=database, secret="only for tests"))

    @app.get("/fails/<int:status>")
    def fails(status: int) -> str:
        abort(status)

    @app.get("/refuses/<code>")
    def refuses(code: str) -> str:
        raise Refusal(code, {"retry_after": 3})  # type: ignore[arg-type]

    @app.get("/breaks")
    def breaks() -> str:
        raise ZeroDivisionError(SECRET)

    @app.get("/unavailable")
    def unavailable() -> str:
        raise Unavailable

    return app


@pytest.mark.parametrize("status", PAGES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_error_has_a_page(client: FlaskClient, status: int, language: str) -> None:
    answer = client.get(f"/fails/{status}?language={language}")

    assert answer.status_code == status
    assert f'<html lang="{language}"' in answer.text
    assert "<h1>" in answer.text


def test_an_error_is_told_as_json_to_who_asks_for_json(client: FlaskClient) -> None:
    answer = client.get("/fails/404", headers={"Accept": "application/json"})

    assert answer.status_code == 404
    assert answer.json == {"ok": False, "error": {"code": "bad_request", "message": message_in("nl", "bad_request")}}


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_refusal_is_told_with_its_code(client: FlaskClient, code: str) -> None:
    answer = client.get(f"/refuses/{code}?language=en", headers={"Accept": "application/json"})

    assert answer.status_code >= 400
    assert answer.json is not None
    assert answer.json["ok"] is False
    assert answer.json["error"]["code"] == code
    assert answer.json["error"]["message"] == message_in("en", code, {"retry_after": 3})


def test_a_refusal_says_how_long_to_wait(client: FlaskClient) -> None:
    answer = client.get("/refuses/too_fast", headers={"Accept": "application/json"})

    assert answer.status_code == 429
    assert answer.json is not None
    assert answer.json["error"]["retry_after"] == 3


def test_a_refusal_is_a_page_to_a_person(client: FlaskClient) -> None:
    answer = client.get("/refuses/closed?language=en")

    assert answer.status_code == 410
    assert message_in("en", "closed") in answer.text


def test_a_fault_does_not_show_its_inside(client: FlaskClient) -> None:
    answer = client.get("/breaks")

    assert answer.status_code == 500
    assert SECRET not in answer.text
    assert "Traceback" not in answer.text


def test_a_database_that_is_away_is_told_apart(client: FlaskClient) -> None:
    assert client.get("/unavailable").status_code == 503


def test_a_redirect_stays_one(client: FlaskClient) -> None:
    answer = client.get("/desk")

    assert answer.status_code == 308
    assert answer.headers["Location"].endswith("/desk/")
