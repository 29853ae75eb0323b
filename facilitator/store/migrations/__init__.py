"""Bringing a database to the tables that this code knows, from whatever it was before.

Alembic is imported where something is to be done only: it takes a fifth of the time of a start.
"""

import logging
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from facilitator.store import Store, prepare_file
from facilitator.store.copies import copy_sqlite
from facilitator.store.sweeping import sweep

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
        _upgrade(connection)
    if revision is not None:
        sweep(store)  # what a migration took out


def check_current(store: Store) -> None:
    """For who only looks: nothing is brought up to date. Raises: OlderDatabase, NewerDatabase."""
    revision = _revision(store)
    _refuse_newer(revision)
    if revision != _head():
        raise OlderDatabase("the database is not one of this version: serve from it once")


def _revision(store: Store) -> str | None:
    with store.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
        return found


def _head() -> str:
    return _known()[-1]


def _known() -> list[str]:
    """The revisions of this code, in their order: a file of versions/ is named after its own."""
    return sorted(file.name.partition("_")[0] for file in (HERE / "versions").glob("[0-9]*_*.py"))


def _refuse_newer(revision: str | None) -> None:
    if revision is not None and revision not in _known():
        raise NewerDatabase(
            f"the database is at {revision}, which this version does not know:"
            " install the newer version, or restore an older backup"
        )


def _copy_first(file: Path, revision: str) -> None:
    day = datetime.now(UTC).date().isoformat()
    copy = file.with_name(f"{file.stem}.before-upgrade-{revision}-{day}{file.suffix}")
    copy_sqlite(file, copy)
    log.warning("the database was copied to %s before its upgrade", copy)


def _upgrade(connection: Connection, revision: str = "head") -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
