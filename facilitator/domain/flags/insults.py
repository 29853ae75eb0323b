"""Words that a facilitator calls an insult."""

from collections.abc import Iterable, Iterator
from typing import Final

import regex

from facilitator.languages import N_, Translate

INSULTS: Final = N_("liar* idiot* moron* crook* scum bastard* asshole* fuck* shit* racist* whore*")
"""The words to begin with; each facilitator owns a list and may alter it. Each language has words of its own."""

_START: Final = r"(?<![\p{L}\p{N}])"
_END: Final = r"(?![\p{L}\p{N}])"


def usual_insults(gettext: Translate) -> tuple[str, ...]:
    """Give the words to begin with in one language."""
    return tuple(gettext(INSULTS).split())


class Insults:
    """A list of words that its facilitator owns. `*` at the end of one stands for any ending."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(dict.fromkeys(word.strip().casefold() for word in words if word.strip(" *\t")))
        self._pattern = self._compiled()

    def _compiled(self) -> regex.Pattern[str] | None:
        if not self.words:
            return None
        either = "|".join(regex.escape(word.rstrip("*")) + self._ending(word) for word in self.words)
        return regex.compile(rf"{_START}(?:{either})", regex.IGNORECASE | regex.FULLCASE)

    @staticmethod
    def _ending(word: str) -> str:
        return r"[\p{L}\p{N}]*+" if word.endswith("*") else _END

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the words are in a text, in any case, as far as they go on."""
        if self._pattern is not None:
            yield from (found.span() for found in self._pattern.finditer(text))

    def are_in(self, text: str) -> bool:
        """Whether one of the words is in a text."""
        return next(self.spans(text), None) is not None
