"""Rows of the database as values of ours, by the names of their columns: never by their order."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import Result, Row

T = TypeVar("T")


def columns(kind: type, table: Any, /, **elsewhere: Any) -> list[Any]:
    """Give a column for each field of a dataclass, called as the field.

    It is the column of `table` with the field's name, or with "_id" behind it. What is called otherwise or lies in
    another table is given by the field's name; what no column holds is left out, and given to `made`.

    Raises: TypeError where `elsewhere` names what is no field
    """
    names = [it.name for it in fields(kind)]
    if unknown := elsewhere.keys() - set(names):
        raise TypeError(f"{kind.__name__} has no {', '.join(sorted(unknown))}")
    found = {name: elsewhere[name] if name in elsewhere else _column(table, name) for name in names}
    return [column.label(name) for name, column in found.items() if column is not None]


def _column(table: Any, name: str) -> Any:
    return getattr(table, name if hasattr(table, name) else f"{name}_id", None)


def made(kind: Callable[..., T], row: Row[*tuple[Any, ...]], /, **more: Any) -> T:
    """Make a value of a row whose columns are called as its fields; `more`: what is in no column."""
    return kind(**row._mapping, **more)


def read(kind: Callable[..., T], found: Result[*tuple[Any, ...]]) -> list[T]:
    """Make a value of each row, as `made` does."""
    return named(kind, tuple(found.keys()), found)


def named(kind: Callable[..., T], names: Sequence[str], found: Iterable[Sequence[Any]]) -> list[T]:
    """Make a value of each row, where the database's own driver does not say what its columns are called."""
    places = _places(kind, names)
    if places is None:
        return [kind(**dict(zip(names, row, strict=True))) for row in found]
    laid = itemgetter(*places)
    return [kind(*laid(row)) for row in found]


def _places(kind: Callable[..., T], names: Sequence[str]) -> list[int] | None:
    """Where in a row each field lies, in the class's order; None where the named ones are not its first fields."""
    known = [it.name for it in fields(kind) if it.init] if is_dataclass(kind) else []
    wanted = known[: len(names)]
    return [names.index(it) for it in wanted] if len(names) > 1 and set(wanted) == set(names) else None
