"""An SQLite file as a whole: who serves from it, copies of it, whether it is sound."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from io import TextIOWrapper
from pathlib import Path

OWNER_ALONE = 0o600


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a database that may be in use; the copy holds one moment of it, whole or not at all.

    Raises: OSError, sqlite3.Error
    """
    with appearing(target) as fresh:
        address = f"{source.resolve().as_uri()}?mode=rw"
        with closing(sqlite3.connect(address, uri=True)) as live, closing(sqlite3.connect(fresh)) as copy:
            live.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, to be read anywhere
        if wrong := check_sqlite(fresh):
            raise sqlite3.DatabaseError(wrong)


@contextlib.contextmanager
def appearing(target: Path) -> Iterator[Path]:
    """A file beside `target`, for its owner alone, that takes its place once it is written and on disk.

    Raises: OSError
    """
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ALONE))
    try:
        yield fresh
        _flush(fresh)
        fresh.replace(target)
        _flush(target.parent)
    finally:
        for left in (fresh, *beside(fresh)):
            left.unlink(missing_ok=True)


def beside(file: Path) -> list[Path]:
    """What SQLite keeps next to a database that is in use."""
    return [file.with_name(file.name + ending) for ending in ("-wal", "-shm")]


def _flush(path: Path) -> None:
    """See that it is on the disk; folders can't be opened everywhere."""
    with contextlib.suppress(PermissionError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def check_sqlite(file: Path) -> str | None:
    """What is wrong with a database file; None when it is sound."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            found = connection.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        return str(error)
    return None if found == "ok" else str(found).splitlines()[0]


class InUse(Exception):
    """Another server already serves from this file."""


def claim(file: Path) -> TextIOWrapper:
    """Be the only server on a file, for as long as what is returned stays open.

    Raises: InUse
    """
    lock = lock_file(file).open("a")
    with contextlib.suppress(ImportError):
        import fcntl

        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.close()
            raise InUse(str(file)) from None
    lock.truncate(0)
    return lock


def lock_file(file: Path) -> Path:
    """The file beside a database that its server keeps locked, with the address it serves at."""
    return file.with_name(file.name + ".lock")
