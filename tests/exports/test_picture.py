"""The overview as a picture: XML whatever was said, and no line wider than its cell."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.exports.picture import MOST_LINES, cut, measured, mixed, wrapped, written


@given(st.text(), st.integers(20, 400))
def test_a_broken_text_has_the_same_words_and_fits(text: str, width: int) -> None:
    lines = wrapped(text, width, 12)

    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(measured(line, 12) <= width or len(line) == 1 for line in lines)


@given(st.text(st.characters(), max_size=30))
def test_whatever_was_said_can_be_written_as_xml(text: str) -> None:
    parsed = ET.fromstring(f"<text>{written(text)}</text>")

    allowed = "".join(
        it
        for it in text
        if it in "\t\n\r" or (it >= " " and it not in "\ufffe\uffff" and not "\ud800" <= it <= "\udfff")
    )
    assert (parsed.text or "") == allowed.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize(("percent", "color"), [(0, "#ffffff"), (100, "#0072b2"), (12, "#e0eef6")])
def test_a_colour_is_mixed_with_white(percent: int, color: str) -> None:
    assert mixed("#0072B2", percent) == color


def test_a_quote_that_does_not_fit_says_that_words_were_left_out() -> None:
    lines = wrapped("“" + "Zet in elke wijk een vaste schuldhulpverlener neer. " * 4 + "”", 120, 12)

    shown = cut(lines)

    assert len(shown) == MOST_LINES < len(lines)
    assert shown[:-1] == lines[: MOST_LINES - 1]
    assert shown[-1].endswith(" […]”")
    assert cut(lines[:MOST_LINES]) == lines[:MOST_LINES]
