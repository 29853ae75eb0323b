"""Statements of the hot path, compiled once and given straight to the driver.

SQLAlchemy spends about 0.1 ms around each statement that it executes; writing one one-liner takes
six of them. Here they keep its dialects, types and exceptions, and nothing else of it.
"""

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import ClauseElement, Connection, Dialect, Select
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError

Parameters = Mapping[str, object]
_Shape = Callable[[Parameters], Any]


class Prepared:
    """One statement, for any number of executions on either database."""

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement
        self.names: tuple[str, ...] = tuple(statement.exported_columns.keys()) if isinstance(statement, Select) else ()
        self._compiled: dict[str, tuple[str, _Shape]] = {}

    def run(self, connection: Connection, rows: Sequence[Parameters]) -> None:
        """Execute it with each of `rows`. Raises: DBAPIError."""
        self.run_shaped(connection, self.shaped(connection.dialect, rows))

    def shaped(self, dialect: Dialect, rows: Sequence[Parameters]) -> Sequence[Any]:
        """Give `rows` as the driver takes them, for `run_shaped`: what takes long may be done before a transaction."""
        _, shape = self._for(dialect)
        return [shape(row) for row in rows]

    def run_shaped(self, connection: Connection, rows: Sequence[Any]) -> None:
        """Execute it with each of what `shaped` gave. Raises: DBAPIError."""
        sql, _ = self._for(connection.dialect)
        with_driver(connection, lambda cursor: cursor.executemany(sql, rows))

    def fetch(self, connection: Connection, row: Parameters) -> Sequence[Any]:
        """Execute it once and give all that it finds. Raises: DBAPIError."""
        sql, shape = self._for(connection.dialect)

        def execute(cursor: DBAPICursor) -> Sequence[Any]:
            cursor.execute(sql, shape(row))
            return cursor.fetchall()

        found: Sequence[Any] = with_driver(connection, execute)
        return found

    def _for(self, dialect: Dialect) -> tuple[str, _Shape]:
        found = self._compiled.get(dialect.name)
        if found is None:
            found = self._compiled[dialect.name] = _compile(self._statement, dialect)
        return found


def _compile(statement: ClauseElement, dialect: Dialect) -> tuple[str, _Shape]:
    """The statement's words, and what makes the driver's parameters of a row.

    Values that the statement holds itself (none of ours does) are not supported.
    """
    compiled: Any = statement.compile(dialect=dialect)
    processors = {name: _processor(bound.type, dialect) for name, bound in compiled.binds.items()}
    needed = [(name, process) for name, process in processors.items() if process is not None]
    shape = _positional(compiled.positiontup) if compiled.positional else _named(list(processors))
    if not needed:
        return str(compiled), shape
    return str(compiled), lambda row: shape({**row, **{name: process(row[name]) for name, process in needed}})


def _positional(names: Sequence[str]) -> _Shape:
    """As a tuple, for drivers that count."""
    if len(names) == 1:
        return lambda row: (row[names[0]],)
    return itemgetter(*names)


def _named(names: Sequence[str]) -> _Shape:
    """As a dict, for drivers that name."""
    return lambda row: {name: row[name] for name in names}


def _processor(kind: Any, dialect: Dialect) -> Callable[[Any], Any] | None:
    found: Callable[[Any], Any] | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return found


def with_driver(connection: Connection, work: Callable[[DBAPICursor], Any]) -> Any:
    """Do `work` with a cursor of the driver's own. Raises: DBAPIError, as SQLAlchemy would."""
    cursor = connection.connection.cursor()
    try:
        return work(cursor)
    except connection.dialect.loaded_dbapi.Error as error:
        raise _wrapped(connection, error) from error
    finally:
        cursor.close()


def _wrapped(connection: Connection, error: Exception) -> BaseException:
    dialect = connection.dialect
    lost = dialect.is_disconnect(error, connection.connection, None)  # type: ignore[arg-type]
    wrapped = DBAPIError.instance(
        None,
        None,
        error,
        dialect.loaded_dbapi.Error,
        hide_parameters=True,
        connection_invalidated=lost,
        dialect=dialect,
    )
    if lost:
        connection.invalidate(error)
    return wrapped
