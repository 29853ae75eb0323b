"""How addresses, codes and days are written for people."""

from datetime import date

from flask_babel import format_date


def spaced(code: str) -> str:
    """Write a code as it is read aloud: BCD FGH."""
    half = len(code) // 2
    return f"{code[:half]} {code[half:]}"


def without_scheme(address: str) -> str:
    """Write an address as people type it."""
    return address.partition("://")[2] or address


def in_fours(code: str) -> str:
    """Write a long code as it is typed over from paper: BCDF GHJK LMNP."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def day(iso: str) -> str:
    """Write a day (ISO 8601) out in the reader's language: 2 april 2026."""
    return str(format_date(date.fromisoformat(iso), "long"))


def day_or_words(text: str) -> str:
    """Write a day out; what is no day, such as "before the summer", stays as it is."""
    try:
        return day(text)
    except ValueError:
        return text
