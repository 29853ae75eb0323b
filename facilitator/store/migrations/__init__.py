"""Bringing a database to the tables that this code knows, from whatever it was before."""

import logging
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from facilitator.store import Store, prepare_file
from facilitator.store.copies import copy_sqlite

log = logging.getLogger(__name__)

HERE = Path(__file__).resolve().parent
ONE_AT_A_TIME = 719_330_402  # of PostgreSQL's advisory locks


class NewerDatabase(Exception):
    """The database was made by a newer version of this code; nothing was touched."""


class OlderDatabase(Exception):
    """The database was made by an older version of this code, or by nothing yet."""


def upgrade(store: Store, *, copy_first: bool = True) -> None:
    """Bring the database up to date; an SQLite file is copied first.

    Raises: NewerDatabase
    """
    if store.file is not None:
        prepare_file(store.file)
    revision = _revision(store)
    if revision == _head():
        return
    _refuse_newer(revision)
    if store.file is not None and revision is not None and copy_first:
        _copy_first(store.file, revision)
    with store.work() as connection:
        if not store.is_sqlite:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})")
        command.upgrade(_config(connection), "head")


def check_current(store: Store) -> None:
    """For who only looks: nothing is brought up to date. Raises: OlderDatabase, NewerDatabase."""
    revision = _revision(store)
    _refuse_newer(revision)
    if revision != _head():
        raise OlderDatabase("the database is not one of this version: serve from it once")


def _revision(store: Store) -> str | None:
    with store.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _head() -> str | None:
    return ScriptDirectory(str(HERE)).get_current_head()


def _refuse_newer(revision: str | None) -> None:
    known = {script.revision for script in ScriptDirectory(str(HERE)).walk_revisions()}
    if revision is not None and revision not in known:
        raise NewerDatabase(
            f"the database is at {revision}, which this version does not know:"
            " install the newer version, or restore an older backup"
        )


def _copy_first(file: Path, revision: str) -> None:
    day = datetime.now(UTC).date().isoformat()
    copy = file.with_name(f"{file.stem}.before-upgrade-{revision}-{day}{file.suffix}")
    copy_sqlite(file, copy)
    log.warning("the database was copied to %s before its upgrade", copy)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.attributes["connection"] = connection
    return config
