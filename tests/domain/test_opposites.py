"""Texts that look alike and say another thing are told apart, and repeats are not."""

import pytest

from facilitator.domain.likeness import NEARLY_THE_SAME, sameness
from facilitator.domain.opposites import say_otherwise


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("meer geld, minder regels", "minder geld, meer regels"),
        ("wie niet werkt zal niet eten", "wie werkt zal niet eten"),
        ("dat is eerlijk geregeld", "dat is oneerlijk geregeld"),
        ("this should be legal", "this shouldn't be legal"),
        ("you can say this", "you cannot say this"),
        ("van 3 naar 5 loketten", "van 5 naar 3 loketten"),
        ("er komen twee loketten", "er komen drie loketten"),
        ("de grens ligt te hoog", "de grens ligt te laag"),
        ("medical marijuana should be legal", "recreational marijuana should be legal"),
        ("we need more competitive internet rates", "we need more competitive cable rates"),
    ],
)
def test_what_says_another_thing_is_told_apart(one: str, other: str) -> None:
    assert say_otherwise(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mensen komen niet meer rond.", "Mensen komen niet rond"),
        ("De schaamte is groter dan de schuld.", "schaamte is vaak groter dan de schuld!"),
        ("Schaamte is het grootste probleem", "Schaamte is het groste probleem"),
        ("De wachttijden zijn veel te lang.", "De wachttijd is veel te lang."),
        ("This can't go on like that.", "This cannot go on like that"),
        ("Het brief is te lang", "De brief is te lang"),
        ("Cafe\u0301s zijn te duur", "Cafés zijn te duur"),
    ],
)
def test_repeats_with_a_slip_of_the_pen_stay_the_same(one: str, other: str) -> None:
    assert sameness(one, other) >= NEARLY_THE_SAME
