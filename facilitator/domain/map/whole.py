"""A map: all one-liners of a track under the questions (columns) and the facilitator's categories (rows).

Made from a document alone, the same for what is live and for what was frozen; nothing here is written by us:
it is what was said, where it was laid, and how often.

Source: method.md C1 and C2.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

from facilitator.domain import method
from facilitator.domain.extras import variants_of
from facilitator.domain.map.causes import Cause, Causes
from facilitator.domain.map.lines import UNSORTED, Column, Count, Entry, Line, Row, counted, line_of, mixed, threaded
from facilitator.domain.text import normalised

__all__ = ["UNSORTED", "Column", "Count", "Entry", "Filter", "Gap", "Line", "Map", "Round", "Row", "Step"]

Order = Literal["hand", "size"]
Contents = Mapping[str, Any]

FEWEST_INTERVIEWS_TOLD = 3
"""In a round with fewer interviews, they are not told apart from its groups."""

READING: dict[method.Track, tuple[tuple[str, ...], ...]] = {
    "process": (
        ("development",),
        ("symptom", "pitfall", "cause"),
        ("solution_direction",),
        ("expectation",),
        ("ambition",),
    ),
    "goal": (("way",), ("need",), ("cooperation",), ("variant",), ("interest",), ("satisfaction",)),
}
"""The steps in which a row is read, each by its kinds."""

LANES = ("development", "cause", "solution_direction")
"""Three lanes: what is coming, what it comes from or leads to, and where it could go."""
_LANE = {
    "development": "development",
    "symptom": "cause",
    "pitfall": "cause",
    "cause": "cause",
    "solution_direction": "solution_direction",
}


@dataclass(frozen=True)
class Gap:
    """Something that nobody mentioned: `no_solution` (column 3) or `no_offer` (column 4). A finding, not a fault."""

    row: Row
    column: Column
    kind: Literal["no_solution", "no_offer"]


@dataclass(frozen=True)
class Step:
    """A step of a row's reading: how often its kinds are there, and the starred quotes."""

    kinds: tuple[str, ...]
    count: Count
    quotes: tuple[Line, ...]


@dataclass(frozen=True)
class Round:
    """Something to filter by: a round's groups, or its interviews. `together`: both, as there were few interviews."""

    key: str
    number: int
    interview: bool = False
    together: bool = False


@dataclass(frozen=True)
class Filter:
    """What to show of a map; None (and empty) is everything. `text` is looked for in normalised copies."""

    question: str | None = None
    row: str | None = None
    environment: str | None = None
    round: str | None = None
    kind: str | None = None
    starred: bool = False
    text: str = ""

    def __bool__(self) -> bool:
        return self != Filter()

    def lets(self, line: Line) -> bool:
        wanted = (
            (self.question, line.column),
            (self.environment, line.environment),
            (self.round, line.round),
            (self.kind, line.kind),
        )
        if any(asked is not None and asked != held for asked, held in wanted):
            return False
        if self.row is not None and self.row not in (line.row, line.also):
            return False
        return (line.telling or not self.starred) and normalised(self.text.strip()) in normalised(line.text)


@dataclass(frozen=True)
class Division:
    """A way of dividing that the map can be seen in."""

    id: str
    name: str
    active: bool


