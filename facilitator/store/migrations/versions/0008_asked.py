"""Which questions a consultation asked, so that silence is told apart from what nobody was asked."""

import json
from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

consultation = sa.table(
    "consultation",
    sa.column("id"),
    sa.column("track_id"),
    sa.column("day"),
    sa.column("self_paced"),
    sa.column("asked", sa.JSON),
)
act = sa.table("act", sa.column("consultation_id"), sa.column("type"), sa.column("body", sa.JSON))
question = sa.table("question", sa.column("id"), sa.column("track_id"))


def upgrade() -> None:
    """Read from the acts what was opened; where they don't tell, everything counts as asked."""
    op.add_column("consultation", sa.Column("asked", sa.JSON(), nullable=False, server_default=json.dumps([])))
    connection = op.get_bind()
    opened, every = _opened(connection), _questions(connection)
    of = consultation.c
    begun = sa.select(of.id, of.track_id, of.self_paced).where(of.day.is_not(None))
    for id, track_id, self_paced in connection.execute(begun).all():
        told = [] if self_paced else opened[id]
        connection.execute(sa.update(consultation).where(of.id == id).values(asked=told or every[track_id]))


def _opened(connection: sa.Connection) -> defaultdict[str, list[str]]:
    """The questions that were opened, by consultation, as far as an act still tells."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    openings = sa.select(act.c.consultation_id, act.c.body).where(act.c.type == "question_opened")
    for id, body in connection.execute(openings):
        if "question" in body and body["question"] not in found[id]:
            found[id].append(body["question"])
    return found


def _questions(connection: sa.Connection) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for id, track_id in connection.execute(sa.select(question.c.id, question.c.track_id)):
        found[track_id].append(id)
    return found
