"""What may be kept of a weighing: how long its texts are, and which one-liners it rests on.

Only what was changed is held to this, so that what an earlier release kept does not stand in the way of the rest.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from facilitator.domain import shapes, written
from facilitator.domain.beginnings import LONGEST
from facilitator.domain.map.whole import Map
from facilitator.domain.refusals import Refusal
from facilitator.domain.shapes import Shape
from facilitator.domain.written import a_day, line, lines
from facilitator.steps.weighing import heard
from facilitator.steps.weighing.rules import DECISIONS, RECOGNISED, Alternative, Diagnosis, Inputs, Weighed

_AMOUNT: Final = shapes.maybe(shapes.number(0))  # cents
_INPUTS: Final[Mapping[str, Shape]] = {
    "course": lines(),
    "course_source": line(),
    "own_view": lines(),
    "own_view_by": line(),
    "budget": _AMOUNT,
    "budget_note": line(),
    "planning_from": a_day,
    "planning_until": a_day,
    "planning": lines(),
    "personnel": lines(),
}
_OTHER: Final[Mapping[str, Shape]] = {"title": line(), "text": lines()}
_VERDICT: Final[Mapping[str, Shape]] = {
    "finding": lines(),
    "decision": shapes.one_of("", *DECISIONS),
    "reason": lines(),
    "category": line(),
}
_DIAGNOSIS: Final[Mapping[str, Shape]] = {
    "recognised": shapes.one_of("", *RECOGNISED),
    "diagnosis": lines(LONGEST["issue"]),
    "gone_reason": lines(),
    "solution": lines(LONGEST["solution"]),
}
_ALTERNATIVE: Final[Mapping[str, Shape]] = {
    "text": lines(),
    "cost": _AMOUNT,
    "capacity": line(),
    "term": a_day,
    "risks": lines(),
    "workable_who": line(),
    "workable_with": line(),
    "owner": line(LONGEST["owner"]),
}


def check(weighed: Weighed, before: Weighed, map: Map) -> None:
    """Hold what is changed in a weighing to its bounds. `before` is what is kept of it, `map` what it rests on.

    Raises: Refusal("bad_request")
    """
    if weighed.inputs != before.inputs:
        _check_inputs(weighed.inputs)
    for key, verdict in weighed.verdicts.items():
        if verdict != before.verdicts.get(key):
            written.check(vars(verdict), _VERDICT)
    if weighed.diagnosis != before.diagnosis:
        _check_diagnosis(weighed.diagnosis, before.diagnosis, map)
    for alternative in weighed.alternatives:
        if alternative not in before.alternatives:
            _check_alternative(alternative, before.alternatives, map)
    if weighed.choice != before.choice:
        written.check(vars(weighed.choice), {"reason": lines()})


def _check_inputs(inputs: Inputs) -> None:
    written.check(vars(inputs), _INPUTS)
    for other in inputs.others:
        written.check(vars(other), _OTHER)


def _check_diagnosis(diagnosis: Diagnosis, before: Diagnosis, map: Map) -> None:
    written.check(vars(diagnosis), _DIAGNOSIS)
    for owner in diagnosis.owners:
        written.check({"owner": owner}, {"owner": line(LONGEST["owner"], must=True)})
    if diagnosis.solution_comes_first:
        raise Refusal("bad_request")
    _check_ticked(diagnosis.recognised_by, map.lines, before.recognised_by)


def _check_alternative(alternative: Alternative, before: Iterable[Alternative], map: Map) -> None:
    written.check(vars(alternative), _ALTERNATIVE)
    for name, offered in heard.offered(map).items():
        kept = [id for it in before for id in getattr(it, name)]
        _check_ticked(getattr(alternative, name), (it.id for it in offered), kept)


def _check_ticked(ticked: Iterable[str], offered: Iterable[str], kept: Iterable[str]) -> None:
    """What is kept of an earlier map may stay."""
    if not {*ticked} <= {*offered, *kept}:
        raise Refusal("bad_request")
