"""The plan of approach: what people decide in it. All the rest follows from the weighing and the map.

Source: method.md item 72.
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from facilitator.domain.refusals import Refusal
from facilitator.domain.shapes import Shape, maybe, number
from facilitator.domain.written import a_day, check, line, lines

MOST_ACTIONS: Final = 40
_TEXTS: Final[Mapping[str, Shape]] = {"introduction": lines(), "risks": lines()}
_ACTION: Final[Mapping[str, Shape]] = {"what": lines(), "who": line(), "when": a_day, "cost": maybe(number(0))}


@dataclass(frozen=True)
class Action:
    """Something that is done. `when` is a day, `cost` in cents; `carried` are one-liners that ask for it."""

    what: str = ""
    who: str = ""
    when: str = ""
    cost: int | None = None
    carried: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What is written by hand; `risks` come beside those of the chosen alternative."""

    introduction: str = ""
    risks: str = ""
    actions: tuple[Action, ...] = ()

    @property
    def cost(self) -> int | None:
        """What the actions cost together; None when no amount is known."""
        known = [it.cost for it in self.actions if it.cost is not None]
        return sum(known) if known else None

    @property
    def fits(self) -> bool:
        """Whether it has no more actions than it may."""
        return len(self.actions) <= MOST_ACTIONS

    def without(self, number: int) -> "Plan":
        """Take action `number` out, counted from 1."""
        return replace(self, actions=tuple(it for at, it in enumerate(self.actions, 1) if at != number))


def check_plan(plan: Plan, before: Plan, offered: Collection[str]) -> None:
    """Hold what is changed in a plan to its bounds. `before` is what is kept of it, `offered` what may be ticked.

    Raises: Refusal("bad_request"): it has too many actions, a text is too long, or an action is carried by a one-liner
        that is neither on the map nor kept already
    """
    if not plan.fits:
        raise Refusal("bad_request")
    if (plan.introduction, plan.risks) != (before.introduction, before.risks):
        check(vars(plan), _TEXTS)
    kept = {id for it in before.actions for id in it.carried}
    for action in plan.actions:
        if action not in before.actions:
            check(vars(action), _ACTION)
            if not set(action.carried) <= kept.union(offered):
                raise Refusal("bad_request")


def written(plan: Plan) -> dict[str, Any]:
    """Write the document as it is kept."""
    return asdict(plan)


def read(kept: Mapping[str, Any]) -> Plan:
    """Read a kept document."""
    actions = tuple(Action(**{**it, "carried": tuple(it.get("carried", ()))}) for it in kept.get("actions", ()))
    return Plan(kept.get("introduction", ""), kept.get("risks", ""), actions)
