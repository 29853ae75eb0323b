"""Every cell of the file, and which of them a step may change."""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from facilitator.domain.events import RECEIVED, WITHDRAWN
from facilitator.services.tracks import Announcement
from tests.simulation.disk import Disk

Rows = dict[tuple[Any, ...], dict[str, Any]]

OF_PHONES = frozenset(
    ("+oneliner", "-oneliner", "-placement", "+receipt", "receipt.withdrawn", "+arrival", "track.revision")
)
OF_THE_CLOCK = frozenset(("-arrival", "track.floor", "oneliner.gate", "+attendance", "attendance.people"))
OF_ROOM = frozenset(
    f"consultation.{it}" for it in ("phase", "question_id", "ends_at", "remaining", "screen", "day", "asked")
) | {"+act", "track.chain"}
OF_ACTS = OF_ROOM | {
    *(f"oneliner.{it}" for it in ("kind", "telling", "hidden", "masks", "gate", "same", "world")),
    *("+placement", "-placement", "placement.category_id", "placement.position", "placement.also_category_id"),
    *("+category", "-category", "category.name", "category.color", "category.position"),
    *("+relation", "-relation", "+probe", "+division", "+proposal", "+category"),
}
OF_CLOSING = OF_ACTS | {
    *("-receipt", "-arrival", "consultation.code", "track.floor", "-attendance", "-membership", "-sign_in", "-link"),
    *("oneliner.text", "oneliner.salt", "oneliner.environment", "act.body"),
}
WORDLESS = frozenset(("alembic_version",))


def allowed(heard: Sequence[Announcement], *, went_down: bool) -> frozenset[str]:
    """Give what may change when this is told; of a server that went down it is not known what it still did."""
    events = [it.event for it in heard]
    may = OF_PHONES | OF_THE_CLOCK
    if went_down or any(it.type not in (RECEIVED, WITHDRAWN) for it in events):
        may |= OF_ACTS
    if went_down or any(it.type == "closed" for it in events):
        may |= OF_CLOSING
    return may


class Cells:
    """All rows by table, as anybody would find them who has the file."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        self._seen: object = None
        self._tables: dict[str, Rows] = {}

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Give the rows of a table."""
        return list(self._tables[table].values())

    def changed(self) -> set[str] | None:
        """Look again; give what is otherwise, as +table, -table and table.column. None: nobody wrote."""
        file = self._disk.look()
        version = (id(file), file.execute("PRAGMA data_version").fetchone()[0])
        if version == self._seen:
            return None
        first = self._seen is None
        self._seen = version
        before, self._tables = self._tables, _read(file)
        return set() if first else _changes(before, self._tables)


def _read(file: sqlite3.Connection) -> dict[str, Rows]:
    return {name: _rows(file, name, keys) for name, keys in _keys(file).items()}


def _keys(file: sqlite3.Connection) -> Mapping[str, Sequence[str]]:
    """The columns of each table's key."""
    if not KEYS:
        for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            if name not in WORDLESS:
                columns = file.execute(f'PRAGMA table_info("{name}")').fetchall()
                KEYS[name] = [it[1] for it in columns if it[5]]
    return KEYS


KEYS: dict[str, Sequence[str]] = {}


def _rows(file: sqlite3.Connection, table: str, keys: Sequence[str]) -> Rows:
    cursor = file.execute(f'SELECT * FROM "{table}"')
    names = [it[0] for it in cursor.description]
    found = [dict(zip(names, row, strict=True)) for row in cursor]
    return {tuple(it[key] for key in keys): it for it in found}


def _changes(before: Mapping[str, Rows], after: Mapping[str, Rows]) -> set[str]:
    found = set()
    for table, rows in after.items():
        if rows == before[table]:
            continue
        found |= {f"+{table}"} if rows.keys() - before[table].keys() else set()
        found |= {f"-{table}"} if before[table].keys() - rows.keys() else set()
        for key in rows.keys() & before[table].keys():
            one, other = before[table][key], rows[key]
            found |= {f"{table}.{name}" for name in other if one[name] != other[name]}
    return found
