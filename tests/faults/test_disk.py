"""The disk is full, or somebody holds the database: a clear no or a wait, and nothing lost."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest

from tests.faults.ledger import wait_until
from tests.live.rooms import query, room_on
from tests.servers import Server

LIMITED = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
os.execv(sys.argv[2], sys.argv[2:])
"""
RAISED = "import resource, sys; resource.prlimit(int(sys.argv[1]), resource.RLIMIT_FSIZE, (-1, -1))"


@pytest.mark.timeout(90)
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
        subprocess.run([sys.executable, "-c", RAISED, str(server.pid)], check=True, timeout=10)
        wait_until(lambda: phone.submit("Er is weer plaats.")["ok"], seconds=10)
        assert server.is_healthy()


@pytest.mark.timeout(60)
def test_while_somebody_else_holds_the_database_all_wait_and_none_is_lost(tmp_path: Path) -> None:
    with Server(tmp_path, PHONE_RATE="0", CONSULTATION_RATE="0") as server, room_on(server) as room:
        room.open()
        phones = [room.phone() for _ in range(5)]
        holder = sqlite3.connect(tmp_path / "facilitator.sqlite", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        answers: list[dict[str, object]] = []
        question = room.questions[0]
        for number, phone in enumerate(phones):
            key = f"00000000-0000-4000-8000-00000000000{number}"
            phone.send("submit", {"key": key, "question": question, "text": f"U{number}"}, answers.append)
        for _ in range(20):
            ask_for_something_else(server)
        assert not answers
        holder.execute("ROLLBACK")
        wait_until(lambda: len(answers) == len(phones))
        assert all(answer["ok"] for answer in answers)
        assert len(query(server, "SELECT id FROM oneliner")) == len(phones)


def ask_for_something_else(server: Server) -> None:
    """A lock that somebody holds holds up nobody who needs no database."""
    with urllib.request.urlopen(f"{server.url}/socket.io/?EIO=4&transport=polling", timeout=10) as answer:
        assert answer.status == 200


@pytest.mark.timeout(60)
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
        threading.Event().wait(3)
        assert not answers
        os.kill(server.pid, signal.SIGCONT)
        wait_until(lambda: answers)
        assert answers[0]["ok"]
