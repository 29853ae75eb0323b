"""What all tables share."""

from typing import Any

from sqlalchemy import JSON, Index, Text, text
from sqlalchemy.orm import DeclarativeBase

BY_KEY_ONLY = {"sqlite_with_rowid": False}
"""For tables whose order on disk would tell the order of arrival."""


def once(name: str, *columns: str, where: str) -> Index:
    """Let there be one row with these columns among those that `where` (SQL) is true of."""
    which = text(where)
    return Index(name, *columns, unique=True, sqlite_where=which, postgresql_where=which)


class Base(DeclarativeBase):
    """What every table is declared by: texts without a bound, objects and lists as JSON."""

    type_annotation_map = {dict[str, Any]: JSON, list[Any]: JSON, str: Text}
