"""For what may be there once: keeping others out until a transaction ends, and inserting where nobody was first."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from facilitator.domain.refusals import RuleBroken
from facilitator.store import tables

Lockable = type[tables.Assignment] | type[tables.Track] | type[tables.Scan]
Makable = type[tables.Consultation] | type[tables.Track] | type[tables.KeyPerson]


def hold(connection: Connection, what: Lockable, id: str) -> bool:
    """Keep a row to ourselves, so that what is looked at now stays so until the end of the transaction.

    On SQLite one at a time writes, and nothing more is needed. Returns: whether the row is there.
    """
    return connection.scalar(select(what.id).where(what.id == id).with_for_update()) is not None


class MadeAlready(RuleBroken):
    """What was asked for was made before, with the same key; `id` says which that is."""

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.id = id


def check_new(connection: Connection, what: Makable, *ids: str) -> None:
    """Hold to making things once, where their ids come of a key and others are kept out. Raises: MadeAlready"""
    if (made := connection.scalar(select(what.id).where(what.id.in_(ids)).limit(1))) is not None:
        raise MadeAlready(made)


def insert_once(connection: Connection, table: type[tables.Base], row: Mapping[str, Any]) -> bool:
    """Insert a row, unless a unique index says that it is there already. Returns: whether it was inserted."""
    try:
        with connection.begin_nested():
            connection.execute(insert(table), dict(row))
    except IntegrityError as error:
        if not is_taken(error):
            raise
        return False
    return True


def is_taken(error: IntegrityError) -> bool:
    """Whether a unique index said no."""
    return getattr(error.orig, "sqlstate", "") == "23505" or str(error.orig).startswith("UNIQUE")