@dataclass(frozen=True)
class Map:
    """`lines` are all that may be shown, by id, in an order that tells nothing. `whole` is the map before a filter."""

    contents: Contents
    division: Division
    divisions: tuple[Division, ...]
    columns: tuple[Column, ...]
    categories: tuple[Row, ...]
    lines: Mapping[str, Line]
    rounds: tuple[Round, ...]
    filter: Filter = field(default_factory=Filter)
    whole: "Map | None" = None

    @classmethod
    def of(cls, contents: Contents, *, division: str | None = None, fewest: int = method.FEWEST_PEOPLE_SHOWN) -> "Map":
        """Read a map from its document.

        `division`: the id of another division than the active one; an unknown one gives the active one. `fewest`:
        so many people of an environment must have been there for it to be shown (5 where it is published).
        """
        divisions = _divisions(contents)
        chosen = next((it for it in divisions if it["id"] == division), None)
        chosen = chosen or next((it for it in divisions if it["active"]), divisions[0])
        rounds = _rounds(contents["consultations"])
        return cls(
            contents=contents,
            division=_division(chosen),
            divisions=tuple(_division(it) for it in divisions),
            columns=tuple(_columns(contents)),
            categories=tuple(_rows(chosen["categories"])),
            lines=_lines(contents, chosen, {it: made.key for it, made in rounds.items()}, fewest),
            rounds=tuple(sorted({made.key: made for made in rounds.values()}.values(), key=_round_order)),
        )

    # What it is of

    @property
    def track(self) -> Mapping[str, Any]:
        """id, kind, language, title, theme, suspicion, settled …"""
        held: Mapping[str, Any] = self.contents["track"]
        return held

    @property
    def kind(self) -> method.Track:
        return "goal" if self.track["kind"] == "goal" else "process"

    @property
    def counts(self) -> Mapping[str, int]:
        """received = mapped (of which `masked`) + hidden, before any filter."""
        held: Mapping[str, int] = self.contents["counts"]
        return held

    @property
    def counts_line(self) -> str:
        return str(self.contents["counts_line"])

    @property
    def fingerprint(self) -> str:
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
        return any(line.row == UNSORTED for line in self.lines.values())

    @cached_property
    def _rows(self) -> dict[str, Row]:
        return {row.id: row for row in self.rows()}

    def row(self, id: str) -> Row | None:
        return self._rows.get(id)

    def column(self, id: str) -> Column | None:
        return next((column for column in self.columns if column.id == id), None)

    def cell(self, row: Row, column: Column) -> list[Entry]:
        """What lies in a cell: answers under what they answer, the same together, else in no order."""
        return threaded(self._in_cell(row.id, column.id), row=row.id)

    def cells(self, *, row: Row) -> Iterator[tuple[Column, list[Entry]]]:
        return ((column, self.cell(row, column)) for column in self.columns)

    def _in_cell(self, row: str, column: str) -> list[Line]:
        return self._cells.get((row, column), [])

    # Counts: a remark is counted in the cell where it lies first, so that all adds up

    def count(self, row: Row, column: Column) -> Count:
        return self._counts.get((row.id, column.id), Count())

    def row_count(self, row: Row) -> Count:
        return sum((self.count(row, column) for column in self.columns), Count())

    def column_count(self, column: Column) -> Count:
        return sum((it for (_, found), it in self._counts.items() if found == column.id), Count())

    @property
    def total(self) -> Count:
        return sum(self._counts.values(), Count())

    @property
    def fullest(self) -> int:
        """The highest count of a cell; 0 on an empty map."""
        return max((it.said for it in self._counts.values()), default=0)

    @cached_property
    def _counts(self) -> dict[tuple[str, str], Count]:
        by_cell: dict[tuple[str, str], list[Line]] = defaultdict(list)
        for line in self.lines.values():
            by_cell[line.row, line.column].append(line)
        return {cell: counted(lines) for cell, lines in by_cell.items()}

    @cached_property
    def _cells(self) -> dict[tuple[str, str], list[Line]]:
        """What each cell shows: also what is counted elsewhere."""
        cells: dict[tuple[str, str], list[Line]] = defaultdict(list)
        for line in self.lines.values():
            cells[line.row, line.column].append(line)
            if line.also is not None:
                cells[line.also, line.column].append(line)
        return dict(cells)

    # Readings

    def gaps(self) -> list[Gap]:
        """What nobody mentioned, row by row; of the whole map, whatever the filter."""
        return [gap for row in self.categories for gap in self.gaps_in(row)]

    def gaps_in(self, row: Row) -> list[Gap]:
        whole = self.whole or self
        if whole.kind != "process" or row.is_unsorted:
            return []
        by_number = {column.number: column for column in whole.columns}
        full = {number for number, column in by_number.items() if whole._in_cell(row.id, column.id)}
        kinds = {line.kind for line in whole.lines.values() if row.id in (line.row, line.also)}
        found = []
        if {1, 2} & full and 3 in by_number and 3 not in full and "solution_direction" not in kinds:
            found.append(Gap(row, by_number[3], "no_solution"))
        if 5 in full and 4 in by_number and 4 not in full and "expectation" not in kinds:
            found.append(Gap(row, by_number[4], "no_offer"))
        return found

    def reading(self, row: Row) -> list[Step]:
        """Read a row as one line: development, cause or symptom, solution direction, expectation, ambition."""
        held = [line for line in self.lines.values() if line.row == row.id]
        return [_step(kinds, held) for kinds in READING[self.kind]]

    def lanes(self, row: Row) -> dict[str, list[Line]]:
        """Lay a row of a process map out in three lanes by kind."""
        lanes: dict[str, list[Line]] = {lane: [] for lane in LANES}
        for line in self.lines.values():
            if line.row == row.id and line.kind in _LANE:
                lanes[_LANE[line.kind]].append(line)
        return lanes

    def causes(self, row: Row | None = None) -> list[list[Cause]]:
        """Give the cause lines whose effect lies in a row, or all of them."""
        return [tree for tree in self._causes if row is None or tree[0].line.row == row.id]

    @cached_property
    def _causes(self) -> list[list[Cause]]:
        return Causes.of(self.lines, self.relations).trees()

    @property
    def relations(self) -> Sequence[Mapping[str, Any]]:
        """The analyst's, as [{"id", "kind", "from", "to"}]; of a cause `from` is the effect and `to` its cause."""
        held: Sequence[Mapping[str, Any]] = self.contents.get("relations", ())
        return held

    def tensions(self, row: Row | None = None) -> list[tuple[Line, Line]]:
        """Give the pairs that stay side by side and contradict one another; of a row: one of them lies there."""
        pairs = [
            (self.lines[it["from"]], self.lines[it["to"]])
            for it in self.relations
            if it["kind"] == "tension" and it["from"] in self.lines and it["to"] in self.lines
        ]
        return [pair for pair in pairs if row is None or row.id in (pair[0].row, pair[1].row)]

    def spread(self, row: Row | None = None) -> dict[str | None, int]:
        """Count a row's one-liners (or all) by environment; None holds what may not be shown or was not said."""
        found = Counter(line.environment for line in self.lines.values() if row is None or line.row == row.id)
        known: dict[str | None, int] = {it: found[it] for it in method.ENVIRONMENTS[self.kind] if found[it]}
        return known | ({None: found[None]} if found[None] else {})

    def starred(self, row: Row | None = None) -> list[Line]:
        return [line for line in self.lines.values() if line.telling and (row is None or line.row == row.id)]

    def solutions_already(self, column: Column) -> tuple[int, int] | None:
        """Say that n of m answers to question 1 or 2 are already a solution; None for other questions."""
        if self.kind != "process" or column.number not in (1, 2):
            return None
        held = [line for line in self.lines.values() if line.column == column.id]
        return sum(line.kind == "solution_direction" for line in held), len(held)

    # The goal map's own

    def ways(self, row: Row) -> list[Entry]:
        return self._of_kind(row, lambda kind: kind != "need")

    def needs(self, row: Row) -> list[Entry]:
        return self._of_kind(row, lambda kind: kind == "need")

    def _of_kind(self, row: Row, wanted: Callable[[str], bool]) -> list[Entry]:
        """Split the first question's cell of a goal map in two lists, each in its own threads."""
        first = next((column for column in self.columns if column.number == 1), None)
        if first is None:
            return []
        held = [line for line in self._in_cell(row.id, first.id) if wanted(line.kind)]
        return threaded(held, row=row.id)

    def cooperation(self, row: Row | None = None) -> dict[str, int]:
        """How many say yes, "if" and no to cooperating; a report, not a vote."""
        found = Counter(line.cooperation for line in self.lines.values() if row is None or line.row == row.id)
        return {answer: found[answer] for answer in ("yes", "if", "no")}

    def variants(self, row: Row | None = None) -> dict[str, dict[str, int]]:
        """How many are for and against each variant, by its key; a report, not a vote."""
        found = {variant: {"for": 0, "against": 0} for variant in self.variant_names}
        for line in self.lines.values():
            for variant, stance in line.variants if row is None or line.row == row.id else ():
                found.setdefault(variant, {"for": 0, "against": 0})[stance] += 1
        return found

    @property
    def variant_names(self) -> dict[str, str]:
        """The variants that the goal track settled on, as key → name."""
        return variants_of(self.track["settled"])

    # Filters

    def filtered(self, wanted: Filter) -> "Map":
        """Show only what a filter lets through; rows and columns stay, so does what the gaps say."""
        if not wanted:
            return self.whole or self
        whole = self.whole or self
        lines = {id: line for id, line in whole.lines.items() if wanted.lets(line)}
        return replace(whole, lines=lines, filter=wanted, whole=whole)


