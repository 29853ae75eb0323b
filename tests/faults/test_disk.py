"""The disk is full, or somebody holds the database: a clear no or a wait, and nothing lost."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from facilitator.store import Store
from tests.faults.ledger import wait_until
from tests.furnished import furnish
from tests.live.clients import new_key
from tests.live.rooms import query, room_on
from tests.patience import PATIENCE
from tests.servers import Server

LIMITED = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
os.execv(sys.argv[2], sys.argv[2:])
"""
RAISED = "import resource, sys; resource.prlimit(int(sys.argv[1]), resource.RLIMIT_FSIZE, (-1, -1))"


def test_a_full_disk_is_said_and_nothing_is_acknowledged_that_is_not_there(tmp_path: Path) -> None:
    server = Server(tmp_path, PHONE_RATE="0", CONSULTATION_RATE="0")
    with server:
        pass  # the tables are there
    size = (tmp_path / "facilitator.sqlite").stat().st_size
    server.process.command = [sys.executable, "-c", LIMITED, str(size + 200_000), *server.process.command]
    with server, room_on(server) as room:
        room.open()
        phone = room.phone()
        answers = [phone.submit(f"Uitspraak {number} " + "x" * 100) for number in range(700)]
        told = {answer["error"]["code"] for answer in answers if not answer["ok"]}
        assert told == {"internal"}
        kept = {answer["id"] for answer in answers if answer["ok"]}
        assert kept
        assert kept == {oneliner for oneliner, _ in room.stored()}
        wait_until(lambda: not server.is_healthy(within=PATIENCE))  # whoever manages the server is told
        assert "Uitspraak" not in server.stderr.read_text()  # however much went wrong
        subprocess.run([sys.executable, "-c", RAISED, str(server.pid)], check=True, timeout=PATIENCE)
        wait_until(lambda: phone.submit("Er is weer plaats.")["ok"])
        wait_until(server.is_healthy)


def test_a_file_that_can_only_be_read_is_not_well(tmp_path: Path) -> None:
    with closing(Store(furnish(tmp_path / "facilitator.sqlite"))) as store:
        assert store.is_well()
        with store.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA query_only = ON")  # as a mount that became read-only
        assert store.is_well(), "looked at a moment ago"
        with pytest.raises(DBAPIError), store.work() as connection:
            connection.exec_driver_sql("DELETE FROM receipt")
        assert not store.is_well()
        with store.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA query_only = OFF")
        assert store.is_well()


LOOKS = 3


@pytest.mark.parametrize("mode", ["eventlet", "threading"])
def test_while_somebody_else_holds_the_database_all_wait_and_none_is_lost(tmp_path: Path, mode: str) -> None:
    with Server(tmp_path, mode=mode, PHONE_RATE="0", CONSULTATION_RATE="0") as server, room_on(server) as room:
        question = room.open()
        phones = [room.phone() for _ in range(5)]
        answers: list[dict[str, object]] = []
        said = [{"key": new_key(), "question": question, "text": f"Uitspraak {at}"} for at in range(len(phones))]
        with held(tmp_path / "facilitator.sqlite"):
            for phone, line in zip(phones, said, strict=True):
                phone.send("submit", line, answers.append)
            for _ in range(LOOKS):
                assert server.is_healthy(within=PATIENCE)
            assert not answers  # the looks came first: they don't wait for who holds the database
        wait_until(lambda: len(answers) == len(phones))
        for phone, line in zip(phones, said, strict=True):  # where it was held for longer than a write is tried
            wait_until(lambda phone=phone, line=line: phone.call("submit", line)["ok"])  # type: ignore[misc]
        assert len(query(server, "SELECT id FROM oneliner")) == len(phones)


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Hold the database as a program that writes would."""
    with closing(sqlite3.connect(file, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        yield
        holder.execute("ROLLBACK")


def test_a_laptop_that_slept_goes_on(tmp_path: Path) -> None:
    with Server(tmp_path, PHONE_RATE="0") as server, room_on(server) as room:
        room.open()
        phone = room.phone()
        os.kill(server.pid, signal.SIGSTOP)
        answers: list[dict[str, object]] = []
        data = {
            "key": "00000000-0000-4000-8000-000000000000",
            "question": room.questions[0],
            "text": "Tijdens de slaap.",
        }
        phone.send("submit", data, answers.append)
        threading.Event().wait(10)
        assert not answers
        os.kill(server.pid, signal.SIGCONT)
        wait_until(lambda: answers)
        assert answers[0]["ok"]
