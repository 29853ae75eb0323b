"""No form can be posted from elsewhere, and nobody is sent elsewhere after it."""

from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.routing import Rule

from facilitator.services.assignments import Made
from facilitator.web.forms import same_site
from tests.web.conftest import send, token_in

WITHOUT_COOKIES = {"/j/<code>/oneliners", "/scan/<token>", "/approve/<token>"}
OF_SCRIPTS = {
    "/desk/consultations/<consultation_id>/interview/lines",
    "/desk/consultations/<consultation_id>/interview/strike",
}
"""Sent again hours later, after a network came back: they take JSON alone, and nothing from another site."""


def posts(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if {"POST", "PUT", "PATCH", "DELETE"} & (rule.methods or set())]


def test_every_post_needs_a_token(app: Flask, ada: FlaskClient) -> None:
    guarded = [rule for rule in posts(app) if rule.rule not in WITHOUT_COOKIES | OF_SCRIPTS]

    assert len(guarded) >= 5
    for rule in guarded:
        address = rule.build(dict.fromkeys(rule.arguments, "1"))
        assert address is not None
        assert ada.post(address[1]).status_code == 400, rule.rule


@pytest.mark.parametrize("path", sorted(OF_SCRIPTS))
def test_what_scripts_send_can_not_be_forged(ada: FlaskClient, made: Made, path: str) -> None:
    address = path.replace("<consultation_id>", made.consultation)

    assert ada.post(address, data={"key": "x"}).status_code in (400, 404, 415)
    elsewhere = {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}
    assert ada.post(address, json={}, headers=elsewhere).status_code in (403, 404)


def test_a_token_of_another_browser_does_not_help(app: Flask, ada: FlaskClient, client: FlaskClient) -> None:
    foreign = token_in(client.get("/sign-in").text)

    assert ada.post("/sign-out", data={"csrf_token": foreign}).status_code == 400


@pytest.mark.parametrize("target", ["/desk/", "/desk/consultations/1/board?x=1", "/"])
def test_a_path_of_ours_is_followed(target: str) -> None:
    assert same_site(target, "/desk/new") == target


@pytest.mark.parametrize(
    "target",
    [
        None,
        "",
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "desk",
        "/\t/evil.example",
        "/a\r\nSet-Cookie: x",
    ],
)
def test_anything_else_is_not(target: str | None) -> None:
    assert same_site(target, "/desk/") == "/desk/"


@given(st.text(alphabet="/\\:@?#.ab\t\n\r eé", max_size=12))
def test_whatever_is_asked_the_way_stays_here(target: str) -> None:
    followed = same_site(target, "/desk/")

    assert followed.startswith("/")
    assert not followed.startswith(("//", "/\\"))
    assert urlsplit(followed).netloc == ""


@pytest.mark.parametrize("typed", ["11", "-1", "9" * 400, "9" * 5000, "ten", "1.5", ""])
def test_a_number_that_is_none_is_refused_at_its_field(ada: FlaskClient, typed: str) -> None:
    answered = send(ada, "/desk/new", track="process", theme="jeugd", suspicion="er iets is.", hold=typed)

    assert answered.status_code == 200
    assert 'id="hold-error"' in answered.text
