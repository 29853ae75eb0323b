"""Taking off the disk what was deleted, or was there before: deleting it leaves it where it lay."""

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from facilitator.store import Store

SWEEP_PATIENCE = 300  # milliseconds
SWEPT = (
    "oneliner", "receipt", "arrival", "map_version", "placement", "probe", "relation", "act", "attendance",
    "consultation",
)  # fmt: skip
"""The tables from which what is deleted, or was there before, must go off the disk."""


def sweep(store: Store, more: tuple[str, ...] = ()) -> bool:
    """Take deleted rows off the disk as well, of `more` tables too.

    Returns: False when somebody is reading, so try again.
    """
    try:
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            return _sweep_file(connection) if store.is_sqlite else _sweep_tables(connection, (*SWEPT, *more))
    except DBAPIError:
        return False


def _sweep_file(connection: Connection) -> bool:
    busy: int = connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).one()[0]
    return not busy


def _sweep_tables(connection: Connection, names: tuple[str, ...]) -> bool:
    """A waiting VACUUM FULL would make everybody else wait behind it."""
    connection.execute(text(f"SET lock_timeout = {SWEEP_PATIENCE}"))
    try:
        for name in names:
            connection.execute(text(f"VACUUM FULL {name}"))
    finally:
        connection.execute(text("RESET lock_timeout"))
    return True
