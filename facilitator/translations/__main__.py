"""Bring the .po files up to date: python -m facilitator.translations [surface …]; prints what is still to translate."""

import sys
from itertools import product

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from facilitator.catalogues import po_file, read_catalogue
from facilitator.languages import LANGUAGES, SOURCE
from facilitator.translations import SURFACES, extract


def update(language: str, surface: str, found: Catalog) -> list[str]:
    """Add new texts, drop those that are gone; give the texts without a translation."""
    file = po_file(language, surface)
    catalogue = read_catalogue(file)
    catalogue.fuzzy = False
    catalogue.update(found, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as target:
        write_po(target, catalogue, width=110, omit_header=True, include_lineno=False, sort_output=True)
    return [str(message.id) for message in catalogue if message.id and not _translated(message.string)]


def _translated(text: object) -> bool:
    parts = text if isinstance(text, tuple) else (text,)
    return all(parts)


def main(surfaces: list[str]) -> None:
    """Update the named surfaces, or all, in each language but the source."""
    found = extract()
    for language, surface in product((it for it in LANGUAGES if it != SOURCE), surfaces or SURFACES):
        for text in update(language, surface, found[surface]):
            print(f"{language}/{surface}: {text!r}")


if __name__ == "__main__":
    main(sys.argv[1:])
