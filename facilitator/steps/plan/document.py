"""A plan as it is read: parts in an order, each remark with the numbers of the one-liners it rests on."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Piece:
    """A text with the numbers of one-liners behind it."""

    text: str
    cites: tuple[int, ...] = ()


@dataclass(frozen=True)
class Para:
    """A paragraph, with a word in front of it."""

    piece: Piece
    label: str = ""


@dataclass(frozen=True)
class Items:
    """A list; `literal` where every item is what somebody said."""

    pieces: tuple[Piece, ...]
    label: str = ""
    literal: bool = False


@dataclass(frozen=True)
class Grid:
    """A table with a head."""

    head: tuple[str, ...]
    rows: tuple[tuple[Piece, ...], ...]


Block = Para | Items | Grid


@dataclass(frozen=True)
class Part:
    """A chapter. `edit`: what of it is written by hand."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    edit: Literal["", "text", "actions"] = ""


@dataclass(frozen=True)
class Cited:
    """A one-liner in the list at the end: its number here, its id on the map and its literal text."""

    number: int
    id: str
    text: str
    where: str


@dataclass(frozen=True)
class PlanDocument:
    """The whole plan, in one language."""

    title: str
    facts: tuple[Para, ...]
    parts: tuple[Part, ...]
    cited_title: str
    cited: tuple[Cited, ...]
    page: str
    """ "page {} of {}" """
    language: str
