"""Prepared statements do what SQLAlchemy would, on both databases, and fail as it would."""

from collections.abc import Iterator

import pytest
from sqlalchemy import JSON, Column, MetaData, String, Table, bindparam, insert, select
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from facilitator.store import Store
from facilitator.store.prepared import Prepared

metadata = MetaData()
thing = Table("thing", metadata, Column("id", String, primary_key=True), Column("marks", JSON))
add = Prepared(insert(thing))
one = Prepared(select(thing.c.id).where(thing.c.id == bindparam("id")))


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A database with a table of things."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('things') / 'things.sqlite'}"
    else:
        url = request.getfixturevalue("postgres_database")
    opened = Store(url)
    metadata.create_all(opened.engine)
    yield opened
    opened.close()


def test_rows_are_written_with_their_types(store: Store) -> None:
    with store.work() as connection:
        add.run(connection, [{"id": "a", "marks": [[1, 2, "person"]]}, {"id": "b", "marks": []}])
    with store.read() as connection:
        assert connection.execute(select(thing).order_by(thing.c.id)).all() == [
            ("a", [[1, 2, "person"]]),
            ("b", []),
        ]


def test_what_is_there_is_found(store: Store) -> None:
    with store.work() as connection:
        add.run(connection, [{"id": "a", "marks": []}])
        assert [tuple(row) for row in one.fetch(connection, {"id": "a"})] == [("a",)]
        assert list(one.fetch(connection, {"id": "b"})) == []


def test_a_broken_rule_is_an_error_of_sqlalchemys(store: Store) -> None:
    with store.work() as connection:
        add.run(connection, [{"id": "a", "marks": []}])
    with pytest.raises(IntegrityError), store.work() as connection:
        add.run(connection, [{"id": "a", "marks": []}])


def test_an_error_tells_nothing_of_the_row(store: Store) -> None:
    with pytest.raises(IntegrityError) as told, store.work() as connection:
        add.run(connection, [{"id": "a", "marks": []}, {"id": "a", "marks": ["private words"]}])
    assert "private words" not in str(told.value)


def test_a_table_that_is_gone_is_an_error_of_sqlalchemys(store: Store) -> None:
    metadata.drop_all(store.engine)
    with pytest.raises((OperationalError, ProgrammingError)), store.work() as connection:
        add.run(connection, [{"id": "a", "marks": []}])
