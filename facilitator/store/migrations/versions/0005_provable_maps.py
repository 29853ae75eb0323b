"""From which acts on a track can say more of itself: what they destroyed, and that they are kept whole.

What was done before is as it was kept then: nothing can be said of it afterwards.
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Hold what is there already to what its release kept of it."""
    for name in ("named_after", "whole_after"):
        op.add_column("track", sa.Column(name, sa.BigInteger(), nullable=False, server_default="0"))
    connection = op.get_bind()
    connection.exec_driver_sql("UPDATE track SET named_after = revision")
    for track, last in _last_by_digest(connection).items():
        wanted = sa.text("UPDATE track SET whole_after = :last WHERE id = :track")
        connection.execute(wanted, {"last": last, "track": track})


def _last_by_digest(connection: sa.Connection) -> dict[str, int]:
    """The last act of each track of which only the digest is there."""
    found = connection.exec_driver_sql("SELECT track_id, revision, body FROM act ORDER BY revision")
    return {row.track_id: row.revision for row in found if set(_read(row.body)) == {"digest", "changes"}}


def _read(body: object) -> dict[str, object]:
    """SQLite gives JSON as text, PostgreSQL as what it says."""
    held: dict[str, object] = json.loads(body) if isinstance(body, str) else dict(body)  # type: ignore[call-overload]
    return held
