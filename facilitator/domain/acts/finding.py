"""What an act is about, found on the board or refused."""

from collections.abc import Sequence
from typing import cast

from facilitator.domain.board import Board, Card, Category
from facilitator.domain.events import Act
from facilitator.domain.fields import Field, ids
from facilitator.domain.refusals import Refusal

ONELINERS = {"oneliners": Field(ids)}
"""The field of acts that are about one or several one-liners."""


def card_of(board: Board, oneliner: object) -> Card:
    """The one-liner with an id. Raises: Refusal("unknown_oneliner")"""
    found = board.cards.get(str(oneliner))
    if found is None:
        raise Refusal("unknown_oneliner")
    return found


def cards_of(board: Board, act: Act) -> list[Card]:
    """The one-liners that an act is about, each once. Raises: Refusal("unknown_oneliner")"""
    ids = cast("Sequence[str]", act.fields["oneliners"])
    return [card_of(board, oneliner) for oneliner in dict.fromkeys(ids)]


def category_of(board: Board, category: object) -> Category:
    """The category with an id. Raises: Refusal("unknown_category")"""
    found = board.categories.get(str(category))
    if found is None:
        raise Refusal("unknown_category")
    return found
