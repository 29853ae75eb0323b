"""What must be there before anybody is asked: a suspicion, or a goal that has been settled.

Source: method.md items 9, 25 and 53-56
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from facilitator.domain.refusals import Refusal
from facilitator.domain.shapes import Shape
from facilitator.domain.written import a_day, check, line, lines
from facilitator.languages import N_, Translate

VARIANT_KEYS: Final = tuple("ABCDEF")

INTRODUCTION: Final = N_(
    "Issues are becoming too complex to take on with our own knowledge alone. People want to have their say and"
    " to decide with us, and nobody has a monopoly on knowledge any more. That is why we ask you."
)
_PRESUMED: Final = N_("something is going on with {theme}.")
TO_BE_FILLED_IN: Final = N_("to be filled in")


@dataclass(frozen=True)
class Variant:
    """One of the ways in which the solution may be carried out."""

    key: str
    name: str


@dataclass(frozen=True)
class Settled:
    """What was decided before a goal is asked about. `term` and `settled_on`: ISO 8601 days."""

    issue: str = ""
    solution: str = ""
    term: str = ""
    owner: str = ""
    settled_by: str = ""
    settled_on: str = ""
    number: str = ""
    variants: tuple[Variant, ...] = ()


LONGEST: Final[Mapping[str, int]] = {
    "title": 120,
    "theme": 120,
    "organisation": 60,
    "suspicion": 280,
    "issue": 280,
    "solution": 280,
    "owner": 200,
    "settled_by": 200,
    "number": 60,
    "variant": 120,
    "introduction": 600,
}
"""Characters, by what is written down, wherever it is."""
DETAILS: Final[Mapping[str, Shape]] = {
    name: line(LONGEST[name], must=True) for name in ("title", "theme", "organisation")
}
"""What an assignment is called: none of it is empty."""
SUSPICION: Final = lines(LONGEST["suspicion"], must=True)
INTRODUCTION_SHAPE: Final = lines(LONGEST["introduction"])
_SETTLED: Final[Mapping[str, Shape]] = {
    "issue": lines(LONGEST["issue"]),
    "solution": lines(LONGEST["solution"]),
    "owner": line(LONGEST["owner"]),
    "settled_by": line(LONGEST["settled_by"]),
    "number": line(LONGEST["number"]),
    "term": a_day,
    "settled_on": a_day,
}
NEEDED: Final = ("issue", "solution", "term", "owner", "settled_by")
"""Without these of `Settled`, nobody is asked anything."""


def presumed(theme: str, gettext: Translate) -> str:
    """Give the suspicion that stands until somebody writes a better one."""
    return theme.join(gettext(_PRESUMED).split("{theme}"))


def provisional(theme: str, gettext: Translate) -> Settled:
    """Give what stands for a settled goal until somebody fills it in."""
    later = gettext(TO_BE_FILLED_IN)
    return Settled(issue=theme, solution=theme, term=later, owner=later, settled_by=later)


def is_provisional(settled: Settled, gettext: Translate) -> bool:
    """Whether something of it still is to be filled in, as its track's language says that."""
    return any(getattr(settled, name) == gettext(TO_BE_FILLED_IN) for name in NEEDED)


def unnamed_before(settled: Settled) -> list[str]:
    """Name the variants that were passed over: they are named from A on."""
    named = [VARIANT_KEYS.index(it.key) for it in settled.variants if it.key in VARIANT_KEYS]
    return [key for key in VARIANT_KEYS[: max(named, default=0)] if VARIANT_KEYS.index(key) not in named]


def check_variants(settled: Settled) -> None:
    """Whether variants may be kept so: known, each once, from A on. Raises: Refusal("bad_request")"""
    keys = [it.key for it in settled.variants]
    if keys != sorted(set(keys)) or not set(keys) <= set(VARIANT_KEYS) or unnamed_before(settled):
        raise Refusal("bad_request")


def check_settled(settled: Settled) -> None:
    """Whether what was settled may be kept so: within bounds, on days, with its variants named from A on.

    Something may still be missing, which keeps anybody from being asked. Raises: Refusal("bad_request")
    """
    check(vars(settled), _SETTLED)
    for it in settled.variants:
        check(vars(it), {"name": line(LONGEST["variant"], must=True)})
    check_variants(settled)


def missing(settled: Settled) -> list[str]:
    """Name what keeps a goal from being asked about."""
    return [name for name in NEEDED if not getattr(settled, name).strip()]


def may_begin(track: str, *, suspicion: str, settled: Settled) -> bool:
    """Whether people may be asked on a "process" or "goal" track: about what is suspected, or has been settled."""
    return bool(suspicion.strip()) if track == "process" else not missing(settled)


def read_settled(kept: Mapping[str, Any]) -> Settled:
    """Read what was kept; what an earlier release did not ask is empty."""
    texts = {name: str(kept.get(name) or "") for name in Settled.__dataclass_fields__ if name != "variants"}
    listed = kept.get("variants")
    named = [it for it in listed if isinstance(it, dict)] if isinstance(listed, list) else []
    return Settled(**texts, variants=tuple(Variant(str(it.get("key")), str(it.get("name"))) for it in named))


def written_settled(settled: Settled) -> dict[str, Any]:
    """Write it as it is kept: only what was said."""
    texts = {name: value for name, value in vars(settled).items() if value and name != "variants"}
    return texts | ({"variants": [vars(it) for it in settled.variants]} if settled.variants else {})
