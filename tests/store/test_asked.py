"""What a consultation asked is known after an upgrade too: from its acts, as far as they tell."""

import pytest
from sqlalchemy import select, text, update

from facilitator.services.application import Application
from facilitator.store import tables
from facilitator.store.migrations import upgrade
from tests.makers import Room, room_on


@pytest.fixture
def asked_two(application: Application) -> Room:
    """A room of which two questions were opened, one of them twice."""
    room = room_on(application)
    for number in (1, 3, 1):
        room.open(number)
    return room


def upgraded(room: Room) -> list[int]:
    """The numbers of the questions that were asked, after an upgrade from before that was kept."""
    with room.store.work() as connection:
        connection.execute(text("ALTER TABLE consultation DROP COLUMN asked"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0007'"))
    upgrade(room.store, copy_first=False)
    with room.store.read() as connection:
        asked = connection.scalars(select(tables.Consultation.asked)).one()
    return sorted(it.number for it in room.made.questions if it.id in asked)


def test_the_questions_that_were_opened_were_asked(asked_two: Room) -> None:
    assert upgraded(asked_two) == [1, 3]


def test_where_the_acts_do_not_tell_all_were_asked(asked_two: Room) -> None:
    with asked_two.store.work() as connection:
        connection.execute(update(tables.ActRecord).values(body={"digest": "0" * 64, "changes": []}))
    assert upgraded(asked_two) == [1, 2, 3, 4, 5]


def test_a_questionnaire_asked_all(asked_two: Room) -> None:
    with asked_two.store.work() as connection:
        connection.execute(update(tables.Consultation).values(self_paced=True))
    assert upgraded(asked_two) == [1, 2, 3, 4, 5]


def test_what_was_never_begun_asked_nothing(application: Application) -> None:
    assert upgraded(room_on(application)) == []
