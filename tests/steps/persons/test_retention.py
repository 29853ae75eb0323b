"""Key persons go some months after the last closing, on a clock that a test moves."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import update

from facilitator.domain.refusals import Refusal
from facilitator.services import rounds
from facilitator.services.rounds import Gathering
from facilitator.services.scheduler import FORGET_DUE_EVERY, Scheduler
from facilitator.steps.persons import retention as contact_retention
from facilitator.steps.persons import service as key_persons
from facilitator.steps.persons import turnout
from facilitator.steps.persons.retention import EmptiesNow
from facilitator.steps.persons.rules import Seat
from facilitator.steps.persons.turnout import Headcount
from facilitator.store.tables import Consultation
from tests.makers import Room
from tests.seated import seated
from tests.services.conftest import application, room

__all__ = ["application", "room"]

OPEN = Seat("policy", True, "Inkomen", "minimabeleid")
WHITE = replace(OPEN, organisation="beleidsadviseur", contact="06", note="bel na vijven")
JAN = replace(OPEN, name="Jan de Vries", reason="schrijft het minimabeleid", contact="06 12345678")
KAPPER = replace(OPEN, network_type="rhizome", route="via de kapper")
DAY_BEFORE, THE_DAY = date(2026, 6, 11), date(2026, 6, 12)


@pytest.fixture
def closed(room: Room) -> Room:
    """A track whose only consultation was closed on 12 March."""
    seated(room.store, room.made.track, [JAN, WHITE, KAPPER])
    room.act("close")
    return room


def kept(room: Room) -> list[Seat]:
    return [it.seat for it in key_persons.seats(room.own)]


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 3, 12), 3, date(2026, 6, 12)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 1), 24, date(2028, 12, 1)),
    ],
)
def test_months_are_counted_on_the_calendar(day: date, months: int, then: date) -> None:
    assert contact_retention.months_after(day, months) == then


def test_the_time_does_not_run_before_anything_was_closed(room: Room) -> None:
    seated(room.store, room.made.track, [JAN])

    assert contact_retention.term(room.own).ends is None
    assert contact_retention.forget_expired(room.store, date(2099, 1, 1)) == 0
    assert kept(room) == [JAN]


def test_names_are_kept_until_the_day_and_go_on_it(closed: Room) -> None:
    contact_retention.forget_expired(closed.store, DAY_BEFORE)
    assert len(kept(closed)) == 3

    contact_retention.forget_expired(closed.store, THE_DAY)

    assert kept(closed) == [OPEN]


def test_counts_of_the_turnout_stay(closed: Room) -> None:
    turnout.keep(closed.own, "1", {"policy": Headcount(3, 2, 1)})

    contact_retention.forget_expired(closed.store, THE_DAY)

    assert turnout.counted(closed.own) == {"1": {"policy": Headcount(3, 2, 1)}}


def test_a_longer_time_keeps_them_longer(closed: Room) -> None:
    contact_retention.keep_for(closed.own_assignment, 6, today=DAY_BEFORE)

    contact_retention.forget_expired(closed.store, date(2026, 9, 11))
    assert len(kept(closed)) == 3

    contact_retention.forget_expired(closed.store, date(2026, 9, 12))
    assert kept(closed) == [OPEN]


def test_a_next_round_holds_them_but_not_for_ever(closed: Room) -> None:
    rounds.add_consultation(closed.own, Gathering("Ronde 2", 2))

    assert contact_retention.term(closed.own).waits_for == ("Ronde 2",)
    contact_retention.forget_expired(closed.store, date(2028, 3, 11))
    assert len(kept(closed)) == 3

    contact_retention.forget_expired(closed.store, date(2028, 3, 12))
    assert kept(closed) == [OPEN]


def test_a_dry_run_that_was_closed_does_not_count(closed: Room) -> None:
    with closed.store.work() as connection:
        connection.execute(update(Consultation).values(dry_run=True))

    assert contact_retention.term(closed.own).ends is None


def test_an_interview_that_was_closed_off_the_board_counts_by_its_day(closed: Room) -> None:
    added = rounds.add_consultation(closed.own, Gathering("Gesprek", 1))
    with closed.store.work() as connection:
        this = update(Consultation).where(Consultation.id == added.consultation)
        connection.execute(this.values(kind="interview", phase="closed", day="2026-03-23"))

    assert contact_retention.term(closed.own).last_closed == date(2026, 3, 23)


def test_fewer_months_that_would_empty_a_list_must_be_meant(closed: Room) -> None:
    months = lambda number, **more: contact_retention.keep_for(  # noqa: E731
        closed.own_assignment, number, today=DAY_BEFORE, **more
    )
    months(4)
    with pytest.raises(EmptiesNow):
        months(1)
    assert contact_retention.term(closed.own).months == 4
    months(1, at_once=True)
    assert contact_retention.term(closed.own).months == 1


def test_fewer_months_empty_nothing_where_nobody_is_left(closed: Room) -> None:
    contact_retention.forget_expired(closed.store, THE_DAY)
    contact_retention.keep_for(closed.own_assignment, 1, today=THE_DAY)
    assert contact_retention.term(closed.own).months == 1


@pytest.mark.parametrize("months", [0, -1, 25])
def test_key_persons_are_kept_for_a_month_or_more_and_two_years_at_most(closed: Room, months: int) -> None:
    with pytest.raises(Refusal, match="bad_request"):
        contact_retention.keep_for(closed.own_assignment, months, today=DAY_BEFORE, at_once=True)


def test_the_scheduler_lets_them_go_by_itself(closed: Room) -> None:
    hands = [100.0]
    scheduler = Scheduler(closed.application, clock=lambda: hands[0])
    closed.application.now = lambda: datetime(2026, 6, 11, 23, 59, tzinfo=UTC)
    scheduler.tick()
    assert len(kept(closed)) == 3

    closed.application.now = lambda: datetime(2026, 6, 12, 0, 1, tzinfo=UTC)
    hands[0] += FORGET_DUE_EVERY + 60
    scheduler.tick()

    assert kept(closed) == [OPEN]


def test_what_went_is_off_the_disk(closed: Room) -> None:
    file = closed.store.file
    assert file is not None
    scheduler = Scheduler(closed.application, clock=lambda: 100.0)
    closed.application.now = lambda: datetime(2026, 6, 12, tzinfo=UTC)

    scheduler.tick()

    left = [it for it in file.parent.iterdir() if b"Jan de Vries" in it.read_bytes()]
    assert left == []
