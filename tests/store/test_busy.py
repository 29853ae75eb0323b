"""The database is held, gone or asked by many at once: what was answered holds, nothing is lost."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy import func, select

from facilitator.services.application import Application
from facilitator.store import BUSY_MILLISECONDS, BUSY_TO_WRITE, Store, tables
from tests.makers import Room, add_facilitators, application_on, code_of, room_on
from tests.outside import Postgres

HOLD_SQLITE = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
connection.execute("COMMIT")
"""


@contextmanager
def held(room: Room) -> Iterator[Callable[[], None]]:
    """Let somebody else hold the database, until what is yielded is called or the block ends."""
    if room.store.file is not None:
        words = [sys.executable, "-c", HOLD_SQLITE, str(room.store.file)]
        with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
            assert other.stdin is not None
            assert other.stdout is not None
            assert other.stdout.readline() == b"held\n"
            yield other.stdin.close
        return
    address = room.store.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address) as connection:
        connection.execute("SELECT 1 FROM track FOR UPDATE")
        yield connection.commit


def count(application: Application) -> int:
    with application.store.read() as connection:
        return int(connection.execute(select(func.count()).select_from(tables.Oneliner)).scalar_one())


def test_what_is_sent_while_somebody_else_holds_the_database_waits(room: Room) -> None:
    room.store.patience = 60
    order: list[str] = []

    def say() -> None:
        room.say("Even geduld.")
        order.append("taken down")

    waiting = threading.Thread(target=say)
    with held(room) as release:
        waiting.start()
        waiting.join(0.3)  # as good as any moment: nothing can be written now
        order.append("let go")
        release()
        waiting.join()
    assert order == ["let go", "taken down"]
    assert count(room.application) == 1


def test_who_wants_to_write_stops_the_server_for_no_longer_than_it_must(tmp_path: object) -> None:
    application = application_on(f"sqlite:///{tmp_path}/facilitator.sqlite")
    with application.store.work() as connection:
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == BUSY_MILLISECONDS
    tried: list[str] = []
    with application.store.read() as connection:
        connection.connection.dbapi_connection.set_trace_callback(tried.append)  # type: ignore[union-attr]
    with application.store.work():
        pass
    at = tried.index("BEGIN IMMEDIATE")
    assert tried[at - 1] == f"PRAGMA busy_timeout = {BUSY_TO_WRITE}"
    application.store.close()


def test_a_file_that_stays_held_is_answered_and_later_accepted(tmp_path: object) -> None:
    application = application_on(f"sqlite:///{tmp_path}/facilitator.sqlite")
    add_facilitators(application.store, "ada")
    room = room_on(application)
    room.open()
    application.store.patience = 0.1
    job = room.submission("Even geduld.")
    told: list[object] = []
    job.answer = told.append
    with held(room):
        application.writer.settle([job, room.submission("Ook.")])
        assert code_of(told[0]) == "internal"
    application.writer.settle([job])
    assert isinstance(told[1], str)
    assert count(application) == 1
    application.store.close()


def test_a_database_that_only_reads_is_not_well(postgres_database: str) -> None:
    application_on(postgres_database).store.close()
    store = Store(postgres_database.replace("postgres@", "reader@"))
    with psycopg.connect(postgres_database.replace("+psycopg", ""), autocommit=True) as owner:
        owner.execute("CREATE ROLE reader LOGIN")
        owner.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
        assert not store.is_well()
        owner.execute("GRANT UPDATE ON alembic_version TO reader")
        assert store.is_well()
        store.close()
        owner.execute("DROP OWNED BY reader")
        owner.execute("DROP ROLE reader")


def test_who_is_looked_at_at_the_same_moment_is_well(postgres_database: str) -> None:
    application = application_on(postgres_database)
    address = postgres_database.replace("+psycopg", "")
    with psycopg.connect(address) as connection:
        connection.execute("SELECT 1 FROM alembic_version FOR UPDATE")  # as another process's look does
        assert application.store.is_well()
    application.store.close()


def test_a_database_that_is_gone_is_answered_at_once_and_later_accepts(
    postgres_server: Postgres, postgres_database: str, caplog: pytest.LogCaptureFixture
) -> None:
    application = application_on(postgres_database)
    add_facilitators(application.store, "ada")
    room = room_on(application)
    room.open()
    jobs = [room.submission(f"Nummer {number}.") for number in range(200)]
    told: list[object] = []
    for job in jobs:
        job.answer = told.append
    with postgres_server.down():
        application.writer.settle(jobs)
        assert "one by one" not in caplog.text, "200 times the wait for a connection"
        assert {code_of(outcome) for outcome in told} == {"internal"}
        assert not application.store.is_well()
    told.clear()
    application.writer.settle(jobs)
    assert len({outcome for outcome in told if isinstance(outcome, str)}) == 200
    assert count(application) == 200
    application.store.close()


def test_many_who_send_at_once_lose_nothing(room: Room) -> None:
    writing = threading.Thread(target=room.application.writer.run)
    writing.start()
    told: list[object] = []

    def send(sender: int) -> None:
        for number in range(250):
            job = room.submission(f"{sender} zegt {number}.")
            job.answer = told.append
            room.application.put(job)

    senders = [threading.Thread(target=send, args=[sender]) for sender in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    room.application.writer.end(30)
    writing.join(30)
    assert len({outcome for outcome in told if isinstance(outcome, str)}) == 1000
    assert count(room.application) == len(room.board.cards) == 1000
    assert room.board.revision == 1001


def test_closing_while_somebody_reads_holds_nobody_up(room: Room) -> None:
    room.say("Klaar.")
    with room.store.read() as reading:
        reading.execute(select(tables.Oneliner.id)).all()
        assert isinstance(room.act("close"), int), "while the reader is still there"
    assert room.application.unswept
    room.application.sweep()
    assert not room.application.unswept
