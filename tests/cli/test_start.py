"""Starting: what is said, and the one line that says why it can't be."""

import os
import re
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.live.rooms import room_on
from tests.patience import PATIENCE
from tests.servers import Server, clean_environment


def start(tmp_path: Path, *flags: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Start a server that is not expected to stay."""
    own = {"DATABASE": f"sqlite:///{tmp_path / 'facilitator.sqlite'}", "SECRET": "0" * 64} | settings
    command = [sys.executable, "-P", "-m", "facilitator.cli", "serve", "--host", "127.0.0.1", *flags]
    return subprocess.run(
        command, env=clean_environment(own), cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE
    )


def test_the_first_start_prints_a_link_to_set_up_once(tmp_path: Path) -> None:
    with Server(tmp_path, database=f"sqlite:///{tmp_path / 'not-there-yet.sqlite'}") as server:
        said = server.stdout.read_text()
    assert f"http://127.0.0.1:{server.port}" in said
    assert re.search(r"/setup/[\w-]{40,}", said)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE", "mysql://x/y"),
        ("DATABASE", "nonsense"),
        ("QUEUE", "http://127.0.0.1"),
        ("PUBLIC_URL", "consult.example.org"),
        ("PUBLIC_URL", "https://consult.example.org/path"),
        ("ASYNC", "asyncio"),
        ("LANGUAGE", "fr"),
        ("LOG", "loud"),
        ("PHONE_RATE", "fast"),
        ("PHONE_RATE", "-1"),
        ("CONSULTATION_RATE", "nan"),
        ("CONNECTIONS", "many"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_one_line_that_names_it(tmp_path: Path, name: str, value: str) -> None:
    done = start(tmp_path, **{name: value})
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert f"FACILITATOR_{name}" in done.stderr


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = start(tmp_path, "--port", str(port))
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"facilitator: port {port} is taken: stop what uses it, or choose another with --port"
    ]


def test_a_second_server_on_a_file_is_refused(tmp_path: Path) -> None:
    other_name = tmp_path / "hard.sqlite"
    with Server(tmp_path):
        other_name.hardlink_to(tmp_path / "facilitator.sqlite")
        done = start(tmp_path, "--port", "0", DATABASE=f"sqlite:///{other_name}")
    assert done.returncode == 1
    assert "another server already uses" in done.stderr


def test_a_damaged_database_is_not_written_to(tmp_path: Path) -> None:
    file = tmp_path / "facilitator.sqlite"
    file.write_bytes(b"SQLite format 3\x00" + os.urandom(8192))
    before = file.read_bytes()
    done = start(tmp_path, "--port", "0")
    assert done.returncode == 1
    assert "damaged" in done.stderr
    assert file.read_bytes() == before


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    with Server(tmp_path):
        pass
    with sqlite3.connect(tmp_path / "facilitator.sqlite") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    done = start(tmp_path, "--port", "0")
    assert done.returncode == 1
    assert "does not know" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_database_that_can_not_be_reached_is_said(tmp_path: Path) -> None:
    done = start(tmp_path, "--port", "0", DATABASE="postgresql://nobody@127.0.0.1:1/nothing")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "FACILITATOR_DATABASE" in done.stderr


def test_an_unknown_command_is_said(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "facilitator.cli", "--nonsense"],
        env=clean_environment({}),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 2
    assert "--nonsense" in done.stderr


def test_files_are_readable_by_their_owner_alone(tmp_path: Path) -> None:
    with Server(tmp_path):
        modes = {it.stat().st_mode & 0o077 for it in tmp_path.glob("facilitator.sqlite*") if it.suffix != ".lock"}
    assert modes == {0}


def test_a_new_consultation_is_found_where_the_server_listens(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        server.environment.pop("FACILITATOR_PUBLIC_URL")
        server.restart()
        assert server.new_by_command()["join_url"].startswith(f"http://127.0.0.1:{server.port}/j/")


def test_fewer_open_files_than_connections_is_said(tmp_path: Path) -> None:
    with Server(tmp_path, CONNECTIONS="999999999") as server:
        said = server.stderr.read_text()
    assert "the system allows no more open files" in said


@pytest.mark.parametrize("mode", ["eventlet", "threading", "gevent"])
def test_it_serves_from_postgresql_in_every_way_of_waiting(tmp_path: Path, postgres_database: str, mode: str) -> None:
    with Server(tmp_path, database=postgres_database, mode=mode) as server, room_on(server) as room:
        room.open()
        answers = [room.phone().submit(f"Uitspraak {number}") for number in range(3)]
        assert all(answer["ok"] for answer in answers)
        assert len(room.stored()) == 3
