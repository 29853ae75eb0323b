"""An SQLite file as a whole: who serves from it, copies of it, whether it is sound."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from io import TextIOWrapper
from pathlib import Path
from typing import Self

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


class Claim:
    """What makes us the only server on a file, until it is closed."""

    def __init__(self, beside: TextIOWrapper, inode: int | None) -> None:
        self._beside = beside
        self._inode = inode

    def tell(self, address: str) -> None:
        """Write down where we serve, for commands that ask."""
        print(address, file=self._beside, flush=True)

    def close(self) -> None:
        """Let go of the file. Its descriptor stays: closing it would drop the locks that SQLite itself has there."""
        self._beside.close()
        if self._inode is not None:
            _unlock(self._inode)

    def __enter__(self) -> Self:
        """Hold it for the length of a with block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go."""
        self.close()


def claim(file: Path) -> Claim:
    """Be the only server on a file, by whatever name: the lock beside it is found by links too, and hard links
    share what is locked in the file itself.

    Raises: InUse
    """
    lock = lock_file(file).open("a")
    try:
        _lock(lock.fileno())
        inode = _locked_inode(file)
    except BlockingIOError:
        lock.close()
        raise InUse(str(file)) from None
    lock.truncate(0)
    return Claim(lock, inode)


def _locked_inode(file: Path) -> int | None:
    """Lock the file under all its names; None where it is not there yet. Raises: BlockingIOError"""
    try:
        descriptor = os.open(file, os.O_RDONLY)
    except FileNotFoundError:
        return None
    _lock(descriptor)
    return descriptor


def _lock(descriptor: int) -> None:
    """Lock it for this process alone, where the system can. Raises: BlockingIOError"""
    with contextlib.suppress(ImportError):
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _unlock(descriptor: int) -> None:
    with contextlib.suppress(ImportError):
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_UN)


def lock_file(file: Path) -> Path:
    """The file beside a database that its server keeps locked, with the address it serves at."""
    file = file.resolve()
    return file.with_name(file.name + ".lock")
