"""The row that keeps a one-liner."""

import secrets
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, insert

from facilitator.domain import text
from facilitator.domain.board import Card
from facilitator.store import tables
from facilitator.store.boards import oneliner_row
from facilitator.store.prepared import Prepared

_insert = Prepared(insert(tables.Oneliner))


def write_rows(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Keep one-liners, as `row_of` made them."""
    _insert.run(connection, rows)


def row_of(card: Card) -> dict[str, Any]:
    """A one-liner's row; its salt and commitment are made here, at capture."""
    salt = secrets.token_bytes(16)
    return oneliner_row(card, salt=salt.hex(), commitment=text.commitment(salt, card.text))
