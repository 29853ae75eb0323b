"""Acts and events: what a facilitator asks for, and what is then a fact in a track's journal."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

CATEGORY = "category"
ONELINER = "oneliner"
CONSULTATION = "consultation"
RELATION = "relation"

RECEIVED = "oneliner_received"
ADDED = "oneliner_added"
WITHDRAWN = "oneliner_withdrawn"
RELEASED = "released"
PROBED = "probed"
SORTED = "sorted"
CLOSED = "closed"
UNDONE = "undone"
REDONE = "redone"


class Change(NamedTuple):
    """One field going from a value to another; a whole thing comes or goes with field None."""

    entity: str
    id: str
    field: str | None
    before: object
    after: object

    def inverted(self) -> "Change":
        """The change that undoes this one."""
        return self._replace(before=self.after, after=self.before)


def oneliners_of(changes: Iterable[Change]) -> Iterator[str]:
    """The ids of one-liners that changes name, more than once where they do."""
    for it in changes:
        if it.entity == ONELINER:
            yield it.id
        elif it.entity == RELATION:
            whole: Any = it.after or it.before
            yield from (end for end in (whole["from"], whole["to"]) if end is not None)


@dataclass(frozen=True)
class Act:
    """What a facilitator asks: a type and the fields that belong to it, already read."""

    type: str
    fields: Mapping[str, object] = field(default_factory=dict)
    key: str = ""


@dataclass(frozen=True)
class Event:
    """A fact at one revision of a track. `by` is the facilitator's id; None means the server."""

    revision: int
    type: str
    changes: tuple[Change, ...] = ()
    fields: Mapping[str, object] = field(default_factory=dict)
    by: str | None = None
    consultation: str | None = None
