"""A weighing tells what keeps it from being closed, and comes back from keeping as it was."""

import json
from dataclasses import replace

import pytest

from facilitator.steps.weighing.rules import (
    Alternative,
    Choice,
    Diagnosis,
    Inputs,
    Other,
    Verdict,
    Weighed,
    read,
    written,
)

PROCESS = Weighed(diagnosis=Diagnosis(diagnosis="Schaamte", owners=("Wethouder",)))
CHOSEN = Alternative(text="een bus", carried=("a",), owner="Els", workable_who="Team")
GOAL = Weighed(alternatives=(Alternative(text="een punt"), CHOSEN), choice=Choice(2, "de dorpen"))


def test_a_diagnosis_with_an_owner_can_be_closed() -> None:
    assert PROCESS.obstacles("process") == []


@pytest.mark.parametrize(
    ("change", "obstacle"),
    [
        ({"diagnosis": Diagnosis(owners=("Wethouder",))}, "diagnosis"),
        ({"diagnosis": Diagnosis(diagnosis="Schaamte")}, "issue_owner"),
        ({"diagnosis": Diagnosis(gone=True)}, "gone_reason"),
        ({"verdicts": {"a": Verdict(decision="partly")}}, "reasons"),
        ({"verdicts": {"a": Verdict(decision="not")}}, "reasons"),
        ({"verdicts": {"a": Verdict(decision="look_into")}}, "reasons"),
    ],
)
def test_a_process_weighing_waits_for(change: dict[str, object], obstacle: str) -> None:
    assert replace(PROCESS, **change).obstacles("process") == [obstacle]  # type: ignore[arg-type]


def test_that_the_problem_is_gone_is_an_outcome_with_a_reason_alone() -> None:
    gone = Weighed(diagnosis=Diagnosis(gone=True, gone_reason="De corporatie belt al."))
    assert gone.obstacles("process") == []


def test_what_is_taken_over_needs_no_reason() -> None:
    assert replace(PROCESS, verdicts={"a": Verdict(decision="take_over"), "b": Verdict()}).obstacles("process") == []


def test_a_choice_with_an_owner_and_hands_can_be_closed() -> None:
    assert GOAL.obstacles("goal") == []


@pytest.mark.parametrize(
    ("change", "obstacle"),
    [
        ({"alternatives": (Alternative(), CHOSEN)}, "alternatives"),
        ({"choice": Choice(None, "de dorpen")}, "choice"),
        ({"choice": Choice(3, "de dorpen")}, "choice"),
        ({"choice": Choice(2, "")}, "choice_reason"),
        ({"alternatives": (CHOSEN, replace(CHOSEN, owner=""))}, "solution_owner"),
        ({"alternatives": (CHOSEN, replace(CHOSEN, workable_who=""))}, "workable"),
        ({"alternatives": (CHOSEN, replace(CHOSEN, carried=()))}, "carried"),
    ],
)
def test_a_goal_weighing_waits_for(change: dict[str, object], obstacle: str) -> None:
    assert replace(GOAL, **change).obstacles("goal") == [obstacle]  # type: ignore[arg-type]


@pytest.mark.parametrize(("removed", "number", "text"), [(1, 1, "een bus"), (2, None, None), (9, 2, "een bus")])
def test_the_choice_follows_when_an_alternative_goes(removed: int, number: int | None, text: str | None) -> None:
    left = GOAL.without(removed)
    assert left.choice.number == number
    assert (left.chosen.text if left.chosen else None) == text


def test_a_document_comes_back_as_it_was() -> None:
    inputs = Inputs(course="koers", budget=5, others=(Other("wet", "tekst"),))
    whole = replace(GOAL, inputs=inputs, verdicts={"": Verdict("f", "not", "r")}, diagnosis=PROCESS.diagnosis)
    assert read(json.loads(json.dumps(written(whole)))) == whole


def test_an_empty_document_is_an_empty_weighing() -> None:
    assert read({}) == Weighed()
    assert Weighed().inputs.are_empty
