"""Rows are read by name: nowhere is a value made of a row by the order of its columns."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import create_engine, literal, select

from facilitator.store import rows
from facilitator.store.tables import Assignment, Track

HOUSE = Path(__file__).resolve().parents[2] / "facilitator"
TABLES = HOUSE / "store" / "tables"  # they declare columns, and make nothing of rows
HELPER = HOUSE / "store" / "rows.py"  # lays a row out by name first


@dataclass(frozen=True)
class Named:
    id: str
    assignment: str
    theme: str


def by_order(code: str) -> Iterator[int]:
    """Give the lines that make a class's instance of whatever a row holds, in its order."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id[:1].isupper():
            unpacked = [it.value for it in node.args if isinstance(it, ast.Starred)]
            if any(isinstance(it, ast.Name | ast.Subscript) for it in unpacked):
                yield node.lineno


def test_nothing_is_made_of_a_row_by_the_order_of_its_columns() -> None:
    files = [it for it in HOUSE.rglob("*.py") if TABLES not in it.parents and it != HELPER]
    found = [f"{file.relative_to(HOUSE)}:{line}" for file in files for line in by_order(file.read_text("utf-8"))]
    assert sorted(found) == []


def by_index(code: str) -> Iterator[int]:
    """Give the lines that read a row by a column's place: `row[0]`, wherever something is called a row."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "row":
            if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, int):
                yield node.lineno


def test_no_row_is_read_by_the_place_of_a_column() -> None:
    found = [
        f"{file.relative_to(HOUSE)}:{it}" for file in HOUSE.rglob("*.py") for it in by_index(file.read_text("utf-8"))
    ]
    assert sorted(found) == []


def test_reading_by_place_is_seen() -> None:
    assert list(by_index("a = row[0]\nb = row.id\nc = row['id']\nd = row[names[0]]")) == [1]


def test_making_by_order_is_seen() -> None:
    assert sorted(by_order("a = [Card(*row) for row in rows]\nb = Head(1, *row)\nprint(*row)\nc = Card(**row)")) == [
        1,
        2,
    ]


def test_the_order_of_the_columns_does_not_matter() -> None:
    columns = [literal("safety").label("theme"), literal("1").label("id"), literal("2").label("assignment")]
    with create_engine("sqlite://").connect() as connection:
        ahead = rows.read(Named, connection.execute(select(*columns)))
        behind = rows.made(Named, connection.execute(select(*reversed(columns))).one())
    assert [*ahead, behind] == [Named("1", "2", "safety")] * 2


def test_each_field_has_its_column_called_as_the_field() -> None:
    found = rows.columns(Named, Track, theme=Assignment.theme)
    assert {it.name: str(it.element) for it in found} == {
        "id": "track.id",
        "assignment": "track.assignment_id",
        "theme": "assignment.theme",
    }


def test_a_column_for_no_field_is_a_mistake() -> None:
    with pytest.raises(TypeError, match="Named has no organisation"):
        rows.columns(Named, Track, organisation=Assignment.organisation)
