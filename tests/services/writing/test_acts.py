"""Doing what somebody asks: who may, by a sign-in that still holds, once for each key, and with what beside it."""

import pytest
from sqlalchemy import event

from facilitator.domain.refusals import Refusal
from facilitator.services.accounts import facilitators
from facilitator.services.application import Application
from facilitator.services.writing import THE_SERVER, Perform
from tests.makers import NOON, Room, code_of, room_on

NOW = int(NOON.timestamp())


def by_sign_in(room: Room, sign_in: str, name: str = "Werk") -> Perform:
    job = room.performance("add_category", name=name)
    job.sign_in = sign_in
    return job


def test_who_is_signed_in_acts(room: Room) -> None:
    sign_in = facilitators.sign_in(room.store, "ada", now=NOW).id
    assert isinstance(room.application.write([by_sign_in(room, sign_in)])[0], int)


def test_who_signed_out_since_acts_no_more(room: Room) -> None:
    sign_in = facilitators.sign_in(room.store, "ada", now=NOW).id
    facilitators.sign_out(room.store, sign_in)
    assert code_of(room.application.write([by_sign_in(room, sign_in)])[0]) == "forbidden"
    assert room.board.categories == {}


def test_a_sign_in_that_is_over_acts_no_more(room: Room) -> None:
    sign_in = facilitators.sign_in(room.store, "ada", now=NOW - facilitators.SIGNED_IN_FOR).id
    assert code_of(room.application.write([by_sign_in(room, sign_in)])[0]) == "forbidden"


@pytest.mark.parametrize("sign_in", ["", "nobody"])
def test_a_sign_in_that_never_was_acts_not(room: Room, sign_in: str) -> None:
    assert code_of(room.application.write([by_sign_in(room, sign_in)])[0]) == "forbidden"


def test_who_signed_out_is_not_told_what_was_done_with_a_key(room: Room) -> None:
    job = by_sign_in(room, facilitators.sign_in(room.store, "ada", now=NOW).id)
    room.application.write([job])
    facilitators.sign_out(room.store, str(job.sign_in))
    assert code_of(room.application.write([job])[0]) == "forbidden"


def test_a_sign_in_is_looked_up_once_in_a_batch(room: Room) -> None:
    sign_in, asked = facilitators.sign_in(room.store, "ada", now=NOW).id, list[str]()
    watch = lambda *told: asked.append(told[2])  # noqa: E731
    event.listen(room.store.engine, "before_cursor_execute", watch)
    room.application.write([by_sign_in(room, sign_in, name) for name in ("Werk", "Wonen", "Zorg")])
    event.remove(room.store.engine, "before_cursor_execute", watch)
    assert sum("sign_in" in it for it in asked) == 1


def test_the_same_key_is_done_once(room: Room) -> None:
    job = room.performance("add_category", name="Werk")
    first, again = room.application.write([job, job])
    assert first == again == room.board.revision
    assert len(room.board.categories) == 1


def test_a_key_of_another_track_is_no_key_here(application: Application, room: Room) -> None:
    other, key = room_on(application), "00000000-0000-4000-8000-000000000001"
    other.act("add_category", name="Werk", key=key)
    room.act("add_category", name="Werk", key=key)
    assert len(room.board.categories) == 1


def test_what_changes_nothing_is_not_recorded(room: Room) -> None:
    said, work = room.say("Schaamte."), room.add_category("Werk")
    room.act("sort", oneliners=[said], category=work)
    before = room.board.revision
    assert room.act("sort", oneliners=[said], category=work) == before


def test_the_server_acts_where_nobody_does(room: Room) -> None:
    assert isinstance(room.act("close_question", by=THE_SERVER), int)


def test_a_refusal_is_an_outcome_and_nothing_else_is(room: Room) -> None:
    outcomes = room.application.write([room.performance("undo"), room.performance("add_category", name="Werk")])
    assert isinstance(outcomes[0], Refusal) and isinstance(outcomes[1], int)
