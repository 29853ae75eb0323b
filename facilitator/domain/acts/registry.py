"""What is to be said of a kind of act, in one place; each subject lists its own as `ACTS`."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from facilitator.domain.board import Board, Card
from facilitator.domain.events import Act, Change
from facilitator.domain.fields import Field
from facilitator.domain.refusals import Code

Audience = Literal["boards", "screens", "phones", "authors", "asked"]
"""Who hears of an event: `phones` are told the new state, `authors` what became of their one-liner,
`asked` the probe that is put to them. Nobody's text goes to a phone."""

ROOM: frozenset[Audience] = frozenset({"boards", "screens"})


@dataclass(frozen=True)
class Context:
    """What an act may depend on besides the board: who, where, when, and what exists.

    `obstacle`: why no question may be opened yet, as the code that says so; None: one may.
    `aside`: acts that undo or redo was refused for, as revision → the key of what was refused.
    """

    by: str
    consultation: str
    now: datetime
    questions: Container[str]
    new_id: Callable[[], str]
    obstacle: Code | None = None
    aside: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Decision:
    """What comes of an act: changes on the board, one-liners that come with it, what its event says besides.

    `beside`: something came of it that does not lie on the board. `apart`: what is kept of it, and told to nobody
    in the room (see store.journal). `passing`: changes that are told and done, and not kept with the act.
    """

    changes: tuple[Change, ...]
    fields: Mapping[str, object]
    cards: tuple[Card, ...] = ()
    beside: bool = False
    apart: Mapping[str, object] = field(default_factory=dict)
    passing: tuple[Change, ...] = ()

    @property
    def is_something(self) -> bool:
        """Whether anything came of it, so that it is kept and told."""
        return bool(self.changes or self.cards) or self.beside


Rule = Callable[[Board, Act, Context], Sequence[Change] | Decision]
"""What an act changes. A rule that has more to say than changes gives the whole decision. Raises: Refusal"""


@dataclass(frozen=True, kw_only=True)
class ActType:
    """A kind of act, of which an `Act` is one that somebody asks for."""

    name: str
    """As a facilitator asks for it, in the imperative."""
    past: str
    """The type of the event that comes of it, in the past tense."""
    rule: Rule
    fields: Mapping[str, Field] = field(default_factory=dict)
    undoable: bool = True
    """False for what only ever goes forward: what the room has seen or done can't be unseen."""
    helpers: Literal["map", "own", "never"] = "map"
    """What who helps may do it to: all that lies on the map, one-liners of the own consultation, or nothing, since it
    can't be taken back."""
    audience: frozenset[Audience] = ROOM
    beside: bool = False
    """Whether something is done in the tables besides what changes on the board: services.writing.beside says what."""
    rewrites: bool = False
    """Whether the tables say more than the event does, so that whoever holds the track reads it anew."""
    in_history: bool = True
    """Whether it is told who did it; the others are of the room, not of the sorting."""
    disclosed: bool = False
    """Whether a document tells all of it. The others are told by digest: they hold a time of day, or one-liners
    in an order that would tell which came in before which."""
