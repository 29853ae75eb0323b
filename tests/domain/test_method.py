"""The method's words are those of the deck."""

import pytest

from facilitator.catalogues import translator
from facilitator.domain import method
from facilitator.languages import LANGUAGES

DUTCH = translator("nl")


def test_the_five_questions_with_the_theme_filled_in() -> None:
    asked = method.questions_for("process", DUTCH, theme="schulden en armoede")
    assert [text for _, _, text in asked] == [
        "Welke ontwikkelingen komen er de komende jaren op het gebied van schulden en armoede volgens u op ons af?",
        "Wat zijn hierbij de symptomen en/of valkuilen?",
        "Hoe zouden we dat als gemeente kunnen gaan oplossen?",
        "Stel, we gaan uw oplossingsrichting uitvoeren; wat kan en mag de gemeente dan van u verwachten?",
        "Stel, u bent bestuurder; wat zouden de ambities op dit gebied voor de gemeente voor de komende jaren"
        " moeten zijn?",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("track", method.TRACKS)
def test_each_track_asks_five_questions_in_each_language(track: method.TrackKind, language: str) -> None:
    asked = method.questions_for(track, translator(language), theme="wonen")
    assert [question.number for question, _, _ in asked] == [1, 2, 3, 4, 5]
    assert all(title and "{" not in text for _, title, text in asked)
    assert {question.kind for question, _, _ in asked} <= set(method.KINDS)


def test_a_theme_with_braces_stays_as_it_is() -> None:
    _, _, text = method.questions_for("process", DUTCH, theme="{organisation} {0}")[0]
    assert "{organisation} {0}" in text


def test_the_environments_of_each_track() -> None:
    assert [it["key"] for it in method.environments_for("process", DUTCH)] == [
        "policy",
        "regulation",
        "enforcement",
        "execution",
    ]
    assert [it["label"] for it in method.environments_for("goal", DUTCH)] == [
        "uitvoering",
        "regelgeving",
        "handhaving",
        "doelgroep",
    ]


@pytest.mark.parametrize("track", method.TRACKS)
def test_the_dutch_questions_are_the_decks(track: method.TrackKind) -> None:
    asked = method.questions_for(track, DUTCH, theme=".....")

    ours = [text.upper() for _, _, text in asked]

    slips = {
        "IN IEDER REKENING": "IN IEDER GEVAL REKENING",
        "EN OF": "EN/OF",
        "STEL WE": "STEL, WE",
        "STEL U": "STEL, U",
    }
    assert ours == [_mended(text, slips) for text in method.SOURCE_TEXTS[track]]


def _mended(text: str, slips: dict[str, str]) -> str:
    for slip, meant in slips.items():
        text = text.replace(slip, meant)
    return text
