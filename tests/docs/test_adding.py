"""The table of what to touch for a new thing: each row is true of the newest one that there is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

import pytest

from facilitator import steps
from facilitator.config import Settings
from facilitator.domain.acts import ACT_TYPES, relations
from facilitator.domain.oneliners import FIELDS
from facilitator.exports import EXPORTS
from facilitator.languages import LANGUAGES, SOURCE
from tests.house.tools import ROOT, committed

ROW = re.compile(r"^\| ([^|]+) \| `(\w+)` \| ([^|]+) \| ([^|]*)\|$", re.M)
PATH = re.compile(r"`((?:[\w.-]+/)*(?:[\w.-]+\.\w+|[\w-]+/))`")
PRODUCTION: Final = ("facilitator/", "templates/", "static/")
FOLLOWS: Final = re.compile(r"\.po$|^facilitator/example/|^facilitator/domain/flags/names/.*\.txt$")
"""What is made from the other files, or is no code."""
FLAGS: Final = ("host", "port")

WRITTEN: Final[Mapping[str, str]] = {
    "a field of a one-liner": r"\b{0}\b",
    "an act": r"\b{0}\b",
    "a step of the method": r"(?<!\w){0}(?!s\b)",
    "a language": r"""["'`]{0}["'`]""",
    "an export": r"""["'`]{0}["'`]""",
    "a setting": r"(?i){0}",
}
"""How a name stands in the files that name it, and not a word that looks like it."""

NEWEST: Final[Mapping[str, str]] = {
    "a field of a one-liner": FIELDS[-1].name,
    "an act": relations.ACTS[-1].name,
    "a step of the method": steps.method().every[-1].key,
    "a language": [it for it in LANGUAGES if it != SOURCE][-1],
    "an export": EXPORTS[-1].name,
    "a setting": [it.name for it in fields(Settings) if it.name not in FLAGS][-1],
}


@dataclass(frozen=True)
class Row:
    """What the table says of one kind of thing. A path that ends in a stroke is a folder."""

    kind: str
    newest: str
    files: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def name(self) -> re.Pattern[str]:
        return re.compile(WRITTEN[self.kind].format(self.newest))


def rows() -> list[Row]:
    """Read the table."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return [
        Row(kind, newest, tuple(PATH.findall(files)), tuple(PATH.findall(others)))
        for kind, newest, files, others in ROW.findall(text)
    ]


def names_it(path: str, row: Row) -> bool:
    """Whether a file, or a folder's own name, has the name of the newest."""
    if path.endswith("/"):
        return (ROOT / path).is_dir() and row.newest in Path(path).parts
    return row.name.search((ROOT / path).read_text(encoding="utf-8")) is not None


def is_production(path: str) -> bool:
    return path.startswith(PRODUCTION) and not FOLLOWS.search(path)


def named(row: Row) -> str:
    return row.kind


def test_there_is_a_row_for_each_kind_of_thing() -> None:
    assert {it.kind: it.newest for it in rows()} == NEWEST


def test_an_act_is_registered_where_the_row_says_it_is() -> None:
    assert NEWEST["an act"] in ACT_TYPES


@pytest.mark.parametrize("row", rows(), ids=named)
def test_every_file_of_a_row_names_its_newest(row: Row) -> None:
    assert row.files
    assert [it for it in (*row.files, *row.others) if not names_it(it, row)] == []


@pytest.mark.parametrize("row", rows(), ids=named)
def test_no_other_file_names_the_newest_of_a_row(row: Row) -> None:
    known = (*row.files, *row.others)
    left = [it for it in committed() if is_production(it) and not it.startswith(known)]

    assert [it for it in left if names_it(it, row)] == []
