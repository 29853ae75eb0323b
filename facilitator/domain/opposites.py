"""What makes two texts say another thing, however alike they look: a "not", a number, a word in another's place."""

import re
from difflib import SequenceMatcher
from typing import Final

_TURNING: Final = frozenset(
    (
        "niet geen nooit niemand nergens altijd iedereen alle wel zonder met voor tegen na "
        "meer minder veel weinig hoog laag hoger lager kort lang vroeg laat in uit op af "
        "één twee drie vier vijf zes zeven acht negen tien elf twaalf honderd duizend miljoen half "
        "not no never nobody none always everybody everyone all with without for against before after "
        "more less fewer many few much little high low higher lower in out on off up down "
        "one two three four five six seven eight nine ten eleven twelve hundred thousand million"
    ).split()
)

_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
_NO_LONGER = re.compile(r"\b(niet|geen|not|no) (?:meer|more)\b")
_SHORT_NOT = re.compile(r"n['’]t\b|(?<=can)not\b")
_UN: Final = ("on", "un", "in", "im", "dis")
_SHORT: Final = 4  # letters; "de" and "het" change nothing, and what does is among the turning words
_ALIKE: Final = 0.6


def say_otherwise(one: str, other: str) -> bool:
    """Whether they say something else by a number, a "not", an "un-" or a word that took another's place.

    Takes normalised texts that are nearly the same by their letters.
    """
    first, second = _words(one), _words(other)
    return _turning(first) != _turning(second) or _replaced(first, second)


def _words(text: str) -> list[str]:
    """Its words; "niet meer" says no more than "niet", and "can't" is "can not"."""
    return _WORD.findall(_NO_LONGER.sub(r"\1", _SHORT_NOT.sub(" not", text)))


def _turning(words: list[str]) -> list[str]:
    """In their order: "meer geld, minder regels" is not "minder geld, meer regels"."""
    return [word for word in words if word in _TURNING or _DIGIT.search(word)]


def _replaced(first: list[str], second: list[str]) -> bool:
    codes = SequenceMatcher(None, first, second, autojunk=False).get_opcodes()
    places = [(" ".join(first[a:b]), " ".join(second[c:d])) for code, a, b, c, d in codes if code == "replace"]
    return any(_another(one, other) for one, other in places)


def _another(one: str, other: str) -> bool:
    """Whether it is another word, and not the same one with a slip of the pen or another ending."""
    if any(f"{un}{one}" == other or f"{un}{other}" == one for un in _UN):
        return True
    unlike = SequenceMatcher(None, one, other, autojunk=False).ratio() < _ALIKE
    return unlike and min(len(one), len(other)) >= _SHORT