def _step(kinds: tuple[str, ...], lines: Iterable[Line]) -> Step:
    held = [line for line in lines if line.kind in kinds]
    return Step(kinds, counted(held), tuple(line for line in held if line.telling))


# Reading a document


def _divisions(contents: Contents) -> list[dict[str, Any]]:
    """The divisions; a document from before there were several tells of one, in other words."""
    if contents.get("divisions"):
        return list(contents["divisions"])
    placements = {it["id"]: it["category"] for it in contents["oneliners"] if it["category"]}
    only = {"active": True, "categories": contents["categories"], "placements": placements, "also": {}}
    return [{**contents["division"], **only}]


def _division(it: Mapping[str, Any]) -> Division:
    return Division(it["id"], it["name"], it["active"])


def _columns(contents: Contents) -> Iterator[Column]:
    for it in sorted(contents["questions"], key=lambda it: int(it["number"])):
        color = method.ROOM_COLORS[(it["number"] - 1) % len(method.ROOM_COLORS)]
        yield Column(it["id"], it["number"], it["kind"], it["title"], it["text"], color)


def _rows(categories: Iterable[Mapping[str, Any]]) -> Iterator[Row]:
    for number, it in enumerate(sorted(categories, key=lambda it: (it["order"], it["id"])), 1):
        yield Row(it["id"], it["name"], it["color"], number)


