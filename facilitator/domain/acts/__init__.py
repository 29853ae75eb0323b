"""From an act to its changes: the board's rules, pure, by subject. Every refusal here has its code.

`decide` looks and answers; nothing is altered before the answer is durable.
"""

from collections.abc import Mapping
from types import MappingProxyType

from facilitator.domain.acts import categories, divisions, oneliners, relations, room, sorting, undoing
from facilitator.domain.acts.registry import ROOM, ActType, Audience, Context, Decision, Rule
from facilitator.domain.board import Board
from facilitator.domain.events import Act

__all__ = ["ACT_TYPES", "ROOM", "ActType", "Audience", "Context", "Decision", "Rule", "decide"]

ACT_TYPES: Mapping[str, ActType] = MappingProxyType(
    {
        it.name: it
        for subject in (room, categories, sorting, divisions, oneliners, relations, undoing)
        for it in subject.ACTS
    }
)
"""Every act that there is, by its name."""


def decide(board: Board, act: Act, context: Context) -> Decision:
    """What comes of `act` on `board`. Raises: Refusal."""
    found = ACT_TYPES[act.type].rule(board, act, context)
    if isinstance(found, Decision):
        return found
    return Decision(tuple(it for it in found if it.before != it.after), act.fields)
