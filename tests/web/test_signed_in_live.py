"""Signing in and out on a running server, where somebody waits for nobody."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests
import socketio

from tests.patience import PATIENCE
from tests.servers import Server
from tests.web.conftest import PASSWORD, token_in

AT_ONCE = 20


@pytest.fixture
def ada(server: Server) -> requests.Session:
    """The browser of ada, who has just set up this server."""
    link = re.search(r"http://\S+/setup/\S+", server.stdout.read_text())
    assert link is not None
    browser = requests.Session()
    token = token_in(browser.get(link[0]).text)
    fields = {"csrf_token": token, "name": "ada", "password": PASSWORD, "again": PASSWORD}
    assert browser.post(link[0], data=fields).url == f"{server.url}/desk/"
    return browser


@pytest.mark.parametrize("mode", ["eventlet", "threading"])
def test_no_answer_tells_what_version_runs_here(tmp_path: Path, mode: str) -> None:
    with Server(tmp_path, mode=mode) as server:
        told = str(requests.get(server.url).headers).lower()

    for name in ("werkzeug", "python", "eventlet"):
        assert name not in told


def sign_in(server: Server) -> int:
    """Sign in from another browser; the status of the answer."""
    browser = requests.Session()
    token = token_in(browser.get(f"{server.url}/sign-in").text)
    fields = {"csrf_token": token, "name": "ada", "password": PASSWORD}
    return browser.post(f"{server.url}/sign-in", data=fields, allow_redirects=False).status_code


def test_many_who_sign_in_at_once_hold_nobody_up(server: Server, ada: requests.Session) -> None:
    answered, done = [], threading.Event()

    def watch() -> None:
        browser = requests.Session()
        while not done.is_set():
            answered.append(browser.get(f"{server.url}/healthz").status_code)

    watcher = threading.Thread(target=watch)
    watcher.start()
    with ThreadPoolExecutor(AT_ONCE) as browsers:
        answers = list(browsers.map(lambda _: sign_in(server), range(AT_ONCE)))
    done.set()
    watcher.join()

    assert answers == [303] * AT_ONCE
    assert len(answered) > 3 * AT_ONCE, "while one password is looked at, several others are answered"


def test_signing_out_closes_the_open_board(server: Server, ada: requests.Session) -> None:
    consultation = server.new()["consultation"]
    cookie = "; ".join(f"{it.name}={it.value}" for it in ada.cookies)
    board, closed = socketio.Client(reconnection=False), threading.Event()
    board.on("disconnect", lambda *reason: closed.set(), namespace="/board")
    headers = {"Cookie": cookie, "Origin": server.url}
    place = {"auth": {"consultation": consultation}, "namespaces": ["/board"]}
    board.connect(server.url, headers=headers, wait_timeout=PATIENCE, **place)

    token = token_in(ada.get(f"{server.url}/desk/").text)
    ada.post(f"{server.url}/sign-out", data={"csrf_token": token})

    assert closed.wait(30)
    board.disconnect()
