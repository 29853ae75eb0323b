"""What asks for a look before the projector, and what does not."""

import csv
import json
from pathlib import Path

import pytest

from facilitator.catalogues import translator
from facilitator.domain.flags import FLAGS, FlaggedPart, Insults, flags, found, uncovered, usual_insults
from facilitator.domain.text import tidy

HERE = Path(__file__).parent
HINTS = HERE.parent / "wire" / "hint_cases.json"
EXAMPLE = HERE.parent.parent / "facilitator" / "example"
TOLD = set(FLAGS) - {"link", "markup", "insult"}  # what the phone calls a name
NUMBERS = TOLD - {"name", "email"}
CASES = [
    pytest.param(row["text"], row["name"], row["numbers"], id=row["text"])
    for file in ("names_nl.csv", "names_unseen.csv")
    for row in csv.DictReader((HERE / file).open(encoding="utf-8"))
]


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


@pytest.mark.parametrize("file", ["names_nl.csv", "names_unseen.csv", "names_traps.csv"])
def test_nine_of_ten_who_are_named_are_seen_and_one_of_25_others_at_most(file: str) -> None:
    rows = list(csv.DictReader((HERE / file).open(encoding="utf-8")))
    missed = [row["text"] for row in rows if row["name"] == "yes" and "name" not in flags(row["text"])]
    wrong = [row["text"] for row in rows if row["name"] != "yes" and "name" in flags(row["text"])]
    assert len(missed) <= 0.1 * sum(row["name"] == "yes" for row in rows), missed
    assert len(wrong) <= 0.04 * sum(row["name"] != "yes" for row in rows), wrong


@pytest.mark.parametrize(("text", "name", "number"), [it for it in CASES if not it.values[1]])
def test_a_number_is_what_it_is_and_no_other(text: str, name: str, number: str) -> None:
    assert [it for it in flags(text) if it in NUMBERS] == ([number] if number else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bel Gerrit van der Meulen maar op 06 12345678.", ["Gerrit van der Meulen", "06 12345678"]),
        ("Mevrouw J. de Wit en Fatima el Bouzidi lachen.", ["Mevrouw J. de Wit", "Fatima el Bouzidi"]),
        ("😰 Ahmed woont op Dorpsstraat 12a, 1234 AB.", ["Ahmed", "1234 AB", "Dorpsstraat 12a"]),
        ("Maak NL91 ABNA 0417 1643 00 leeg", ["NL91 ABNA 0417 1643 00"]),
        ("Schrijf naar jan.bakker@voorbeeld.nl of kijk op https://voorbeeld.nl/a?b=1", None),
    ],
)
def test_it_says_which_words(text: str, expected: list[str] | None) -> None:
    words = [text[it.start : it.end] for it in found(text)]
    assert words == (expected or ["jan.bakker@voorbeeld.nl", "https://voorbeeld.nl/a?b=1"])


def test_what_is_masked_in_part_still_asks_for_a_look() -> None:
    every = found("Gerrit Bakker belt 06 12345678")
    assert uncovered(every, [[0, 6, "person"], [19, 30, "contact"]]) == [FlaggedPart(0, 13, "name")]
    assert uncovered(every, [[0, 6, "person"], [6, 30, "person"]]) == []


def test_the_phone_hints_at_the_same_names_and_links() -> None:
    for case in json.loads(HINTS.read_text()):
        kinds = set(flags(case["text"]))
        assert bool(kinds & TOLD) == ("name" in case["hints"]), case
        assert ("link" in kinds) == ("link" in case["hints"]), case


def test_an_insult_is_found_in_any_case_and_ending() -> None:
    insults = Insults(["Leugenaar*", " tuig "])
    assert found("Die wethouder is een LEUGENAARSTER", insults) == [FlaggedPart(21, 34, "insult")]
    assert flags("Het is tuig", insults) == ["insult"]
    assert flags("Voertuigen staan stil", insults) == []
    assert flags("Tuigage", insults) == []


def test_an_insult_stands_where_it_says_after_letters_that_fold_to_more() -> None:
    assert found("Straße und ß: Tuig", Insults(["tuig"])) == [FlaggedPart(14, 18, "insult")]


def test_an_empty_list_finds_nothing() -> None:
    assert not Insults(["", " * "]).are_in("leugenaar")


def test_signs_of_a_pattern_in_a_word_are_letters_only() -> None:
    assert Insults(["a.b*"]).are_in("a.bc")
    assert not Insults(["a.b"]).are_in("axb")


def test_few_of_the_example_are_held_back() -> None:
    texts = [tidy(row["text"]) for row in csv.DictReader((EXAMPLE / "oneliners_nl.csv").open(encoding="utf-8"))]
    held = [text for text in texts if flags(text, Insults(usual_insults(translator("nl"))))]
    assert 3 <= len(held) <= 12, held
    assert "Die wethouder is een leugenaar en een zakkenvuller." in held


@pytest.mark.timeout(60)  # linear work takes milliseconds
@pytest.mark.parametrize(
    "worst",
    ["a." * 500, "0 " * 500, "Mevrouw " * 120, "-" * 1000, "A" * 1000, "+1(" * 300, "van de " * 140, "Jan " * 250],
)
def test_no_text_makes_it_search_for_ever(worst: str) -> None:
    assert set(flags(worst, Insults(usual_insults(translator("nl"))))) <= set(FLAGS)


def test_every_flag_has_a_name() -> None:
    assert len(FLAGS) == len(set(FLAGS)) == 12


@pytest.mark.parametrize(
    "text", ["Mevrouw Bakker van de Molenstraat kreeg drie aanmaningen", "Henk van de Dorpsstraat belt"]
)
def test_where_somebody_lives_makes_nobody_a_street(text: str) -> None:
    assert flags(text) == ["name"]
