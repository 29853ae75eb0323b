"""Writing rows anew in random order: a database keeps them, within a page too, in the order in which they came."""

import random
from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, insert, select

Becomes = Callable[[dict[str, Any]], dict[str, Any]]


def rewrite(connection: Connection, table: Any, which: ColumnElement[bool], made: Becomes = dict) -> None:
    """Take rows of a table out and put them back shuffled. `made` says what becomes of each, by its columns."""
    of: Table = table.__table__
    rows = [made(dict(row)) for row in connection.execute(select(of).where(which)).mappings()]
    connection.execute(delete(of).where(which))
    random.SystemRandom().shuffle(rows)
    if rows:
        connection.execute(insert(of), rows)
