"""What simulated people say: one-liners from a CSV file with a column `text`."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from facilitator.domain.text import tidy

EXAMPLE = Path(__file__).resolve().parent.parent / "example" / "oneliners_nl.csv"


class CantReadSayings(Exception):
    """The file can't be used; the message says why in one line."""


@dataclass(frozen=True)
class Saying:
    """A one-liner as a phone would send it. `question` is a number, `environment` a label; None: any."""

    text: str
    question: int | None = None
    environment: str | None = None
    category: str | None = None


def read(file: Path = EXAMPLE) -> list[Saying]:
    """The one-liners in a file. Raises: CantReadSayings."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except OSError as error:
        raise CantReadSayings(f"{file}: {error.strerror}") from None
    except (UnicodeDecodeError, csv.Error):
        raise CantReadSayings(f"{file}: not a CSV file in UTF-8") from None
    said = [_saying(row) for row in rows if row.get("text")]
    if not said:
        raise CantReadSayings(f"{file}: no one-liners in a column `text`")
    return said


def _saying(row: dict[str, str | None]) -> Saying:
    number = row.get("prompt") or ""
    return Saying(
        tidy(str(row["text"])),
        int(number) if number.isdigit() else None,
        row.get("environment") or None,
        row.get("category") or None,
    )


class Supply:
    """Texts without end: those for a question where there are any, else all, over and over."""

    def __init__(self, said: list[Saying]) -> None:
        by_question: dict[int | None, list[str]] = defaultdict(list)
        for saying in said:
            by_question[saying.question].append(saying.text)
        self._all = cycle([saying.text for saying in said])
        self._by_question: dict[int | None, Iterator[str]] = {it: cycle(texts) for it, texts in by_question.items()}

    def next(self, question: int) -> str:
        """The next thing to say to a question, over and over."""
        return next(self._by_question.get(question, self._all))
