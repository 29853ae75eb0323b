"""The words of a list of key persons in a file: what a column is called, and what else it may be called.

A text lists words parted by spaces: the first is what we write, all are read. Each language has words of its own, and
a file may be in any of them.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from facilitator.catalogues import in_context
from facilitator.languages import LANGUAGES, NC_

_HEADERS: Final[Mapping[str, str]] = {
    "environment": NC_("words of a list", "environment"),
    "internal": NC_("words of a list", "internal_external inside_outside"),
    "function": NC_("words of a list", "function functional_angle"),
    "sub_function": NC_("words of a list", "sub_function subfunction sub_functional_angle"),
    "name": NC_("words of a list", "name"),
    "organisation": NC_("words of a list", "organisation organization"),
    "role": NC_("words of a list", "role"),
    "contact": NC_("words of a list", "contact"),
    "network_type": NC_("words of a list", "network_type"),
    "route": NC_("words of a list", "route contact_route"),
    "reason": NC_("words of a list", "reason"),
    "stake": NC_("words of a list", "stake"),
    "note": NC_("words of a list", "note"),
    "invited": NC_("words of a list", "invited"),
    "spoken": NC_("words of a list", "spoken"),
}
_WRITTEN: Final = (
    "environment",
    "internal",
    "function",
    "sub_function",
    "name",
    "organisation",
    "contact",
    "network_type",
    "reason",
    "stake",
    "note",
    "invited",
    "spoken",
)
"""What a file of ours has, in its order."""
_SIDES: Final = {
    True: NC_("words of a list", "internal inside"),
    False: NC_("words of a list", "external outside"),
}
_OTHERS: Final[Mapping[str, str]] = {
    "key_persons": NC_("words of a list", "key_persons"),
    "adaptive_group": NC_("words of a list", "adaptive_groups"),
    "target_group": NC_("words of a list", "target_groups"),
    "rhizome": NC_("words of a list", "rhizome rhizome_networks"),
    "public_group": NC_("words of a list", "public_groups"),
    "experience": NC_("words of a list", "experiences"),
    "insight": NC_("words of a list", "insights"),
    "interest": NC_("words of a list", "interests"),
}
_INTERVIEW: Final = NC_("words of a list", "interview interviews")
_ROUND: Final = NC_("words of a list", "round rounds and")
_NAME: Final = NC_("words of a list", "key-persons")


def headers(language: str) -> list[str]:
    """Give the head of a file in one language."""
    return [_words(language, _HEADERS[column])[0] for column in _WRITTEN]


def side(language: str, *, internal: bool) -> str:
    """Say from inside or outside."""
    return _words(language, _SIDES[internal])[0]


def interview(language: str) -> str:
    """Say that somebody was asked for an interview."""
    return _words(language, _INTERVIEW)[0]


def file_name(language: str) -> str:
    """Say what is in the file."""
    return _words(language, _NAME)[0]


@lru_cache
def column_of() -> Mapping[str, str]:
    """Which column each known header stands for, in any language."""
    return {word: column for column, text in _HEADERS.items() for word in _in_any(text)}


@lru_cache
def side_of() -> Mapping[str, bool]:
    """Which words say that somebody sits inside (True) or outside (False)."""
    return {word: side for side, text in _SIDES.items() for word in _in_any(text)}


@lru_cache
def other_words() -> Mapping[str, str]:
    """Which key a word stands for that is not the key's own label, such as a plural."""
    return {word: key for key, text in _OTHERS.items() for word in _in_any(text)}


@lru_cache
def interviews() -> frozenset[str]:
    """The words that say "interview"."""
    return frozenset(_in_any(_INTERVIEW))


@lru_cache
def around_rounds() -> frozenset[str]:
    """The words beside the numbers of rounds, that say nothing."""
    return frozenset(_in_any(_ROUND))


def _words(language: str, text: str) -> list[str]:
    return in_context(language, "words of a list", text).split()


def _in_any(text: str) -> Iterable[str]:
    return (word for language in LANGUAGES for word in _words(language, text))
