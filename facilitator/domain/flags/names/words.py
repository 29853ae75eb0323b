"""A text in words, with what of their writing and their place tells whether they are names."""

from dataclasses import dataclass
from typing import Final

import regex

from facilitator.domain.flags.names import around
from facilitator.domain.flags.names.lists import folded

_WORD: Final = regex.compile(r"(?:['’][ts](?!\p{L})|[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*)")
_SENTENCE: Final = regex.compile(r"[.!?:…;\"“‘(]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text. `gap`: what stands before it; `opens`: it begins a sentence."""

    start: int
    end: int
    text: str
    key: str
    gap: str
    opens: bool

    @property
    def capital(self) -> bool:
        """Written as names are: a word all in capitals is an abbreviation."""
        return self.text[0].isupper() and (len(self.text) == 1 or not self.text.isupper())

    @property
    def initial(self) -> bool:
        """One capital letter alone."""
        return len(self.text) == 1 and self.text.isupper()


def words_of(text: str) -> list[Word]:
    """Cut a text into words; sayings and the famous are left out, and leave a gap."""
    said = around.IDIOMS.sub(lambda found: "." * len(found[0]), text) if len(text) > 6 else text
    words: list[Word] = []
    done = 0
    for found in _WORD.finditer(said):
        gap = said[done : found.start()]
        opens = not words or (_SENTENCE.search(gap) is not None and not _after_initial(words[-1], gap))
        words.append(Word(found.start(), found.end(), found[0], folded(found[0]), gap, opens))
        done = found.end()
    return words


def _after_initial(before: Word, gap: str) -> bool:
    return gap.strip() == "." and (before.initial or before.key in around.TITLES)
