"""Each way of waiting does what `facilitator.serving.protocol` says; each test fails when its patch is lost."""

import socket
import sys
import threading
from collections.abc import Iterator
from queue import Queue
from types import SimpleNamespace
from typing import Any

import pytest
import requests

from facilitator import serving
from facilitator.serving import on_gevent, on_threading
from facilitator.serving.budget import Budget
from facilitator.serving.protocol import REQUEST_SECONDS, Endpoint, Mode
from tests.outside.process import wait_until
from tests.patience import PATIENCE
from tests.serving.clients import Witness

SOCKETS = {"eventlet": "eventlet.", "threading": "socket", "gevent": "gevent."}


def test_the_standard_library_waits_in_this_way(witness: Witness) -> None:
    seen = witness.seen()
    assert seen["mode"] == witness.mode
    assert seen["socket"].startswith(SOCKETS[witness.mode])


def test_psycopg_waits_without_holding_everybody_up(witness: Witness) -> None:
    expected = None if witness.mode == "threading" else "wait_selector"
    assert witness.seen()["psycopg"] == expected


def test_what_holds_everybody_up_runs_in_a_thread(witness: Witness) -> None:
    told = requests.get(f"{witness.url}/thread", timeout=PATIENCE).json()
    assert told == {"another": witness.mode != "threading"}


def test_what_is_accepted_answers_without_delay(witness: Witness) -> None:
    with witness.dialled(b"GET / HTTP/1.1\r\n") as bare:
        assert witness.connection(bare)["nodelay"]


def test_half_a_request_is_given_a_deadline(witness: Witness) -> None:
    with witness.dialled(b"GET / HTTP/1.1\r\nX-Slow: ") as bare:
        assert 0 < witness.connection(bare)["timeouts"][0] <= REQUEST_SECONDS


def test_a_byte_more_of_a_head_is_given_no_longer(witness: Witness) -> None:
    with witness.dialled(b"GET / HTTP/1.1\r\nX-Slow: ") as bare:
        wait_until(lambda: witness.connection(bare)["timeouts"][0] < REQUEST_SECONDS, seconds=PATIENCE, what="a read")
        before = witness.connection(bare)["timeouts"][0]
        bare.sendall(b"x")
        wait_until(lambda: witness.connection(bare)["timeouts"][0] < before, seconds=PATIENCE, what="another read")


def test_a_body_that_drips_is_given_no_longer(witness: Witness) -> None:
    with witness.dialled(b"POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n") as bare:
        witness.connection(bare)
        bare.sendall(b"x")
        wait_until(lambda: witness.connection(bare)["timeouts"][0] < REQUEST_SECONDS, seconds=PATIENCE, what="a read")


def test_others_have_their_turn_between_two_connections_that_come_in(on_eventlet: Witness) -> None:
    assert on_eventlet.seen()["accept"] == ["one_a_turn.<locals>.done"]


def test_an_answer_does_not_say_what_runs_here(witness: Witness) -> None:
    answer = requests.get(f"{witness.url}/witness", timeout=PATIENCE)
    said = answer.headers.get("Server", "").lower()
    assert not any(name in said for name in ("python", "werkzeug", "eventlet", "gevent", "/"))


def test_it_speaks_http_1_1(witness: Witness) -> None:
    with witness.dialled(b"GET /witness HTTP/1.1\r\nHost: x\r\n\r\n") as bare:
        assert bare.recv(16).startswith(b"HTTP/1.1 200")


def test_no_line_names_who_asked(witness: Witness) -> None:
    requests.get(f"{witness.url}/nowhere", timeout=PATIENCE)
    with witness.dialled(b"nonsense\r\n\r\n") as bare:
        bare.recv(4096)
    printed = witness.process.stdout.read_text() + witness.process.stderr.read_text()
    assert "127.0.0.1" not in printed
    assert "nowhere" not in printed


def test_no_warning_of_a_librarys_is_printed(witness: Witness) -> None:
    assert "Warning" not in witness.process.stderr.read_text()


def test_a_body_that_nobody_wants_is_read_in_parts(witness: Witness) -> None:
    if witness.mode == "threading":
        answer = requests.post(f"{witness.url}/body", data=b"x" * (3 * 1024 * 1024), timeout=PATIENCE)
        assert answer.json()["most"] <= 1024 * 1024


@pytest.fixture
def unprepared(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leave the process as it was."""
    monkeypatch.setattr(serving, "_mode", "threading")
    monkeypatch.setenv("PSYCOPG_WAIT_FUNC", "wait_selector")
    yield


def test_a_mode_that_can_not_be_used_falls_back_to_threading(
    unprepared: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails() -> None:
        raise ImportError

    monkeypatch.setattr(on_gevent, "patch", fails)
    assert serving.prepare("gevent") == serving.mode() == "threading"
    assert capsys.readouterr().err == "gevent can't be used here: using threading\n"


def test_windows_falls_back_to_threading(
    unprepared: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    wanted: Mode = "eventlet"
    assert serving.prepare(wanted) == "threading"
    assert capsys.readouterr().err == "eventlet does not run on Windows: using threading\n"


def test_with_threading_a_websocket_ends_without_an_answer() -> None:
    """Werkzeug takes this for a connection that was lost, and sends nothing more on it."""
    ours, theirs = socket.socketpair()
    engine = SimpleNamespace(max_http_buffer_size=1024, ping_interval=25, ping_timeout=20)
    environ = {"werkzeug.socket": ours, "HTTP_HOST": "x", "HTTP_UPGRADE": "websocket", "HTTP_CONNECTION": "Upgrade"}
    key = {"HTTP_SEC_WEBSOCKET_KEY": "dGhlIHNhbXBsZSBub25jZQ==", "HTTP_SEC_WEBSOCKET_VERSION": "13"}
    with theirs, pytest.raises(ConnectionError):
        on_threading.websocket(lambda connection: [], engine, Budget())(environ | key, None)


def test_with_threading_only_so_many_connections_are_served_at_once() -> None:
    ports: Queue[int] = Queue()

    def served(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response("200 OK", [("Connection", "close"), ("Content-Length", "1")])
        return [str(sum("process_request_thread" in it.name for it in threading.enumerate())).encode()]

    at = Endpoint("127.0.0.1", 0, connections=2)
    threading.Thread(target=on_threading.serve, args=(served, at), kwargs={"listening": ports.put}, daemon=True).start()
    port = ports.get(timeout=PATIENCE)
    dripping = [socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) for _ in range(5)]
    for it in dripping:
        it.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")

    seen = [_answer_to(it, b"x\r\n\r\n") for it in dripping]

    assert all(it[-1:] in (b"1", b"2") for it in seen), seen


def _answer_to(bare: socket.socket, words: bytes) -> bytes:
    with bare:
        bare.sendall(words)
        return b"".join(iter(lambda: bare.recv(4096), b""))
