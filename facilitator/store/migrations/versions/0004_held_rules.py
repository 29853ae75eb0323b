"""Rules that the database holds by itself: what may be there once, and what no text or word may be.

A database in which a row breaks one of them already does without that one, and the log says so: nothing that
somebody said or decided is changed or taken away by an upgrade. SQLite holds the second kind by triggers: a table
keeps its rows, their order and its other triggers.
"""

import logging

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

log = logging.getLogger(__name__)

ONCE = (
    ("track_by_weighing", "track", "begun_from", ""),
    ("process_by_assignment", "track", "assignment_id", "kind = 'process'"),
    ("dry_run_by_track", "consultation", "track_id", "dry_run"),
    ("open_division_by_track", "division", "track_id", "active"),
    ("open_round_by_track", "approval_round", "track_id", "NOT closed"),
    ("approval_by_person", "approval", "key_person_id", ""),
    ("open_weighing_by_track", "weighing", "track_id", "closed_on IS NULL"),
    ("scan_by_moment", "scan", "assignment_id, moment", ""),
)
"""Name of the index, table, columns, and which rows it is about."""

BREAKS = "\t\n\v\f\r\x85\u2028\u2029"
HOLDS = (
    ("oneliner_text_fits", "oneliner", ("text",), "length({}text) BETWEEN 1 AND 4000 AND {}text {one_line}"),
    ("oneliner_source_known", "oneliner", ("source",), "{}source IN ('phone', 'paper', 'interview', 'spoken')"),
    ("oneliner_gate_known", "oneliner", ("gate",), "{}gate IN ('open', 'held', 'flagged')"),
    ("probe_text_fits", "probe", ("text",), "length({}text) BETWEEN 1 AND 4000 AND {}text {one_line}"),
    ("probe_audience_known", "probe", ("audience",), "{}audience IN ('author', 'everyone')"),
    ("category_name_fits", "category", ("name",), "length({}name) BETWEEN 1 AND 4000 AND {}name {one_line}"),
    ("division_name_fits", "division", ("name",), "length({}name) BETWEEN 1 AND 4000 AND {}name {one_line}"),
    ("consultation_kind_known", "consultation", ("kind",), "{}kind IN ('group', 'interview')"),
    ("consultation_phase_known", "consultation", ("phase",), "{}phase IN ('lobby', 'open', 'paused', 'closed')"),
    ("track_kind_known", "track", ("kind",), "{}kind IN ('process', 'goal')"),
    ("relation_kind_known", "relation", ("kind",), "{}kind IN ('cause', 'tension', 'intervention')"),
)
"""Name, table, columns, and what holds of them.

4,000 refuses no text that may be stored: one of at most 1,000 code points, in which a mask puts four for one.
"""


def upgrade() -> None:
    """Let the database refuse what the rules refuse; what an old database breaks already is left unheld."""
    op.add_column("track", sa.Column("begun_from", sa.Text(), nullable=True))
    for name, table, key, where in ONCE:
        which = where or f"{key.split(',')[0]} IS NOT NULL"
        twice = f"SELECT 1 FROM {table} WHERE {which} GROUP BY {key} HAVING count(*) > 1"
        if not _is_broken(name, twice):
            _run(f"CREATE UNIQUE INDEX {name} ON {table} ({key}){f' WHERE {where}' if where else ''}")
    for name, table, columns, condition in HOLDS:
        if not _is_broken(name, f"SELECT 1 FROM {table} WHERE NOT ({_said(condition)})"):
            _hold(name, table, columns, condition)


def _run(statement: str) -> None:
    op.get_bind().exec_driver_sql(statement)


def _is_broken(name: str, query: str) -> bool:
    broken = op.get_bind().exec_driver_sql(f"SELECT count(*) FROM ({query}) AS broken").scalar_one()
    if broken:
        log.warning("this database does without the rule %s: it holds %d rows that break it", name, broken)
    return bool(broken)


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _said(condition: str, prefix: str = "") -> str:
    """The condition in this database's words."""
    one_line = f"NOT GLOB '*[{BREAKS}]*'" if _is_sqlite() else f"!~ '[{BREAKS}]'"
    return condition.replace("{one_line}", one_line).replace("{}", prefix)


def _hold(name: str, table: str, columns: tuple[str, ...], condition: str) -> None:
    if not _is_sqlite():
        _run(f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({_said(condition)})")
        return
    for when, event in (("new", "INSERT"), ("changed", f"UPDATE OF {', '.join(columns)}")):
        _run(
            f"CREATE TRIGGER {name}_{when} BEFORE {event} ON {table} WHEN NOT ({_said(condition, 'NEW.')})"
            f" BEGIN SELECT RAISE(ABORT, '{name}'); END"
        )
