"""What is weighed: a fixed map beside what the organisation brings in, and what comes of it.

Source: method.md items 49-55 (process) and 69-71 (goal).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final, Literal

from facilitator.domain.map.whole import Map

DECISIONS: Final = ("take_over", "partly", "not", "look_into")
RECOGNISED: Final = ("yes", "partly", "no")
FEWEST_ALTERNATIVES: Final = 2
MOST_ALTERNATIVES: Final = 4
MOST_OTHERS: Final = 6
MOST_OWNERS: Final = 10

Obstacle = Literal[
    "diagnosis", "gone_reason", "issue_owner", "reasons",
    "alternatives", "choice", "choice_reason", "solution_owner", "workable", "carried",
]  # fmt: skip
"""Why a weighing can't be closed yet."""


@dataclass(frozen=True)
class Other:
    """Something else that counts."""

    title: str = ""
    text: str = ""


@dataclass(frozen=True)
class Inputs:
    """What the organisation puts beside the map. `budget` in cents; days in ISO 8601, "" = not said."""

    course: str = ""
    course_source: str = ""
    own_view: str = ""
    own_view_by: str = ""
    budget: int | None = None
    budget_note: str = ""
    planning_from: str = ""
    planning_until: str = ""
    planning: str = ""
    personnel: str = ""
    others: tuple[Other, ...] = ()

    @property
    def are_empty(self) -> bool:
        """Whether nothing was filled in."""
        return self == Inputs()

    @property
    def view_lacks_name(self) -> bool:
        """Whether there is a view that is nobody's."""
        return bool(self.own_view) and not self.own_view_by

    @property
    def ends_too_soon(self) -> bool:
        """Whether the planning ends before it begins."""
        return bool(self.planning_from and self.planning_until) and self.planning_until < self.planning_from


@dataclass(frozen=True)
class Verdict:
    """What is found of a category and what is done with it; `decision` "" = not decided.

    `category` is its name at that moment, for when it is no longer on a newer map.
    """

    finding: str = ""
    decision: str = ""
    reason: str = ""
    category: str = ""

    @property
    def lacks_reason(self) -> bool:
        """Whether it turns something down, or puts it off, without saying why."""
        return self.decision not in ("", "take_over") and not self.reason


@dataclass(frozen=True)
class Diagnosis:
    """What is going on. `recognised_by`: one-liners. `gone`: the problem is not there (any more) like this."""

    recognised: str = ""
    recognised_by: tuple[str, ...] = ()
    diagnosis: str = ""
    gone: bool = False
    gone_reason: str = ""
    owners: tuple[str, ...] = ()
    solution: str = ""

    @property
    def solution_comes_first(self) -> bool:
        """Whether there is a solution before it was said what is going on."""
        return bool(self.solution) and not self.diagnosis


@dataclass(frozen=True)
class Alternative:
    """One proposal. `carried`, `served`, `hurt` and `met` are one-liners; `cost` in cents; `term` a day."""

    text: str = ""
    carried: tuple[str, ...] = ()
    served: tuple[str, ...] = ()
    hurt: tuple[str, ...] = ()
    met: tuple[str, ...] = ()
    cost: int | None = None
    capacity: str = ""
    term: str = ""
    risks: str = ""
    workable_who: str = ""
    workable_with: str = ""
    owner: str = ""

    @property
    def serves_what_it_hurts(self) -> bool:
        """Whether an interest is both served and hurt."""
        return bool(set(self.served) & set(self.hurt))

    def on(self, map: Map) -> "Alternative":
        """Leave out the one-liners that a map does not have."""
        return replace(
            self,
            carried=_known(self.carried, map),
            served=_known(self.served, map),
            hurt=_known(self.hurt, map),
            met=_known(self.met, map),
        )


