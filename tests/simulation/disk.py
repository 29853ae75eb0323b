"""A disk whose power can go at any statement, and that may fail for a while.

What was committed is there afterwards, what was not is gone or torn.
"""

import contextlib
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self

from sqlalchemy import event

from facilitator.store import Store
from facilitator.store.copies import beside

MEMORY = Path("/dev/shm")  # a disk in memory, where there is one: waiting for a real one proves nothing
FARTHEST = 60  # points after which an armed cut comes at the latest
LONGEST_AILING = 40  # statements that fail one after the other
AILMENTS = ("disk I/O error", "database or disk is full", "database disk image is malformed")

Image = tuple[bytes, bytes]
"""The database and its write-ahead log."""


class PowerCut(BaseException):
    """The process is gone from here on; nothing may catch it."""


class Disk:
    """An SQLite file with the one store that uses it, which outlives every process: its statements stay compiled."""

    def __init__(self) -> None:
        self._folder = tempfile.mkdtemp(prefix="simulation-", dir=MEMORY if MEMORY.is_dir() else None)
        self.file = Path(self._folder, "facilitator.sqlite")
        self.store = Store(f"sqlite:///{self.file}")
        self._left = 0  # points until the power goes; 0: it stays
        self._ails = 0  # statements that fail from now on
        self._ailment = ""
        self.failures = 0
        self._torn = random.Random(0)
        self._image: Image | None = None
        self.opened: list[sqlite3.Connection] = []
        self._looking: sqlite3.Connection | None = None
        event.listen(self.store.engine, "do_connect", self._connect)

    def insert(self, content: bytes, random: random.Random) -> None:
        """Be another disk, with this on it."""
        self._torn = random
        self._left = self._ails = self.failures = 0
        self._write((content, b""))

    def arm(self) -> None:
        """Let the power go at one of the next points."""
        self._left = self._torn.randint(1, FARTHEST)

    def ail(self) -> None:
        """Let the next statements fail, as a full or damaged disk does for a while."""
        self._ails = self._torn.randint(1, LONGEST_AILING)
        self._ailment = self._torn.choice(AILMENTS)

    def disarm(self) -> None:
        """Let the power stay, and be well."""
        self._left = self._ails = 0

    def point(self) -> None:
        """Something happens here before or after which the power may go. Raises: PowerCut"""
        if self._goes_now():
            self._cut(self._read())

    def statement(self) -> None:
        """One goes to the database. Raises: PowerCut, sqlite3.OperationalError"""
        self.point()
        if self._ails:
            self._ails -= 1
            self.failures += 1
            raise sqlite3.OperationalError(self._ailment)

    def recover(self) -> None:
        """Put back what was on the disk when the power went."""
        assert self._image is not None
        self._write(self._image)
        self._image, self._ails = None, 0

    def remove(self) -> None:
        """Throw it away."""
        self.store.close()
        shutil.rmtree(self._folder)

    def _goes_now(self) -> bool:
        if not self._left:
            return False
        self._left -= 1
        return not self._left

    def _cut(self, image: Image) -> None:
        self._image = image
        raise PowerCut

    def _commit(self, really: Callable[[], None]) -> None:
        """The power may go before it, in the middle of what it writes, or before anybody hears of it; or it fails."""
        self.statement()
        if self._goes_now():
            before = self._read()
            really()
            self._cut(self._half_written(before, self._read()))
        really()
        self.point()

    def _half_written(self, before: Image, after: Image) -> Image:
        """The log is written from its front on; what it overwrites is still there behind that."""
        if before[0] != after[0]:  # the log was read back into the database as well
            return self._torn.choice((before, after))
        at = self._torn.randint(0, len(after[1]))
        return after[0], after[1][:at] + before[1][at:]

    def _read(self) -> Image:
        log = beside(self.file)[0]
        return self.file.read_bytes(), log.read_bytes() if log.exists() else b""

    def _write(self, image: Image) -> None:
        if self._looking is not None:
            self._looking.close()
            self._looking = None
        self.store.close()
        for connection in self.opened:
            connection.close()  # one that the power went under may still be held by what it interrupted
        self.opened.clear()
        for left in (self.file, *beside(self.file)):
            left.unlink(missing_ok=True)
        self.file.write_bytes(image[0])
        beside(self.file)[0].write_bytes(image[1])

    def image(self) -> Image:
        """Give what is on it now."""
        return self._read()

    def look(self) -> sqlite3.Connection:
        """See what anybody would who has the file."""
        if self._looking is None:
            self._looking = sqlite3.connect(self.file, isolation_level=None)
        return self._looking

    @contextlib.contextmanager
    def untouched(self) -> Iterator[None]:
        """Let the power stay while somebody only looks."""
        left, ails, self._left, self._ails = self._left, self._ails, 0, 0
        yield
        self._left, self._ails = left, ails

    def _connect(self, dialect: object, record: object, positional: object, named: dict[str, Any]) -> None:
        named["factory"] = _powered(self)


def _powered(disk: Disk) -> type[sqlite3.Connection]:
    """Connections whose every statement is a point."""

    class Cursor(sqlite3.Cursor):
        def execute(self, sql: str, values: Any = (), /) -> Self:
            disk.statement()
            return super().execute(sql, values)

        def executemany(self, sql: str, rows: Any, /) -> Self:
            disk.statement()
            return super().executemany(sql, rows)

    class Connection(sqlite3.Connection):
        def __init__(self, *place: Any, **settings: Any) -> None:
            super().__init__(*place, **settings)
            disk.opened.append(self)

        def cursor(self, factory: Any = Cursor) -> Any:
            return super().cursor(factory)

        def commit(self) -> None:
            disk._commit(super().commit)

    return Connection
