"""Counting approval: nobody twice, nobody left out, and no answer is no answer."""

from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.consultations import read_code
from facilitator.steps.approval.rules import ANSWERS, Standing, Totals, count, paper_code

FIRST = [
    *[Standing(1, 1, "agreed")] * 19,
    *[Standing(1, 1, "agreed_with_remark")] * 2,
    Standing(1, 1, "not_agreed"),
    *[Standing(1)] * 2,
]


def test_the_answers_to_a_first_version_are_counted() -> None:
    assert count(FIRST, 1) == Totals(19, 2, 1, 2)
    assert (count(FIRST, 1).answered, count(FIRST, 1).asked) == (22, 24)


def test_who_agreed_still_agrees_and_the_others_are_asked_again() -> None:
    asked_again = [Standing(2, it.answered, it.answer) if it.must_be_asked_again else it for it in FIRST]
    assert count(asked_again, 2) == Totals(agreed=19, no_answer=5)

    answered = [Standing(2, 2, "agreed") if it.answered and it.asked == 2 else it for it in asked_again]

    assert count(answered, 2) == Totals(agreed=22, no_answer=2)


@given(st.lists(st.builds(Standing, st.integers(1, 3), st.none() | st.integers(1, 3), st.sampled_from(ANSWERS))))
def test_everybody_who_was_asked_is_counted_once(standings: list[Standing]) -> None:
    for version in (1, 2, 3):
        assert count(standings, version).asked == len(standings)


def test_a_code_on_paper_survives_being_typed_over() -> None:
    for _ in range(200):
        code = paper_code()
        assert len(code) == 12
        assert read_code(f" {code[:4].lower()}-{code[4:8]} {code[8:]} ") == code