@dataclass(frozen=True)
class Choice:
    """Which alternative it becomes, from 1, and why."""

    number: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class Weighed:
    """The whole document; `verdicts` by category, "" for what is in none."""

    inputs: Inputs = Inputs()
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    diagnosis: Diagnosis = Diagnosis()
    alternatives: tuple[Alternative, ...] = ()
    choice: Choice = Choice()

    @property
    def chosen(self) -> Alternative | None:
        """The alternative that was chosen; None where none is, or it is gone."""
        number = self.choice.number
        return self.alternatives[number - 1] if number and number <= len(self.alternatives) else None

    @property
    def contradicts_itself(self) -> bool:
        """Whether a view is nobody's, an end comes before its beginning, or an interest is both served and hurt."""
        inputs = self.inputs
        odd = any(it.serves_what_it_hurts for it in self.alternatives)
        return odd or inputs.view_lacks_name or inputs.ends_too_soon

    def fits(self, track: str) -> bool:
        """Whether it may be kept, on a "process" or a "goal" track: each has parts of its own, and lists end."""
        if len(self.inputs.others) > MOST_OTHERS or len(self.diagnosis.owners) > MOST_OWNERS:
            return False
        if track == "process":
            return not self.alternatives and self.choice == Choice()
        offered = range(1, len(self.alternatives) + 1)
        is_offered = self.choice.number is None or self.choice.number in offered
        return len(offered) <= MOST_ALTERNATIVES and is_offered and self.diagnosis == Diagnosis()

    def obstacles(self, track: str) -> list[Obstacle]:
        """Tell what keeps it from being closed, on a "process" or a "goal" track."""
        own = _process_obstacles(self.diagnosis) if track == "process" else _goal_obstacles(self)
        return [*own, *(["reasons"] if any(it.lacks_reason for it in self.verdicts.values()) else [])]  # type: ignore[list-item]

    def on(self, map: Map) -> "Weighed":
        """Leave out what a map does not have: one-liners and categories of an earlier version."""
        rows = {row.id for row in map.rows()}
        return replace(
            self,
            verdicts={key: it for key, it in self.verdicts.items() if key in rows},
            diagnosis=replace(self.diagnosis, recognised_by=_known(self.diagnosis.recognised_by, map)),
            alternatives=tuple(it.on(map) for it in self.alternatives),
        )

    def off(self, map: Map) -> list[Verdict]:
        """Give what was written about categories that a map does not have."""
        rows = {row.id for row in map.rows()}
        return [it for key, it in self.verdicts.items() if key not in rows and (it.finding or it.decision or it.reason)]

    def without(self, number: int) -> "Weighed":
        """Take alternative `number` out; the choice follows, or ends when it was the chosen one."""
        chosen = self.choice.number
        kept = tuple(it for at, it in enumerate(self.alternatives, 1) if at != number)
        if chosen == number:
            return replace(self, alternatives=kept, choice=replace(self.choice, number=None))
        moved = chosen - 1 if chosen and chosen > number else chosen
        return replace(self, alternatives=kept, choice=replace(self.choice, number=moved))


def _known(ids: tuple[str, ...], map: Map) -> tuple[str, ...]:
    return tuple(it for it in ids if it in map.lines)


def _process_obstacles(found: Diagnosis) -> list[Obstacle]:
    if found.gone:
        return [] if found.gone_reason else ["gone_reason"]
    missing: list[Obstacle] = [] if found.diagnosis else ["diagnosis"]
    return missing if found.owners else [*missing, "issue_owner"]


def _goal_obstacles(weighed: Weighed) -> list[Obstacle]:
    missing: list[Obstacle] = []
    if sum(bool(it.text) for it in weighed.alternatives) < FEWEST_ALTERNATIVES:
        missing.append("alternatives")
    chosen = weighed.chosen
    if chosen is None:
        return [*missing, "choice"]
    wanted: dict[Obstacle, object] = {
        "choice_reason": weighed.choice.reason,
        "carried": chosen.carried,
        "workable": chosen.workable_who,
        "solution_owner": chosen.owner,
    }
    return [*missing, *(name for name, value in wanted.items() if not value)]


def written(weighed: Weighed) -> dict[str, Any]:
    """Write the document as it is kept."""
    return asdict(weighed)


def read(kept: Mapping[str, Any]) -> Weighed:
    """Read a kept document; what an earlier release did not know is empty."""
    inputs = dict(kept.get("inputs", {}))
    inputs["others"] = tuple(Other(**it) for it in inputs.get("others", ()))
    return Weighed(
        inputs=Inputs(**inputs),
        verdicts={key: Verdict(**it) for key, it in kept.get("verdicts", {}).items()},
        diagnosis=Diagnosis(**_with_tuples(kept.get("diagnosis", {}))),
        alternatives=tuple(Alternative(**_with_tuples(it)) for it in kept.get("alternatives", ())),
        choice=Choice(**kept.get("choice", {})),
    )


def _with_tuples(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in kept.items()}
