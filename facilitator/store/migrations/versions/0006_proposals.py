"""Masks that somebody proposes to the owner, since they can't be undone."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add where they wait."""
    op.create_table(
        "proposal",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("track_id", sa.Text(), sa.ForeignKey("track.id"), nullable=False),
        sa.Column("oneliner_id", sa.Text(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_proposal_track_id", "proposal", ["track_id"])
