"""A rehearsal: simulated phones against a real server, and what it says about them."""

import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.cli.facilitating import open_question
from tests.live.rooms import query
from tests.outside.process import wait_until
from tests.patience import PATIENCE
from tests.servers import COMMAND, Server


@pytest.fixture(scope="module")
def fast_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that lets phones send as fast as they like."""
    with Server(tmp_path_factory.mktemp("fast"), PHONE_RATE="0", CONSULTATION_RATE="0") as running:
        yield running


def rehearse(server: Server, code: str, **flags: object) -> subprocess.CompletedProcess[str]:
    """Rehearse with flags by name."""
    words = [word for name, value in flags.items() for word in (f"--{name}", str(value))]
    return server.command("rehearse", code, "--server", server.url, *words)


def figure(said: str, name: str) -> int:
    """The number behind a name in what a rehearsal prints."""
    found = re.search(rf"^{name}: (\d+)", said, re.M)
    assert found is not None, said
    return int(found[1])


def test_all_that_is_acknowledged_is_there_once(fast_server: Server) -> None:
    made = fast_server.new()
    open_question(fast_server, made)
    done = rehearse(fast_server, made["code"], phones=10, rate=60, seconds=2)
    assert done.returncode == 0, done.stderr
    assert figure(done.stdout, "Acknowledged") > 0
    assert figure(done.stdout, "Lost") == 0
    assert figure(done.stdout, "Doubled") == 0
    assert "p99" in done.stdout


def test_a_file_of_ones_own_is_said_and_what_is_refused_is_counted(fast_server: Server, tmp_path: Path) -> None:
    made = fast_server.new()
    open_question(fast_server, made)
    file = tmp_path / "own.csv"
    file.write_text(f"text\nKort en goed\n{'x' * 141}\n", encoding="utf-8")
    done = rehearse(fast_server, made["code"], phones=4, rate=20, seconds=1, file=file)
    assert done.returncode == 0, done.stderr
    assert figure(done.stdout, "Refused") > 0
    assert "too_long" in done.stdout


def test_phones_that_go_too_fast_wait_and_lose_nothing(server: Server) -> None:
    made = server.new()
    open_question(server, made)
    done = rehearse(server, made["code"], phones=1, rate=20, seconds=2)
    assert done.returncode == 0, done.stderr
    assert figure(done.stdout, "Told to wait") > 0
    assert figure(done.stdout, "Refused") == 0
    assert figure(done.stdout, "Unanswered") == 0


def test_it_waits_until_a_question_opens(fast_server: Server) -> None:
    made = fast_server.new()
    with rehearsing(fast_server, made) as process:
        line = next(it for it in process.stdout if "No question" in it)
        assert "waiting" in line
        open_question(fast_server, made)
        said, _ = process.communicate(timeout=PATIENCE)
    assert figure(said, "Acknowledged") > 0


def test_a_server_that_goes_away_and_comes_back_costs_nothing(fast_server: Server) -> None:
    made = fast_server.new()
    open_question(fast_server, made)
    with rehearsing(fast_server, made, seconds="2.5") as process:
        wait_until(lambda: received(fast_server, made), seconds=PATIENCE, what="the first one-liner")
        fast_server.kill()
        fast_server.start()
        said, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, errors
    assert figure(said, "Acknowledged") > 0
    assert figure(said, "Lost") == figure(said, "Doubled") == 0
    assert figure(said, "Acknowledged") + figure(said, "Unanswered") == figure(said, "Sent")


def received(server: Server, made: dict[str, Any]) -> bool:
    """Whether something was taken down."""
    return bool(query(server, f"SELECT id FROM oneliner WHERE consultation_id = '{made['consultation']}'"))


@contextmanager
def rehearsing(server: Server, made: dict[str, Any], seconds: str = "2") -> Iterator[Any]:
    """A rehearsal that runs meanwhile."""
    words = ["rehearse", made["code"], "--server", server.url, "--phones", "5", "--rate", "20", "--seconds", seconds]
    process = subprocess.Popen(
        [*COMMAND, *words], env=server.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    watchdog = threading.Timer(2 * PATIENCE, process.kill)
    watchdog.start()
    try:
        yield process
    finally:
        watchdog.cancel()
        process.kill()
        process.wait()


def test_an_unknown_code_is_said_in_one_line(fast_server: Server) -> None:
    done = rehearse(fast_server, "BCDFGH", phones=2)
    assert done.returncode == 1
    assert done.stderr.strip().splitlines() == ["facilitator: there is no consultation with this code"]


def test_a_server_that_is_not_there_is_said_in_one_line(fast_server: Server) -> None:
    done = fast_server.command("rehearse", "BCDFGH", "--server", "http://127.0.0.1:9")
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_file_without_texts_is_said_in_one_line(fast_server: Server, tmp_path: Path) -> None:
    file = tmp_path / "empty.csv"
    file.write_text("words\nnothing\n", encoding="utf-8")
    done = rehearse(fast_server, "BCDFGH", file=file)
    assert done.returncode == 1
    assert "column `text`" in done.stderr
