"""The store: one database, SQLite inside or PostgreSQL beside us, behind the same two doors.

`read()` gives a connection that sees one moment. `work()` gives one that may write: on SQLite it
starts with BEGIN IMMEDIATE and is tried again for a while when somebody else holds the file.
"""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError, OperationalError

from facilitator.store.prepared import with_driver

BUSY_MILLISECONDS = 50  # a held lock stops the whole server for as long as SQLite waits for it
BUSY_TO_WRITE = 5  # the same, where we try again by ourselves and the others go on meanwhile
PATIENCE = 5.0  # seconds that a write is tried again while somebody else holds the database
PROBE_EVERY = 5.0  # seconds between looks whether the disk takes anything; as soon as it did not, each time
PROBES = {
    "sqlite": ("PRAGMA user_version = 0",),
    "postgresql": ("SET LOCAL lock_timeout = 50", "UPDATE alembic_version SET version_num = version_num"),
}
RETRIED_STATES = ("40001", "40P01", "55P03")  # PostgreSQL: serialization failure, deadlock, a lock not had in time
ONE_MOMENT = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}

Result = TypeVar("Result")


class Unavailable(Exception):
    """The database can't be reached or stays locked; nothing was written."""


class Store:
    """Access to the database at `url`."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.patience = PATIENCE
        self.engine = _engine(self.url)
        self._probes_at = 0.0
        self._writing = self.engine.execution_options(writes=True)
        self._reading = self.engine if self.is_sqlite else self.engine.execution_options(**ONE_MOMENT)

    @property
    def is_sqlite(self) -> bool:
        """Whether it is one file, which one process at a time writes."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def file(self) -> Path | None:
        """The SQLite file; None with PostgreSQL."""
        return Path(str(self.url.database)) if self.is_sqlite else None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads, on one moment of the database."""
        with self._reading.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def work(self) -> Iterator[Connection]:
        """A transaction that writes, committed at the end of the block."""
        try:
            with self._writing.connect() as connection:
                begin = with_retries(connection.begin, patience=self.patience)
                with begin:
                    yield connection
        except DBAPIError:
            self._probes_at = 0.0
            raise

    def is_well(self) -> bool:
        """Whether the database answers, and takes what is written: its disk may be full, or it only reads."""
        try:
            with self.read() as connection:
                connection.execute(text("SELECT 1"))
        except DBAPIError:
            return False
        return self._takes_writes()

    def _takes_writes(self) -> bool:
        now = monotonic()
        if now >= self._probes_at and self._probe():
            self._probes_at = now + PROBE_EVERY
        return now < self._probes_at

    def _probe(self) -> bool:
        """Write what changes nothing. While somebody else holds it that can't be told, and nothing is wrong."""
        try:
            with self._writing.connect() as connection, connection.begin():
                for statement in PROBES[self.url.get_backend_name()]:
                    connection.execute(text(statement))
        except DBAPIError as error:
            return is_transient(error)
        return True

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def with_retries(act: Callable[[], Result], *, patience: float = PATIENCE) -> Result:
    """Do `act`, again and again while the database is held by somebody else."""
    until = monotonic() + patience
    while True:
        try:
            return act()
        except OperationalError as error:
            if not is_transient(error) or monotonic() > until:
                raise
            sleep(0.02)


def is_transient(error: DBAPIError) -> bool:
    """Whether trying again may help: locked, a lost connection, or a clash of transactions."""
    state = getattr(error.orig, "sqlstate", "")
    unreachable = state is None and isinstance(error, OperationalError)  # PostgreSQL said nothing at all
    return error.connection_invalidated or unreachable or state in RETRIED_STATES or "locked" in str(error.orig)


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        url = url.set(drivername="postgresql+psycopg")
        return create_engine(url, hide_parameters=True, pool_pre_ping=True, pool_size=10, max_overflow=10)
    engine = create_engine(
        url,
        hide_parameters=True,
        connect_args={"timeout": BUSY_MILLISECONDS / 1000, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, record: object) -> None:
    """Durable before acknowledged (FULL), deleted is deleted, and we begin transactions ourselves."""
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "temp_store=MEMORY",
        "cache_size=-32000",  # kB: the keys are random, so that a small cache is missed all the time
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    with_driver(connection, _begin_writing if writes else lambda cursor: cursor.execute("BEGIN"))


def _begin_writing(cursor: DBAPICursor) -> None:
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TO_WRITE}")
    try:
        cursor.execute("BEGIN IMMEDIATE")
    finally:
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")


def prepare_file(file: Path) -> None:
    """Make the folder of an SQLite file, and the file readable by its owner alone."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=stat.S_IRUSR | stat.S_IWUSR)
    os.chmod(file, stat.S_IRUSR | stat.S_IWUSR)
