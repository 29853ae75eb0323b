"""The organisation scan: what counts as an answer, and when a profile may be shown."""

import pytest

from facilitator.steps.scan.rules import AXES, is_answer, profile


def all_at(place: int) -> dict[str, int]:
    return dict.fromkeys(AXES, place)


def test_three_answers_make_a_profile_of_their_means() -> None:
    made = profile(None, [all_at(0), all_at(50), all_at(100) | {"power": 10}])

    assert made.values == all_at(50) | {"power": 20}
    assert (made.answers, made.together) == (3, False)


def test_two_answers_are_counted_and_not_shown() -> None:
    made = profile(None, [all_at(0), all_at(50)])

    assert (made.values, made.answers) == (None, 2)


def test_what_a_team_agreed_on_goes_before_answers() -> None:
    made = profile(all_at(35) | {"together": 1}, [all_at(0)] * 5)

    assert (made.values, made.together) == (all_at(35), True)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"content": 50},
        all_at(101),
        all_at(-1),
        all_at(50) | {"more": 1},
        all_at(50) | {"view": "50"},
        all_at(50) | {"view": True},
    ],
)
def test_half_an_answer_is_none(values: dict[str, object]) -> None:
    assert is_answer(all_at(50))
    assert not is_answer(values)
