"""What counts as a one-liner's text: taken byte for byte, or refused.

static/js/shared/text.js holds the same rules for the phone; tests/wire/text_cases.json binds the two.
Every pattern here is linear in the length of the text.
"""

import hashlib
import unicodedata
from collections.abc import Iterable
from typing import Final

import regex

from facilitator.domain.refusals import Code, Refusal

LIMIT: Final = 140
"""Most extended grapheme clusters, which is what a reader calls characters."""

MOST_CODE_POINTS: Final = 1000
"""A bound on what hides inside so few clusters, and on the work of checking."""

LARGEST_CARRIER: Final = 16 * 1024
"""Bytes of a message or body that carries one text, the same at each door: no code point takes more than twelve, as
JSON that escapes everything or as a form, and the rest is for what is said beside it."""

MASK: Final = "▮▮▮▮"

LONGEST_MASKED: Final = MOST_CODE_POINTS * len(MASK)
"""A bound on a text in which masks stand for what was there, in code points."""

BREAKS: Final = "\t\n\v\f\r\x85\u2028\u2029"
# Unicode's White_Space, and the byte order mark that some programs put in front of what is copied.
_TRIMMED: Final = (
    f"{BREAKS} \xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\ufeff"
)
_SELECTORS: Final = r"\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_JOINERS: Final = r"\u200c\u200d"
# Format characters by category, yet drawn around or before the digits that follow them.
_ARABIC_SIGNS: Final = r"\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
_HIDDEN: Final = r"\p{Cf}\p{Default_Ignorable_Code_Point}"

# Latin text as nearly everybody types it: each code point is one cluster, none needs a closer look.
_VISIBLE: Final = r"!-~\xa1-\xac\xae-\u024f\u2010-\u2027\u2030-\u205e\u20ac"
_PLAIN: Final = regex.compile(rf"[{_VISIBLE}](?:[{_VISIBLE} \xa0]{{0,{LIMIT - 2}}}[{_VISIBLE}])?")

_SOMETHING_VISIBLE: Final = regex.compile(rf"[{_ARABIC_SIGNS}]|[^\p{{White_Space}}\p{{Cc}}{_HIDDEN}\u2800]")
_OUTER_SPACE: Final = regex.compile(r"\A\p{White_Space}|\p{White_Space}\Z")
_BREAK: Final = regex.compile(rf"[{BREAKS}]")
_FLAG: Final = regex.compile(r"\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")
_NINE_MARKS: Final = rf"(?:(?![{_SELECTORS}])\p{{M}}[{_SELECTORS}{_JOINERS}]*+){{9}}"
_FORBIDDEN: Final = regex.compile(
    rf"(?![{_SELECTORS}{_JOINERS}{_ARABIC_SIGNS}])"
    rf"[\p{{Cc}}\p{{Cs}}\p{{Co}}\p{{Noncharacter_Code_Point}}{_HIDDEN}]"
    rf"|{_NINE_MARKS}"
)
_CLUSTER: Final = regex.compile(r"\X")
_TWO_INDICATORS: Final = regex.compile(r"[\U0001f1e6-\U0001f1ff]{2}")
_SPACES_AND_BREAKS: Final = regex.compile(rf"[ {BREAKS}]+")


def check(text: str) -> None:
    """Return when the text may be stored exactly as it is.

    Raises:
        Refusal: empty, outer_space, not_one_line, forbidden_characters or too_long.
    """
    if _PLAIN.fullmatch(text):
        return
    code = _refused(text)
    if code is not None:
        raise Refusal(code, {"limit": LIMIT} if code == "too_long" else None)


def _refused(text: str) -> Code | None:
    if len(text) > MOST_CODE_POINTS:
        return "too_long"
    if not _SOMETHING_VISIBLE.search(text):
        return "empty"
    if _OUTER_SPACE.search(text):
        return "outer_space"
    if _BREAK.search(text):
        return "not_one_line"
    if _FORBIDDEN.search(_FLAG.sub("🏴", text)):
        return "forbidden_characters"
    if len(text) > LIMIT and length(text) > LIMIT:
        return "too_long"
    return None


def length(text: str) -> int:
    """Count the extended grapheme clusters: a family emoji is 1."""
    # A pair of indicators (a flag) counts as a letter would; \X is quadratic in a run of them.
    return len(_CLUSTER.findall(_TWO_INDICATORS.sub("x", text)))


def tidy(text: str) -> str:
    """Do what the phone does before sending: break or tab to one space, ends trimmed.

    For doors where the writer sees the outcome; what `submit` carried is never tidied.
    """
    return _SPACES_AND_BREAKS.sub(_one_space, text).strip(_TRIMMED)


def _one_space(run: regex.Match[str]) -> str:
    found = run.group()
    return " " if _BREAK.search(found) else found


def commitment(salt: bytes, text: str) -> str:
    """Bind the text without showing it: hex SHA-256(salt ‖ UTF-8 text)."""
    return hashlib.sha256(salt + text.encode()).hexdigest()


def normalised(text: str) -> str:
    """Give the copy that search and likeness compare, never shown nor stored as the text."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return unicodedata.normalize("NFKC", folded)


def masked(text: str, masks: Iterable[tuple[int, int]]) -> str:
    """Replace spans of code points, end exclusive, by MASK.

    Spans that overlap or touch become one, so that the number of blocks tells nothing.
    """
    shown: list[str] = []
    done = 0
    for start, end in _merged(masks, len(text)):
        shown += (text[done:start], MASK)
        done = end
    return "".join((*shown, text[done:]))


def beneath(place: int, masks: Iterable[tuple[int, int]]) -> int:
    """Find the place in the text that is at `place` of what `masked` shows; inside a mask, the mask's end.

    Who masks once more points at what is shown.
    """
    for start, end in _merged(masks, MOST_CODE_POINTS):
        if place <= start:
            break
        place = max(end, place + (end - start) - len(MASK))
    return place


def _merged(masks: Iterable[tuple[int, int]], size: int) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted((max(start, 0), min(end, size)) for start, end in masks):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
