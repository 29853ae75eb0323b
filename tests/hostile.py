"""Texts that nobody types, and everything that somebody might send: from a seed, so that each can be had again."""

import random
from collections.abc import Iterator

FAMILY = "👨‍👩‍👧‍👦"
PIECES = (
    *("a", "Zin. ", " ", "  ", "\t", "\n", "\r\n", "\v", "\x00", "\x1b[2J", "\x7f", "\x85", "\u2028", "\ufeff"),
    *("é", "e\u0301", "ﬁ", "ß", "İ", "ǆ", "Ω", "K", "你", "ก็", "ﷺ", "\u0600", "\u06dd1"),
    *(FAMILY, "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "🇳🇱", "🇳", "👍🏽", "\u200d", "\u200c"),
    *("\u200b", "\u200e", "\u202e", "\u2066", "\u00ad", "\u2060", "\u180e", "\u3164", "\u2800", "\ufe0f", "\U000e0100"),
    *("\u0301" * 9, "\u0e47" * 8, "\ufdd0", "\uffff", "\U0010ffff", "\ue000", "\uf0b7"),
    *("'; DROP TABLE oneliner; --", "<script>alert(1)</script>", "{{7*7}}", "%s%n", "=1+1", "@SUM(1)", "\\", '"'),
)
WHOLE = (
    *("", " ", "=", "\x00", FAMILY * 110, FAMILY * 140, FAMILY * 141, "a" * 140, "a" * 141, "é" * 1000, "𝕏" * 1001),
    *("a" + "\u0301" * 8, "a" + "\u0301" * 9, "🇳🇱" * 140, "W" * 140, "\u0600" * 140, "\U0001f468" * 1000),
)
LONGEST = 30


def hostile_texts(chance: random.Random, count: int) -> Iterator[str]:
    """Give the known ones first, then any mixture."""
    for at in range(count):
        if at < len(WHOLE):
            yield WHOLE[at]
        else:
            yield "".join(chance.choices(PIECES, k=chance.randint(1, LONGEST)))


NAMES = ("key", "question", "text", "kind", "cooperation", "variants", "probe", "parent", "environment", "consultation")
VALUES: tuple[object, ...] = (
    None, True, 0, -1, 2**63, 2**64, 1e308, "", "0" * 16, "0" * 17, "00000000-0000-4000-8000-000000000000", FAMILY,
    "\ud800", "\x00", "\u202e", [], {}, [[[[]]]], {"a": {"b": {}}}, ["x"] * 300, "x" * 20_000,
)  # fmt: skip


def hostile_bodies(chance: random.Random, count: int) -> Iterator[object]:
    """Give what is no submission: values in each other's places, fields too many or too few, or no object at all."""
    for _ in range(count):
        if chance.random() < 0.1:
            yield chance.choice(VALUES)
            continue
        names = chance.sample(NAMES, chance.randint(0, len(NAMES)))
        yield {name: chance.choice((*VALUES, "Gewoon.")) for name in names}
