"""Which places in a column somebody chose; the others only tell in which order cards were laid, and are dealt anew.

Whoever sorts while people speak lays cards at the end of a column, or on top of it, as they come in.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import cast

from facilitator.domain.events import ONELINER, REDONE, SORTED, UNDONE, Change, Event

LaidAt = tuple[str, str, int]
"""A division, a one-liner, its order."""


@dataclass
class Places:
    """Where cards lie in each division, as far as events told it, and which of those places were chosen.

    A place is chosen by laying a card before another. Only a card that comes from elsewhere and lands on top does not
    count: like one at the end, it shows no more than that it came.
    """

    _chosen: set[LaidAt] = field(default_factory=set)
    _columns: dict[tuple[str, str | None], dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    _lies_in: dict[tuple[str, str], str | None] = field(default_factory=dict)

    def is_chosen(self, division: str, oneliner: str, order: int) -> bool:
        """Whether somebody laid a one-liner right there."""
        return (division, oneliner, order) in self._chosen

    def follow(self, event: Event, division: str) -> None:
        """Take in what was done while a division lay open."""
        changes = [it for it in event.changes if it.entity == ONELINER]
        came = [it for it in changes if it.field == "category"]
        for it in came:
            self._carry(division, it)
        newcomers = {it.id for it in came}
        for it in changes:
            if it.field == "order":
                is_chosen = self._chooses(event, division, it, is_new=it.id in newcomers)
                self._lay(division, it, is_chosen=is_chosen)

    def _carry(self, division: str, change: Change) -> None:
        self._columns[division, _id(change.before)].pop(change.id, None)
        self._lies_in[division, change.id] = _id(change.after)

    def _chooses(self, event: Event, division: str, change: Change, *, is_new: bool) -> bool:
        """What others push aside stays chosen; what is taken back lies where it lay."""
        if event.type in (UNDONE, REDONE):
            return self.is_chosen(division, change.id, cast("int", change.after))
        named = cast("Collection[str]", event.fields["oneliners"]) if event.type == SORTED else ()
        if change.id not in named:
            return self.is_chosen(division, change.id, cast("int", change.before))
        return event.fields.get("before") is not None and not (is_new and self._is_top(division, change, named))

    def _is_top(self, division: str, change: Change, moving: Collection[str]) -> bool:
        column = self._columns[division, self._lies_in.get((division, change.id))]
        return all(order > cast("int", change.after) for it, order in column.items() if it not in moving)

    def _lay(self, division: str, change: Change, *, is_chosen: bool) -> None:
        order = cast("int", change.after)
        self._columns[division, self._lies_in.get((division, change.id))][change.id] = order
        (self._chosen.add if is_chosen else self._chosen.discard)((division, change.id, order))


def dealt(places: Mapping[str, int]) -> dict[str, int]:
    """Deal the same places out to the same one-liners, by their random ids: so by nothing."""
    return dict(zip(sorted(places), sorted(places.values()), strict=True))


def _id(value: object) -> str | None:
    return None if value is None else str(value)
