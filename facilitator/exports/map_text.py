"""How a map is told: the words and signs around what was said, in one language, for page, picture and report alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

from babel.dates import format_date
from markupsafe import Markup

from facilitator.catalogues import catalogue, in_context
from facilitator.domain import method
from facilitator.domain.extras import COOPERATION, variants_of
from facilitator.domain.map.fingerprint import SHOWN
from facilitator.domain.map.lines import Column, Entry, Row
from facilitator.domain.map.views import MapRound, ReadingStep
from facilitator.domain.map.whole import LANES, Map
from facilitator.domain.oneliners import Oneliner
from facilitator.languages import NC_

LETTERS: Final[Mapping[str, str]] = {
    "policy": NC_("letter of an environment", "P"),
    "regulation": NC_("letter of an environment", "R"),
    "enforcement": NC_("letter of an environment", "E"),
    "execution": NC_("letter of an environment", "X"),
    "target_group": NC_("letter of an environment", "T"),
}
"""The letter in the box for an environment."""

LIGHTEST, DEEPEST = 4, 30
"""Percent of a question's colour behind a cell, from nothing said to the fullest cell of the map."""
SHADES: Final = 13


@dataclass(frozen=True)
class Fact:
    """Something that stands above a map: what it is called and what it says."""

    name: str
    text: str


@dataclass(frozen=True)
class Share:
    """An environment's part of a row; `environment` None: not said or not shown. `width` 0 to 100 of the largest."""

    environment: str | None
    count: int
    width: float


