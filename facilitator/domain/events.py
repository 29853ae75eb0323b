"""Acts and events: what a facilitator asks for, and what is then a fact in a track's journal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

CATEGORY = "category"
ONELINER = "oneliner"
CONSULTATION = "consultation"
RELATION = "relation"

PAST_TENSE = {
    "open_question": "question_opened",
    "pause": "paused",
    "resume": "resumed",
    "close_question": "question_closed",
    "close": "closed",
    "add_category": "category_added",
    "rename_category": "category_renamed",
    "recolor_category": "category_recolored",
    "move_category": "category_moved",
    "merge_categories": "categories_merged",
    "remove_category": "category_removed",
    "sort": "sorted",
    "sort_also": "sorted_also",
    "add_division": "division_added",
    "use_division": "division_used",
    "mask": "masked",
    "hide": "hidden",
    "show": "shown",
    "release": "released",
    "mark_same": "marked_same",
    "mark_different": "marked_different",
    "star": "starred",
    "unstar": "unstarred",
    "set_kind": "kind_set",
    "set_world": "world_set",
    "link": "linked",
    "unlink": "unlinked",
    "mark_tension": "tension_marked",
    "unmark_tension": "tension_unmarked",
    "mark_intervention": "intervention_marked",
    "unmark_intervention": "intervention_unmarked",
    "probe": "probed",
    "add_oneliner": "oneliner_added",
    "screen": "screened",
    "undo": "undone",
    "redo": "redone",
}
RECEIVED = "oneliner_received"
ADDED = "oneliner_added"
WITHDRAWN = "oneliner_withdrawn"
RELEASED = "released"
UNDONE = "undone"
REDONE = "redone"

# Acts that only ever go forward: what the room has already seen or done can't be unseen.
NOT_UNDOABLE = frozenset(
    {
        "question_opened", "paused", "resumed", "question_closed", "closed", "released",
        "probed", "oneliner_added", "screened", "division_added", "division_used",
        UNDONE, REDONE, RECEIVED, WITHDRAWN,
    }
)  # fmt: skip


class Change(NamedTuple):
    """One field going from a value to another; a whole thing comes or goes with field None."""

    entity: str
    id: str
    field: str | None
    before: object
    after: object

    def inverted(self) -> "Change":
        return self._replace(before=self.after, after=self.before)


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

    @property
    def undoable(self) -> bool:
        return self.by is not None and self.type not in NOT_UNDOABLE and bool(self.changes)