def _rounds(consultations: Sequence[Mapping[str, Any]]) -> dict[str, Round]:
    """The round of each consultation, by its id."""
    interviews = Counter(it["round"] for it in consultations if it["kind"] == "interview")
    return {it["id"]: _round(it["round"], it["kind"] == "interview", interviews[it["round"]]) for it in consultations}


def _round(number: int, interview: bool, interviews: int) -> Round:
    if 0 < interviews < FEWEST_INTERVIEWS_TOLD:
        return Round(str(number), number, together=True)
    return Round(f"{number}-interviews" if interview else str(number), number, interview)


def _round_order(it: Round) -> tuple[int, bool]:
    return it.number, it.interview


def _lines(contents: Contents, division: Mapping[str, Any], rounds: Mapping[str, str], fewest: int) -> dict[str, Line]:
    presence = contents.get("presence")
    probes = {it["id"]: it["text"] for it in contents["probes"]}
    categories = {it["id"] for it in division["categories"]}
    placements, also = division["placements"], division.get("also") or {}
    tensions = _tensions(contents.get("relations", ()))
    found = []
    for it in contents["oneliners"]:
        if it["hidden"] is not None:
            continue
        row, second = placements.get(it["id"]), also.get(it["id"])
        found.append(
            line_of(
                it,
                row=row if row in categories else UNSORTED,
                also=second if second in categories and second != row else None,
                environment=_environment(it, presence, fewest),
                round=rounds[it["consultation"]],
                probe=probes.get(it["probe"]),
                tensions=tuple(tensions.get(it["id"], ())),
            )
        )
    found.sort(key=mixed(contents["track"]["id"]))
    return {line.id: line for line in found}


def _environment(it: Mapping[str, Any], presence: Any, fewest: int) -> str | None:
    """The environment, where enough people of it were there."""
    told: str | None = it["environment"]
    if told is None or presence is None:
        return told if fewest <= method.FEWEST_PEOPLE_SHOWN else None
    return told if presence.get(it["consultation"], {}).get(told, 0) >= fewest else None


def _tensions(relations: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for it in relations:
        if it["kind"] == "tension" and it["to"]:
            found[it["from"]].append(it["to"])
            found[it["to"]].append(it["from"])
    return found