@dataclass(frozen=True)
class MapText:
    """A map in a language. `version`: number, day, fingerprint of what was fixed; None: the map as it is now."""

    map: Map
    language: str
    version: Mapping[str, Any] | None = None

    def gettext(self, text: str) -> str:
        """Look a text up in this map's language."""
        return str(catalogue(self.language).gettext(text))

    def ngettext(self, one: str, more: str, n: int) -> str:
        """The same for a text with a number, which it names as %(num)d."""
        return str(catalogue(self.language).ngettext(one, more, n)) % {"num": n}

    # The map's own name and head

    @property
    def heading(self) -> str:
        """What kind of map it is."""
        _ = self.gettext
        return _("Process map") if self.map.kind == "process" else _("Goal map")

    @property
    def theme(self) -> str:
        """What people were asked about."""
        return str(self.map.track["theme"])

    @property
    def organisation(self) -> str:
        """Who asked; "" in documents of before that was kept."""
        return str(self.map.track.get("organisation") or "")

    @property
    def version_line(self) -> str:
        """Say which version it is, and of when; "" for what is not fixed."""
        if self.version is None:
            return ""
        named = self.gettext("version %(number)s") % {"number": self.version["number"]}
        return f"{named}, {self.day(self.version['day'])}"

    @property
    def fingerprint(self) -> str:
        """As much of the fingerprint as people compare."""
        return self.map.fingerprint[:SHOWN]

    @property
    def rounds_line(self) -> str:
        """Say how many rounds and interviews there were."""
        held = self.map.contents["consultations"]
        rounds = len({it["round"] for it in held if it["kind"] != "interview"})
        interviews = sum(it["kind"] == "interview" for it in held)
        parts = [self.ngettext("%(num)d round", "%(num)d rounds", rounds)] if rounds else []
        parts += [self.ngettext("%(num)d interview", "%(num)d interviews", interviews)] if interviews else []
        return " + ".join(parts)

    @cached_property
    def facts(self) -> list[Fact]:
        """List what a map has above it: the touchstones it is read beside. What nobody wrote is left out."""
        found = self._process() if self.map.kind == "process" else self._goal()
        return [fact for fact in found if fact.text]

    def _process(self) -> list[Fact]:
        _, track = self.gettext, self.map.track
        start = track.get("start") or {}
        asked = (track.get("inquiry") or {}).get("intention") or {}
        intention = start.get("intention") or (asked.get("text") if isinstance(asked, dict) else "")
        return [
            Fact(_("We suspect that…"), str(track["suspicion"] or "")),
            Fact(_("Intention"), str(intention or "")),
            Fact(_("Dot on the horizon"), str(start.get("horizon_point") or "")),
        ]

    def _goal(self) -> list[Fact]:
        _, settled = self.gettext, self.map.track["settled"] or {}
        named = ((_("Settled issue"), "issue"), (_("Solution"), "solution"), (_("Owner"), "owner"))
        facts = [Fact(name, str(settled.get(key) or "")) for name, key in named]
        variants = " · ".join(f"{key} {name}" for key, name in variants_of(settled).items())
        return [*facts, Fact(_("Term"), self.day(str(settled.get("term") or ""))), Fact(_("Variants"), variants)]

    def day(self, written: str) -> str:
        """Write a day in words; what is no day stays as it is."""
        try:
            return str(format_date(date.fromisoformat(written), "d MMMM y", locale=self.language))
        except ValueError:
            return written

    # Names of things

    def letter(self, environment: str) -> str:
        """The letter that stands for an environment."""
        return in_context(self.language, "letter of an environment", LETTERS[environment])

    def environment(self, key: str) -> str:
        """What an environment is called."""
        return self.gettext(method.ENVIRONMENT_LABELS[key])

    def kind(self, key: str) -> str:
        """What a kind of one-liner is called; an unknown one by its key."""
        return self.gettext(method.KINDS[key]) if key in method.KINDS else key

    def counted(self, step: ReadingStep) -> str:
        """What a step of a row's reading counts, as many as there are: "developments"."""
        return self._counted(step.count.distinct)[step.kinds[0]]

    def _counted(self, n: int) -> Mapping[str, str]:
        return {
            "development": self.ngettext("development mentioned", "developments mentioned", n),
            "symptom": self.ngettext("symptom, pitfall or cause", "symptoms, pitfalls and causes", n),
            "solution_direction": self.ngettext("solution direction mentioned", "solution directions mentioned", n),
            "expectation": self.ngettext("expectation mentioned", "expectations mentioned", n),
            "ambition": self.ngettext("ambition mentioned", "ambitions mentioned", n),
            "way": self.ngettext("way mentioned", "ways mentioned", n),
            "need": self.ngettext("thing that is needed", "things that are needed", n),
            "cooperation": self.ngettext("answer on cooperation", "answers on cooperation", n),
            "variant": self.ngettext("answer on variants", "answers on variants", n),
            "interest": self.ngettext("interest mentioned", "interests mentioned", n),
            "satisfaction": self.ngettext(
                "answer on when people are satisfied", "answers on when people are satisfied", n
            ),
        }

    def cooperation(self, key: str) -> str:
        """What somebody answered to whether they take part."""
        return self.gettext(COOPERATION[key])

    def lane(self, key: str) -> str:
        """What a lane of causes and effects is called."""
        _ = self.gettext
        return dict(zip(LANES, (_("Developments"), _("Causes and symptoms"), _("Solution directions")), strict=True))[
            key
        ]

    def round(self, it: MapRound) -> str:
        """What a round is called."""
        _ = self.gettext
        if it.together:
            return _("round %(number)s, groups and interviews") % {"number": it.number}
        text = _("interviews of round %(number)s") if it.interview else _("round %(number)s")
        return text % {"number": it.number}

    def row(self, row: Row) -> str:
        """What a row is called."""
        return self.gettext("Not in a category yet") if row.is_unsorted else row.name

    def row_named(self, id: str | None) -> str:
        """Name the row with an id, for what lies in two of them."""
        found = self.map.row(id or "")
        return self.row(found) if found else ""

    def count(self, row: Row) -> str:
        """How many one-liners are in a row, in words."""
        return self.ngettext("%(num)d one-liner", "%(num)d one-liners", self.map.row_count(row).said)

    def gap(self, row: Row, column: Column) -> str:
        """Say what nobody mentioned in a cell, or that nobody was asked; "" where that is no finding."""
        if column.id in self.map.unasked:
            return self.gettext("not asked")
        return self._gaps.get((row.id, column.number), "")

    @cached_property
    def _gaps(self) -> dict[tuple[str, int], str]:
        _ = self.gettext
        texts = {"no_solution": _("no solution direction mentioned"), "no_offer": _("no offer mentioned")}
        return {(it.row.id, it.column.number): texts[it.kind] for it in self.map.gaps()}

    # Cells

    def anchor(self, row: Row, column: Column | None = None) -> str:
        """Name the place of a row's one-liners, or of a cell's."""
        place = row.id or "unsorted"
        return f"c-{place}-{column.number}" if column else f"c-{place}"

    def depth(self, row: Row, column: Column) -> int:
        """How deep the colour behind a cell is: 0 (nothing) to SHADES (the fullest cell of this map)."""
        said, most = self.map.count(row, column).said, self.map.fullest
        return -(-said * SHADES // most) if most else 0

    def percent(self, row: Row, column: Column) -> float:
        """How much of the question's colour lies behind a cell, LIGHTEST to DEEPEST."""
        return LIGHTEST + (DEEPEST - LIGHTEST) * self.depth(row, column) / SHADES

    def quote(self, row: Row, column: Column) -> Oneliner | None:
        """Choose what stands for a cell: the first that was called telling, else the first in an order of nothing."""
        here = [entry.line for entry in self.map.cell(row, column) if not entry.second]
        return min(here, key=lambda line: (not line.telling, line.masked), default=None)

    def lists(self, row: Row, column: Column) -> list[tuple[str, list[Entry]]]:
        """Give a cell's one-liners, in one list without a name; a goal's ways and needs in two."""
        if self.map.kind != "goal" or column.number != 1:
            return [("", self.map.cell(row, column))]
        split = ((self.kind("way"), self.map.ways(row)), (self.kind("need"), self.map.needs(row)))
        return [(name, entries) for name, entries in split if entries]

    def tally(self, row: Row, column: Column) -> str:
        """Say what was chosen beside the texts of a goal's cell: cooperation, or for and against variants."""
        if self.map.kind != "goal" or not self.map.count(row, column):
            return ""
        if column.kind == "cooperation":
            found = self.map.cooperation(row)
            return " · ".join(f"{self.cooperation(it)} {n}" for it, n in found.items()) if any(found.values()) else ""
        if column.kind == "variant":
            return " · ".join(_stances(key, it) for key, it in self.map.variants(row).items())
        return ""

    def shares(self, row: Row) -> list[Share]:
        """Say which environments carry a row; nothing where none may be shown."""
        found = self.map.spread(row)
        if not any(found):
            return []
        most = max(found.values())
        return [Share(key, n, round(100 * n / most, 1)) for key, n in found.items()]

    # The foot

    @property
    def counts_line(self) -> str:
        """The map's own sentence of counts, in the track's language."""
        return self.map.counts_line

    @property
    def frequency_line(self) -> str:
        """The warning that a count is no weight."""
        return self.gettext("Counts say how often something was said, not how important it is.")

    @property
    def legend(self) -> list[tuple[str, str]]:
        """Explain every sign that is on this map, and no other."""
        _, lines = self.gettext, list(self.map.lines.values())
        signs = [(self.letter(it), self.environment(it)) for it in self.map.environments]
        used = (
            ("★", _("telling"), any(it.telling for it in lines)),
            ("≈", _("said more often"), any(it.same for it in lines)),
            ("↳", _("answer to a probe"), any(it.asked for it in lines)),
            ("▮▮▮▮", _("masked"), any(it.masked for it in lines)),
            ("↔", _("also in another category, counted once"), any(it.also for it in lines)),
            ("⇄", _("tension: both are said"), any(it.tensions for it in lines)),
        )
        return signs + [(sign, text) for sign, text, there in used if there]


def _stances(variant: str, found: Mapping[str, int]) -> str:
    against = f"−{found['against']}" if found["against"] else ""
    return f"{variant} {found['for']}{against}"


def css_string(text: str) -> Markup:
    """Write a text as a string of a style sheet, so that nothing in it can end the string or the sheet."""
    return Markup('"' + "".join(it if it.isalnum() and it.isascii() else f"\\{ord(it):x} " for it in text) + '"')
