"""What is different between two maps of the same track."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from facilitator.domain.map.reading import Contents
from facilitator.domain.map.whole import Map
from facilitator.domain.oneliners import Oneliner


@dataclass(frozen=True)
class ChangedLine:
    """Something of a one-liner that went from one value to another; rows are given by name ("" = not sorted)."""

    line: Oneliner
    before: str
    after: str


@dataclass(frozen=True)
class Renamed:
    """A category that is called otherwise than before."""

    id: str
    before: str
    after: str


@dataclass(frozen=True)
class Changes:
    """`removed` one-liners are as they were in the older map, all others as in the newer one.

    `relations_added` and `relations_removed` as [{"id", "kind", "from", "to"}], both ends by id.
    """

    older: Map
    newer: Map
    added: tuple[Oneliner, ...]
    removed: tuple[Oneliner, ...]
    moved: tuple[ChangedLine, ...]
    also_moved: tuple[ChangedLine, ...]
    kinds: tuple[ChangedLine, ...]
    telling: tuple[Oneliner, ...]
    telling_no_more: tuple[Oneliner, ...]
    masked: tuple[Oneliner, ...]
    categories_added: tuple[str, ...]
    categories_removed: tuple[str, ...]
    categories_renamed: tuple[Renamed, ...]
    relations_added: tuple[Mapping[str, Any], ...]
    relations_removed: tuple[Mapping[str, Any], ...]

    def __bool__(self) -> bool:
        return any(value for name, value in vars(self).items() if name not in ("older", "newer"))


def compare(older: Contents, newer: Contents) -> Changes:
    """Compare two documents in the division that the newer one lies open in."""
    after = Map.of(newer)
    before = Map.of(older, division=after.division.id)
    both = [(before.lines[it], after.lines[it]) for it in after.lines if it in before.lines]
    names, now = _names(before), _names(after)
    links, links_now = _relations(before), _relations(after)
    return Changes(
        before,
        after,
        added=tuple(line for id, line in after.lines.items() if id not in before.lines),
        removed=tuple(line for id, line in before.lines.items() if id not in after.lines),
        moved=tuple(
            ChangedLine(line, names.get(was.category or "", ""), now.get(line.category or "", ""))
            for was, line in both
            if was.category != line.category
        ),
        also_moved=tuple(
            ChangedLine(line, names.get(was.also or "", ""), now.get(line.also or "", ""))
            for was, line in both
            if was.also != line.also
        ),
        kinds=tuple(ChangedLine(line, was.kind, line.kind) for was, line in both if was.kind != line.kind),
        telling=tuple(line for was, line in both if line.telling and not was.telling),
        telling_no_more=tuple(line for was, line in both if was.telling and not line.telling),
        masked=tuple(line for was, line in both if was.text != line.text),
        categories_added=tuple(name for id, name in now.items() if id not in names),
        categories_removed=tuple(name for id, name in names.items() if id not in now),
        categories_renamed=tuple(_renamed(names, now)),
        relations_added=tuple(it for id, it in links_now.items() if id not in links),
        relations_removed=tuple(it for id, it in links.items() if id not in links_now),
    )


def _names(of: Map) -> dict[str, str]:
    return {row.id: row.name for row in of.categories}


def _renamed(names: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Renamed]:
    for id, name in now.items():
        if names.get(id, name) != name:
            yield Renamed(id, names[id], name)


def _relations(of: Map) -> dict[tuple[str, str, str | None], Mapping[str, Any]]:
    return {(it["kind"], it["from"], it["to"]): it for it in of.relations}
