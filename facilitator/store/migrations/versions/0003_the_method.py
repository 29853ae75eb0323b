"""Key persons, fixed maps and their approval, weighing, plan, scan: the method around the room."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NEW: dict[str, tuple[sa.Column[Any], ...]] = {
    "assignment": (
        sa.Column("work_form", sa.Text(), nullable=False, server_default=""),
        sa.Column("parent_id", sa.Text(), nullable=True),
        sa.Column("archived", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("start", sa.JSON(), nullable=False, server_default="{}"),
        sa.Column("feedback", sa.JSON(), nullable=False, server_default="{}"),
        sa.Column("feedback_token", sa.Text(), nullable=True),
        sa.Column("contact_months", sa.Integer(), nullable=False, server_default="3"),
    ),
    "map_version": (sa.Column("token", sa.Text(), nullable=True),),
    "oneliner": (
        sa.Column("variants", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("cooperation", sa.Text(), nullable=True),
        sa.Column("world", sa.Text(), nullable=True),
    ),
    "track": (
        sa.Column("inquiry", sa.JSON(), nullable=False, server_default="{}"),
        sa.Column("introduction", sa.Text(), nullable=False, server_default=""),
    ),
    "used_code": (sa.Column("track_id", sa.Text(), nullable=True),),
}


def upgrade() -> None:
    """Add what the steps of the method keep."""
    for table, columns in NEW.items():
        for column in columns:
            op.add_column(table, column)
    _make_tables()


def _make_tables() -> None:
    op.create_table(
        "reflection",
        sa.Column("facilitator_id", sa.Text(), nullable=False),
        sa.Column("assignment_id", sa.Text(), nullable=False),
        sa.Column("contents", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
        ),
        sa.ForeignKeyConstraint(
            ["facilitator_id"],
            ["facilitator.id"],
        ),
        sa.PrimaryKeyConstraint("facilitator_id", "assignment_id"),
    )
    op.create_table(
        "scan",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("assignment_id", sa.Text(), nullable=False),
        sa.Column("moment", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token"),
    )
    op.create_index("ix_scan_assignment_id", "scan", ["assignment_id"], unique=False)
    op.create_table(
        "approval_round",
        sa.Column("track_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deadline", sa.Text(), nullable=False),
        sa.Column("reminder", sa.Text(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("totals", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["track_id"],
            ["track.id"],
        ),
        sa.PrimaryKeyConstraint("track_id", "version"),
    )
    op.create_table(
        "key_person",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("track_id", sa.Text(), nullable=False),
        sa.Column("environment", sa.Text(), nullable=False),
        sa.Column("internal", sa.Boolean(), nullable=False),
        sa.Column("network_type", sa.Text(), nullable=False),
        sa.Column("function", sa.Text(), nullable=False),
        sa.Column("sub_function", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("stake", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("invited", sa.JSON(), nullable=False),
        sa.Column("spoken", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["track_id"],
            ["track.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_key_person_track_id", "key_person", ["track_id"], unique=False)
    op.create_table(
        "relation",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("track_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("from_id", sa.Text(), nullable=False),
        sa.Column("to_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["track_id"],
            ["track.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_relation_track_id", "relation", ["track_id"], unique=False)
    op.create_table(
        "remark",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("track_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("handling", sa.Text(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["track_id"],
            ["track.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_remark_track_id", "remark", ["track_id"], unique=False)
    op.create_table(
        "scan_answer",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("scan_id", sa.Text(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["scan_id"],
            ["scan.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_scan_answer_scan_id", "scan_answer", ["scan_id"], unique=False)
    op.create_table(
        "turnout",
        sa.Column("track_id", sa.Text(), nullable=False),
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("environment", sa.Text(), nullable=False),
        sa.Column("invited", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("came", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["track_id"],
            ["track.id"],
        ),
        sa.PrimaryKeyConstraint("track_id", "round", "environment"),
    )
    op.create_table(
        "approval",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("track_id", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("key_person_id", sa.Text(), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["key_person_id"], ["key_person.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["track_id"],
            ["track.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_approval_track_id", "approval", ["track_id"], unique=False)
    op.create_table(
        "weighing",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("track_id", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Text(), nullable=False),
        sa.Column("contents", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("closed_on", sa.Text(), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["track_id"],
            ["track.id"],
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["map_version.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_weighing_track_id", "weighing", ["track_id"], unique=False)
    op.create_table(
        "action_plan",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("track_id", sa.Text(), nullable=False),
        sa.Column("weighing_id", sa.Text(), nullable=False),
        sa.Column("contents", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["track_id"],
            ["track.id"],
        ),
        sa.ForeignKeyConstraint(
            ["weighing_id"],
            ["weighing.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("track_id"),
    )
    op.create_index("assignment_by_feedback_token", "assignment", ["feedback_token"], unique=True)
    op.create_index("map_version_by_number", "map_version", ["track_id", "number"], unique=True)
    op.create_index("map_version_by_token", "map_version", ["token"], unique=True)
