"""From an act to its changes: the board's rules, pure, by subject. Every refusal here has its code.

`decide` looks and answers; nothing is altered before the answer is durable.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from facilitator.domain.acts import categories, divisions, oneliners, relations, room, sorting, undoing
from facilitator.domain.acts.registry import ROOM, ActType, Audience, Context, Decision, Rule
from facilitator.domain.board import Board
from facilitator.domain.events import Act
from facilitator.domain.extras import EXTRAS
from facilitator.domain.fields import read_fields
from facilitator.domain.refusals import Refusal

__all__ = ["ACT_TYPES", "ROOM", "ActType", "Audience", "Context", "Decision", "Rule", "checked", "decide"]

ACT_TYPES: Mapping[str, ActType] = MappingProxyType(
    {
        it.name: it
        for subject in (room, categories, sorting, divisions, oneliners, relations, undoing)
        for it in subject.ACTS
    }
)
"""Every act that there is, by its name."""


def checked(act: Act) -> Act:
    """Give the act as it is read from whoever sends it, so that no door has to be trusted.

    What was chosen beside a text is read already, and is checked against its question. Raises: Refusal("bad_request")
    """
    kind = ACT_TYPES.get(act.type)
    if kind is None or not act.fields.keys() <= kind.fields.keys():
        raise Refusal("bad_request")
    shape = {name: field for name, field in kind.fields.items() if name not in EXTRAS}
    chosen = {name: act.fields[name] for name in EXTRAS.keys() & act.fields.keys() & (kind.fields.keys() - shape)}
    return replace(act, fields={**read_fields(shape, act.fields), **chosen})


def decide(board: Board, act: Act, context: Context) -> Decision:
    """What comes of `act` on `board`. Raises: Refusal."""
    found = ACT_TYPES[act.type].rule(board, act, context)
    if isinstance(found, Decision):
        return found
    return Decision(tuple(it for it in found if it.before != it.after), act.fields)
