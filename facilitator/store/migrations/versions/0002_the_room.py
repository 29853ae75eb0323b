"""Helpers, guests, dry runs, questions at one's own pace, and a second category."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NEW: dict[str, tuple[sa.Column[Any], ...]] = {
    "facilitator": (
        sa.Column("guest", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("insults", sa.JSON(), nullable=True),
    ),
    "consultation": (
        sa.Column("self_paced", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("dry_run", sa.Boolean(), nullable=False, server_default=sa.false()),
    ),
    "division": (sa.Column("since", sa.BigInteger(), nullable=False, server_default="0"),),
    "placement": (sa.Column("also_category_id", sa.Text(), nullable=True),),
}


def upgrade() -> None:
    """Add what helpers, several rooms and several divisions need."""
    for table, columns in NEW.items():
        for column in columns:
            op.add_column(table, column)
    op.create_table(
        "membership",
        sa.Column("consultation_id", sa.Text(), nullable=False),
        sa.Column("facilitator_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"]),
        sa.ForeignKeyConstraint(["facilitator_id"], ["facilitator.id"]),
        sa.PrimaryKeyConstraint("consultation_id", "facilitator_id"),
    )
