"""Key persons: who has knowledge and skill of a suspicion, or a stake in a settled solution.

A seat is found in a fixed order: first the function, then the sub-function, then the name. Without a name it is a
white spot. Of a rhizome network nobody is named: only how it is reached.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Literal

from facilitator.domain.consultations import MOST_ROUNDS
from facilitator.domain.method import ENVIRONMENTS, TrackKind
from facilitator.steps.persons.networks import NETWORK_TYPES, RHIZOME, STAKES

INTERVIEW: Final = "interview"
MOST_SEATS: Final = 500
LIMITS: Final[dict[str, int]] = {
    "function": 80,
    "sub_function": 80,
    "name": 120,
    "organisation": 120,
    "contact": 200,
    "route": 200,
    "reason": 200,
    "note": 500,
}
"""How many characters a text may have."""
NOT_OF_RHIZOME: Final = ("name", "organisation", "contact")

Fault = Literal[
    "empty",
    "too_long",
    "odd_characters",
    "unknown_environment",
    "unknown_type",
    "unknown_stake",
    "unknown_round",
    "no_reason",
    "no_stake",
    "nobody_named_here",
    "route_of_rhizome",
    "nobody_to_invite",
    "nobody_to_speak",
    "no_such_week",
]

_ODD: Final = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_UNSEEN: Final = dict.fromkeys((0xAD, 0x200B, 0xFEFF))
_WEEK: Final = re.compile(r"(\d{4})-W(\d{2})")
LEAP: Final = 8  # years in which there is at least one of 53 weeks
_SAID_WEEK: Final = re.compile(r"(?:(?:week|wk|w)[\s.]*)?(\d{1,2})", re.ASCII | re.IGNORECASE)
_WEEK_AND_YEAR: Final = re.compile(
    r"(?:week|wk|w)[\s.]*(?P<week>\d{1,2})(?:\s+of|\s+van)?[\s,/-]+(?P<year>\d{4})", re.ASCII | re.IGNORECASE
)
_YEAR_AND_WEEK: Final = re.compile(
    r"(?P<year>\d{4})[\s,/-]*(?:week|wk|w)[\s.]*(?P<week>\d{1,2})", re.ASCII | re.IGNORECASE
)


@dataclass(frozen=True)
class Seat:
    """A place in the network around a track. `invited`: rounds ("1") and "interview"; `spoken`: an ISO week or ""."""

    environment: str
    internal: bool
    function: str
    sub_function: str
    network_type: str = "key_persons"
    name: str = ""
    organisation: str = ""
    contact: str = ""
    route: str = ""
    reason: str = ""
    stake: str = ""
    note: str = ""
    invited: tuple[str, ...] = ()
    spoken: str = ""

    @property
    def is_filled(self) -> bool:
        """Whether somebody was found for it; otherwise it is a white spot."""
        return bool(self.route if self.network_type == RHIZOME else self.name)

    @property
    def place(self) -> tuple[str, bool, str, str]:
        """Where it is in the network, however it was typed."""
        return (self.environment, self.internal, folded(self.function), folded(self.sub_function))

    @property
    def same(self) -> tuple[object, ...]:
        """What two entries of one person on one seat have alike."""
        return (*self.place, folded(self.name), folded(self.organisation), folded(self.route))


def folded(text: str) -> str:
    """Give the copy of a text that is compared, never shown."""
    return unicodedata.normalize("NFKC", text).casefold()


def tidied(seat: Seat) -> Seat:
    """Bring every text on one line without spaces around it."""
    texts: dict[str, Any] = {name: one_line(getattr(seat, name)) for name in LIMITS}
    return replace(seat, **texts, invited=in_order(seat.invited))


@dataclass(frozen=True)
class Why:
    """Why somebody from another assignment belongs here too, and at which angle."""

    environment: str
    reason: str
    stake: str = ""


def copied(seat: Seat, why: Why) -> Seat:
    """Take somebody over, without what belonged to the other assignment."""
    here = replace(seat, environment=why.environment, reason=why.reason, stake=why.stake)
    return tidied(replace(here, note="", invited=(), spoken=""))


def one_line(text: str) -> str:
    """Bring a text on one line, without what other programs leave unseen in what is copied from them."""
    return " ".join(text.translate(_UNSEEN).split())


def in_order(rounds: Iterable[str]) -> tuple[str, ...]:
    """Sort rounds by number, the interviews last, each once."""
    return tuple(sorted(set(rounds), key=lambda it: (it == INTERVIEW, len(it), it)))


def wrong(seat: Seat, track: TrackKind) -> dict[str, Fault]:
    """Tell for each field what is wrong with it; nothing where the seat may be kept."""
    found: dict[str, Fault] = {}
    for faults in (_filled_in(seat, track), _invited(seat), _known(seat, track), _texts(seat)):
        found |= faults
    return found


def _texts(seat: Seat) -> dict[str, Fault]:
    found: dict[str, Fault] = {name: "empty" for name in ("function", "sub_function") if not getattr(seat, name)}
    for name, most in LIMITS.items():
        text = getattr(seat, name)
        if len(text) > most:
            found[name] = "too_long"
        elif any(unicodedata.category(sign) in _ODD for sign in text):
            found[name] = "odd_characters"
    return found


def _known(seat: Seat, track: TrackKind) -> dict[str, Fault]:
    found: dict[str, Fault] = {}
    if seat.environment not in ENVIRONMENTS[track]:
        found["environment"] = "unknown_environment"
    if seat.network_type not in NETWORK_TYPES:
        found["network_type"] = "unknown_type"
    if seat.stake and (track == "process" or seat.stake not in STAKES):
        found["stake"] = "unknown_stake"
    return found


def _filled_in(seat: Seat, track: TrackKind) -> dict[str, Fault]:
    found: dict[str, Fault] = {}
    if seat.network_type == RHIZOME:
        found = {name: "nobody_named_here" for name in NOT_OF_RHIZOME if getattr(seat, name)}
    elif seat.route:
        found["route"] = "route_of_rhizome"
    if seat.name and not seat.reason:
        found["reason"] = "no_reason"
    if seat.name and track == "goal" and not seat.stake:
        found["stake"] = "no_stake"
    return found


def _invited(seat: Seat) -> dict[str, Fault]:
    found: dict[str, Fault] = {}
    if not all(is_round(it) for it in seat.invited):
        found["invited"] = "unknown_round"
    elif seat.invited and not seat.is_filled:
        found["invited"] = "nobody_to_invite"
    if seat.spoken and not is_week(seat.spoken):
        found["spoken"] = "no_such_week"
    elif seat.spoken and not seat.is_filled:
        found["spoken"] = "nobody_to_speak"
    return found


def is_round(value: str) -> bool:
    """Tell whether this names a round, "1" to "99", or the interviews."""
    return value == INTERVIEW or (re.fullmatch(r"[1-9][0-9]?", value) is not None and int(value) <= MOST_ROUNDS)


def week_said(text: str, today: date) -> str:
    """Read a week as people write it: "week 30", "wk 7 2026", "2026-W13".

    Gives "2026-W30"; without a year the last such week there was. What is no week stays as it is.
    """
    if told := _WEEK_AND_YEAR.fullmatch(text) or _YEAR_AND_WEEK.fullmatch(text):
        return named_week(int(told["year"]), int(told["week"]))
    if not (found := _SAID_WEEK.fullmatch(text)):
        return text
    now, number = today.isocalendar(), int(found[1])
    year = now.year if number <= now.week else now.year - 1
    known = (it for it in range(year, year - LEAP, -1) if is_week(named_week(it, number)))
    return named_week(next(known, year), number)


def named_week(year: int, number: int) -> str:
    """Write a week of the calendar as it is kept: "2026-W13"."""
    return f"{year}-W{number:02}"


def is_week(value: str) -> bool:
    """Tell whether this is a week of the calendar, as in "2026-W13"."""
    found = _WEEK.fullmatch(value)
    if found is None or not value.isascii():
        return False
    try:
        date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        return False
    return True


@dataclass(frozen=True)
class Coverage:
    """Which corners of a network are reached, in counts. Sides are `internal`: True or False."""

    environments: tuple[str, ...]
    sides: Mapping[tuple[str, bool], int]
    types: Mapping[tuple[str, str], int]
    open: Mapping[str, int]

    @classmethod
    def of(cls, seats: Sequence[Seat], environments: tuple[str, ...]) -> "Coverage":
        """Count the seats that somebody was found for, and those still open, by environment."""
        filled = [it for it in seats if it.is_filled]
        return cls(
            environments,
            Counter((it.environment, it.internal) for it in filled),
            Counter((it.environment, it.network_type) for it in filled),
            Counter(it.environment for it in seats if not it.is_filled),
        )

    @property
    def missing(self) -> tuple[tuple[str, bool], ...]:
        """The corners where nobody was found yet. A target group is outside by nature: nobody inside is missed."""
        corners = ((environment, internal) for environment in self.environments for internal in (True, False))
        wanted = (it for it in corners if it != ("target_group", True))
        return tuple(it for it in wanted if not self.sides.get(it))

    @property
    def is_green(self) -> bool:
        """Whether every environment is looked at from inside and from outside."""
        return not self.missing

    def reached(self, environment: str) -> int:
        """How many were found in an environment."""
        return sum(self.sides.get((environment, internal), 0) for internal in (True, False))


def said_twice(seats: Sequence[Seat]) -> list[str]:
    """List the names that stand on more than one seat, as first written."""
    named = [it.name for it in seats if it.name]
    counts = Counter(folded(name) for name in named)
    return [name for name in {folded(it): it for it in reversed(named)}.values() if counts[folded(name)] > 1][::-1]
