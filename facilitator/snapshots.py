"""A board's snapshot as JSON at once, for boards that hold thousands.

Most one-liners differ in four fields. The rest is encoded once for all that have it in common, and no
dict is made of each: half the work of encoding `wire.snapshot`, whose words these are.
"""

import json
from collections.abc import Iterable, Mapping
from json.encoder import encode_basestring_ascii as quoted
from typing import Any

from facilitator import wire
from facilitator.domain.board import Card

OWN = ("id", "text", "category", "order")
People = Mapping[str, Mapping[str, bool]]

_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


def snapshot_json(frame: Mapping[str, Any], cards: Iterable[Card], people: People) -> str:
    """`frame` as JSON with `cards` for its one-liners. `people`: as for `wire.card`, by consultation."""
    return f'{_encode(frame)[:-1]},"oneliners":[{",".join(_listed(cards, people))}]}}'


def _listed(cards: Iterable[Card], people: People) -> list[str]:
    """Each as JSON, in the order of their texts."""
    rests: dict[tuple[object, ...], str] = {}
    told: list[tuple[str, str]] = []
    for it in cards:
        common = _common(it)
        rest = rests.get(common)
        if rest is None:
            rest = rests[common] = _rest(it, people)
        text = it.shown_text
        category = "null" if it.category is None else f'"{it.category}"'
        told.append((text, f'{{"id":"{it.id}","text":{quoted(text)},"category":{category},"order":{it.order},{rest}'))
    told.sort()
    return [one for _, one in told]


def _common(it: Card) -> tuple[object, ...]:
    """All that the rest of a one-liner's shape is made of."""
    return (
        it.question, it.kind, it.telling, it.gate, it.consultation, it.round, it.source,
        it.hidden, it.same, it.probe, it.parent, it.also, it.environment, not it.masks, tuple(it.flags),
        tuple((told["variant"], told["stance"]) for told in it.variants), it.cooperation, it.world,
    )  # fmt: skip


def _rest(it: Card, people: People) -> str:
    """All but its own fields, and the brace that ends it."""
    shape = wire.card(it, people=people.get(it.consultation))
    return _encode({name: value for name, value in shape.items() if name not in OWN})[1:]
