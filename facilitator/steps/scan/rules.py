"""The organisation scan: how do we go about this? Six scales between two poles, and neither pole is right.

Source: the diagram ORGANISATIE in the slide deck "De nieuwe ambtenaar in de praktijk"; its layout is lost, so which
poles face each other is our reading of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

Moment = Literal["start", "end"]
MOMENTS: tuple[Moment, ...] = get_args(Moment)

AXES: Final = ("content", "power", "answers", "culture", "view", "costs")
LOWEST, MIDDLE, HIGHEST = 0, 50, 100
FEWEST_ANSWERS_SHOWN: Final = 3
MOST_ANSWERS: Final = 500

Values = Mapping[str, int]


@dataclass(frozen=True)
class Profile:
    """Where one taking of the scan stands. `values` None: too few answers to show; by axis, 0 to 100."""

    values: dict[str, int] | None
    answers: int
    together: bool


def profile(together: Values | None, answers: Sequence[Values]) -> Profile:
    """Give what a team filled in together; else the mean of what each filled in, from three answers on."""
    if together is not None:
        return Profile({axis: together[axis] for axis in AXES}, len(answers), True)
    if len(answers) < FEWEST_ANSWERS_SHOWN:
        return Profile(None, len(answers), False)
    return Profile({axis: _mean([it[axis] for it in answers]) for axis in AXES}, len(answers), False)


def is_answer(values: Mapping[str, object]) -> bool:
    """Tell whether every axis, and nothing else, has a whole number on its scale."""
    return set(values) == set(AXES) and all(
        isinstance(it, int) and not isinstance(it, bool) and LOWEST <= it <= HIGHEST for it in values.values()
    )


def _mean(numbers: Sequence[int]) -> int:
    return round(sum(numbers) / len(numbers))
