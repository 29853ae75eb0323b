"""What the services would hand over: the golden export, single one-liners, any accepted text."""

import csv
import io
import random
from collections.abc import MutableSequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from hypothesis import strategies as st

from facilitator.domain import text as rules
from facilitator.domain.oneliners import read
from facilitator.domain.refusals import Refusal
from facilitator.exports.csv import SIGN
from facilitator.exports.rows import Exported

_AWKWARD: Final = st.sampled_from("=+-@＝＋－＠'\";,/.0123 aé\u200d\ufe0f\xa0👩")
_VISIBLE: Final = st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn"])


def _accepted(text: str) -> bool:
    try:
        rules.check(text)
    except Refusal:
        return False
    return True


ACCEPTED: Final = st.text(st.one_of(_AWKWARD, _VISIBLE), min_size=1, max_size=40).map(rules.tidy).filter(_accepted)
"""One-liners as anybody may have typed them, those that a spreadsheet trips over in front."""

FILE: Final = Path(__file__).parent / "example_export_nl.csv"


class Unshuffled(random.Random):
    """Randomness is the one thing faked here."""

    def shuffle(self, x: MutableSequence[Any]) -> None:
        """Leave everything where it is."""


def golden_rows() -> list[dict[str, str]]:
    return parsed(FILE.read_bytes(), delimiter=";")


def parsed(file: bytes, *, delimiter: str) -> list[dict[str, str]]:
    text = io.StringIO(file.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, delimiter=delimiter, strict=True))


def golden_oneliners() -> list[Exported]:
    rows = golden_rows()
    order = {name: number for number, name in enumerate(dict.fromkeys(_categories(rows)))}
    grouped = {row["gelijk_aan_nr"] for row in rows} - {""}
    return [_oneliner(row, order, grouped) for row in rows]


def _categories(rows: list[dict[str, str]]) -> list[str]:
    return [row["categorie"] for row in rows if not row["categorie"].startswith("(")]


def _oneliner(row: dict[str, str], order: dict[str, int], grouped: set[str]) -> Exported:
    text = row["uitspraak"]
    return oneliner(
        id=_id(row["nr"]),
        theme=row["thema"],
        round=row["ronde"],
        date=date.fromisoformat(row["datum"]),
        question_number=int(row["vraagnr"]),
        question=row["vraag"],
        kind=row["soort"],
        environment=row["omgeving"],
        category=row["categorie"] if row["categorie"] in order else None,
        category_order=order.get(row["categorie"]),
        text=text.removeprefix(SIGN) if row["teken_toegevoegd"] == "ja" else text,
        parent=_id(row["doorvraag_op_nr"]) if row["doorvraag_op_nr"] else None,
        probe=row["doorvraag"] or None,
        same=row["gelijk_aan_nr"] or (row["nr"] if row["nr"] in grouped else None),
        telling=row["spraakmakend"] == "ja",
        masked=row["afgeschermd"] == "ja",
    )


def _id(nr: str) -> str:
    return f"{int(nr):016x}"


PLAIN: Final[dict[str, Any]] = {
    "theme": "Schulden en armoede",
    "track": "process",
    "round": "ronde 1",
    "date": date(2026, 3, 12),
    "question_number": 1,
    "question": "Welke ontwikkelingen komen op ons af?",
    "kind": "ontwikkeling",
    "environment": "beleid",
    "category": "Vroegsignalering",
    "category_2": None,
    "text": "De vaste lasten stijgen sneller dan de lonen.",
    "probe": None,
    "telling": False,
    "masked": False,
    "variant": None,
    "cooperation": None,
}
"""The cells of a one-liner that nothing is the matter with."""


def oneliner(
    *,
    id: str = "0" * 16,
    parent: str | None = None,
    same: str | None = None,
    category_order: int | None = 1,
    **said: Any,
) -> Exported:
    """Make a plain one; every cell may say something else."""
    assert said.keys() <= PLAIN.keys()
    told: dict[str, Any] = {
        "consultation": "",
        "question": "",
        "text": "",
        "salt": None,
        "commitment": "",
        "environment": None,
    }
    told |= {"source": "", "kind": "", "category": None, "telling": False, "hidden": None, "masks": [], "probe": None}
    made = read({"id": id, "parent": parent, "same": same, **told})
    return Exported(oneliner=made, cells=PLAIN | said, category_order=category_order)
