"""What asks for a person's look before a one-liner may be projected, and which words of it.

Only ever holds back: a facilitator lets it through, masks it or hides it. The phone asks its author
the same softly beforehand, as far as the form of the words tells (static/js/shared/text.js). Nothing
here can tell that "the only baker in our street" is somebody: the sorter's eye stays needed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, Literal, NamedTuple, get_args

import regex

from facilitator.domain.flags import numbers
from facilitator.domain.flags.insults import INSULTS, Insults, usual_insults
from facilitator.domain.flags.names import names

__all__ = [
    "FLAGS",
    "INSULTS",
    "Flag",
    "FlaggedPart",
    "Insults",
    "flags",
    "found",
    "kinds",
    "uncovered",
    "usual_insults",
]

Flag = Literal[
    "name", "email", "phone", "bsn", "iban", "plate", "birth_date", "postcode", "address", "link", "markup", "insult"
]
FLAGS: Final[tuple[Flag, ...]] = get_args(Flag)


class FlaggedPart(NamedTuple):
    """What asks for a look, and where: code points `start` up to `end`."""

    start: int
    end: int
    flag: Flag


_START = r"(?<![\p{L}\p{N}])"
_STREETS = r"straat|laan|weg|plein|dijk|gracht|kade|singel|pad|hof|steeg|dreef|plantsoen|markt|ring|wal"
_SMALL_STREETS = r"straat|laan|plein|gracht|kade|singel|steeg|dreef|plantsoen"
_ENDINGS = r"nl|com|org|net|eu|be|de|info|io"
_HOUSE = r"\s+\d{1,5}(?:\s?-?[a-zA-Z](?![\p{L}\p{N}]))?"

_FORMS: Final[dict[Flag, regex.Pattern[str]]] = {
    "email": regex.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{0,63}\w"),
    "address": regex.compile(
        rf"{_START}(?:\p{{Lu}}[\p{{L}}'’.-]{{0,40}}(?:{_STREETS})|\p{{Ll}}[\p{{L}}'’-]{{2,40}}(?:{_SMALL_STREETS})){_HOUSE}"
    ),
    "link": regex.compile(
        rf"https?://\S*|{_START}www\.\S*|(?<![\w@.-])[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,4}}\.(?:{_ENDINGS})(?![\w@-])(?:/\S*)?",
        regex.IGNORECASE,
    ),
    "markup": regex.compile(r"<\s*[/!a-z][^>]*>?|\{\{|^\s*=\s*\w+\s*\(", regex.IGNORECASE),
}
_SUMS: Final[dict[Flag, Callable[[str], Iterator[tuple[int, int]]]]] = {
    "phone": numbers.phones,
    "bsn": numbers.bsns,
    "iban": numbers.ibans,
    "plate": numbers.plates,
    "birth_date": numbers.birth_dates,
    "postcode": numbers.postcodes,
}

# Nothing of the above is without one of these; most one-liners have none and are done.
_SIGNS: Final = regex.compile(r"[@<{=]|://|\.\w")
_DIGITS: Final = regex.compile(r"\d")
_MANY_DIGITS: Final = regex.compile(r"(?:\d\D{0,3}){8}")


def found(text: str, insults: Insults | None = None) -> list[FlaggedPart]:
    """What asks for a look in `text`, in the order of FLAGS, each with its words."""
    every = [FlaggedPart(start, end, flag) for flag, spans in _searches(text) for start, end in spans]
    if insults is not None:
        every += [FlaggedPart(start, end, "insult") for start, end in insults.spans(text)]
    return sorted(every, key=lambda it: (FLAGS.index(it.flag), it.start))


def _searches(text: str) -> Iterator[tuple[Flag, Iterable[tuple[int, int]]]]:
    """Only what can be in the text is looked for."""
    yield "name", names(text)
    digits = _DIGITS.search(text) is not None
    if digits or _SIGNS.search(text):
        for flag, pattern in _FORMS.items():
            yield flag, (it.span() for it in pattern.finditer(text))
    if digits:
        many = _MANY_DIGITS.search(text) is not None
        for flag, search in _SUMS.items():
            if many or flag != "phone":
                yield flag, search(text)


def flags(text: str, insults: Insults | None = None) -> list[Flag]:
    """What asks for a look in `text`, in the order of FLAGS."""
    return kinds(found(text, insults))


def kinds(every: Iterable[FlaggedPart]) -> list[Flag]:
    """The kinds of what was found, each once, in their order."""
    return list(dict.fromkeys(it.flag for it in every))


def uncovered(every: Iterable[Sequence[Any]], masks: Iterable[Sequence[Any]]) -> list[Sequence[Any]]:
    """Those of `[start, end, flag]` that are not wholly beneath masks `[start, end, what]`, all in code points."""
    hidden = {point for start, end, _ in masks for point in range(start, end)}
    return [it for it in every if not hidden.issuperset(range(it[0], it[1]))]
