"""What asks for a look before the projector, and what does not."""

import csv
import json
from pathlib import Path

import pytest

from facilitator.catalogues import translator
from facilitator.domain.flags import FLAGS, Insults, flags, usual_insults
from facilitator.domain.text import tidy

HINTS = Path(__file__).parent.parent / "wire" / "hint_cases.json"
EXAMPLE = Path(__file__).parent.parent.parent / "facilitator" / "example" / "oneliners_nl.csv"
NAMES = {"name", "email", "phone", "postcode", "address"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De vaste lasten stijgen sneller dan de lonen.", []),
        ("Vanaf 2026 krijgen we minder uit het gemeentefonds.", []),
        ("Mevrouw J. de Wit van het loket lacht mensen gewoon uit.", ["name"]),
        ("Mail jan.bakker@voorbeeld.nl", ["email"]),
        ("Bel 06-12345678", ["phone"]),
        ("Bij ons op 1234 AB wonen vijf gezinnen", ["postcode"]),
        ("Op Dorpsstraat 12 is het altijd raak", ["address"]),
        ("Zie www.voorbeeld.nl", ["link"]),
        ("<script>alert('test')</script>", ["markup"]),
        ('=HYPERLINK("http://voorbeeld.invalid";"klik hier")', ["link", "markup"]),
        ("= dat is niet eerlijk", []),
        ("5 < 7", []),
    ],
)
def test_what_is_found(text: str, expected: list[str]) -> None:
    assert flags(text) == expected


def test_the_phone_hints_at_the_same_names_and_links() -> None:
    for case in json.loads(HINTS.read_text()):
        found = set(flags(case["text"]))
        assert bool(found & NAMES) == ("name" in case["hints"]), case
        assert ("link" in found) == ("link" in case["hints"]), case


def test_an_insult_is_found_in_any_case_and_ending() -> None:
    insults = Insults(["Leugenaar*", " tuig "])
    assert flags("Die wethouder is een LEUGENAARSTER", insults) == ["insult"]
    assert flags("Het is tuig", insults) == ["insult"]
    assert flags("Voertuigen staan stil", insults) == []
    assert flags("Tuigage", insults) == []


def test_an_empty_list_finds_nothing() -> None:
    assert not Insults(["", " * "]).are_in("leugenaar")


def test_signs_of_a_pattern_in_a_word_are_letters_only() -> None:
    assert Insults(["a.b*"]).are_in("a.bc")
    assert not Insults(["a.b"]).are_in("axb")


def test_few_of_the_example_are_held_back() -> None:
    texts = [tidy(row["text"]) for row in csv.DictReader(EXAMPLE.open(encoding="utf-8"))]
    held = [text for text in texts if flags(text, Insults(usual_insults(translator("nl"))))]
    assert 3 <= len(held) <= 12, held
    assert "Die wethouder is een leugenaar en een zakkenvuller." in held


@pytest.mark.timeout(60)  # linear work takes milliseconds
@pytest.mark.parametrize("worst", ["a." * 500, "0 " * 500, "Mevrouw " * 120, "-" * 1000, "A" * 1000, "+1(" * 300])
def test_no_text_makes_it_search_for_ever(worst: str) -> None:
    assert set(flags(worst, Insults(usual_insults(translator("nl"))))) <= set(FLAGS)


def test_every_flag_has_a_name() -> None:
    assert len(FLAGS) == len(set(FLAGS)) == 8
