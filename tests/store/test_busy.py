"""The database is held, gone or asked by many at once: what was answered holds, nothing is lost."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy import func, select

from facilitator.services.house import House
from facilitator.store import tables
from tests.makers import Room, add_facilitators, code_of, house_on, room_on
from tests.outside import Postgres

HOLD_SQLITE = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
connection.execute("COMMIT")
"""


@contextmanager
def held(room: Room, seconds: float) -> Iterator[None]:
    """Let somebody else hold the database for a while."""
    if room.store.file is not None:
        words = [sys.executable, "-c", HOLD_SQLITE, str(room.store.file), str(seconds)]
        with subprocess.Popen(words, stdout=subprocess.PIPE) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == b"held\n"
            yield
        return
    address = room.store.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address) as connection:
        connection.execute("SELECT 1 FROM track FOR UPDATE")
        release = threading.Timer(seconds, connection.commit)
        release.start()
        yield
        release.join()


def count(house: House) -> int:
    with house.store.read() as connection:
        return int(connection.execute(select(func.count()).select_from(tables.Oneliner)).scalar_one())


def test_what_is_sent_while_somebody_else_holds_the_database_waits(room: Room) -> None:
    with held(room, 1.0):
        start = time.monotonic()
        room.say("Even geduld.")
        waited = time.monotonic() - start
    assert 0.5 < waited < 4
    assert count(room.house) == 1


def test_a_file_that_stays_held_is_answered_and_later_accepted(tmp_path: object) -> None:
    house = house_on(f"sqlite:///{tmp_path}/facilitator.sqlite")
    add_facilitators(house.store, "ada")
    room = room_on(house)
    room.open()
    house.store.patience = 0.1
    job = room.submission("Even geduld.")
    told: list[object] = []
    job.answer = told.append
    with held(room, 1.0):
        house.writer.settle([job, room.submission("Ook.")])
        assert code_of(told[0]) == "internal"
    house.writer.settle([job])
    assert isinstance(told[1], str)
    assert count(house) == 1
    house.store.close()


def test_a_database_that_is_gone_is_answered_at_once_and_later_accepts(
    postgres_server: Postgres, postgres_database: str, caplog: pytest.LogCaptureFixture
) -> None:
    house = house_on(postgres_database)
    add_facilitators(house.store, "ada")
    room = room_on(house)
    room.open()
    jobs = [room.submission(f"Nummer {number}.") for number in range(200)]
    told: list[object] = []
    for job in jobs:
        job.answer = told.append
    with postgres_server.down():
        start = time.monotonic()
        house.writer.settle(jobs)
        assert time.monotonic() - start < 5
        assert "one by one" not in caplog.text
        assert {code_of(outcome) for outcome in told} == {"internal"}
        assert not house.store.is_well()
    told.clear()
    house.writer.settle(jobs)
    assert len({outcome for outcome in told if isinstance(outcome, str)}) == 200
    assert count(house) == 200
    house.store.close()


def test_many_who_send_at_once_lose_nothing(room: Room) -> None:
    writing = threading.Thread(target=room.house.writer.run)
    writing.start()
    told: list[object] = []

    def send(sender: int) -> None:
        for number in range(250):
            job = room.submission(f"{sender} zegt {number}.")
            job.answer = told.append
            room.house.put(job)

    senders = [threading.Thread(target=send, args=[sender]) for sender in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    room.house.writer.end(30)
    writing.join(30)
    assert len({outcome for outcome in told if isinstance(outcome, str)}) == 1000
    assert count(room.house) == len(room.board.cards) == 1000
    assert room.board.revision == 1001


def test_closing_while_somebody_reads_holds_nobody_up(room: Room) -> None:
    room.say("Klaar.")
    with room.store.read() as reading:
        reading.execute(select(tables.Oneliner.id)).all()
        start = time.monotonic()
        assert isinstance(room.act("close"), int)
        assert time.monotonic() - start < 2
    assert room.house.unswept
    room.house.sweep()
    assert not room.house.unswept
