"""Whoever has a code gets in, however it is typed, and leaves no cookie."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitator.i18n import message_in
from facilitator.services.assignments import Made


def test_the_front_door_asks_for_a_code(client: FlaskClient) -> None:
    page = client.get("/").text

    assert 'name="code"' in page
    assert 'href="/sign-in"' in page


@pytest.mark.parametrize("shape", ["{0}", "{1}", " {0} ", "{2} {3}", "{2}-{3}", "{4}"])
def test_a_code_is_understood_however_it_is_typed(client: FlaskClient, made: Made, shape: str) -> None:
    code = made.code
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in code)
    typed = shape.format(code, code.lower(), code[:3], code[3:], wide)

    answer = client.get("/", query_string={"code": typed})

    assert (answer.status_code, answer.location) == (303, f"/j/{code}")


@pytest.mark.parametrize(
    "pasted",
    [
        "https://mee.example/j/{0}",
        "mee.example/j/{1}",
        "Doe mee: http://192.168.1.7:5000/j/{0}?language=nl",
        " https://mee.example/J/{2}%20{3}#nu ",
        "https://mee.example/?code={1}&language=en",
    ],
)
def test_a_whole_address_may_be_pasted(client: FlaskClient, made: Made, pasted: str) -> None:
    code = made.code

    answer = client.get("/", query_string={"code": pasted.format(code, code.lower(), code[:3], code[3:])})

    assert (answer.status_code, answer.location) == (303, f"/j/{code}")


def test_a_pasted_address_without_a_code_stays_in_the_field(client: FlaskClient) -> None:
    answer = client.get("/", query_string={"code": "https://mee.example/welkom"})

    assert answer.status_code == 404
    assert 'value="https://mee.example/welkom"' in answer.text


def test_an_unknown_code_is_told_and_kept_in_the_field(client: FlaskClient) -> None:
    answer = client.get("/", query_string={"code": "bcd fgx"})

    assert answer.status_code == 404
    assert message_in("nl", "unknown_code") in answer.text
    assert 'value="bcd fgx"' in answer.text


@pytest.mark.parametrize("typed", ["", " - "])
def test_without_a_code_nothing_happens(client: FlaskClient, typed: str) -> None:
    assert client.get("/", query_string={"code": typed}).status_code == 400


def test_a_code_that_is_much_too_long_is_refused(client: FlaskClient) -> None:
    assert client.get("/", query_string={"code": "B" * 501}).status_code == 400


def test_markup_in_a_code_stays_text(client: FlaskClient) -> None:
    page = client.get("/", query_string={"code": '"><script>alert(1)</script>'}).text

    assert "<script>alert" not in page


def test_nobody_who_takes_part_gets_a_cookie(client: FlaskClient, made: Made) -> None:
    for address in ("/", f"/?code={made.code}", "/?code=BCDFGX"):
        assert "Set-Cookie" not in client.get(address).headers


def test_guessing_is_slowed_down_and_a_right_code_still_works(client: FlaskClient, made: Made) -> None:
    answers = [client.get("/", query_string={"code": "BCDFGX"}).status_code for _ in range(11)]

    assert answers == [404] * 10 + [429]
    assert client.get("/", query_string={"code": made.code}).status_code == 303


def test_guessing_elsewhere_does_not_slow_down_here(app: Flask, client: FlaskClient) -> None:
    for _ in range(11):
        client.get("/", query_string={"code": "BCDFGX"})
    elsewhere = app.test_client()
    elsewhere.environ_base["REMOTE_ADDR"] = "192.0.2.7"

    assert elsewhere.get("/", query_string={"code": "BCDFGX"}).status_code == 404
