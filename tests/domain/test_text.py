"""What counts as a one-liner's text; the phone's copy of the rules runs the same table."""

import csv
import hashlib
import json
import unicodedata
from pathlib import Path
from typing import Final, NotRequired, TypedDict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain import text
from facilitator.domain.refusals import CODES, Refusal

ROOT: Final = Path(__file__).parents[2]
EXAMPLE: Final = ROOT / "facilitator" / "example"


class Case(TypedDict):
    name: str
    text: str
    verdict: str
    length: NotRequired[int]


CASES: Final[list[Case]] = json.loads((ROOT / "tests" / "wire" / "text_cases.json").read_text(encoding="utf-8"))

# Whole Unicode, with what gets through in front: letters, marks, joiners, breaks, emoji parts.
ANYTHING: Final = st.text(
    st.one_of(
        st.sampled_from("aé .\t\n\r\x85\u2028\xa0\u3000\u0301\ufe0f\u200d\u200b\u2800\ufeff👩🇳🏽🏴"),
        st.characters(),
        st.characters(categories=["Cs", "Cc", "Cf", "Co", "Mn", "Me", "Zs"]),
    ),
    max_size=200,
)
WORST: Final = [
    "a" * 4096,
    " " * 4096,
    " a" * 2048,
    "\n " * 2048,
    "\u0301" * 4096,
    "\u200d" * 4096,
    "\u0301\ufe0f" * 2048,
    "a" + "\u0301\u200d" * 2047,
    "\U0001f3f4\U000e0061" * 2048,
    "🇳" * 4096,
    "\u1100" * 4096,
    "👩\u200d" * 2048,
    "\u0915\u094d" * 2048,
    "\u2800" * 4096,
]


def verdict(candidate: str) -> str:
    try:
        text.check(candidate)
    except Refusal as refusal:
        return refusal.code
    return "ok"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_shared_table_holds(case: Case) -> None:
    assert verdict(case["text"]) == case["verdict"]
    if "length" in case:
        assert text.length(case["text"]) == case["length"]


def test_the_shared_table_shows_every_verdict_and_names_no_case_twice() -> None:
    verdicts = {case["verdict"] for case in CASES}
    assert verdicts == {
        "ok",
        "empty",
        "outer_space",
        "not_one_line",
        "forbidden_characters",
        "too_long",
    }
    assert verdicts - {"ok"} <= CODES
    assert len({case["name"] for case in CASES}) == len(CASES)


@given(ANYTHING)
def test_check_only_ever_returns_or_refuses(candidate: str) -> None:
    assert verdict(candidate) in CODES | {"ok"}
    assert text.length(candidate) <= len(candidate)


@given(ANYTHING)
def test_what_is_accepted_is_one_line_that_survives_utf_8(candidate: str) -> None:
    if verdict(candidate) != "ok":
        return
    assert candidate.encode().decode() == candidate
    assert candidate.splitlines() == [candidate]
    assert candidate == candidate.strip()
    assert 1 <= text.length(candidate) <= text.LIMIT
    assert len(candidate) <= text.MOST_CODE_POINTS


@given(ANYTHING)
def test_tidying_twice_is_tidying_once(candidate: str) -> None:
    tidied = text.tidy(candidate)
    assert text.tidy(tidied) == tidied


@given(ANYTHING)
def test_a_tidied_text_is_never_refused_for_its_space_or_lines(candidate: str) -> None:
    assert verdict(text.tidy(candidate)) not in {"outer_space", "not_one_line"}


def test_tidying_makes_one_space_of_a_break_and_keeps_the_rest() -> None:
    pasted = "\ufeff\t Mensen haken  af: \r\n\r\n het loket\tis open.\u00a0\n"
    assert text.tidy(pasted) == "Mensen haken  af: het loket is open."


@pytest.mark.parametrize("candidate", WORST, ids=lambda candidate: ascii(candidate[:2]))
@pytest.mark.timeout(120)  # linear work takes a tenth of a second, quadratic work a quarter of an hour
def test_the_worst_that_can_be_sent_takes_no_more_than_its_length(candidate: str) -> None:
    much = candidate * 50
    verdict(much)
    verdict(candidate[: text.MOST_CODE_POINTS])
    assert text.length(much) <= len(much)
    assert len(text.tidy(much)) <= len(much)


@pytest.mark.parametrize("file", ["oneliners_nl.csv", "oneliners_goal_nl.csv"])
def test_every_example_is_accepted_once_tidied(file: str) -> None:
    with (EXAMPLE / file).open(encoding="utf-8", newline="") as rows:
        examples = [row["text"] for row in csv.DictReader(rows)]
    assert len(examples) >= 80
    assert {verdict(text.tidy(example)) for example in examples} == {"ok"}


def test_too_long_tells_the_limit() -> None:
    with pytest.raises(Refusal) as refused:
        text.check("a" * 141)
    assert refused.value.detail == {"limit": 140}


def test_a_refusal_never_carries_the_text() -> None:
    with pytest.raises(Refusal) as refused:
        text.check("geheim\n")
    assert "geheim" not in repr(refused.value) + str(refused.value.detail)


def test_a_commitment_is_the_hash_of_salt_and_text() -> None:
    salt = bytes(range(16))
    expected = hashlib.sha256(salt + b"E\xc3\xa9n loket").hexdigest()
    assert text.commitment(salt, "Eén loket") == expected


def test_a_commitment_tells_composed_from_decomposed() -> None:
    composed, decomposed = "é", unicodedata.normalize("NFD", "é")
    assert text.commitment(b"salt", composed) != text.commitment(b"salt", decomposed)


def test_the_normalised_copy_ignores_case_width_and_composition() -> None:
    assert text.normalised("ＬＯＫＥＴ Café") == text.normalised("loket cafe\u0301")


@pytest.mark.parametrize(
    ("masks", "shown"),
    [
        ([], "Jan 👍 van hier"),
        ([(0, 3)], "▮▮▮▮ 👍 van hier"),
        ([(4, 5)], "Jan ▮▮▮▮ van hier"),
        ([(10, 14), (0, 3)], "▮▮▮▮ 👍 van ▮▮▮▮"),
        ([(0, 3), (2, 5)], "▮▮▮▮ van hier"),
        ([(0, 3), (3, 5)], "▮▮▮▮ van hier"),
        ([(0, 9), (1, 2)], "▮▮▮▮ hier"),
        ([(10, 99)], "Jan 👍 van ▮▮▮▮"),
        ([(2, 2), (50, 60)], "Jan 👍 van hier"),
    ],
)
def test_masks_hide_spans_of_code_points(masks: list[tuple[int, int]], shown: str) -> None:
    assert text.masked("Jan 👍 van hier", masks) == shown


@pytest.mark.parametrize(("shown", "place"), [(0, 0), (2, 7), (4, 7), (5, 8), (8, 11), (10, 15), (12, 15), (13, 16)])
def test_a_place_in_what_is_shown_leads_to_the_place_beneath(shown: int, place: int) -> None:
    assert text.beneath(shown, [(0, 7), (11, 15)]) == place
