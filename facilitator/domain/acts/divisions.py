"""Several ways of dividing the same one-liners. They lie beside the board: which one is open is no change on it."""

from collections.abc import Sequence

from facilitator.domain.acts.registry import ActType, Context
from facilitator.domain.board import Board
from facilitator.domain.events import Act, Change
from facilitator.domain.fields import LONGEST_NAME, Field, line, one_id


def _no_change(board: Board, act: Act, context: Context) -> Sequence[Change]:
    return []


ACTS = (
    ActType(
        name="add_division",
        past="division_added",
        rule=_no_change,
        fields={"name": Field(line(LONGEST_NAME))},
        undoable=False,
        beside=True,
        rewrites=True,
    ),
    ActType(
        name="use_division",
        past="division_used",
        rule=_no_change,
        fields={"division": Field(one_id)},
        undoable=False,
        beside=True,
        rewrites=True,
    ),
)
