"""An SQLite file as a whole: who serves from it, copies of it, whether it is sound."""

import contextlib
import sqlite3
from contextlib import closing
from io import TextIOWrapper
from pathlib import Path


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a database that may be in use; the copy holds one moment of it."""
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
    target.chmod(0o600)


def check_sqlite(file: Path) -> str | None:
    """What is wrong with a database file; None when it is sound."""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            found = connection.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        return str(error)
    return None if found == "ok" else str(found)


class InUse(Exception):
    """Another server already serves from this file."""


def claim(file: Path) -> TextIOWrapper:
    """Be the only server on a file, for as long as what is returned stays open.

    Raises: InUse
    """
    lock = file.with_name(file.name + ".lock").open("w")
    with contextlib.suppress(ImportError):
        import fcntl

        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.close()
            raise InUse(str(file)) from None
    return lock
