"""The names themselves, and words that are none, as data: the lists beside this file, and how sure each name is."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
_LETTERS: Final = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "’": "'"})

SURE, ALSO_A_WORD, MOSTLY_A_WORD = 0, 1, 2
SHORTEST: Final = 3


def folded(word: str) -> str:
    """Give the form in which names are listed: small letters without accents."""
    small = word.casefold().translate(_LETTERS)
    if small.isascii():
        return small
    return "".join(it for it in unicodedata.normalize("NFD", small) if not unicodedata.combining(it))


@cache
def first_names() -> dict[str, int]:
    """First name → SURE, ALSO_A_WORD or MOSTLY_A_WORD."""
    return dict(_read("first.txt"))


@cache
def last_names() -> dict[str, int]:
    """Last name without what stands before it ("dijk") → SURE, or MOSTLY_A_WORD for a word or a place."""
    return dict(_read("last.txt"))


@cache
def nobodies() -> frozenset[str]:
    """Words with a capital that are nobody: places, peoples, authorities, shops, days."""
    return frozenset(word for word, _ in _read("nobody.txt"))


@cache
def ordinary_words() -> frozenset[str]:
    """Dutch words of every day, and of organisations."""
    return frozenset(word for word, _ in _read("ordinary.txt"))


def is_ordinary(key: str) -> bool:
    """Tell whether a folded word is one, or two of them joined: "thuisadministratie", "gezinshulp"."""
    words = ordinary_words()
    if key in words:
        return True
    halves = ((key[:at], key[at:]) for at in range(SHORTEST, len(key) - SHORTEST + 1))
    return any(end in words and (begin in words or begin.removesuffix("s") in words) for begin, end in halves)


def _read(name: str) -> Iterator[tuple[str, int]]:
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            for entry in line.split():
                yield entry.rstrip("*"), entry.count("*")
