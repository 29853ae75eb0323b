"""The board: all one-liners of a track and where they lie, as the outcome of its events."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from facilitator.domain.consultations import ConsultationState
from facilitator.domain.events import (
    CATEGORY,
    CONSULTATION,
    ONELINER,
    RELATION,
    WITHDRAWN,
    Change,
    Event,
)
from facilitator.domain.text import masked

UndoSteps = list[tuple[int, tuple[Change, ...]]]


@dataclass(slots=True)
class Card:
    """A one-liner on the board. `text` is the literal one; what may be seen is `shown_text`."""

    id: str
    question: str
    text: str
    consultation: str
    round: int
    kind: str
    source: str = "phone"
    category: str | None = None
    order: int = 0
    telling: bool = False
    hidden: str | None = None
    masks: list[list[Any]] = field(default_factory=list)  # [start, end, what] in code points
    gate: str = "open"
    same: str | None = None
    probe: str | None = None
    parent: str | None = None
    environment: str | None = None
    also: str | None = None
    variants: list[dict[str, str]] = field(default_factory=list)  # [{"variant", "stance": "for" | "against"}]
    cooperation: str | None = None  # yes, if, no
    world: str | None = None  # system, lived: the analyst's tag
    found: list[Any] = field(default_factory=list)  # [start, end, flag] of what it waits for; kept nowhere

    @property
    def flags(self) -> list[str]:
        """Why it waits for a look, each reason once."""
        return list(dict.fromkeys(flag for _, _, flag in self.found))

    @property
    def shown_text(self) -> str:
        """The text with what is masked covered, sign for sign."""
        if not self.masks:
            return self.text
        return masked(self.text, [(start, end) for start, end, _ in self.masks])

    @property
    def status(self) -> str:
        """What its author is told of it: "received", "masked" or "hidden"."""
        if self.hidden is not None:
            return "hidden"
        return "masked" if self.masks else "received"

    @property
    def may_be_projected(self) -> bool:
        """Whether the screen may show it."""
        return self.gate == "open" and self.hidden is None


@dataclass(slots=True)
class Category:
    """A column of a division. `order`: its place, 0 first, ties by id; `color`: #RRGGBB, None for the usual one."""

    id: str
    name: str
    color: str | None
    order: int


@dataclass(slots=True)
class Relation:
    """What an analyst sees between one-liners: `cause` (the first comes of the other), `tension`, `intervention`."""

    id: str
    kind: str
    oneliner: str
    other: str | None

    @staticmethod
    def read(told: Mapping[str, Any]) -> "Relation":
        """Read a relation from its wire shape."""
        return Relation(told["id"], told["kind"], told["from"], told["to"])

    def as_dict(self) -> dict[str, Any]:
        """Write it in its wire shape."""
        return {"id": self.id, "kind": self.kind, "from": self.oneliner, "to": self.other}

    @property
    def ends(self) -> frozenset[str | None]:
        """The one-liners that it ties, without a direction; None for a way out that has one end."""
        return frozenset((self.oneliner, self.other))


@dataclass(slots=True)
class History:
    """What one facilitator can undo and redo: revisions with their changes, latest last."""

    done: UndoSteps = field(default_factory=list)
    undone: UndoSteps = field(default_factory=list)


@dataclass(slots=True)
class Board:
    """A track's state at a revision. Changed only by `apply`."""

    track: str
    revision: int = 0
    cards: dict[str, Card] = field(default_factory=dict)
    categories: dict[str, Category] = field(default_factory=dict)
    consultations: dict[str, ConsultationState] = field(default_factory=dict)
    histories: dict[str, History] = field(default_factory=dict)
    relations: dict[str, Relation] = field(default_factory=dict)

    def current(self, change: Change) -> object:
        """What the changed thing is now: a field's value, or the whole thing as a dict, or None."""
        thing = self.things(change.entity).get(change.id)
        if thing is None:
            return None
        if change.field is not None:
            return getattr(thing, change.field)
        return thing.as_dict() if isinstance(thing, Relation) else asdict(thing)

    def things(self, entity: str) -> dict[str, Any]:
        """Everything of one kind by id, for what goes over kinds alike. Raises: KeyError for an unknown kind."""
        things: dict[str, dict[str, Any]] = {
            ONELINER: self.cards,
            CATEGORY: self.categories,
            CONSULTATION: self.consultations,
            RELATION: self.relations,
        }
        return things[entity]

    def in_category(self, category: str | None) -> list[Card]:
        """The cards of a category (None: not sorted yet), in their order."""
        found = [card for card in self.cards.values() if card.category == category]
        return sorted(found, key=lambda card: (card.order, card.id))

    def ordered_categories(self) -> list[Category]:
        """The categories of this division in the order in which they stand."""
        return sorted(self.categories.values(), key=lambda it: (it.order, it.id))


def apply(board: Board, event: Event, *, cards: Iterable[Card] = ()) -> None:
    """Bring `board` to the event's revision; `cards` are the one-liners that come with it.

    What can be undone after it is told by `histories.remember`.
    """
    for card in cards:
        board.cards[card.id] = card
    if event.type == WITHDRAWN:
        board.cards.pop(str(event.fields["oneliner"]), None)
    for change in event.changes:
        _apply_change(board, change)
    board.revision = event.revision


def _apply_change(board: Board, change: Change) -> None:
    things = board.things(change.entity)
    if change.field is not None:
        if change.id in things:
            setattr(things[change.id], change.field, change.after)
    elif change.after is None:
        things.pop(change.id, None)
    elif change.entity == RELATION:
        things[change.id] = Relation.read(change.after)  # type: ignore[arg-type]
    else:
        things[change.id] = Category(**change.after)  # type: ignore[arg-type]


def touched(event: Event) -> Iterator[str]:
    """The ids of one-liners that the event's changes are about."""
    return (change.id for change in event.changes if change.entity == ONELINER)


def resting_order(oneliner_id: str) -> int:
    """Where a one-liner lies that nobody has laid anywhere: by its random id, so by nothing."""
    return int(oneliner_id[:10], 16)
