"""Likeness hints at repeats and at categories; it is never fooled by a number or a "not"."""

import pytest

from facilitator.domain.likeness import (
    LONGEST_COMPARED,
    MOST_LETTERS_AT_ONCE,
    MOST_WORK,
    NEARLY_THE_SAME,
    Likeness,
    sameness,
    suggestions,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Steeds meer mensen met een baan komen niet meer rond.", "Steeds meer mensen met een baan komen niet rond."),
        ("De schaamte is groter dan de schuld.", "de schaamte is groter dan de schuld!"),
        ("Eén loket.", "EÉN LOKET"),
    ],
)
def test_repeats_are_nearly_the_same(one: str, other: str) -> None:
    assert sameness(one, other) >= NEARLY_THE_SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Meer bomen in de straat.", "Minder bomen in de straat."),
        ("Medical marijuana should be legal.", "Medical marijuana should not be legal."),
        ("Help iedereen onder 50.000 euro.", "Help iedereen onder 100.000 euro."),
        ("Wel een loket in de wijk.", "Geen loket in de wijk."),
        ("De brief is te lang.", "Niemand neemt de telefoon op."),
    ],
)
def test_opposites_and_other_numbers_are_not_the_same(one: str, other: str) -> None:
    assert sameness(one, other) < NEARLY_THE_SAME


def held(*texts: str) -> Likeness:
    likeness = Likeness()
    likeness.keep({str(at): text for at, text in enumerate(texts)})
    return likeness


def test_what_shares_rare_words_is_likest() -> None:
    likeness = held("De deurwaarder komt te snel.", "Een deurwaarder kost geld.", "Te veel formulieren.", "De bus.")
    like = likeness.like("0")
    assert max(like, key=lambda it: like[it]) == "1"


def test_the_category_of_the_likest_is_suggested_first() -> None:
    likeness = held(
        "Weer een deurwaarder.", "De deurwaarder belt aan.", "Formulieren zijn te lang.", "Lange formulieren"
    )
    found = suggestions(likeness.like("0"), {"1": "incasso", "2": "regels", "3": "regels"})
    assert found[0] == "incasso"


def test_at_most_three_are_suggested_and_none_by_chance() -> None:
    likeness = held("schuld en schaamte", "schuld", "schaamte", "schuld en", "en schaamte", "xyz")
    categories = {str(at): f"c{at}" for at in range(1, 6)}
    assert len(suggestions(likeness.like("0"), categories)) == 3
    assert suggestions(likeness.like("5"), categories) == []


def test_what_changed_or_went_is_forgotten() -> None:
    likeness = held("De deurwaarder.", "Een deurwaarder.")
    likeness.keep({"0": "De deurwaarder.", "1": "De bus."})
    assert "1" not in likeness.like("0") or likeness.like("0")["1"] < 0.5
    likeness.keep({"0": "De deurwaarder."})
    assert likeness.like("0") == {}


def test_texts_without_letters_are_like_nothing() -> None:
    likeness = held("?!", "…", "🏠")
    assert likeness.like("0") == {}


def test_the_longest_texts_are_the_same_only_when_they_are() -> None:
    longest = "ab" * 500
    assert sameness(longest, longest) == 1
    assert sameness(longest, "b" + longest[1:]) == 0


def test_however_long_the_texts_are_little_is_held_against_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever writes the same a thousand times at the greatest length makes no more work than anybody."""
    held = []

    def sameness(one: str, other: str) -> float:
        held.append(len(one) * len(other) if max(len(one), len(other)) <= LONGEST_COMPARED else len(other))
        return 0.0

    monkeypatch.setattr("facilitator.domain.likeness.sameness", sameness)
    for length in (20, 140, 300, 1000):
        likeness = Likeness()
        likeness.keep({str(at): ("abc def " * 125)[:length] for at in range(40)}, first="0")
        likeness.same_as("0", likeness.like("0"))
        assert sum(held) <= MOST_WORK
        held.clear()


def test_one_call_takes_in_only_so_many_letters_and_always_the_first() -> None:
    likeness = Likeness()
    likeness.keep({str(at): "x" * 1000 for at in range(200)}, first="199")
    assert len(likeness) <= MOST_LETTERS_AT_ONCE / 1000 + 1
    assert likeness.like("199") is not None


def test_others_have_their_turn_while_many_texts_are_taken_in_and_compared() -> None:
    turns: list[int] = []
    likeness = Likeness(breathe=lambda: turns.append(len(likeness)))
    texts = {str(at): f"uitspraak over het loket, de brief en de wachttijd, nummer {at}" for at in range(900)}

    likeness.keep(texts)
    while_taken_in = len(turns)
    likeness.keep(texts)
    likeness.like("1")

    assert while_taken_in > 1
    assert len(turns) > while_taken_in
    assert max(turns[1], 1) - turns[0] < 500
