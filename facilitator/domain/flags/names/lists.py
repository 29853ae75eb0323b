"""The names themselves, as data: first.txt, last.txt and nobody.txt beside this file, and how sure each of them is."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
_LETTERS: Final = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "’": "'"})

SURE, ALSO_A_WORD, MOSTLY_A_WORD = 0, 1, 2


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


def _read(name: str) -> Iterator[tuple[str, int]]:
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            for entry in line.split():
                yield entry.rstrip("*"), entry.count("*")
