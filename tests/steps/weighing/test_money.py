"""Amounts are read as they are written here, and are never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.steps.weighing import money


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("180000", 18_000_000),
        ("180.000", 18_000_000),
        ("€ 1.250,50", 125_050),
        ("1250,5", 125_050),
        ("1250.50", 125_050),
        ("1.000.000,-", 100_000_000),
        ("\u00a0€\u00a05 ", 500),
        ("EUR 12", 1200),
        ("0", 0),
    ],
)
def test_an_amount_is_read_in_cents(typed: str, cents: int) -> None:
    assert money.read(typed) == cents


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "veel",
        "-5",
        "1,250",
        "1.25.000",
        "12.3456",
        "1e9",
        "١٢",
        "=1+1",
        "5 miljoen",
        "9" * 16,
        "9" * 400,
        "1,2,3",
        ".",
    ],
)
def test_what_is_no_amount_or_reads_two_ways_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        money.read(typed)


@pytest.mark.parametrize(
    ("cents", "dutch", "english"),
    [
        (0, "€ 0", "€0"),
        (18_000_000, "€ 180.000", "€180,000"),
        (125_050, "€ 1.250,50", "€1,250.50"),
        (5, "€ 0,05", "€0.05"),
    ],
)
def test_an_amount_is_said_as_in_the_language(cents: int, dutch: str, english: str) -> None:
    assert money.said(cents, "nl").replace("\u00a0", " ") == dutch
    assert money.said(cents, "en") == english


@given(st.integers(0, money.MOST), st.sampled_from(["nl", "en"]))
def test_what_stands_in_a_field_is_read_back(cents: int, language: str) -> None:
    assert money.read(money.typed(cents, language)) == cents


@given(st.integers(0, money.MOST))
def test_what_is_said_in_dutch_is_read_back(cents: int) -> None:
    assert money.read(money.said(cents, "nl")) == cents
