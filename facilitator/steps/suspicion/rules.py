"""What is suspected, and what is known of it. The questions themselves are the deck's, see templates and words.

Source: method.md items 9-25
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final, Literal

from facilitator.domain.beginnings import INTRODUCTION_SHAPE, SUSPICION
from facilitator.domain.shapes import one_of
from facilitator.domain.written import check, line, lines

Standing = Literal["", "known", "suspected", "unknown"]
STANDINGS: Final = ("known", "suspected", "unknown")
"""How sure one is of an answer; "" = nobody said yet."""
INQUIRY: Final = ("intention", "where", "who", "experienced", "solved")
"""What the process approach asks of a suspicion."""
START: Final = ("problem", "horizon_point", "intention", "shop_floor", "with_whom")
"""What the team asks itself before it begins: are we going to work differently?"""
LONGEST_TITLE: Final = 60
LONGEST_QUESTION: Final = 300
_QUESTION: Final = lines(LONGEST_QUESTION, must=True)
_SOLUTIONS: Final = (
    "moet moeten moest dienen invoer* inricht* implement* oprichten opzetten aanschaffen uitrollen lanceren app apps"
    " website platform loket loketten campagne subsidie* training* cursus* convenant* regisseur* meldpunt* verplicht*"
    " must should introduce introducing roll* launch* desk campaign* subsid* build* mandatory"
).split()
_GOALS: Final = (
    "doel doelen doelstelling* realiser* realisatie termijn deadline* mijlpa* eindresulta* streefbeeld* planning"
    " goal goals objective* realise realising realize realizing milestone* deliverable* target targets"
).split()


@dataclass(frozen=True)
class Finding:
    """An answer to one question of the process approach, and how sure one is of it."""

    text: str = ""
    standing: Standing = ""


@dataclass(frozen=True)
class Suspicion:
    """What is suspected; `owners` "" = not known yet."""

    text: str = ""
    owners: str = ""
    findings: Mapping[str, Finding] = field(default_factory=dict)
    introduction: str = ""


def check_suspicion(wanted: Suspicion) -> None:
    """Whether it may be kept: something is suspected, and no text is longer than its field.

    Raises: Refusal("bad_request")
    """
    check(vars(wanted), {"text": SUSPICION, "owners": line(), "introduction": INTRODUCTION_SHAPE})
    for finding in wanted.findings.values():
        check(vars(finding), {"text": lines(), "standing": one_of("", *STANDINGS)})


def check_wording(title: str, text: str) -> None:
    """Whether a question may be put so. Raises: Refusal("bad_request")"""
    check({"title": title, "text": text}, {"title": line(LONGEST_TITLE, must=True), "text": _QUESTION})


def read_findings(inquiry: Mapping[str, Any]) -> dict[str, Finding]:
    """Read the answers as they are kept, one for each question."""
    return {key: _finding(inquiry.get(key)) for key in INQUIRY}


def _finding(kept: object) -> Finding:
    if not isinstance(kept, dict):
        return Finding()
    standing = next((it for it in STANDINGS if it == kept.get("standing")), "")
    return Finding(str(kept.get("text") or ""), standing)  # type: ignore[arg-type]  # one of STANDINGS


def sounds_like_solution(text: str) -> list[str]:
    """List the words in a text that belong to a solution; there may be good reasons for them."""
    return _found(text, _SOLUTIONS)


def sounds_like_goal(text: str) -> list[str]:
    """List the words that belong to carrying something out, where it still is about what is going on."""
    return _found(text, _GOALS)


def _found(text: str, words: Iterable[str]) -> list[str]:
    endings = "|".join(word.replace("*", r"\w*") for word in words)
    found = re.findall(rf"\b(?:{endings})\b", text, re.IGNORECASE)
    return list(islice(dict.fromkeys(word.lower() for word in found), 5))
