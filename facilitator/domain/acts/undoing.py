"""Back over one's own acts, and forward again."""

from collections.abc import Iterable, Sequence

from facilitator.domain.acts.registry import ROOM, ActType, Context, Decision
from facilitator.domain.board import Board, History
from facilitator.domain.events import REDONE, UNDONE, Act, Change
from facilitator.domain.refusals import Refusal

UndoStep = tuple[int, tuple[Change, ...]]


def _undo(board: Board, act: Act, context: Context) -> Decision:
    done = board.histories.get(context.by, History()).done
    back = ((revision, tuple(it.inverted() for it in reversed(made))) for revision, made in reversed(done))
    found = _first_possible(board, back, act, context)
    if found is None:
        raise Refusal("nothing_to_undo")
    return found


def _redo(board: Board, act: Act, context: Context) -> Decision:
    undone = board.histories.get(context.by, History()).undone
    found = _first_possible(board, reversed(undone), act, context)
    if found is None:
        raise Refusal("nothing_to_redo")
    return found


def _first_possible(board: Board, steps: Iterable[UndoStep], act: Act, context: Context) -> Decision | None:
    """The latest step that can be taken; None: there is none.

    What can't be travelled over is refused once, with its revision; from then on it steps aside for what lies behind.
    """
    for revision, changes in steps:
        if is_possible(board, changes):
            return Decision(changes, {"of": revision})
        if context.aside.get(revision, act.key) == act.key:
            raise Refusal("changed_since", {"of": revision})
    return None


def is_possible(board: Board, changes: Sequence[Change]) -> bool:
    """Whether all that is to be changed is still as it was left."""
    moved = {change.id for change in changes if change.field in ("category", "also")}
    made = {change.id for change in changes if change.field is None and change.after}
    for change in changes:
        if board.current(change) != change.before:
            return False
        if change.field in ("category", "also") and change.after is not None:
            if change.after not in board.categories and change.after not in made:
                return False
        if change.field is None and change.after is None:
            lying = [card for card in board.cards.values() if change.id in (card.category, card.also)]
            if any(card.id not in moved for card in lying):
                return False
    return True


ACTS = (
    ActType(name="undo", past=UNDONE, rule=_undo, undoable=False, audience=ROOM | {"authors"}),
    ActType(name="redo", past=REDONE, rule=_redo, undoable=False, audience=ROOM | {"authors"}),
)
