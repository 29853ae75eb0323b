"""Who works at this machine without having signed in: commands need somebody to make things for."""

import secrets
from typing import Any, Final

from sqlalchemy import select

from facilitator.store import Store
from facilitator.store.once import insert_once
from facilitator.store.tables import Facilitator

LOCAL_NAME: Final = "-"
"""Until the first facilitator chooses a name."""


def local_facilitator(store: Store) -> str:
    """Who commands on this machine work for: the first facilitator, made nameless if need be. Returns: the id."""
    first = select(Facilitator.id).where(~Facilitator.guest).order_by(Facilitator.password_hash.is_(None)).limit(1)
    made: dict[str, Any] = {"id": secrets.token_hex(8), "name": LOCAL_NAME, "password_hash": None}
    with store.work() as connection:
        if (found := connection.scalar(first)) is None:
            insert_once(connection, Facilitator, made)
            found = connection.scalar(first)
    return str(found)
