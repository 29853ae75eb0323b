"""A consultation's code, phases and state; what may be answered at a moment."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Phase = Literal["lobby", "open", "paused", "closed"]

CODE_ALPHABET = "BCDFGHJKLMNPQRSTVWXZ"  # no vowels: a code never spells a word
CODE_LENGTH = 6
SHORTEST_HOLD, USUAL_HOLD, LONGEST_HOLD = 0, 4, 10  # seconds before a one-liner may come on the screen
MOST_ROUNDS = 99  # of one track
_LOOK_ALIKES = str.maketrans({"8": "B", "5": "S", "2": "Z", "6": "G", "1": "L"})


@dataclass
class ConsultationState:
    """What a consultation is doing. `ends_at` is UTC; `remaining` holds seconds while paused."""

    id: str
    phase: Phase = "lobby"
    question: str | None = None
    ends_at: str | None = None
    remaining: int | None = None
    screen: dict[str, object] = field(default_factory=lambda: {"mode": "join"})
    self_paced: bool = False  # while open, every question is

    def accepts(self, question: str, now: datetime) -> bool:
        """Whether an answer to `question` may be taken down at `now`."""
        return self.phase == "open" and self._stands(question) and not self.is_over(now)

    def lets_withdraw(self, question: str, now: datetime) -> bool:
        """Whether an answer to `question` may be taken back at `now`: a pause does not close it."""
        return self.phase in ("open", "paused") and self._stands(question) and not self.is_over(now)

    def _stands(self, question: str) -> bool:
        return self.self_paced or self.question == question

    def is_over(self, now: datetime) -> bool:
        """Whether the time that was set has run out; False where none was set."""
        return self.ends_at is not None and datetime.fromisoformat(self.ends_at) <= now


def new_code(choose: Callable[[str], str]) -> str:
    """A join code of six consonants (64 million): guesses are limited, right codes never."""
    return "".join(choose(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def read_code(typed: str) -> str:
    """The code somebody meant: case, spaces, hyphens, look-alikes and full width don't matter."""
    plain = unicodedata.normalize("NFKC", typed[:64]).upper().translate(_LOOK_ALIKES)
    return "".join(letter for letter in plain if letter.isalnum())
