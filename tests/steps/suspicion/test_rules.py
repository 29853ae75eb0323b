"""Where a track begins: soft hints at solutions, and what a settled goal needs."""

import pytest

from facilitator.catalogues import translator
from facilitator.domain.beginnings import (
    Settled,
    Variant,
    is_provisional,
    may_begin,
    missing,
    presumed,
    provisional,
    read_settled,
    written_settled,
)
from facilitator.steps.suspicion.rules import read_findings, sounds_like_goal, sounds_like_solution

DUTCH = translator("nl")
SETTLED = Settled("schulden", "Een Geldpunt in elke wijk.", "2027-04-01", "wethouder", "het college")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("inwoners ons pas bereiken als het te laat is.", []),
        ("er een app moet komen.", ["app", "moet"]),
        ("we een LOKET gaan invoeren.", ["loket", "invoeren"]),
        ("we should launch an app.", ["should", "launch", "app"]),
        ("de appelboom en de moeder niets zeggen.", []),
        ("", []),
    ],
)
def test_words_of_a_solution_are_noticed(text: str, words: list[str]) -> None:
    assert sounds_like_solution(text) == words


def test_words_of_a_goal_are_noticed() -> None:
    assert sounds_like_goal("wij dit doel voor de deadline realiseren") == ["doel", "deadline", "realiseren"]
    assert sounds_like_goal("de doelgroep ons niet kent") == []


def test_noticing_bears_any_text() -> None:
    assert sounds_like_solution("moeten " * 10_000 + "\x00‮𝔘") == ["moeten"]


def test_a_process_may_begin_with_a_suspicion() -> None:
    assert may_begin("process", suspicion=presumed("jeugd", DUTCH), settled=Settled())
    assert not may_begin("process", suspicion="  ", settled=SETTLED)


def test_a_goal_may_begin_once_it_is_settled() -> None:
    assert may_begin("goal", suspicion="", settled=SETTLED)
    assert not may_begin("goal", suspicion="een vermoeden", settled=Settled())


@pytest.mark.parametrize("name", ["issue", "solution", "term", "owner", "settled_by"])
def test_a_goal_lacks_what_was_not_filled_in(name: str) -> None:
    kept = written_settled(SETTLED) | {name: " "}

    assert missing(read_settled(kept)) == [name]


def test_what_stands_for_a_goal_is_known_to_be_provisional() -> None:
    assert is_provisional(provisional("jeugd", DUTCH), DUTCH)
    assert missing(provisional("jeugd", translator("en"))) == []
    assert not is_provisional(SETTLED, DUTCH)


def test_a_theme_with_braces_stays_as_it_is() -> None:
    assert presumed("{theme} en {x}", translator("en")) == "something is going on with {theme} en {x}."


def test_what_was_settled_is_read_back_as_written() -> None:
    with_variants = Settled(**{**vars(SETTLED), "variants": (Variant("A", "vast punt"), Variant("B", "bus"))})

    assert read_settled(written_settled(with_variants)) == with_variants


@pytest.mark.parametrize("kept", [{}, {"variants": "x", "issue": None}, {"variants": [1, None], "term": 3}])
def test_whatever_was_kept_can_be_read(kept: dict[str, object]) -> None:
    assert read_settled(kept).variants == ()


def test_a_standing_that_is_not_one_is_nothing() -> None:
    found = read_findings({"where": {"text": "in de wijk", "standing": "surely"}, "who": "x"})

    assert (found["where"].text, found["where"].standing, found["who"].text) == ("in de wijk", "", "")
