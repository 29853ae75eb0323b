"""One's own lines without a socket: what became of them, and taking them back."""

from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from facilitator.services.application import Application
from facilitator.services.assignments import Made
from facilitator.store import Store
from tests.web.phones import a_oneliner, act, code_of, texts

pytestmark = pytest.mark.usefixtures("writer")


def test_a_phone_asks_what_became_of_its_own_lines(ben: FlaskClient, application: Application, opened: Made) -> None:
    sent = a_oneliner(opened)
    oneliner = ben.post(f"/j/{opened.code}/oneliners", json=sent).get_json()["id"]
    act(application, opened, "hide", oneliners=[oneliner], reason="dubbel")

    answer = ben.post(f"/j/{opened.code}/mine", json={"keys": [sent["key"], str(uuid4())]})

    known = [{"key": sent["key"], "id": oneliner, "status": "hidden", "reason": "dubbel"}]
    assert (answer.status_code, answer.json) == (200, {"ok": True, "oneliners": known})


def test_a_line_is_withdrawn_by_its_key(ben: FlaskClient, opened: Made, store: Store) -> None:
    sent = a_oneliner(opened)
    ben.post(f"/j/{opened.code}/oneliners", json=sent)
    answer = ben.post(f"/j/{opened.code}/withdraw", json={"key": sent["key"]})
    assert (answer.status_code, answer.json) == (200, {"ok": True})
    assert texts(store) == []
    assert ben.post(f"/j/{opened.code}/withdraw", json={"key": sent["key"]}).json == {"ok": True}


def test_two_hundred_keys_fit(ben: FlaskClient, opened: Made) -> None:
    keys = [str(uuid4()) for _ in range(200)]
    assert ben.post(f"/j/{opened.code}/mine", json={"keys": keys}).json == {"ok": True, "oneliners": []}


@pytest.mark.parametrize(
    ("where", "sent", "status", "code"),
    [
        ("mine", {"keys": "x"}, 400, "bad_request"),
        ("mine", {"keys": [], "code": "x"}, 400, "bad_request"),
        ("mine", {"keys": [str(uuid4())] * 201}, 400, "bad_request"),
        ("mine", ["x"], 400, "bad_request"),
        ("withdraw", {}, 400, "bad_request"),
        ("withdraw", {"key": "x"}, 400, "bad_request"),
        ("withdraw", {"key": str(uuid4())}, 403, "not_yours"),
    ],
)
def test_what_is_asked_wrongly_is_refused(
    ben: FlaskClient, opened: Made, where: str, sent: object, status: int, code: str
) -> None:
    answer = ben.post(f"/j/{opened.code}/{where}", json=sent)
    assert (answer.status_code, code_of(answer)) == (status, code)


@pytest.mark.parametrize("where", ["mine", "withdraw"])
def test_a_form_asks_nothing(ben: FlaskClient, opened: Made, where: str) -> None:
    assert ben.post(f"/j/{opened.code}/{where}", data={"key": str(uuid4())}).status_code == 400


@pytest.mark.parametrize(("where", "sent"), [("mine", {"keys": []}), ("withdraw", {"key": str(uuid4())})])
def test_after_the_end_nothing_is_told(
    ben: FlaskClient, application: Application, opened: Made, where: str, sent: object
) -> None:
    act(application, opened, "close")
    answer = ben.post(f"/j/{opened.code}/{where}", json=sent)
    assert (answer.status_code, code_of(answer)) == (410, "closed")


def test_withdrawing_after_the_question_closed_is_refused(
    ben: FlaskClient, application: Application, opened: Made
) -> None:
    sent = a_oneliner(opened)
    ben.post(f"/j/{opened.code}/oneliners", json=sent)
    act(application, opened, "close_question")
    answer = ben.post(f"/j/{opened.code}/withdraw", json={"key": sent["key"]})
    assert (answer.status_code, code_of(answer)) == (409, "question_closed")
