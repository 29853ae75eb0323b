"""Who says what on the day: the example one-liners as phones tidy them, and what must come out."""

import csv
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from facilitator.config import ROOT
from facilitator.domain.text import tidy

EXAMPLE = ROOT / "facilitator" / "example"
NAMED = "Mevrouw J. de Wit van het loket aan de Dorpsstraat lacht mensen gewoon uit."
INSULT = "Die wethouder is een leugenaar en een zakkenvuller."
SCRIPT = "<script>alert('test')</script>"
REPLY = "Eens met de vorige spreker."
NOT_SHOWN = {"?!": "geen inhoud", INSULT: "belediging", "Wanneer is de pauze? De koffie is op.": "geen inhoud"} | {
    SCRIPT: "geen inhoud"
}
ROUNDS = {"round1": "ronde 1", "round2": "ronde 2", "interview": "gesprek"}


@dataclass(frozen=True)
class Line:
    """One one-liner of the example."""

    question: int
    environment: str
    category: str
    text: str
    source: str


class Pile:
    """What is still to be said; whoever says something takes it off."""

    def __init__(self, source: str) -> None:
        self._left = [line for line in read() if line.source == source]

    def take(self, number: int, holds: Callable[[Line], object] = lambda line: True, most: int = 1000) -> list[Line]:
        """Take lines of a question off the pile."""
        found = [line for line in self._left if line.question == number and holds(line)][:most]
        self._left = [line for line in self._left if line not in found]
        return found

    def text(self, number: int, text: str) -> Line:
        """Take one line by its text."""
        (found,) = self.take(number, lambda line: line.text == text)
        return found

    def plain(self, number: int, environment: str, most: int = 1) -> list[Line]:
        """Take lines of an environment that nobody minds and that have a category."""
        return self.take(
            number, lambda it: it.environment == environment and it.category and it.text[0].isalpha(), most
        )

    def of(self, number: int, environment: str) -> list[Line]:
        """Take all lines of an environment."""
        return self.take(number, lambda line: line.environment == environment)

    def peek(self, number: int, environment: str) -> Line:
        """Give the last line of an environment that stays on the pile."""
        return [line for line in self._left if (line.question, line.environment) == (number, environment)][-1]

    @property
    def is_empty(self) -> bool:
        return not self._left


def read() -> list[Line]:
    with (EXAMPLE / "oneliners_nl.csv").open(encoding="utf-8", newline="") as source:
        return [
            Line(int(row["prompt"]), row["environment"], row["category"], tidy(row["text"]), row["source"])
            for row in csv.DictReader(source)
        ]


def categories() -> list[str]:
    """The eleven names, in the facilitator's order."""
    with (EXAMPLE / "categories_nl.csv").open(encoding="utf-8", newline="") as source:
        return [row["name"] for row in csv.DictReader(source)]


def category_of() -> dict[tuple[int, str], str]:
    """Where each one-liner belongs, by its question and text; "" for what stays unsorted."""
    return {(line.question, line.text): line.category for line in read()}


def counts() -> Counter[tuple[str, int]]:
    """How many the map must have by category and question, what is not shown left out."""
    return Counter((line.category, line.question) for line in read() if line.text not in NOT_SHOWN)
