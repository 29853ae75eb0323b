"""Where things lie in an order: numbers with room between them, so that most insertions move nothing else."""

from collections.abc import Sequence
from typing import TypeVar

from facilitator.domain.board import Board, Card, Category, resting_order
from facilitator.domain.events import ONELINER, Change
from facilitator.domain.refusals import Refusal

STEP = 2**32  # room between neighbours: 32 insertions at one spot before a column is laid anew

Thing = TypeVar("Thing", Card, Category)


def places(others: Sequence[Thing], at: int, count: int) -> tuple[list[int], list[tuple[Thing, int]]]:
    """Orders for `count` new things at `at` among `others`; and others to be laid anew, if any."""
    low = others[at - 1].order if at else None
    high = others[at].order if at < len(others) else None
    if high is None:
        start = 0 if low is None else low
        return [start + STEP * (i + 1) for i in range(count)], []
    low = high - STEP * (count + 1) if low is None else low
    gap = (high - low) // (count + 1)
    if gap >= 1:
        return [low + gap * (i + 1) for i in range(count)], []
    return _anew(others, at, count)


def _anew(others: Sequence[Thing], at: int, count: int) -> tuple[list[int], list[tuple[Thing, int]]]:
    orders = [STEP * (i + 1) for i in range(len(others) + count)]
    kept = orders[:at] + orders[at + count :]
    return orders[at : at + count], list(zip(others, kept, strict=True))


def relaid(entity: str, moved: Sequence[tuple[Thing, int]]) -> list[Change]:
    """Give things that `places` moved their new order."""
    return [Change(entity, thing.id, "order", thing.order, order) for thing, order in moved]


def laid(board: Board, cards: Sequence[Card], *, category: str | None, before: str | None) -> list[Change]:
    """Lay `cards` down in `category`, in the order given, before another card or at the end."""
    moving = {card.id for card in cards}
    if before is None and category is None:
        return [it for card in cards for it in put(card, None, resting_order(card.id))]
    others = [card for card in board.in_category(category) if card.id not in moving]
    at = len(others)
    if before is not None and before not in moving:
        at = next((i for i, card in enumerate(others) if card.id == before), -1)
        if at < 0:
            raise Refusal("unknown_oneliner")
    orders, moved = places(others, at, len(cards))
    down = [it for card, order in zip(cards, orders, strict=True) for it in put(card, category, order)]
    return [*relaid(ONELINER, moved), *down]


def put(card: Card, category: str | None, order: int) -> list[Change]:
    """Lay a card down; a second category needs a first one, and another."""
    also = None if category in (None, card.also) else card.also
    return [
        Change(ONELINER, card.id, "category", card.category, category),
        Change(ONELINER, card.id, "order", card.order, order),
        Change(ONELINER, card.id, "also", card.also, also),
    ]
