"""Sorting one-liners into categories."""

from collections.abc import Sequence
from typing import cast

from facilitator.domain.acts.finding import ONELINERS, cards_of, category_of
from facilitator.domain.acts.placing import laid
from facilitator.domain.acts.registry import ActType, Context
from facilitator.domain.board import Board
from facilitator.domain.events import ONELINER, SORTED, Act, Change
from facilitator.domain.fields import one_id, optional


def _sort(board: Board, act: Act, context: Context) -> Sequence[Change]:
    category = cast("str | None", act.fields.get("category"))
    if category is not None:
        category_of(board, category)
    before = cast("str | None", act.fields.get("before"))
    return laid(board, cards_of(board, act), category=category, before=before)


def _sort_also(board: Board, act: Act, context: Context) -> Sequence[Change]:
    """A second category beside the one it lies in; it is counted once."""
    also = cast("str | None", act.fields.get("category"))
    if also is not None:
        category_of(board, also)
    cards = [card for card in cards_of(board, act) if also is None or card.category not in (None, also)]
    return [Change(ONELINER, card.id, "also", card.also, also) for card in cards]


ACTS = (
    ActType(
        name="sort",
        past=SORTED,
        rule=_sort,
        fields={**ONELINERS, "category": optional(one_id), "before": optional(one_id)},
    ),
    ActType(
        name="sort_also",
        past="sorted_also",
        rule=_sort_also,
        fields={**ONELINERS, "category": optional(one_id)},
    ),
)
