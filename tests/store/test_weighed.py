"""Weighing and plan, on both databases: of several who write at once, one is first and the others hear so."""

import threading
from collections.abc import Callable

import pytest

from facilitator.domain.refusals import Refusal
from facilitator.services.application import Application
from facilitator.steps.plan import service as plan
from facilitator.steps.plan.rules import Plan
from facilitator.steps.weighing import service as weighing
from facilitator.steps.weighing.rules import Inputs, Weighed
from tests.weighed import FixedMap, fixed_map, keep, weighed_goal

AT_ONCE = 4


@pytest.fixture
def map(application: Application) -> FixedMap:
    return fixed_map(application, kind="goal")


def outcomes(act: Callable[[int], object]) -> list[str]:
    """Do something several times at once; what came of each."""
    found: list[str] = []

    def one(number: int) -> None:
        try:
            act(number)
            found.append("done")
        except Refusal as refusal:
            found.append(refusal.code)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(found)


ONE_IS_FIRST = ["changed_since"] * (AT_ONCE - 1) + ["done"]


def test_one_weighing_begins(map: FixedMap) -> None:
    assert outcomes(lambda _: weighing.begin(map.own, 1)) == ONE_IS_FIRST
    assert len(weighing.every(map.own)) == 1


def test_one_writer_is_first(map: FixedMap) -> None:
    kept = keep(map, weighed_goal(map))

    def write(number: int) -> None:
        text = Weighed(inputs=Inputs(course=f"tekst {number}"))
        weighing.save(map.own, kept, revision=kept.revision, weighed=text)

    assert outcomes(write) == ONE_IS_FIRST
    found = weighing.latest(map.own)
    assert found is not None
    assert (found.revision, found.weighed.inputs.course[:5]) == (kept.revision + 1, "tekst")


def test_one_first_plan_is_kept(map: FixedMap) -> None:
    kept = keep(map, weighed_goal(map), closed=True)

    def write(number: int) -> None:
        plan.save(map.own, weighing=kept.id, revision=0, written=Plan(f"plan {number}"))

    assert outcomes(write) == ONE_IS_FIRST
    assert plan.kept(map.own).plan.introduction.startswith("plan")
    assert plan.kept(map.own).revision == 1


def test_a_closed_weighing_is_read_as_it_was_closed(map: FixedMap) -> None:
    kept = keep(map, weighed_goal(map), closed=True)
    assert weighing.latest_closed(map.own) == kept
    assert kept.weighed == weighed_goal(map)
