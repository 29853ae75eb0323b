"""What each facilitator can undo and redo, as the outcome of a track's events."""

from typing import Final

from facilitator.domain.acts import ACT_TYPES
from facilitator.domain.board import Board, History, UndoSteps
from facilitator.domain.events import REDONE, UNDONE, Event

LONGEST_HISTORY = 200  # acts of one facilitator that can be undone

UNDOABLE: Final = frozenset(it.past for it in ACT_TYPES.values() if it.undoable)
"""The types of events that can be undone."""


def remember(board: Board, event: Event) -> None:
    """Keep with whoever did it what can be undone and redone after an event."""
    if event.by is None:
        return
    history = board.histories.setdefault(event.by, History())
    if event.type == UNDONE:
        _move(event, history.done, history.undone)
    elif event.type == REDONE:
        _move(event, history.undone, history.done)
    elif event.type in UNDOABLE and event.changes:
        history.done.append((event.revision, event.changes))
        del history.done[:-LONGEST_HISTORY]
        history.undone.clear()


def _move(event: Event, source: UndoSteps, target: UndoSteps) -> None:
    """Move the act that the event is `of`; after a restart it may be missing, when only the latest were read back."""
    of = event.fields.get("of")
    target += [step for step in source if step[0] == of]
    source[:] = [step for step in source if step[0] != of]
