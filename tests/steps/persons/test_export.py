"""The list as a file: opens in Excel without harm, can be read in again, and keeps rhizome networks out."""

from dataclasses import replace
from datetime import date

from facilitator.steps.persons.export import excel, filename
from facilitator.steps.persons.lists import decoded, read
from facilitator.steps.persons.rules import Seat

JAN = Seat(
    "policy",
    True,
    "'s-Hertogenbosch",
    "24/7",
    name='=HYPERLINK("http://x")',
    organisation="-; Co",
    contact="06 12345678",
    reason="+ veel",
    note="@ allen",
    invited=("1", "interview"),
    spoken="2026-W13",
)

TODAY = date(2026, 3, 12)


def test_no_cell_is_a_formula() -> None:
    text = excel([JAN], "nl").decode("utf-8-sig")

    header, line = text.splitlines()
    assert header == (
        "omgeving;intern_extern;functie;subfunctie;naam;organisatie;contact;netwerktype;reden;inbreng;notitie"
        ";uitgenodigd;gesproken"
    )
    assert line == (
        'beleid;intern;\'s-Hertogenbosch;\'24/7;"\'=HYPERLINK(""http://x"")";"\'-; Co";\'06 12345678'
        ";sleutelpersoon;'+ veel;;'@ allen;1 gesprek;2026-W13"
    )


def test_what_was_written_is_read_in_again_in_both_languages() -> None:
    goal = replace(JAN, environment="target_group", stake="interest", invited=("2",))

    for language in ("nl", "en"):
        for seat, track in ((JAN, "process"), (goal, "goal")):
            found = read(decoded(excel([seat], language)), track, [], today=TODAY)  # type: ignore[arg-type]
            assert (found.problems, [it.seat for it in found.entries]) == ([], [seat])


def test_a_rhizome_network_is_never_in_it() -> None:
    hidden = Seat("execution", False, "Informeel", "straat", "rhizome", route="via de kapper")

    assert len(excel([hidden, JAN], "nl").splitlines()) == 2


def test_the_file_is_named_after_what_it_is() -> None:
    assert filename("Schulden & armoede", date(2026, 4, 2), "nl") == "sleutelpersonen_schulden-armoede_2026-04-02.csv"
