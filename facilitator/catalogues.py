"""Every text in every language, read from the .po files; without a request, so for any layer above the domain.

One .po file a surface (a step of the method, or phone, board, desk), all of a folder one catalogue at look-up. They
are compiled in memory at start: nothing to commit, nothing to write, nothing to go stale.
"""

from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from facilitator.languages import LANGUAGES, SOURCE, Translate

CATALOGUES = Path(__file__).resolve().parent / "translations"


@lru_cache
def catalogue(language: str) -> NullTranslations:
    """Give one language's texts; English is its own translation, and what is not translated stays English."""
    if language == SOURCE:
        return NullTranslations()
    whole = Translations()
    for file in sorted(po_file(language, "").parent.glob("*.po")):
        whole.merge(_compiled(file))
    return whole


def translator(language: str) -> Translate:
    """Give what looks a marked text up in one language."""
    return catalogue(language).gettext


def in_context(language: str, context: str, text: str) -> str:
    """Look up a text that was marked by `NC_`, in one language."""
    return str(catalogue(language).pgettext(context, text))


def in_every_language(text: str) -> list[str]:
    """Give a marked text as each language has it."""
    return [translator(language)(text) for language in LANGUAGES]


def compile_translations() -> None:
    """Read every .po file now, so that a broken one stops the start and not a request."""
    for language in LANGUAGES:
        catalogue(language)


def po_file(language: str, surface: str) -> Path:
    """Where the texts of one surface are, in one language."""
    return CATALOGUES / language / "LC_MESSAGES" / f"{surface}.po"


def read_catalogue(file: Path) -> Catalog:
    """Read a .po file; an absent one is empty."""
    if not file.exists():
        return Catalog(locale=file.parents[1].name)
    with file.open("rb") as source:
        return read_po(source, locale=file.parents[1].name)


def _compiled(file: Path) -> Translations:
    compiled = BytesIO()
    write_mo(compiled, read_catalogue(file))
    compiled.seek(0)
    return Translations(compiled)
