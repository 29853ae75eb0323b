"""The languages that people can be asked in and read in: the one list of them, and how a text is marked for them.

English is the source: a text stands in the code in English, marked with `N_`, and is looked up where the language is
known. A pure layer keeps the marked text and is handed a `Translate`; `facilitator.catalogues` has one a language.
To add a language: a line here and a folder of .po files in `facilitator/translations/`.
"""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

Translate = Callable[[str], str]
"""Gives a marked text in some language; one that is not translated stays English."""


class Language(NamedTuple):
    """A language as its own readers call it, and its tag with a country (BCP 47) for documents that need one."""

    name: str
    tag: str


LANGUAGES: Final[Mapping[str, Language]] = {
    "nl": Language("Nederlands", "nl-NL"),
    "en": Language("English", "en-GB"),
}
"""By code (ISO 639-1, one that Babel knows), in the order in which a reader may choose."""

SOURCE: Final = "en"


def N_(text: str) -> str:
    """Mark a text for translation; it is looked up when the reader's language is known."""
    return text


def NC_(context: str, text: str) -> str:
    """The same for a text that is called otherwise elsewhere: it is looked up by `in_context` with the same context."""
    return text
