"""What the database refuses by itself, whoever writes; and an older one in which a row breaks a rule already."""

from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from facilitator.domain.text import MASK, MOST_CODE_POINTS
from facilitator.services.application import Application
from facilitator.store import Store, migrations
from facilitator.store.migrations import check_current, upgrade
from facilitator.store.tables import Consultation, Oneliner, Scan, Track
from tests.makers import Room, add_facilitators, room_on


def row_of(room: Room, table: Any) -> dict[str, Any]:
    with room.store.read() as connection:
        return dict(connection.execute(table.__table__.select()).mappings().first() or {})


def refuses(room: Room, table: Any, **other: object) -> bool:
    """Whether a copy of a row that is there is refused when it says this."""
    row = row_of(room, table) | {"id": "f" * 16} | other
    try:
        with room.store.work() as connection:
            connection.execute(table.__table__.insert(), row)
    except DBAPIError:
        return True
    with room.store.work() as connection:
        connection.execute(table.__table__.delete().where(table.id == row["id"]))
    return False


@pytest.mark.parametrize("said", ["", "twee\nregels", "een\ttab", "een\u2028lijn", "een\x85lijn", "x" * 5000])
def test_a_text_that_can_be_no_oneliner_is_refused(room: Room, said: str) -> None:
    room.say("Goed zo.")
    assert refuses(room, Oneliner, text=said)


@pytest.mark.parametrize(
    "said", ["x", "Ça 👩‍👩‍👧 [*] ? 'so' %s :x {y}", "x" * MOST_CODE_POINTS, f"x{MASK}" * (MOST_CODE_POINTS // 2)]
)
def test_no_valid_text_is_refused(room: Room, said: str) -> None:
    room.say("Goed zo.")
    assert not refuses(room, Oneliner, text=said)


@pytest.mark.parametrize(
    ("table", "other"),
    [
        (Oneliner, {"source": "fax"}),
        (Oneliner, {"gate": "ajar"}),
        (Consultation, {"phase": "over", "code": None, "screen_token": "x"}),
        (Consultation, {"kind": "vote", "code": None, "screen_token": "x"}),
        (Track, {"kind": "third"}),
    ],
)
def test_a_word_that_nothing_knows_is_refused(room: Room, table: Any, other: dict[str, object]) -> None:
    room.say("Goed zo.")
    assert refuses(room, table, **other)


def test_it_holds_when_a_row_is_changed_as_well(room: Room) -> None:
    category = room.add_category("Werk")
    for statement in (
        f"UPDATE category SET name = '' WHERE id = '{category}'",
        "UPDATE division SET name = ''",
        "UPDATE consultation SET phase = 'over'",
    ):
        with pytest.raises(DBAPIError), room.store.work() as connection:
            connection.execute(text(statement))


def test_what_may_be_there_once_is(room: Room, application: Application) -> None:
    assert refuses(room, Track)
    with room.store.work() as connection:
        connection.execute(text("UPDATE consultation SET dry_run = true"))
    assert refuses(room, Consultation, code=None, screen_token="x")
    rows = [
        {"id": it, "assignment_id": room.made.assignment, "moment": "end", "token": it, "open": True} for it in "ab"
    ]
    with pytest.raises(DBAPIError), application.store.work() as connection:
        connection.execute(Scan.__table__.insert(), rows)  # type: ignore[attr-defined]


@pytest.fixture
def older(database: str) -> Store:
    """A database of the release before the rules."""
    store = Store(database)
    with store.work() as connection:
        migrations._upgrade(connection, "0003")
    add_facilitators(store, "ada")
    return store


def fill(connection: Connection, *, said: str) -> None:
    """Write as the release before did: a row for a one-liner, and what it hangs on."""
    rows: dict[str, dict[str, object]] = {
        "assignment": {"id": "a", "facilitator_id": "ada", "title": "t", "theme": "t", "organisation": "o"},
        "track": {"id": "t", "assignment_id": "a", "kind": "process", "language": "nl", "suspicion": "s"}
        | {"settled": "{}", "revision": 0, "floor": 0, "chain": "0"},
        "question": {"id": "q", "track_id": "t", "number": 1, "kind": "way", "title": "t", "text": "t"},
        "consultation": {"id": "c", "track_id": "t", "kind": "group", "round": 1, "title": "t", "screen_token": "s"}
        | {"hold": 0, "phase": "lobby", "screen": "{}"},
    }
    said_row: dict[str, object] = {
        "consultation_id": "c",
        "question_id": "q",
        "salt": "s",
        "commitment": "c",
        "source": "phone",
    }
    said_row |= {"kind": "way", "telling": False, "masks": "[]", "gate": "open"}
    for table, row in rows.items():
        _insert(connection, table, row)
    for id, words in (("2", "Twee."), ("1", said), ("3", "Drie.")):
        _insert(connection, "oneliner", {**said_row, "id": id, "text": words})


def _insert(connection: Connection, table: str, row: dict[str, object]) -> None:
    names, marks = ", ".join(row), ", ".join(f":{it}" for it in row)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), row)


def test_a_database_of_before_gets_the_rules_and_keeps_its_rows(older: Store) -> None:
    with older.work() as connection:
        fill(connection, said="Een.")

    upgrade(older)

    check_current(older)
    with older.read() as connection:
        assert connection.scalars(text("SELECT text FROM oneliner ORDER BY id")).all() == ["Een.", "Twee.", "Drie."]
    for statement in ("UPDATE oneliner SET text = 'Anders.'", "UPDATE oneliner SET gate = 'ajar'"):
        with pytest.raises(DBAPIError), older.work() as connection:
            connection.execute(text(statement))
    older.close()


def test_a_row_that_breaks_a_rule_stays_and_that_rule_alone_is_left_out(
    older: Store, caplog: pytest.LogCaptureFixture
) -> None:
    with older.work() as connection:
        fill(connection, said="twee\nregels")
        connection.execute(text("UPDATE consultation SET dry_run = true"))
        connection.execute(
            text(
                "INSERT INTO consultation (id, track_id, kind, round, title, screen_token, hold, phase, screen,"
                " dry_run) SELECT 'd', track_id, kind, round, title, 'd', hold, phase, screen, dry_run"
                " FROM consultation"
            )
        )

    upgrade(older)

    check_current(older)
    assert "without the rule oneliner_text_fits: it holds 1 rows" in caplog.text
    assert "without the rule dry_run_by_track: it holds 1 rows" in caplog.text
    assert "regels" not in caplog.text
    with older.read() as connection:
        assert "twee\nregels" in connection.scalars(text("SELECT text FROM oneliner")).all()
    with pytest.raises(DBAPIError), older.work() as connection:
        connection.execute(text("UPDATE oneliner SET gate = 'ajar'"))
    older.close()


def test_a_room_is_as_ever(application: Application) -> None:
    room = room_on(application, dry_run=True)
    room.open()
    assert room.say("Ça, dat is wél één regel: [*]?")
