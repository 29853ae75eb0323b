"""What asks for a person's look before a one-liner may be projected.

Only ever holds back: a facilitator lets it through, masks it or hides it. The phone asks its author
the same softly beforehand (static/js/shared/text.js). Nothing here can tell that "the only baker in our
street" is somebody: the sorter's eye stays needed.
"""

from collections.abc import Iterable
from typing import Final, Literal, get_args

import regex

from facilitator.languages import N_, Translate

Flag = Literal["name", "email", "phone", "postcode", "address", "link", "markup", "insult"]
FLAGS: Final[tuple[Flag, ...]] = get_args(Flag)

_START = r"(?<![\p{L}\p{N}])"
_END = r"(?![\p{L}\p{N}])"
_TITLES = (
    r"[Mm]evrouw|[Mm]eneer|[Dd]e heer|[Mm]evr|[Mm]w|[Dd]hr|[Dd]rs?|[Mm]rs?|[Mm]s|[Ii]r|[Ii]ng|[Pp]rof|[Jj]uf|"
    r"[Mm]eester|[Ww]ethouder|[Bb]urgemeester"
)
_PARTICLES = r"(?:(?:van|de|der|den|het|ten|ter|el|al)\s+){0,3}(?:['’][st]\s+)?"
_STREETS = r"straat|laan|weg|plein|dijk|gracht|kade|singel|pad|hof|steeg|dreef|plantsoen|markt|ring|wal"
_ENDINGS = r"nl|com|org|net|eu|be|de|info|io"

_PATTERNS: Final[dict[Flag, regex.Pattern[str]]] = {
    "name": regex.compile(rf"{_START}(?:{_TITLES})\.?\s+{_PARTICLES}\p{{Lu}}"),
    "email": regex.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.\w"),
    "phone": regex.compile(r"(?<![\d+])(?:0[\s-]?[1-9](?:[\s-]?\d){8}|\+\d(?:[\s()-]{0,2}\d){7,14})(?!\d)"),
    "postcode": regex.compile(rf"{_START}[1-9]\d{{3}}\s?[A-Z]{{2}}{_END}"),
    "address": regex.compile(rf"{_START}\p{{Lu}}[\p{{L}}'’.-]{{0,40}}(?:{_STREETS})\s+\d"),
    "link": regex.compile(
        rf"https?://|{_START}www\.|(?<![\w@.-])[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,4}}\.(?:{_ENDINGS})(?![\w@-])",
        regex.IGNORECASE,
    ),
    "markup": regex.compile(r"<\s*[/!a-z]|\{\{|^\s*=\s*\w+\s*\(", regex.IGNORECASE),
}

INSULTS: Final = N_("liar* idiot* moron* crook* scum bastard* asshole* fuck* shit* racist* whore*")
"""The words to begin with; each facilitator owns a list and may alter it. Each language has words of its own."""

# Nothing of the above is without one of these; most one-liners have none and are done.
_SIGNS: Final = regex.compile(rf"[\d@<{{=]|://|\.\w|{_START}(?:{_TITLES})(?:\s|\.)")


def flags(text: str, insults: "Insults | None" = None) -> list[Flag]:
    """What asks for a look in `text`, in the order of FLAGS."""
    found: list[Flag] = []
    if _SIGNS.search(text):
        found = [flag for flag, pattern in _PATTERNS.items() if pattern.search(text)]
    if insults is not None and insults.are_in(text):
        found.append("insult")
    return found


def usual_insults(gettext: Translate) -> tuple[str, ...]:
    """Give the words to begin with in one language."""
    return tuple(gettext(INSULTS).split())


class Insults:
    """A list of words that its facilitator owns. `*` at the end of one stands for any ending."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(dict.fromkeys(word.strip().casefold() for word in words if word.strip(" *\t")))
        self._pattern = self._compiled()

    def _compiled(self) -> regex.Pattern[str] | None:
        if not self.words:
            return None
        either = "|".join(regex.escape(word.rstrip("*")) + ("" if word.endswith("*") else _END) for word in self.words)
        return regex.compile(rf"{_START}(?:{either})")

    def are_in(self, text: str) -> bool:
        """Whether one of the words is in a text, in any case."""
        return self._pattern is not None and self._pattern.search(text.casefold()) is not None
