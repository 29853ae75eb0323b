"""Join codes, and when an answer may be taken down."""

import math
import secrets
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.consultations import CODE_ALPHABET, CODE_LENGTH, ConsultationState, new_code, read_code

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)


def test_a_code_is_hard_enough_to_guess() -> None:
    assert math.log2(len(CODE_ALPHABET) ** CODE_LENGTH) > 25.9


def test_a_code_never_spells_a_word() -> None:
    assert not set(CODE_ALPHABET) & set("AEIOUY0123456789")


def test_every_letter_is_as_likely() -> None:
    letters = "".join(new_code(secrets.choice) for _ in range(5000))
    expected = len(letters) / len(CODE_ALPHABET)
    chi_square = sum((letters.count(it) - expected) ** 2 / expected for it in CODE_ALPHABET)
    assert chi_square < 60  # 19 degrees of freedom: p < 0.000004


@given(st.text(CODE_ALPHABET, min_size=6, max_size=6), st.randoms())
def test_however_a_code_is_typed_it_is_read(code: str, random: object) -> None:
    spaced = " " + code[:3].lower() + " - " + code[3:] + "\u00a0"
    full_width = "".join(chr(ord(letter) + 0xFEE0) for letter in code)
    assert read_code(spaced) == code
    assert read_code(full_width) == code


@pytest.mark.parametrize(("typed", "read"), [("8CDFGH", "BCDFGH"), ("5cdfgh", "SCDFGH"), ("", ""), ("!" * 999, "")])
def test_look_alikes_and_nonsense(typed: str, read: str) -> None:
    assert read_code(typed) == read


def test_only_the_open_question_is_answered() -> None:
    state = ConsultationState("c", phase="open", question="q1")
    assert state.accepts("q1", NOON)
    assert not state.accepts("q2", NOON)


@pytest.mark.parametrize("phase", ["lobby", "paused", "closed"])
def test_nothing_is_answered_in_another_phase(phase: str) -> None:
    assert not ConsultationState("c", phase=phase, question="q1").accepts("q1", NOON)  # type: ignore[arg-type]


def test_nothing_is_answered_after_the_end() -> None:
    state = ConsultationState("c", phase="open", question="q1", ends_at=NOON.isoformat())
    assert state.accepts("q1", NOON - timedelta(seconds=1))
    assert not state.accepts("q1", NOON)
