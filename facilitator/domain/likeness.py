"""Which one-liners are like each other, by the letters they share. It orders and hints; it never decides.

Character trigrams, those that few texts have counting for more. Blind to meaning: a person looks.
"""

import math
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final

from facilitator.domain.text import normalised

NEARLY_THE_SAME: Final = 0.8
NEIGHBOURS: Final = 3  # of one category that count for it
MOST_SUGGESTIONS: Final = 3
LEAST: Final = 0.06  # below that it is chance
WORTH_A_LOOK: Final = 0.3
NOTHING: Final = 1e-9

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")
_NO_LONGER = re.compile(r"\b(niet|geen|not|no) (?:meer|more)\b")
OPPOSITES: Final = frozenset(
    "niet geen nooit niemand meer minder wel zonder met voor tegen not no never more less without with against".split()
)


def grams(text: str) -> frozenset[str]:
    """The trigrams of its words, each word with its edges."""
    words = (f" {word} " for word in _WORD.findall(normalised(text)))
    return frozenset(word[at : at + 3] for word in words for at in range(len(word) - 2))


def sameness(one: str, other: str) -> float:
    """How nearly two texts are the same, 0 to 1; 0 where numbers or words such as "niet" differ."""
    first, second = normalised(one), normalised(other)
    if _signs(first) != _signs(second):
        return 0.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _signs(text: str) -> tuple[list[str], frozenset[str]]:
    """What turns a meaning round when it differs; "niet meer" says no more than "niet"."""
    words = _WORD.findall(_NO_LONGER.sub(r"\1", text))
    return sorted(_NUMBER.findall(text)), OPPOSITES.intersection(words)


@dataclass
class Likeness:
    """An index of texts by id. Put a text again when it changed; what did not change costs nothing."""

    _texts: dict[str, str] = field(default_factory=dict)
    _grams: dict[str, frozenset[str]] = field(default_factory=dict)
    _holders: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _sizes: dict[str, float] = field(default_factory=dict)  # worked out when asked for, until a text changes

    def keep(self, texts: Mapping[str, str]) -> None:
        """Hold exactly these texts."""
        for id in [id for id in self._texts if id not in texts]:
            self._drop(id)
        for id, text in texts.items():
            if self._texts.get(id) != text:
                self._drop(id)
                self._put(id, text)

    def _put(self, id: str, text: str) -> None:
        self._sizes.clear()
        self._texts[id] = text
        self._grams[id] = grams(text)
        for gram in self._grams[id]:
            self._holders[gram].add(id)

    def _drop(self, id: str) -> None:
        self._sizes.clear()
        self._texts.pop(id, None)
        for gram in self._grams.pop(id, ()):
            self._holders[gram].discard(id)

    def like(self, id: str) -> dict[str, float]:
        """How like every other text is that shares anything with this one, 0 to 1."""
        shared: dict[str, float] = defaultdict(float)
        for gram in self._grams.get(id, ()):
            weight = self._weight(gram)
            for other in self._holders[gram]:
                shared[other] += weight
        shared.pop(id, None)
        return {other: both / math.sqrt(self._size(id) * self._size(other)) for other, both in shared.items()}

    def _weight(self, gram: str) -> float:
        return math.log((1 + len(self._texts)) / len(self._holders[gram])) ** 2

    def _size(self, id: str) -> float:
        size = self._sizes.get(id)
        if size is None:
            size = self._sizes[id] = sum(self._weight(gram) for gram in self._grams[id]) or NOTHING
        return size

    def same_as(self, id: str, like: Mapping[str, float]) -> list[tuple[str, float]]:
        """Those nearly the same as this one, the nearest first. `like`: what `like` said of it."""
        text = self._texts[id]
        near = [other for other, likeness in like.items() if likeness >= WORTH_A_LOOK]
        found = [(other, sameness(text, self._texts[other])) for other in near]
        same = [(other, likeness) for other, likeness in found if likeness >= NEARLY_THE_SAME]
        return sorted(same, key=lambda it: (-it[1], it[0]))


def suggestions(likeness: Mapping[str, float], categories: Mapping[str, str]) -> list[str]:
    """The categories in which the likest lie, at most three, the best first.

    `categories`: of each one-liner that is sorted already.
    """
    by_category: dict[str, list[float]] = defaultdict(list)
    for oneliner, like in likeness.items():
        if (category := categories.get(oneliner)) is not None and like >= LEAST:
            by_category[category].append(like)
    scores = {it: sum(sorted(found, reverse=True)[:NEIGHBOURS]) for it, found in by_category.items()}
    return sorted(scores, key=lambda it: (-scores[it], it))[:MOST_SUGGESTIONS]
