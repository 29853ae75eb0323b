"""One-liners laid out under questions (columns) and categories (rows): the cells, and how many lie in each."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from facilitator.domain import method
from facilitator.domain.map.counts import shown_line
from facilitator.domain.map.lines import UNSORTED, Column, Count, Entry, Row, counted, threaded
from facilitator.domain.map.reading import Contents, unasked
from facilitator.domain.map.views import Division, Filter, MapRound
from facilitator.domain.oneliners import Oneliner

if TYPE_CHECKING:
    from facilitator.domain.map.whole import Map

Order = Literal["hand", "size"]


@dataclass(frozen=True)
class Laid:
    """`lines` are all that may be shown, by id, in an order that tells nothing. `whole` is the map before a filter."""

    contents: Contents
    division: Division
    divisions: tuple[Division, ...]
    columns: tuple[Column, ...]
    categories: tuple[Row, ...]
    lines: Mapping[str, Oneliner]
    rounds: tuple[MapRound, ...]
    filter: Filter = field(default_factory=Filter)
    whole: "Map | None" = None

    # What it is of

    @property
    def track(self) -> Mapping[str, Any]:
        """id, kind, language, title, theme, suspicion, settled …"""
        held: Mapping[str, Any] = self.contents["track"]
        return held

    @property
    def kind(self) -> method.TrackKind:
        """Which track it is of."""
        return "goal" if self.track["kind"] == "goal" else "process"

    @cached_property
    def unasked(self) -> frozenset[str]:
        """The ids of the questions that nobody was asked."""
        return unasked(self.contents)

    @property
    def counts(self) -> Mapping[str, int]:
        """received = mapped (of which `masked`) + hidden, before any filter."""
        held: Mapping[str, int] = self.contents["counts"]
        return held

    @property
    def counts_line(self) -> str:
        """The sentence at the foot that says what was received and where it went, in the track's language."""
        return shown_line(self.contents)

    @property
    def fingerprint(self) -> str:
        """Of all that it shows: 64 hexadecimal digits, of a fixed map those that it was fixed with."""
        return str(self.contents["fingerprint"])

    @property
    def environments(self) -> list[str]:
        """The environments of the track that may be shown somewhere on this map, in the method's order."""
        found = {line.environment for line in (self.whole or self).lines.values()}
        return [it for it in method.ENVIRONMENTS[self.kind] if it in found]

    # Rows, columns, cells

    def rows(self, order: Order = "hand") -> list[Row]:
        """The categories in the analyst's order or the fullest first; what is unsorted last, when there is any."""
        rows = list(self.categories)
        if order == "size":
            rows.sort(key=lambda row: -self.row_count(row).said)
        unsorted = Row(UNSORTED, "", None, len(rows) + 1)
        return [*rows, unsorted] if (self.whole or self)._has_unsorted else rows

    @cached_property
    def _has_unsorted(self) -> bool:
        return any(line.category == UNSORTED for line in self.lines.values())

    @cached_property
    def _rows(self) -> dict[str, Row]:
        return {row.id: row for row in self.rows()}

    def row(self, id: str) -> Row | None:
        """A row by its category's id; None where the map has none such."""
        return self._rows.get(id)

    def column(self, id: str) -> Column | None:
        """A column by its question's id; None where it is filtered out or unknown."""
        return next((column for column in self.columns if column.id == id), None)

    def cell(self, row: Row, column: Column) -> list[Entry]:
        """What lies in a cell: answers under what they answer, the same together, else in no order."""
        return threaded(self._in_cell(row.id, column.id), row=row.id)

    def cells(self, *, row: Row) -> Iterator[tuple[Column, list[Entry]]]:
        """What lies in a row, column by column, empty cells too."""
        return ((column, self.cell(row, column)) for column in self.columns)

    def _in_cell(self, row: str, column: str) -> list[Oneliner]:
        return self._cells.get((row, column), [])

    # Counts: a remark is counted in the cell where it lies first, so that all adds up

    def count(self, row: Row, column: Column) -> Count:
        """How much was said in a cell."""
        return self._counts.get((row.id, column.id), Count())

    def row_count(self, row: Row) -> Count:
        """How much was said in a row."""
        return sum((self.count(row, column) for column in self.columns), Count())

    def column_count(self, column: Column) -> Count:
        """How much was said at a question."""
        return sum((it for (_, found), it in self._counts.items() if found == column.id), Count())

    @property
    def total(self) -> Count:
        """How much was said in all; a one-liner in two categories counts once."""
        return sum(self._counts.values(), Count())

    @property
    def fullest(self) -> int:
        """The highest count of a cell; 0 on an empty map."""
        return max((it.said for it in self._counts.values()), default=0)

    @cached_property
    def _counts(self) -> dict[tuple[str | None, str], Count]:
        by_cell: dict[tuple[str | None, str], list[Oneliner]] = defaultdict(list)
        for line in self.lines.values():
            by_cell[line.category, line.question].append(line)
        return {cell: counted(lines) for cell, lines in by_cell.items()}

    @cached_property
    def _cells(self) -> dict[tuple[str | None, str], list[Oneliner]]:
        """What each cell shows: also what is counted elsewhere."""
        cells: dict[tuple[str | None, str], list[Oneliner]] = defaultdict(list)
        for line in self.lines.values():
            cells[line.category, line.question].append(line)
            if line.also is not None:
                cells[line.also, line.question].append(line)
        return dict(cells)
