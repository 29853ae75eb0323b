"""What a weighing refuses to keep: texts beyond their bounds, and one-liners that were said of something else."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from facilitator.domain.refusals import Refusal
from facilitator.steps.weighing import service as weighing
from facilitator.steps.weighing.rules import Choice, Other, Weighed
from facilitator.steps.weighing.service import KeptWeighing
from tests.makers import add_facilitators, application_on
from tests.weighed import FixedMap, fixed_map, keep, weighed_goal, weighed_process

LONG, SHORT = "x" * 1001, "x" * 201

Kept = tuple[FixedMap, KeptWeighing]


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """A weighing that every test may offer something to, since none of it is kept."""
    yield from _weighed(tmp_path_factory.mktemp("process"), "process")


@pytest.fixture(scope="module")
def goal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """The same, on a goal track."""
    yield from _weighed(tmp_path_factory.mktemp("goal"), "goal")


def _weighed(folder: Path, kind: str) -> Iterator[Kept]:
    application = application_on(f"sqlite:///{folder}/facilitator.sqlite")
    add_facilitators(application.store, "ada")
    map = fixed_map(application, kind=kind)
    yield map, keep(map, weighed_goal(map) if kind == "goal" else weighed_process(map))
    application.store.close()


def is_refused(it: Kept, odd: Weighed) -> bool:
    map, kept = it
    with pytest.raises(Refusal, match="bad_request"):
        weighing.save(map.own, kept, revision=kept.revision, weighed=odd)
    return weighing.latest(map.own) == kept


def with_first_alternative(weighed: Weighed, **change: Any) -> Weighed:
    first, *rest = weighed.alternatives
    return replace(weighed, alternatives=(replace(first, **change), *rest))


@pytest.mark.parametrize(
    "change",
    [
        *({name: LONG} for name in ("course", "own_view", "planning", "personnel")),
        *({name: SHORT} for name in ("course_source", "own_view_by", "budget_note")),
        {"course_source": "twee\nregels"},
        {"budget": -1},
        {"planning_from": "ooit"},
        {"others": (Other("Wet", LONG),)},
        {"others": (Other(SHORT),)},
    ],
)
def test_nothing_that_was_brought_in_is_longer_than_its_field(process: Kept, change: dict[str, Any]) -> None:
    _, kept = process
    odd = replace(kept.weighed, inputs=replace(kept.weighed.inputs, **change))
    assert is_refused(process, odd)


@pytest.mark.parametrize("change", [{"finding": LONG}, {"reason": LONG}, {"decision": "perhaps"}])
def test_a_verdict_is_one_of_four_and_says_why_within_bounds(process: Kept, change: dict[str, Any]) -> None:
    _, kept = process
    (key, verdict), *_ = kept.weighed.verdicts.items()
    odd = replace(kept.weighed, verdicts={**kept.weighed.verdicts, key: replace(verdict, **change)})
    assert is_refused(process, odd)


@pytest.mark.parametrize(
    "change",
    [
        {"diagnosis": "x" * 281},
        {"solution": "x" * 281},
        {"gone_reason": LONG},
        {"owners": ("Ada", SHORT)},
        {"owners": ("",)},
        {"recognised": "perhaps"},
        {"diagnosis": ""},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_diagnosis_keeps_to_its_bounds_and_comes_before_a_solution(process: Kept, change: dict[str, Any]) -> None:
    _, kept = process
    odd = replace(kept.weighed, diagnosis=replace(kept.weighed.diagnosis, **change))
    assert is_refused(process, odd)


@pytest.mark.parametrize(
    "change",
    [
        *({name: LONG} for name in ("text", "risks")),
        *({name: SHORT} for name in ("capacity", "workable_who", "workable_with", "owner")),
        {"cost": -1},
        {"term": "spoedig"},
    ],
)
def test_an_alternative_keeps_to_its_bounds(goal: Kept, change: dict[str, Any]) -> None:
    _, kept = goal
    assert is_refused(goal, with_first_alternative(kept.weighed, **change))


@pytest.mark.parametrize(("field", "question"), [("served", 5), ("hurt", 1), ("met", 4)])
def test_an_alternative_serves_hurts_and_satisfies_only_who_was_asked_about_it(
    goal: Kept, field: str, question: int
) -> None:
    map, kept = goal
    ticks: dict[str, Any] = {"served": (), "hurt": (), "met": (), field: (map.answers[question][0],)}
    assert is_refused(goal, with_first_alternative(kept.weighed, **ticks))


def test_why_it_is_chosen_is_said_within_bounds(goal: Kept) -> None:
    assert is_refused(goal, replace(goal[1].weighed, choice=Choice(2, LONG)))
