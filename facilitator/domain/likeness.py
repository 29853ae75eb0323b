"""Which one-liners are like each other, by the letters they share. It orders and hints; it never decides.

Character trigrams, those that few texts have counting for more. Blind to meaning: a person looks.
"""

import heapq
import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final

from facilitator.domain.opposites import say_otherwise
from facilitator.domain.text import normalised

NEARLY_THE_SAME: Final = 0.8
NEIGHBOURS: Final = 3  # of one category that count for it
MOST_SUGGESTIONS: Final = 3
LEAST: Final = 0.06  # below that it is chance
WORTH_A_LOOK: Final = 0.3
MOST_LOOKS: Final = 20  # the work stays small, also when everybody writes the same
MOST_WORK: Final = 200_000  # letters times letters that are held against each other: ten times the longest usual texts
LONGEST_COMPARED: Final = 300  # letters; beyond that only the very same is nearly the same
MOST_AT_ONCE: Final = 500  # texts taken in by one call: nobody waits long for the first
MOST_LETTERS_AT_ONCE: Final = 50_000  # of those texts, but for the first
TOO_COMMON: Final = 1_000  # texts that have a trigram: it then says nothing
NOTHING: Final = 1e-9
TURN: Final = 8_000  # trigrams looked at, a few milliseconds, after which the others get their turn
LOOKS_AT_A_NEW_TEXT: Final = 8  # so many times each of its trigrams
LETTERS_OF_A_TRIGRAM: Final = 5  # held against each other in the same time

_WORD = re.compile(r"\w+")


def grams(text: str) -> frozenset[str]:
    """The trigrams of its words, each word with its edges."""
    words = (f" {word} " for word in _WORD.findall(normalised(text)))
    return frozenset(word[at : at + 3] for word in words for at in range(len(word) - 2))


def sameness(one: str, other: str) -> float:
    """How nearly two texts are the same, 0 to 1; 0 where they are not, or say otherwise after all."""
    first, second = normalised(one), normalised(other)
    if max(len(first), len(second)) > LONGEST_COMPARED:
        return float(first == second)
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if matcher.real_quick_ratio() < NEARLY_THE_SAME or matcher.quick_ratio() < NEARLY_THE_SAME:
        return 0.0
    return 0.0 if say_otherwise(first, second) else matcher.ratio()


def _go_on() -> None:
    """Nobody else waits."""


