"""An assignment that is removed is gone for good, with all that belongs to it and nothing else."""

import pytest
from sqlalchemy import func, select

from facilitator.services import removing
from facilitator.services.application import Application
from facilitator.services.removing import OtherTitle
from facilitator.store import tables
from tests.makers import Room, room_on

USED_CODE = tables.UsedCode.__tablename__
TITLE = "Schulden en armoede"


def rows(application: Application) -> dict[str, int]:
    """How many rows each table has, where it has any."""
    with application.store.read() as connection:
        counted = {
            table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
            for table in tables.Base.metadata.sorted_tables
        }
    return {name: count for name, count in counted.items() if count}


def fill(room: Room) -> None:
    """Let everything be there that a conversation leaves behind."""
    said = room.say("Schaamte.")
    room.act("sort", oneliners=[said], category=room.add_category("Regels"))
    room.act("probe", oneliner=said, text="Hoe zo?", to="author")
    room.attend("policy", 4)
    room.join("eve")


def test_no_row_of_it_is_left_but_that_its_code_was_used(application: Application) -> None:
    before = rows(application)
    room = room_on(application)
    room.open()
    fill(room)
    room.act("close")

    removing.remove(application, room.own_assignment, title=TITLE)

    assert rows(application) == before | {USED_CODE: 1}


def test_what_was_said_is_nowhere_on_the_disk(application: Application) -> None:
    room = room_on(application)
    room.open()
    room.say("Boterbloem hielp mij.")
    room.act("close")

    removing.remove(application, room.own_assignment, title=TITLE)

    assert application.store.file is not None
    files = list(application.store.file.parent.glob(f"{application.store.file.name}*"))
    assert [file.name for file in files if b"Boterbloem" in file.read_bytes()] == []


def test_another_assignment_stays_as_it_was(room: Room, application: Application) -> None:
    fill(room)
    before = rows(application)
    other = room_on(application)

    removing.remove(application, other.own_assignment, title=TITLE)

    assert rows(application) == before | {USED_CODE: before[USED_CODE] + 1}
    assert room.say("Er kan nog worden geschreven.")


@pytest.mark.parametrize("title", ["", "Schulden", "schulden en armoede"])
def test_nothing_is_removed_under_another_title(room: Room, application: Application, title: str) -> None:
    room.act("close")
    before = rows(application)

    with pytest.raises(OtherTitle):
        removing.remove(application, room.own_assignment, title=title)

    assert rows(application) == before


def test_spaces_in_a_title_do_not_matter(application: Application) -> None:
    room = room_on(application)

    removing.remove(application, room.own_assignment, title="  Schulden en  armoede ")

    assert rows(application).get("assignment") is None


def test_while_people_may_be_writing_nothing_is_removed(room: Room, application: Application) -> None:
    before = rows(application)

    with pytest.raises(removing.StillRunning):
        removing.remove(application, room.own_assignment, title=TITLE)

    assert rows(application) == before


def test_what_was_part_of_it_is_part_of_nothing(room: Room, application: Application) -> None:
    part = room_on(application)
    with application.store.work() as connection:
        connection.execute(
            tables.Assignment.__table__.update()  # type: ignore[attr-defined]
            .where(tables.Assignment.id == part.made.assignment)
            .values(parent_id=room.made.assignment)
        )
    room.act("close")

    removing.remove(application, room.own_assignment, title=TITLE)

    with application.store.read() as connection:
        assert connection.execute(select(tables.Assignment.id, tables.Assignment.parent_id)).all() == [
            (part.made.assignment, None)
        ]
