"""What a map is laid out in: columns, rows, entries of cells, and the order in which a cell shows them."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from facilitator.domain.oneliners import Oneliner

UNSORTED = ""
"""The id of the row of what is not sorted yet."""


@dataclass(frozen=True)
class Column:
    """A question."""

    id: str
    number: int
    kind: str
    title: str
    text: str
    color: str


@dataclass(frozen=True)
class Row:
    """A category; `id` is UNSORTED and `name` empty where nothing is sorted yet. `number` counts from 1."""

    id: str
    name: str
    color: str | None
    number: int

    @property
    def is_unsorted(self) -> bool:
        """Whether it holds what is in no category yet."""
        return self.id == UNSORTED


@dataclass(frozen=True)
class Entry:
    """A one-liner as a cell shows it.

    `depth`: how far it is indented under the one-liner that it answers. `said`: how often its remark was made in
    this cell; `repeats` when another entry of the same remark stands before it. `second`: it is counted in
    another row, and only shown here too (↔).
    """

    line: Oneliner
    depth: int = 0
    said: int = 1
    repeats: bool = False
    second: bool = False


@dataclass(frozen=True)
class Count:
    """`distinct` remarks, made `said` times. As text "9", or "9 (11×)" when something was said more often."""

    distinct: int = 0
    said: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.distinct + other.distinct, self.said + other.said)

    def __bool__(self) -> bool:
        return self.said > 0

    def __str__(self) -> str:
        return str(self.distinct) if self.distinct == self.said else f"{self.distinct} ({self.said}×)"


def counted(lines: Iterable[Oneliner]) -> Count:
    """Count the one-liners of one cell."""
    held = list(lines)
    return Count(len({line.same or line.id for line in held}), len(held))


def mixed(track: str) -> Callable[[Oneliner], str]:
    """Give a sort key that tells nothing of arrival, and leaves the rest where it was when one is added."""
    return lambda line: hashlib.sha256(f"{track}:{line.id}".encode()).hexdigest()


def threaded(lines: Sequence[Oneliner], *, row: str) -> list[Entry]:
    """Order a cell: each one-liner before its answers, what is the same together, else as `lines` come."""
    here = {line.id for line in lines}
    below: dict[str | None, list[Oneliner]] = defaultdict(list)
    for line in lines:
        below[line.parent if line.parent in here else None].append(line)
    entries = list(_walk(below, lines, row))
    return _with_repeats(entries)


def _walk(below: Mapping[str | None, list[Oneliner]], lines: Sequence[Oneliner], row: str) -> Iterable[Entry]:
    """Without recursion: how deep people answer on is theirs to choose. What answers in a ring comes last."""
    seen: set[str] = set()
    waiting = [(line, 0) for line in reversed(_together(below[None]))]
    waiting = [*((line, 0) for line in reversed(lines)), *waiting]
    while waiting:
        line, depth = waiting.pop()
        if line.id in seen:
            continue
        seen.add(line.id)
        yield Entry(line, depth, second=line.category != row)
        waiting += [(it, depth + 1) for it in reversed(_together(below.get(line.id, [])))]


def _together(lines: Sequence[Oneliner]) -> list[Oneliner]:
    """Put what is the same where the first of it stands."""
    groups: dict[str, list[Oneliner]] = {}
    for line in lines:
        groups.setdefault(line.same or line.id, []).append(line)
    return [line for group in groups.values() for line in group]


def _with_repeats(entries: Sequence[Entry]) -> list[Entry]:
    said: dict[str, int] = defaultdict(int)
    for entry in entries:
        said[entry.line.same or entry.line.id] += 1
    seen: set[str] = set()
    marked = []
    for entry in entries:
        remark = entry.line.same or entry.line.id
        marked.append(replace(entry, said=said[remark], repeats=remark in seen))
        seen.add(remark)
    return marked
