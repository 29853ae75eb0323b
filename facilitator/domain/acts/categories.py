"""Making categories, naming, colouring, ordering and merging them."""

from collections.abc import Sequence
from dataclasses import asdict

from facilitator.domain.acts.finding import category_of
from facilitator.domain.acts.placing import laid, places, put, relaid
from facilitator.domain.acts.registry import ActType, Context
from facilitator.domain.board import Board, Category, resting_order
from facilitator.domain.events import CATEGORY, ONELINER, Act, Change
from facilitator.domain.fields import LONGEST_NAME, Field, color, line, one_id, optional
from facilitator.domain.refusals import Refusal

MOST_CATEGORIES = 200
PALETTE = (
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#5B5B5B", "#8C6D1F",
    "#7A3E9D", "#2F6B4F", "#A23B3B", "#3B5BA2",
)  # fmt: skip


def _add(board: Board, act: Act, context: Context) -> Sequence[Change]:
    if len(board.categories) >= MOST_CATEGORIES:
        raise Refusal("full")
    ordered = board.ordered_categories()
    chosen = act.fields.get("color") or PALETTE[len(ordered) % len(PALETTE)]
    orders, moved = places(ordered, _before(board, ordered, act.fields.get("before")), 1)
    added = Category(context.new_id(), str(act.fields["name"]), str(chosen), orders[0])
    return [*relaid(CATEGORY, moved), Change(CATEGORY, added.id, None, None, asdict(added))]


def _before(board: Board, ordered: Sequence[Category], before: object) -> int:
    """Where in `ordered` the thing before which to put is; the end when None."""
    if before is None:
        return len(ordered)
    return ordered.index(category_of(board, before))


def _rename(board: Board, act: Act, context: Context) -> Sequence[Change]:
    found = category_of(board, act.fields["category"])
    return [Change(CATEGORY, found.id, "name", found.name, act.fields["name"])]


def _recolor(board: Board, act: Act, context: Context) -> Sequence[Change]:
    found = category_of(board, act.fields["category"])
    return [Change(CATEGORY, found.id, "color", found.color, act.fields["color"])]


def _move(board: Board, act: Act, context: Context) -> Sequence[Change]:
    found = category_of(board, act.fields["category"])
    if act.fields.get("before") == found.id:
        return []
    others = [it for it in board.ordered_categories() if it.id != found.id]
    orders, moved = places(others, _before(board, others, act.fields.get("before")), 1)
    change = Change(CATEGORY, found.id, "order", found.order, orders[0])
    return [*relaid(CATEGORY, moved), change]


def _merge(board: Board, act: Act, context: Context) -> Sequence[Change]:
    gone, into = (category_of(board, act.fields[side]) for side in ("from", "into"))
    if gone.id == into.id:
        raise Refusal("unknown_category")
    return [
        *laid(board, board.in_category(gone.id), category=into.id, before=None),
        *_also_elsewhere(board, gone.id, into.id),
        Change(CATEGORY, gone.id, None, asdict(gone), None),
    ]


def _remove(board: Board, act: Act, context: Context) -> Sequence[Change]:
    gone = category_of(board, act.fields["category"])
    back = [change for card in board.in_category(gone.id) for change in put(card, None, resting_order(card.id))]
    also = _also_elsewhere(board, gone.id, None)
    return [*back, *also, Change(CATEGORY, gone.id, None, asdict(gone), None)]


def _also_elsewhere(board: Board, gone: str, into: str | None) -> list[Change]:
    """What lay in a category as its second one, when that category goes."""
    cards = [card for card in board.cards.values() if card.also == gone and card.category != gone]
    return [Change(ONELINER, card.id, "also", gone, None if card.category == into else into) for card in cards]


ACTS = (
    ActType(
        name="add_category",
        past="category_added",
        rule=_add,
        fields={"name": Field(line(LONGEST_NAME)), "color": optional(color), "before": optional(one_id)},
        disclosed=True,
    ),
    ActType(
        name="rename_category",
        past="category_renamed",
        rule=_rename,
        fields={"category": Field(one_id), "name": Field(line(LONGEST_NAME))},
        disclosed=True,
    ),
    ActType(
        name="recolor_category",
        past="category_recolored",
        rule=_recolor,
        fields={"category": Field(one_id), "color": Field(color)},
        disclosed=True,
    ),
    ActType(
        name="move_category",
        past="category_moved",
        rule=_move,
        fields={"category": Field(one_id), "before": optional(one_id)},
        disclosed=True,
    ),
    ActType(
        name="merge_categories",
        past="categories_merged",
        rule=_merge,
        fields={"from": Field(one_id), "into": Field(one_id)},
    ),
    ActType(
        name="remove_category",
        past="category_removed",
        rule=_remove,
        fields={"category": Field(one_id)},
    ),
)
