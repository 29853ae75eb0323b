"""What an act does in the tables besides what it changes on the board."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from facilitator.domain.acts import ACT_TYPES
from facilitator.services.application import Application
from facilitator.services.writing.beside import BESIDE
from facilitator.store import tables
from tests.makers import NOON, Room, code_of, room_on

NEXT_DAY = NOON + timedelta(days=1)


def rows(room: Room, table: type[tables.Base]) -> int:
    with room.store.read() as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0


def day(room: Room) -> str | None:
    with room.store.read() as connection:
        return connection.scalar(select(tables.Consultation.day))


def test_each_act_that_does_something_beside_says_what() -> None:
    assert set(BESIDE) == {name for name, it in ACT_TYPES.items() if it.beside}


def test_the_day_of_a_consultation_is_that_of_its_first_question(application: Application) -> None:
    room = room_on(application)
    assert day(room) is None
    room.open()
    first = day(room)
    application.now = lambda: NEXT_DAY
    room.open(2)
    assert (first, day(room)) == ("2026-03-12", "2026-03-12")


def test_closing_takes_code_keys_and_order_along(room: Room) -> None:
    room.say("Schaamte.")
    room.act("close")
    assert (rows(room, tables.Receipt), rows(room, tables.Arrival)) == (0, 0)
    assert room.application.track(room.made.track).consultations[room.made.consultation].code is None


def test_a_probe_is_kept_with_whom_it_is_put_to(room: Room) -> None:
    said = room.say("Schaamte.")
    room.act("probe", oneliner=said, text="Hoe dan?", to="author")
    (probe,) = room.application.track(room.made.track).probes.values()
    assert (probe.oneliner, probe.text, probe.audience) == (said, "Hoe dan?", "author")
    room.application.tracks.clear()
    assert room.application.track(room.made.track).probes == {probe.id: probe}


def test_what_was_said_aloud_lies_on_the_board(room: Room) -> None:
    room.act("add_oneliner", question=room.question(2), text="Van papier.", source="paper", environment="policy")
    (card,) = room.board.cards.values()
    assert (card.text, card.question, card.source, card.environment) == (
        "Van papier.",
        room.question(2),
        "paper",
        "policy",
    )
    assert rows(room, tables.Receipt) == 0


def test_an_answer_to_a_probe_hangs_under_what_it_was_asked_of(room: Room) -> None:
    said = room.say("Schaamte.")
    room.act("probe", oneliner=said, text="Hoe dan?", to="author")
    (probe,) = room.application.track(room.made.track).probes
    room.act("add_oneliner", question=room.question(), text="Zo.", source="spoken", probe=probe)
    (answer,) = (it for it in room.board.cards.values() if it.id != said)
    assert (answer.parent, answer.probe) == (said, probe)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"question": "f" * 16}, "unknown_question"),
        ({"probe": "f" * 16}, "bad_request"),
        ({"environment": "target_group"}, "bad_request"),
        ({"text": " x"}, "outer_space"),
    ],
)
def test_what_does_not_fit_is_not_added(room: Room, more: dict[str, Any], code: str) -> None:
    fields = {"question": room.question(), "text": "Van papier.", "source": "paper", **more}
    assert code_of(room.act("add_oneliner", **fields)) == code
    assert rows(room, tables.Oneliner) == 0


def test_on_a_closed_consultation_may_still_be_added(room: Room) -> None:
    room.act("close")
    assert isinstance(room.act("add_oneliner", question=room.question(), text="Nagekomen.", source="paper"), int)
