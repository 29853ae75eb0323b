"""Join codes: given out once, and never again."""

import hashlib
import secrets

from sqlalchemy import Connection, insert, select

from facilitator.domain.consultations import new_code
from facilitator.store import tables


def code_hash(code: str) -> str:
    """What is kept of a code that was used: it can be recognised, and not be read."""
    return hashlib.sha256(code.encode()).hexdigest()


def claim_code(connection: Connection, track: str) -> str:
    """A code that was never given out before, for a consultation on a track."""
    while True:
        code = new_code(secrets.choice)
        taken = connection.execute(
            select(tables.UsedCode.code_hash).where(tables.UsedCode.code_hash == code_hash(code))
        ).scalar_one_or_none()
        if taken is None:
            connection.execute(insert(tables.UsedCode), {"code_hash": code_hash(code), "track_id": track})
            return code
