"""How many one-liners each category has on each question: the map as numbers."""

from facilitator.catalogues import translator
from facilitator.domain.map.lines import Count
from facilitator.domain.map.reading import Contents
from facilitator.domain.map.whole import Map
from facilitator.exports.mapped import language


def table(contents: Contents) -> list[list[str]]:
    """Give a line for each category and one for the total, a column for each question; all one-liners count once.

    A number is how often something was said, so that all adds up to the rows of the other exports.
    """
    made, _ = Map.of(contents), translator(language(contents))
    head = [_("category"), *(f"{it.number} {it.title}" for it in made.columns), _("total")]
    lines = [
        _line(row.name or _("(not sorted yet)"), [made.count(row, it) for it in made.columns]) for row in made.rows()
    ]
    return [head, *lines, _line(_("total"), [made.column_count(it) for it in made.columns])]


def _line(name: str, counts: list[Count]) -> list[str]:
    return [name, *(str(it.said) for it in counts), str(sum(it.said for it in counts))]
