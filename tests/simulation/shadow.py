"""What each event did to each value, followed apart from the board: to hold an undo against what it undoes."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from facilitator.domain.board import Board, Card, Relation
from facilitator.domain.events import CATEGORY, ONELINER, RELATION, Change, Event

Key = tuple[str, str, str | None]
GONE = "gone"


@dataclass
class Step:
    """The values that an event touched, before it and after it."""

    before: dict[Key, object] = field(default_factory=dict)
    after: dict[Key, object] = field(default_factory=dict)


class Shadow:
    """All values of a board, by thing and field; of a whole thing under None."""

    def __init__(self) -> None:
        self._things: dict[tuple[str, str], dict[str, Any]] = {}
        self._at = -1

    def be(self, board: Board) -> None:
        """Begin anew from how things stand."""
        if self._at == board.revision:
            return
        self._at = board.revision
        self._things = {
            (entity, id): thing.as_dict() if isinstance(thing, Relation) else asdict(thing)
            for entity in (ONELINER, CATEGORY, RELATION)
            for id, thing in board.things(entity).items()
        }

    def arrive(self, cards: Iterable[Card]) -> None:
        """Know what came in."""
        for card in cards:
            self._things[ONELINER, card.id] = asdict(card)

    def take(self, event: Event) -> Step:
        """Go on by one event; tells what it did."""
        changes = [it for it in event.changes if (it.entity, it.id) in self._things or it.field is None]
        step = Step(before={_key(it): self._now(it) for it in changes})
        for change in changes:
            self._apply(change)
        step.after = {_key(it): self._now(it) for it in changes}
        return step

    def _now(self, change: Change) -> object:
        thing = self._things.get((change.entity, change.id))
        if thing is None:
            return GONE
        return dict(thing) if change.field is None else thing[change.field]

    def _apply(self, change: Change) -> None:
        at = (change.entity, change.id)
        if change.field is not None:
            if at in self._things:
                self._things[at][change.field] = change.after
        elif change.after is None:
            self._things.pop(at, None)
        else:
            self._things[at] = dict(change.after)  # type: ignore[call-overload]


def _key(change: Change) -> Key:
    return change.entity, change.id, change.field
