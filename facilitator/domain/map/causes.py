"""Cause lines: what is said to come from what, by those who said it or by the analyst.

An answer to "what causes that?" is the participants' own link (solid); a relation is the analyst's (dashed).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from facilitator.domain.oneliners import Oneliner

_ASKS = re.compile(r"\b(waardoor|waarom|hoe komt|oorza|wat veroorzaakt|wat maakt dat|why|caus|how come)", re.IGNORECASE)


@dataclass(frozen=True)
class Cause:
    """A one-liner in a cause line, effect on top. `depth` 0 is the effect.

    `drawn`: the link to the one above is the analyst's. `deepest`: nothing is said to cause it. `intervention`:
    the analyst says that one could begin here. `again`: what lies below it was told higher up.
    """

    line: Oneliner
    depth: int
    drawn: bool = False
    deepest: bool = False
    intervention: bool = False
    again: bool = False


def asks_cause(probe: str | None) -> bool:
    """Tell whether a probe asks what something comes from."""
    return probe is not None and _ASKS.search(probe) is not None


@dataclass(frozen=True)
class Causes:
    """Links from effects to causes, in the order of `lines`."""

    lines: Mapping[str, Oneliner]
    below: dict[str, list[tuple[str, bool]]] = field(default_factory=dict)
    interventions: frozenset[str] = frozenset()

    @classmethod
    def of(cls, lines: Mapping[str, Oneliner], relations: Iterable[Mapping[str, str | None]]) -> "Causes":
        """Put together what was answered to a probe for a cause and what was laid by hand."""
        told = list(relations)
        links: dict[tuple[str, str], bool] = {
            (str(line.parent), line.id): False
            for line in lines.values()
            if line.parent in lines and (asks_cause(line.asked) or line.kind == "cause")
        }
        for it in told:
            effect, cause = it["from"], it["to"]
            if it["kind"] == "cause" and effect in lines and cause in lines and effect != cause:
                links.setdefault((str(effect), str(cause)), True)
        below: dict[str, list[tuple[str, bool]]] = {}
        for (effect, cause), drawn in links.items():
            below.setdefault(effect, []).append((cause, drawn))
        begin = frozenset(str(it["from"]) for it in told if it["kind"] == "intervention")
        return cls(lines, below, begin)

    def trees(self) -> list[list[Cause]]:
        """Give a tree for each effect that is itself no cause."""
        caused = {cause for links in self.below.values() for cause, _ in links}
        roots = [it for it in self.lines if it in self.below and it not in caused]
        shown = self._reach(roots)
        for it in self.lines:  # a ring has no beginning: it begins with its first
            if it in self.below and it not in shown:
                roots.append(it)
                shown |= self._reach([it])
        return [self._tree(root) for root in roots]

    def _reach(self, roots: Sequence[str]) -> set[str]:
        seen: set[str] = set()
        waiting = list(roots)
        while waiting:
            if (at := waiting.pop()) not in seen:
                seen.add(at)
                waiting += [cause for cause, _ in self.below.get(at, [])]
        return seen

    def _tree(self, root: str) -> list[Cause]:
        tree, told = [], set[str]()
        waiting: list[tuple[str, int, bool]] = [(root, 0, False)]
        while waiting:
            at, depth, drawn = waiting.pop()
            causes: Sequence[tuple[str, bool]] = self.below.get(at, [])
            again = at in told and bool(causes)
            begin = at in self.interventions
            tree.append(Cause(self.lines[at], depth, drawn, not causes, begin, again))
            if at not in told:
                waiting += [(cause, depth + 1, by) for cause, by in reversed(causes)]
            told.add(at)
        return tree