@dataclass
class Likeness:
    """An index of texts by id. Put a text again when it changed; what did not change costs nothing.

    `breathe` is called every few milliseconds of work: it lets others have their turn.
    """

    breathe: Callable[[], None] = _go_on
    _texts: dict[str, str] = field(default_factory=dict)
    _grams: dict[str, frozenset[str]] = field(default_factory=dict)
    _holders: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _weights: dict[str, float] = field(default_factory=dict)  # of trigrams, as they were when last weighed
    _sizes: dict[str, float] = field(default_factory=dict)
    _weighed: int = 0  # texts there were then
    _work: int = 0  # since the others last had their turn

    def __len__(self) -> int:
        return len(self._texts)

    def keep(self, texts: Mapping[str, str], first: str | None = None) -> None:
        """Hold these texts and no other; of very many new ones some come with a later call, `first` never."""
        changed = [id for id, text in texts.items() if self._texts.get(id) != text]
        for id in (*(self._texts.keys() - texts.keys()), *changed):
            self._drop(id)
        letters = 0
        for id in sorted(changed, key=lambda it: it != first)[:MOST_AT_ONCE]:
            letters += len(texts[id])
            if id != first and letters > MOST_LETTERS_AT_ONCE:
                break
            self._put(id, texts[id])
        if abs(len(self._texts) - self._weighed) * 10 > self._weighed:
            self._weigh()

    def _worked(self, trigrams: int) -> None:
        self._work += trigrams
        if self._work >= TURN:
            self._work = 0
            self.breathe()

    def _put(self, id: str, text: str) -> None:
        self._texts[id] = text
        self._grams[id] = grams(text)
        for gram in self._grams[id]:
            self._holders[gram].add(id)
        self._sizes[id] = self._size(self._grams[id])
        self._worked(len(self._grams[id]) * LOOKS_AT_A_NEW_TEXT)

    def _drop(self, id: str) -> None:
        self._texts.pop(id, None)
        self._sizes.pop(id, None)
        for gram in self._grams.pop(id, ()):
            self._holders[gram].discard(id)

    def _weigh(self) -> None:
        """Count anew how few texts have each trigram; done when their number is a tenth off."""
        self._weighed = count = len(self._texts)
        self._holders = defaultdict(set, {gram: held for gram, held in self._holders.items() if held})
        self._weights = {
            gram: 0.0 if len(held) > TOO_COMMON else math.log(1 + count / len(held)) ** 2
            for gram, held in self._holders.items()
        }
        for id, held in self._grams.items():
            self._sizes[id] = self._size(held)
            self._worked(len(held))

    def _weight(self, gram: str) -> float:
        weight = self._weights.get(gram)
        return math.log(1 + self._weighed) ** 2 if weight is None else weight

    def _size(self, held: frozenset[str]) -> float:
        return math.sqrt(sum(map(self._weight, held))) or NOTHING

    def like(self, id: str) -> dict[str, float]:
        """How like every other text is that shares anything with this one, 0 to 1."""
        shared: dict[str, float] = defaultdict(float)
        for gram in self._grams.get(id, ()):
            if weight := self._weight(gram):
                for other in self._holders[gram]:
                    shared[other] += weight
                self._worked(len(self._holders[gram]))
        shared.pop(id, None)
        return {other: both / (self._sizes[id] * self._sizes[other]) for other, both in shared.items()}

    def named(self, id: str, names: Mapping[str, str]) -> dict[str, float]:
        """How like each of these names this text is, 0 to 1; the names are held nowhere."""
        own, size = self._grams.get(id, frozenset()), self._sizes.get(id, 1.0)
        of_names = {key: grams(name) for key, name in names.items()}
        return {key: sum(map(self._weight, own & held)) / (size * self._size(held)) for key, held in of_names.items()}

    def _affordable(self, id: str, others: Sequence[str]) -> Iterator[str]:
        """The first of these, as long as holding them against this one stays little work."""
        work = 0
        for other in others:
            size = len(self._texts[other])
            work += len(self._texts[id]) * size if size <= LONGEST_COMPARED else size
            if work > MOST_WORK:
                return
            yield other
            self._worked(len(self._texts[id]) * size // LETTERS_OF_A_TRIGRAM)

    def same_as(self, id: str, like: Mapping[str, float]) -> list[tuple[str, float]]:
        """Those nearly the same as this one, the nearest first. `like`: what `like` said of it."""
        text = self._texts[id]
        likest = heapq.nlargest(MOST_LOOKS, like.items(), key=lambda it: (it[1], it[0]))
        near = self._affordable(id, [other for other, likeness in likest if likeness >= WORTH_A_LOOK])
        found = [(other, sameness(text, self._texts[other])) for other in near]
        same = [(other, likeness) for other, likeness in found if likeness >= NEARLY_THE_SAME]
        return sorted(same, key=lambda it: (-it[1], it[0]))


def suggestions(
    likeness: Mapping[str, float], categories: Mapping[str, str], named: Mapping[str, float] | None = None
) -> list[str]:
    """The categories in which the likest lie, at most three, the best first.

    `categories`: of each one-liner that is sorted already; `named`: how like each category's name it is.
    """
    by_category: dict[str, list[float]] = {category: [] for category in categories.values()}
    for oneliner, like in likeness.items():
        if (category := categories.get(oneliner)) is not None and like >= LEAST:
            by_category[category].append(like)
    scores = {
        category: sum(heapq.nlargest(NEIGHBOURS, found)) + (named or {}).get(category, 0.0)
        for category, found in by_category.items()
    }
    likely = [category for category, score in scores.items() if score >= LEAST]
    return sorted(likely, key=lambda it: (-scores[it], it))[:MOST_SUGGESTIONS]
