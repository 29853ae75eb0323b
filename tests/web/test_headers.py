"""Every answer forbids the browser what the pages do not need."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitator.services.application import Application
from facilitator.web.headers import LARGEST_REQUEST

ADDRESSES = ["/", "/sign-in", "/nowhere", "/static/js/nowhere.js", "/healthz", "/qr/BCDFGH.svg", "/desk/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_has_the_headers(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Permissions-Policy"] == "camera=(), microphone=(), geolocation=()"
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_a_style_sheet_says_no_more_than_it_must(client: FlaskClient) -> None:
    headers = client.get("/static/css/reset.css").headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Content-Security-Policy" not in headers


def test_the_socket_is_named_beside_self(client: FlaskClient) -> None:
    policy = client.get("/", base_url="http://consult.example:8000").headers["Content-Security-Policy"]

    assert "connect-src 'self' ws://consult.example:8000;" in policy


def test_a_strange_host_does_not_get_into_the_policy(client: FlaskClient) -> None:
    policy = client.get("/", headers={"Host": "x; script-src *"}).headers["Content-Security-Policy"]

    assert "script-src *" not in policy


def test_each_page_has_a_nonce_of_its_own(client: FlaskClient) -> None:
    nonces = {re.search("nonce-([^']+)'", client.get("/").headers["Content-Security-Policy"]) for _ in range(2)}

    assert len({nonce[1] for nonce in nonces if nonce}) == 2


def test_pages_are_not_kept_by_anybody(client: FlaskClient) -> None:
    assert client.get("/").headers["Cache-Control"] == "no-store"


def test_plain_http_is_not_told_to_be_strict(client: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/").headers


def test_https_is_strict_and_names_the_public_host(app: Flask, application: Application) -> None:
    application.settings = replace(application.settings, public_url="https://consult.example")

    headers = app.test_client().get("/").headers

    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert "connect-src 'self' wss://consult.example;" in headers["Content-Security-Policy"]


def test_a_request_that_is_too_large_is_refused(client: FlaskClient) -> None:
    assert client.post("/sign-in", data={"name": "x" * LARGEST_REQUEST}).status_code == 413


@pytest.mark.parametrize("query", ["EIO=4&transport=polling", "EIO=3", "", "EIO=4&transport=polling&sid=nobody"])
def test_the_live_connection_answers_with_the_headers_too(client: FlaskClient, query: str) -> None:
    headers = client.get(f"/socket.io/?{query}").headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers.get_all("Cache-Control") == ["no-store"]


@pytest.mark.parametrize("j", ["0", "", "1;alert(1)"])
def test_the_live_connection_never_answers_as_a_script(client: FlaskClient, j: str) -> None:
    answer = client.get(f"/socket.io/?EIO=4&transport=polling&j={j}")

    assert answer.status_code == 400
    assert "javascript" not in answer.headers["Content-Type"]


@pytest.mark.parametrize("path", ["/desk", "//desk", "/desk?next=//elsewhere.example"])
def test_no_redirect_leads_to_the_host_that_the_client_names(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers={"Host": "elsewhere.example"})

    assert answer.status_code in (308, 404)
    assert answer.headers.get("Location", "/").startswith("/")
    assert not answer.headers.get("Location", "/").startswith("//")
