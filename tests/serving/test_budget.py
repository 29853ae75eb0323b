"""A connection is slowed beyond its budget; who minds that goes on for ever, who does not is ended."""

from dataclasses import dataclass, field

import pytest

from facilitator.serving.budget import IGNORED, LEAST_SPARE, PACKETS, SPARE, TURN, Budget, Overdrawn


@dataclass
class Clock:
    """Time that passes only while somebody waits."""

    now: float = 0.0
    pauses: list[float] = field(default_factory=list)

    def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def budget(clock: Clock) -> Budget:
    return Budget(10, clock=lambda: clock.now, pause=clock.pause)


def spend(budget: Budget, packets: int, *, more: bool = False) -> None:
    for _ in range(packets):
        budget.spend(more=lambda: more)


def test_what_is_spare_may_come_at_once(budget: Budget, clock: Clock) -> None:
    spend(budget, int(10 * SPARE))
    assert clock.now == 0


def test_what_comes_after_that_comes_at_its_pace(budget: Budget, clock: Clock) -> None:
    spend(budget, int(10 * SPARE) + 20)
    assert clock.now == pytest.approx(2)


def test_the_others_get_their_turn_every_few_packets(budget: Budget, clock: Clock) -> None:
    spend(budget, int(3 * TURN), more=True)
    assert clock.pauses == [0, 0, 0]


def test_who_sends_one_at_a_time_never_waits_for_a_turn(budget: Budget, clock: Clock) -> None:
    spend(budget, int(3 * TURN), more=False)
    assert clock.pauses == []


def test_the_others_get_their_turn_after_much_work(budget: Budget, clock: Clock) -> None:
    budget.spend(TURN)
    assert clock.pauses == [0]


def test_with_less_to_spare_it_goes_on_at_the_same_pace(clock: Clock) -> None:
    budget = Budget(10, clock=lambda: clock.now, pause=clock.pause, spare=LEAST_SPARE)
    spend(budget, int(10 * LEAST_SPARE))
    assert clock.now == 0
    spend(budget, 20)
    assert clock.now == pytest.approx(2)


@pytest.mark.parametrize(("spare", "unnoticed"), [(SPARE, SPARE / 2), (LEAST_SPARE, LEAST_SPARE)])
def test_it_is_told_when_much_was_used_up_at_once(clock: Clock, spare: float, unnoticed: float) -> None:
    told: list[bool] = []
    budget = Budget(10, lambda: clock.now, clock.pause, spare, lambda: told.append(True))
    spend(budget, int(10 * unnoticed))
    assert not told
    spend(budget, 1)
    assert told


def test_who_waits_for_its_turn_is_never_ended(budget: Budget) -> None:
    spend(budget, 10_000, more=False)


def test_who_goes_on_sending_while_it_is_slowed_is_ended(budget: Budget, clock: Clock) -> None:
    with pytest.raises(Overdrawn):
        spend(budget, 10_000, more=True)
    assert clock.now <= IGNORED + 1


def test_who_came_to_rest_begins_anew(budget: Budget, clock: Clock) -> None:
    for _ in range(10):
        spend(budget, int(10 * (SPARE + IGNORED)), more=True)
        clock.now += 60


def test_what_takes_more_work_costs_more(budget: Budget, clock: Clock) -> None:
    budget.spend(10 * SPARE)
    budget.spend(30)
    assert clock.now == pytest.approx(3)


def test_a_wider_budget_is_there_at_once(clock: Clock) -> None:
    budget = Budget(clock=lambda: clock.now, pause=clock.pause)
    budget.widen(2 * PACKETS)
    spend(budget, int(2 * PACKETS * SPARE))
    assert clock.now == 0


def test_a_budget_is_never_made_narrower(budget: Budget, clock: Clock) -> None:
    budget.widen(1)
    spend(budget, int(10 * SPARE))
    assert clock.now == 0
