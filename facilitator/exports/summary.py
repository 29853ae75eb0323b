"""How many one-liners each category has on each question: the map as numbers."""

from collections.abc import Mapping
from typing import Final

from facilitator.domain.map.whole import Count, Map
from facilitator.domain.method import Language
from facilitator.exports.mapped import Contents, language

_WORDS: Final[Mapping[Language, Mapping[str, str]]] = {
    "nl": {"category": "categorie", "unsorted": "(nog niet ingedeeld)", "total": "totaal"},
    "en": {"category": "category", "unsorted": "(not sorted yet)", "total": "total"},
}


def table(contents: Contents) -> list[list[str]]:
    """Give a line for each category and one for the total, a column for each question; all one-liners count once.

    A number is how often something was said, so that all adds up to the rows of the other exports.
    """
    made, words = Map.of(contents), _WORDS[language(contents)]
    head = [words["category"], *(f"{it.number} {it.title}" for it in made.columns), words["total"]]
    lines = [
        [row.name or words["unsorted"], *_numbers([made.count(row, it) for it in made.columns])] for row in made.rows()
    ]
    return [head, *lines, [words["total"], *_numbers([made.column_count(it) for it in made.columns])]]


def _numbers(counts: list[Count]) -> list[str]:
    return [*(str(it.said) for it in counts), str(sum(it.said for it in counts))]
