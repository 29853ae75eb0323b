"""Writing rows anew in random order: a database keeps them, within a page too, in the order in which they came."""

import random
from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Connection, TableClause, delete, insert, select

Becomes = Callable[[dict[str, Any]], dict[str, Any]]


def rewrite(connection: Connection, table: Any, which: ColumnElement[bool], made: Becomes = dict) -> None:
    """Take rows of a table out and put them back shuffled. `made` says what becomes of each, by its columns."""
    rewrite_rows(connection, table.__table__, which, made)


def rewrite_rows(connection: Connection, of: TableClause, which: ColumnElement[bool], made: Becomes = dict) -> None:
    """Do so with a table as a migration names it."""
    rows = [made(dict(row)) for row in connection.execute(select(of).where(which)).mappings()]
    connection.execute(delete(of).where(which))
    random.SystemRandom().shuffle(rows)
    if rows:
        connection.execute(insert(of), rows)
