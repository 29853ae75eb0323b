"""Closing a consultation: the phones' keys go, masked words go, and the order goes."""

import random
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from facilitator.domain.board import Board
from facilitator.domain.text import MASK
from facilitator.store import Store, tables


def close_consultation(connection: Connection, consultation_id: str, board: Board) -> None:
    """Unlink a consultation's one-liners from everything that could lead to who said them.

    Deletes the receipts (hashes of the phones' keys), destroys what is masked, and writes all
    rows anew in random order.
    """
    connection.execute(delete(tables.Receipt).where(tables.Receipt.consultation_id == consultation_id))
    connection.execute(update(tables.Consultation).where(tables.Consultation.id == consultation_id).values(code=None))
    _rewrite(connection, tables.Oneliner.consultation_id == consultation_id, board)


def destroy_masked(connection: Connection, oneliner_id: str, board: Board) -> None:
    """Destroy what is masked in one one-liner whose consultation is closed already."""
    _rewrite(connection, tables.Oneliner.id == oneliner_id, board)


def _rewrite(connection: Connection, which: ColumnElement[bool], board: Board) -> None:
    """A text can't be updated, so that rows are taken out and put back, in random order."""
    found = connection.execute(select(tables.Oneliner.__table__).where(which)).mappings()
    rows = [_destroyed(dict(row), board) for row in found]
    random.SystemRandom().shuffle(rows)
    connection.execute(delete(tables.Oneliner).where(which))
    if rows:
        connection.execute(insert(tables.Oneliner), rows)


def _destroyed(row: dict[str, Any], board: Board) -> dict[str, Any]:
    """The row without what is masked: text and salt gone, the commitment kept."""
    if not row["masks"]:
        return row
    shown = board.cards[row["id"]].shown_text
    return {**row, "text": shown, "salt": None, "masks": marks_of(shown)}


def marks_of(shown: str) -> list[list[Any]]:
    """Where the masks lie in a text whose masked words are gone."""
    found, at = [], shown.find(MASK)
    while at >= 0:
        found.append([at, at + len(MASK), "gone"])
        at = shown.find(MASK, at + len(MASK))
    return found


def sweep(store: Store) -> None:
    """Take deleted rows off the disk as well, as far as the database lets us now."""
    statements = ["VACUUM FULL oneliner", "VACUUM FULL receipt", "VACUUM FULL arrival"]
    if store.is_sqlite:
        statements = ["PRAGMA wal_checkpoint(TRUNCATE)"]
    try:
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for statement in statements:
                connection.execute(text(statement))
    except DBAPIError:
        return  # somebody is reading: the next sweep takes it
