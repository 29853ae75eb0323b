"""Approval of a goal map: whether it renders correctly and completely what somebody brought in. No answer is no answer.

Source: the slide deck "De nieuwe ambtenaar in de praktijk", "Akkoord doelmap door geconsulteerden".
"""

import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Final, Literal, get_args

from facilitator.domain.consultations import CODE_ALPHABET
from facilitator.domain.shapes import one_of
from facilitator.domain.written import check, lines

Answer = Literal["agreed", "agreed_with_remark", "not_agreed"]
RemarkKind = Literal["missing", "category", "other"]
Handling = Literal["taken", "not_taken"]

REMARK_KINDS: tuple[RemarkKind, ...] = get_args(RemarkKind)
ANSWERS: tuple[Answer, ...] = get_args(Answer)
HANDLINGS: tuple[Handling, ...] = get_args(Handling)

LONGEST_REMARK: Final = 500
_REMARK: Final = lines(LONGEST_REMARK, must=True)
MOST_REMARKS: Final = 5  # in one answer
PAPER_LENGTH: Final = 12
LONGEST_REMINDER: Final = 1000
LONGEST_REPLY: Final = 500
USUAL_TIME: Final = timedelta(days=14)
MOST_YEARS: Final = 2  # ahead, whole ones


@dataclass(frozen=True)
class Totals:
    """What those who were asked about a version answered; nobody is counted twice, or left out."""

    agreed: int = 0
    agreed_with_remark: int = 0
    not_agreed: int = 0
    no_answer: int = 0

    @property
    def asked(self) -> int:
        """How many people were asked in all."""
        return self.agreed + self.agreed_with_remark + self.not_agreed + self.no_answer

    @property
    def answered(self) -> int:
        """How many of them answered, whatever they said."""
        return self.asked - self.no_answer


@dataclass(frozen=True)
class Standing:
    """Where one person stands: the version last asked about, and what was last answered to which version."""

    asked: int
    answered: int | None = None
    answer: Answer | None = None

    def on(self, version: int) -> Answer | None:
        """What counts as the answer to a version: who agreed and is not asked again still agrees."""
        if self.answered is None or (self.asked >= version > self.answered):
            return None
        return self.answer

    @property
    def must_be_asked_again(self) -> bool:
        """Who agreed without a remark is left alone: a next version takes nothing away from that."""
        return self.answer != "agreed"


def count(standings: Iterable[Standing], version: int) -> Totals:
    """Count the answers to a version."""
    said = Counter[str](it.on(version) or "no_answer" for it in standings)
    return Totals(**said)


def may_end(deadline: date, today: date) -> bool:
    """Whether people can be asked to answer until a day: they have at least today."""
    return deadline >= today and deadline.year <= today.year + MOST_YEARS


def check_answer(said: Answer, remarks: Iterable[tuple[RemarkKind, str]]) -> None:
    """Whether this may be an answer with its remarks, word for word. Raises: Refusal("bad_request")"""
    check({"answer": said}, {"answer": one_of(*ANSWERS)})
    for kind, text in remarks:
        check({"kind": kind, "text": text}, {"kind": one_of(*REMARK_KINDS), "text": _REMARK})


def paper_code() -> str:
    """Make a code to type over from paper: consonants that nobody confuses, 52 random bits."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(PAPER_LENGTH))


def token_hash(token: str) -> str:
    """Give what is kept of a link or code."""
    return sha256(token.encode()).hexdigest()
