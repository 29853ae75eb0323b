"""Amounts of money as people write them: "180.000", "€ 1.250,50". Kept in whole cents."""

import re
from typing import Final

from babel.numbers import format_decimal, get_decimal_symbol

from facilitator.catalogues import translator
from facilitator.languages import N_

MOST: Final = 10**14
"""In cents: more than this is a slip of the keys."""

_EUROS: Final = N_("€{amount}")
_AMOUNT: Final = re.compile(r"(?P<whole>\d+|\d{1,3}(?:\.\d{3})+)(?:,(?P<cents>\d{1,2}))?")
_WITH_POINT: Final = re.compile(r"(?P<whole>\d+)\.(?P<cents>\d{1,2})")
_AROUND: Final = re.compile(r"[\s\u00a0\u202f]|€|,-$|,--$|EUR", re.IGNORECASE)


def read(typed: str) -> int:
    """Read an amount in cents; a comma parts the cents, points part the thousands.

    Raises:
        ValueError: it is no amount, reads two ways (1,250) or is beyond MOST.
    """
    bare = _AROUND.sub("", typed.strip())
    found = _AMOUNT.fullmatch(bare) or _WITH_POINT.fullmatch(bare)
    if found is None or len(bare) > 30 or not bare.isascii():
        raise ValueError("no amount")
    cents = int(found["whole"].replace(".", "")) * 100 + int((found["cents"] or "0").ljust(2, "0"))
    if cents > MOST:
        raise ValueError("too much")
    return cents


def said(cents: int, language: str) -> str:
    """Write an amount as a language does: "€ 180.000", "€ 1.250,50"; in English "€180,000", "€1,250.50"."""
    euros = format_decimal(cents // 100, "#,##0", locale=language)
    return translator(language)(_EUROS).format(amount=euros + _decimals(cents, language))


def typed(cents: int | None, language: str) -> str:
    """Write an amount for in a field, so that `read` gives it back."""
    return "" if cents is None else str(cents // 100) + _decimals(cents, language)


def _decimals(cents: int, language: str) -> str:
    return f"{get_decimal_symbol(language)}{cents % 100:02}" if cents % 100 else ""
