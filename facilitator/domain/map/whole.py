"""A map: all one-liners of a track under the questions (columns) and the facilitator's categories (rows).

Made from a document alone, the same for what is live and for what was frozen; nothing here is written by us:
it is what was said, where it was laid, and how often.

Source: method.md C1 and C2.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from facilitator.domain import method
from facilitator.domain.extras import variants_of
from facilitator.domain.map import reading
from facilitator.domain.map.causes import Cause, Causes
from facilitator.domain.map.laid import Laid
from facilitator.domain.map.lines import Column, Entry, Row, counted, threaded
from facilitator.domain.map.reading import Contents
from facilitator.domain.map.views import Filter, Gap, ReadingStep
from facilitator.domain.oneliners import Oneliner

READING: dict[method.TrackKind, tuple[tuple[str, ...], ...]] = {
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


class Map(Laid):
    """What can be read off the one-liners of a track, laid out."""

    @classmethod
    def of(cls, contents: Contents, *, division: str | None = None, fewest: int = method.FEWEST_PEOPLE_SHOWN) -> "Map":
        """Read a map from its document.

        `division`: the id of another division than the active one; an unknown one gives the active one. `fewest`:
        so many people of an environment must have been there for it to be shown (5 where it is published).
        """
        divisions = reading.divisions(contents)
        chosen = next((it for it in divisions if it["id"] == division), None)
        chosen = chosen or next((it for it in divisions if it["active"]), divisions[0])
        rounds = reading.rounds(contents["consultations"])
        return cls(
            contents=contents,
            division=reading.division(chosen),
            divisions=tuple(reading.division(it) for it in divisions),
            columns=tuple(reading.columns(contents)),
            categories=tuple(reading.rows(chosen["categories"])),
            lines=reading.lines(contents, chosen, {it: made.key for it, made in rounds.items()}, fewest),
            rounds=tuple(sorted({made.key: made for made in rounds.values()}.values(), key=reading.round_order)),
        )

    # Readings

    def gaps(self) -> list[Gap]:
        """What nobody mentioned, row by row; of the whole map, whatever the filter."""
        return [gap for row in self.categories for gap in self.gaps_in(row)]

    def gaps_in(self, row: Row) -> list[Gap]:
        """What nobody mentioned in a row of the process map, looked for in the whole map and not in a filtered one.

        What was not asked is not missing.
        """
        whole = self.whole or self
        if whole.kind != "process" or row.is_unsorted:
            return []
        by_number = {it.number: it for it in whole.columns if it.id not in whole.unasked}
        full = {number for number, column in by_number.items() if whole._in_cell(row.id, column.id)}
        kinds = {line.kind for line in whole.lines.values() if row.id in (line.category, line.also)}
        found = []
        if {1, 2} & full and 3 in by_number and 3 not in full and "solution_direction" not in kinds:
            found.append(Gap(row, by_number[3], "no_solution"))
        if 5 in full and 4 in by_number and 4 not in full and "expectation" not in kinds:
            found.append(Gap(row, by_number[4], "no_offer"))
        return found

    def reading(self, row: Row) -> list[ReadingStep]:
        """Read a row as one line: development, cause or symptom, solution direction, expectation, ambition."""
        held = [line for line in self.lines.values() if line.category == row.id]
        unasked = {it.kind for it in self.columns if it.id in self.unasked}
        return [_step(kinds, held, asked=not unasked & set(kinds)) for kinds in READING[self.kind]]

    def lanes(self, row: Row) -> dict[str, list[Oneliner]]:
        """Lay a row of a process map out in three lanes by kind."""
        lanes: dict[str, list[Oneliner]] = {lane: [] for lane in LANES}
        for line in self.lines.values():
            if line.category == row.id and line.kind in _LANE:
                lanes[_LANE[line.kind]].append(line)
        return lanes

    def causes(self, row: Row | None = None) -> list[list[Cause]]:
        """Give the cause lines whose effect lies in a row, or all of them."""
        return [tree for tree in self._causes if row is None or tree[0].line.category == row.id]

    @cached_property
    def _causes(self) -> list[list[Cause]]:
        return Causes.of(self.lines, self.relations).trees()

    @property
    def relations(self) -> Sequence[Mapping[str, Any]]:
        """The analyst's, as [{"id", "kind", "from", "to"}]; of a cause `from` is the effect and `to` its cause."""
        held: Sequence[Mapping[str, Any]] = self.contents.get("relations", ())
        return held

    def tensions(self, row: Row | None = None) -> list[tuple[Oneliner, Oneliner]]:
        """Give the pairs that stay side by side and contradict one another; of a row: one of them lies there."""
        pairs = [
            (self.lines[it["from"]], self.lines[it["to"]])
            for it in self.relations
            if it["kind"] == "tension" and it["from"] in self.lines and it["to"] in self.lines
        ]
        return [pair for pair in pairs if row is None or row.id in (pair[0].category, pair[1].category)]

    def spread(self, row: Row | None = None) -> dict[str | None, int]:
        """Count a row's one-liners (or all) by environment; None holds what may not be shown or was not said."""
        found = Counter(line.environment for line in self.lines.values() if row is None or line.category == row.id)
        known: dict[str | None, int] = {it: found[it] for it in method.ENVIRONMENTS[self.kind] if found[it]}
        return known | ({None: found[None]} if found[None] else {})

    def telling(self, row: Row | None = None) -> list[Oneliner]:
        """The one-liners that were called telling, of one row or of all."""
        return [line for line in self.lines.values() if line.telling and (row is None or line.category == row.id)]

    def solutions_already(self, column: Column) -> tuple[int, int] | None:
        """Say that n of m answers to question 1 or 2 are already a solution; None for other questions."""
        if self.kind != "process" or column.number not in (1, 2):
            return None
        held = [line for line in self.lines.values() if line.question == column.id]
        return sum(line.kind == "solution_direction" for line in held), len(held)

    # The goal map's own

    def ways(self, row: Row) -> list[Entry]:
        """What was said in a row of a goal's first question, but for what is needed."""
        return self._of_kind(row, lambda kind: kind != "need")

    def needs(self, row: Row) -> list[Entry]:
        """What is needed, as it was said in a row of a goal's first question."""
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
        found = Counter(line.cooperation for line in self.lines.values() if row is None or line.category == row.id)
        return {answer: found[answer] for answer in ("yes", "if", "no")}

    def variants(self, row: Row | None = None) -> dict[str, dict[str, int]]:
        """How many are for and against each variant, by its key; a report, not a vote."""
        found = {variant: {"for": 0, "against": 0} for variant in self.variant_names}
        for line in self.lines.values():
            for it in line.variants if row is None or line.category == row.id else ():
                found.setdefault(it["variant"], {"for": 0, "against": 0})[it["stance"]] += 1
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


def _step(kinds: tuple[str, ...], lines: Iterable[Oneliner], *, asked: bool) -> ReadingStep:
    held = [line for line in lines if line.kind in kinds]
    return ReadingStep(kinds, counted(held), tuple(line for line in held if line.telling), asked or bool(held))
