"""An SQLite file with all tables and nothing in them: to be copied, since making it takes longer than most tests."""

import functools
import tempfile
from pathlib import Path

from facilitator.store import Store
from facilitator.store.migrations import upgrade


@functools.cache
def _made() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{folder}/empty.sqlite")
        upgrade(store)
        store.close()
        return Path(folder, "empty.sqlite").read_bytes()


def furnish(file: Path) -> str:
    """Put the empty tables there, unless there is a file already; its address."""
    if not file.exists():
        file.write_bytes(_made())
        file.chmod(0o600)
    return f"sqlite:///{file}"


def furnish_at(database: str) -> None:
    """Do so where an address names an SQLite file; a PostgreSQL is left to make its own."""
    scheme, _, path = database.partition(":///")
    if scheme == "sqlite":
        furnish(Path(path))
