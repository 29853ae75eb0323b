"""What is written at the desk is held to its length, and to one line where it has one."""

import pytest

from facilitator.domain.beginnings import Settled, Variant, check_settled
from facilitator.domain.refusals import Refusal
from facilitator.domain.shapes import Shape
from facilitator.domain.written import LONG, SHORT, a_day, check, line, lines


@pytest.mark.parametrize(
    ("shape", "text"),
    [
        (line(), ""),
        (line(), "x" * SHORT),
        (line(3, must=True), "één"),
        (lines(), ""),
        (lines(), "x" * LONG),
        (lines(), "een\ntwee"),
        (a_day, ""),
        (a_day, "2027-04-01"),
    ],
)
def test_what_fits_is_kept(shape: Shape, text: str) -> None:
    check({"text": text}, {"text": shape})


@pytest.mark.parametrize(
    ("shape", "text"),
    [
        (line(), "x" * (SHORT + 1)),
        (line(), "een\ntwee"),
        (line(), "een\x00twee"),
        (line(must=True), ""),
        (line(must=True), "  "),
        (lines(), "x" * (LONG + 1)),
        (lines(), "half \ud800"),
        (lines(must=True), " \n "),
        (a_day, "spoedig"),
        (a_day, "2027-02-30"),
        (line(), None),
        (lines(), 7),
    ],
)
def test_what_does_not_fit_is_refused(shape: Shape, text: object) -> None:
    with pytest.raises(Refusal, match="bad_request"):
        check({"text": text}, {"text": shape})


def test_of_what_has_no_shape_nothing_is_asked() -> None:
    check({"text": "x", "more": object()}, {"text": line()})


@pytest.mark.parametrize(
    "odd",
    [
        {"issue": "x" * 281},
        {"solution": "x" * 281},
        {"owner": "x" * 201},
        {"settled_by": "x" * 201},
        {"number": "x" * 61},
        {"term": "spoedig"},
        {"settled_on": "gisteren"},
        {"variants": (Variant("A", ""),)},
        {"variants": (Variant("A", "x" * 121),)},
        {"variants": (Variant("B", "bus"),)},
    ],
)
def test_what_was_settled_keeps_to_its_bounds(odd: dict[str, object]) -> None:
    with pytest.raises(Refusal, match="bad_request"):
        check_settled(Settled(**odd))  # type: ignore[arg-type]


def test_what_was_settled_may_still_miss_something() -> None:
    check_settled(Settled())
