"""Numbers that lead to somebody: found by their form, and told from others by what they must add up to."""

from collections.abc import Iterator
from typing import Final

import phonenumbers
import regex
from stdnum import iban
from stdnum.nl import bsn

Span = tuple[int, int]

_START: Final = r"(?<![\p{L}\p{N}])"
_END: Final = r"(?![\p{L}\p{N}])"
_NINE_DIGITS: Final = regex.compile(r"(?<![\d.,+-])(?<!\d )\d{3}([ .]?)\d{3}\1\d{3}(?![.,]?\d)(?! ?\d)")
_ACCOUNT: Final = regex.compile(rf"{_START}[A-Za-z]{{2}}\d{{2}}(?: ?[A-Za-z0-9]{{1,4}}){{3,9}}{_END}")
_GROUPS: Final = (
    "XX-99-99 99-99-XX 99-XX-99 XX-99-XX XX-XX-99 99-XX-XX 99-XXX-9 9-XXX-99 XX-999-X X-999-XX "
    "XXX-99-X X-99-XXX 9-XX-999 999-XX-9"
)
_PLATES: Final = "|".join(_GROUPS.replace("X", "[A-Z]").replace("9", r"\d").split())
_PLATE: Final = regex.compile(rf"(?<![\p{{L}}\p{{N}}-])(?:{_PLATES})(?![\p{{L}}\p{{N}}-])")
_ANY_PLATE: Final = _PLATES.replace("-", "[ -]?")
_NAMED_PLATE: Final = regex.compile(
    rf"(?i:kenteken|nummerbord|license plate)\W{{1,3}}(?:(?:is|nummer|number)\W)?\s?((?i:{_ANY_PLATE})){_END}"
)
_POSTCODE: Final = regex.compile(rf"{_START}([1-9]\d{{3}})(?:[A-Z]{{2}}| ?[A-Z]{{2}}){_END}")
_SMALL_POSTCODE: Final = regex.compile(rf"(?i:postcode|wonen? op|woon op)\W{{1,3}}([1-9]\d{{3}} ?[a-z]{{2}}){_END}")
_UNITS: Final = frozenset("KM KG CM MM GB MB EU AD SA SD SS".split())
_WHEN: Final = regex.compile(
    r"(?:in|vanaf|vóór|voor|tot|sinds|na|anno|jaar|rond|per|by|since|until|year|en|of)\s$", regex.I
)
_MONTH: Final = (
    "jan(?:uari)?|feb(?:ruari)?|maart|mrt|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?|sept?(?:ember)?|okt(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?|january|february|march|may|june|july|august|october"
)
_DAY: Final = rf"\d{{1,2}}(?:[-/. ]\d{{1,2}}[-/. ]|\s(?:{_MONTH})\.?\s)(?:19|20)?\d\d{_END}"
_BORN: Final = r"(?:geb(?:oren|\.)?|geboortedatum|geboortedag|born|birthday|date of birth)"
_BIRTH_DATE: Final = regex.compile(
    rf"{_START}{_BORN}(?!\p{{L}})[^\d]{{0,20}}({_DAY})"
    rf"|{_START}({_DAY})[\s,]{{1,2}}(?:ben ik |is (?:hij|zij|ze) )?{_BORN}",
    regex.IGNORECASE,
)


def bsns(text: str) -> Iterator[Span]:
    """Citizen service numbers, by their eleven-test."""
    return (found.span() for found in _NINE_DIGITS.finditer(text) if bsn.is_valid(found[0]))


def ibans(text: str) -> Iterator[Span]:
    """Bank accounts, by their check digits; words that follow are left out."""
    for found in _ACCOUNT.finditer(text):
        end = found.end()
        while end > found.start() + 14:
            if iban.is_valid(text[found.start() : end]):
                yield found.start(), end
                break
            end = max(text.rfind(" ", found.start(), end), 0)


def plates(text: str) -> Iterator[Span]:
    """Dutch number plates in capitals; in any form where the text says that it is one."""
    yield from (found.span() for found in _PLATE.finditer(text))
    yield from (found.span(1) for found in _NAMED_PLATE.finditer(text))


def phones(text: str) -> Iterator[Span]:
    """Telephone numbers that exist, written as in the Netherlands or with a country before them."""
    for found in phonenumbers.PhoneNumberMatcher(text, "NL"):
        if found.raw_string.startswith(("0", "+", "(0", "(+")):
            yield found.start, found.end


def postcodes(text: str) -> Iterator[Span]:
    """Postcodes, not a year with what follows it."""
    for found in _POSTCODE.finditer(text):
        if found[0][-2:] not in _UNITS and not _is_year(text, found):
            yield found.span()
    yield from (found.span(1) for found in _SMALL_POSTCODE.finditer(text))


def _is_year(text: str, found: regex.Match[str]) -> bool:
    """Whether "In 2050 BG" is meant, rather than an address."""
    return 1900 <= int(found[1]) <= 2100 and _WHEN.search(text, 0, found.start()) is not None


def birth_dates(text: str) -> Iterator[Span]:
    """Days on which the text says that somebody was born."""
    for found in _BIRTH_DATE.finditer(text):
        yield found.span(1) if found[1] else found.span(2)
