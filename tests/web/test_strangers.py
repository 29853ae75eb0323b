"""Whatever a stranger sends to whatever address: it is no fault of ours, and writes nothing into a log."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from facilitator.services.assignments import Made

NESTED = "[" * 4000
HOSTILE = (
    b"\x00\xff\xed\xa0\x80", b"\xe2\x80\xae%\\\r\nX: y'\"<>;=,{{7*7}}", b"x" * 5000, b"9" * 5000, b"../..",
)  # fmt: skip
BODIES = (
    (b"application/json", NESTED.encode()),
    (b"application/json", b'{"key":' * 3000),
    (b"application/json", b'{"key":"\\ud800","question":"\\u0000","text":"\\ud83d"}'),
    (b"application/json", b'{"key":' + b"9" * 5000 + b"}"),
    (b"application/json", b"\xff\xfe\x00"),
    (b"application/json; charset=nonsense", b"{}"),
    (b"application/json", b"1e999999"),
    (b"application/x-www-form-urlencoded", b"text=%00%ED%A0%80&key=%FF&question=%00&csrf_token=%00&environment=%FF"),
    (b"application/x-www-form-urlencoded", b"&".join(b"a%d=1" % at for at in range(1500))),
    (b"application/x-www-form-urlencoded; charset=nonsense", b"a=\xff"),
    (b"multipart/form-data", b"--"),
    (b"multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\"\x00\"\r\n\r\n\xff\r\n--x--"),
    (b"multipart/form-data; boundary=" + b"x" * 300, b"--x"),
    (b"\x00/\xff", b"\x00"),
)  # fmt: skip
HEADERS = (
    "HTTP_COOKIE", "HTTP_HOST", "HTTP_ACCEPT", "HTTP_ACCEPT_LANGUAGE", "HTTP_ACCEPT_ENCODING", "HTTP_ORIGIN",
    "HTTP_REFERER", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE", "HTTP_SEC_FETCH_SITE",
    "HTTP_X_FORWARDED_FOR", "HTTP_AUTHORIZATION", "HTTP_USER_AGENT", "HTTP_UPGRADE",
)  # fmt: skip
ASKED = ("language", "code", "next", "v", "at", "q")
COOKIES = ("facilitator", "session", "language")


class Written(logging.Handler):
    """All that would come into a log."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def written() -> Iterator[Written]:
    handler = Written()
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)


def asked(app: Flask, method: str, path: bytes, **environ: Any) -> int:
    """Send these very bytes, past everything that a client would tidy. Gives the status."""
    answered: list[str] = []
    body = environ.pop("body", b"")
    whole = {
        "REQUEST_METHOD": method, "PATH_INFO": path.decode("latin-1"), "QUERY_STRING": "", "SERVER_NAME": "localhost",
        "SERVER_PORT": "80", "HTTP_HOST": "localhost", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(body), "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True, "wsgi.multiprocess": False, "wsgi.run_once": False, "CONTENT_LENGTH": str(len(body)),
    } | environ  # fmt: skip
    for _ in app.wsgi_app(whole, lambda status, headers, exc=None: answered.append(status)):  # type: ignore[arg-type]
        pass
    return int(answered[0].split()[0])


def addresses(app: Flask, method: str) -> Iterator[Rule]:
    """Every address there is for a method."""
    yield from (rule for rule in app.url_map.iter_rules() if method in (rule.methods or ()))


def with_(rule: Rule, value: bytes) -> bytes:
    """The address with this for each of its variables."""
    return b"".join(value if variable else part.encode() for variable, part in rule._trace)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_address_is_a_fault(app: Flask, written: Written, method: str) -> None:
    for rule in addresses(app, method):
        for value in HOSTILE:
            assert asked(app, method, with_(rule, value)) < 500, (rule.rule, value)
    assert written.lines == []


def test_no_query_is_a_fault(app: Flask, made: Made, written: Written) -> None:
    code = str(made.code).encode()
    for rule in addresses(app, "GET"):
        for value in HOSTILE:
            query = "&".join(
                f"{name}={value.decode('latin-1')}" for name in ("language", "code", "next", "v", "at", "q")
            )
            assert asked(app, "GET", with_(rule, code), QUERY_STRING=query) < 500, (rule.rule, value)
    assert written.lines == []


@pytest.mark.parametrize("path", ["/j/{code}", "/socket.io/"])
def test_no_header_is_a_fault(app: Flask, made: Made, written: Written, path: str) -> None:
    for name in HEADERS:
        for value in HOSTILE:
            told = {name: value.decode("latin-1")}
            assert asked(app, "GET", path.format(code=made.code).encode(), **told) < 500, (name, value)
    for cookie in COOKIES:
        for value in HOSTILE:
            told = {"HTTP_COOKIE": f"{cookie}={value.decode('latin-1')}"}
            assert asked(app, "GET", path.format(code=made.code).encode(), **told) < 500, (cookie, value)
    assert written.lines == []


def test_no_body_is_a_fault(app: Flask, made: Made, written: Written) -> None:
    code = str(made.code).encode()
    for rule in addresses(app, "POST"):
        for kind, body in BODIES:
            told = {"CONTENT_TYPE": kind.decode("latin-1"), "body": body}
            assert asked(app, "POST", with_(rule, code), **told) < 500, (rule.rule, kind, body[:40])
    assert written.lines == []


def test_json_that_is_nested_without_end_is_a_bad_request(app: Flask, made: Made) -> None:
    answer = app.test_client().post(
        f"/j/{made.code}/oneliners",
        data=NESTED,
        content_type="application/json",
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 400
    assert json.loads(answer.data)["error"]["code"] == "bad_request"


def test_a_file_whose_name_can_not_be_is_not_there(app: Flask) -> None:
    assert app.test_client().get("/static/%00").status_code == 404
