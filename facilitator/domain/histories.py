"""What each facilitator can undo and redo, as the outcome of a track's events."""

from typing import Final

from facilitator.domain.acts import ACT_TYPES
from facilitator.domain.board import Board, History, UndoSteps
from facilitator.domain.events import CLOSED, REDONE, UNDONE, Event, oneliners_of

LONGEST_HISTORY = 200  # acts of one facilitator that can be undone

UNDOABLE: Final = frozenset(it.past for it in ACT_TYPES.values() if it.undoable)
"""The types of events that can be undone."""


def remember(board: Board, event: Event) -> None:
    """Keep with whoever did it what can be undone and redone after an event.

    What was done with one-liners ends with their consultation: the act is kept by its digest from then on.
    """
    if event.type == CLOSED:
        _forget(board, event.consultation)
    if event.by is None:
        return
    history = board.histories.setdefault(event.by, History())
    if event.type == UNDONE:
        _move(event, history.done, history.undone)
    elif event.type == REDONE:
        _move(event, history.undone, history.done)
    elif event.type in UNDOABLE:
        if event.changes:  # else it is there by its digest alone
            history.done.append((event.revision, event.changes))
        del history.done[:-LONGEST_HISTORY]
        history.undone.clear()


def _forget(board: Board, consultation: str | None) -> None:
    gone = {card.id for card in board.cards.values() if card.consultation == consultation}
    for history in board.histories.values():
        for steps in (history.done, history.undone):
            steps[:] = [step for step in steps if gone.isdisjoint(oneliners_of(step[1]))]


def _move(event: Event, source: UndoSteps, target: UndoSteps) -> None:
    """Move the act that the event is `of`; after a restart it may be missing, when only the latest were read back."""
    of = event.fields.get("of")
    target += [step for step in source if step[0] == of]
    source[:] = [step for step in source if step[0] != of]
