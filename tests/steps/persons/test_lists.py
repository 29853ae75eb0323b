"""Reading a list of key persons: what programs write, and what is refused on which line."""

from datetime import date

import pytest

from facilitator.steps.persons.lists import MOST_BYTES, CantRead, Problem, decoded, read
from facilitator.steps.persons.rules import Seat

TODAY = date(2026, 3, 12)

DUTCH = "omgeving;intern_extern;functie;subfunctie;naam;reden"
JAN = Seat("policy", True, "Inkomen", "minimabeleid", name="Jan", reason="weet het")
LINE = "beleid;intern;Inkomen;minimabeleid;Jan;weet het"


def seats(text: str, track: str = "process") -> list[Seat]:
    found = read(text, "goal" if track == "goal" else "process", [], today=TODAY)
    assert found.problems == []
    return [it.seat for it in found.entries]


def test_a_dutch_list_with_semicolons() -> None:
    assert seats(f"{DUTCH}\r\n{LINE}\r\n") == [JAN]


def test_an_english_list_with_commas() -> None:
    header = "environment,internal_external,functional_angle,sub_functional_angle,name,reason"

    assert seats(f'{header}\npolicy,internal,Inkomen,minimabeleid,"Jan",weet het') == [JAN]


def test_the_columns_of_the_example_are_known() -> None:
    text = (
        "nr,environment,internal_external,role,functional_angle,sub_functional_angle,network_type,channel\n"
        "18,handhaving,extern,medewerker debiteuren,Energie,afsluiting,publieksgroep,group\n"
        "28,uitvoering,extern,barbier en buurtnetwerker,Informeel netwerk,straatkennis,rizoomnetwerk,interview\n"
    )

    found = read(text, "process", [], today=TODAY)

    assert found.problems == []
    assert found.unused == ["nr", "channel"]
    assert [it.seat for it in found.entries] == [
        Seat("enforcement", False, "Energie", "afsluiting", "public_group", organisation="medewerker debiteuren"),
        Seat("execution", False, "Informeel netwerk", "straatkennis", "rhizome", route="barbier en buurtnetwerker"),
    ]


def test_invitations_a_week_and_a_stake_are_read() -> None:
    header = f"{DUTCH};netwerktype;inbreng;uitgenodigd;gesproken;organisatie;rol;contact"
    line = "Doelgroep;Extern;Wonen;huur;Els;woont er;Doelgroep;ervaring;1, 2 en gesprek;2026-w13;Bond;lid;'06 1"

    [seat] = seats(f"{header}\n{line}", "goal")

    assert (seat.network_type, seat.stake, seat.invited, seat.spoken) == (
        "target_group",
        "experience",
        ("1", "2", "interview"),
        "2026-W13",
    )
    assert (seat.organisation, seat.contact) == ("lid, Bond", "06 1")


def test_an_apostrophe_of_dutch_stays() -> None:
    [seat] = seats(f"{DUTCH}\nbeleid;intern;'s-Hertogenbosch;'t loket;'n naam;'=1+1")

    assert (seat.function, seat.sub_function, seat.name, seat.reason) == (
        "'s-Hertogenbosch",
        "'t loket",
        "'n naam",
        "=1+1",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_every_way_in_which_excel_writes_an_accent(encoding: str) -> None:
    text = f"{DUTCH}\n{LINE}".replace("Jan", "Renée € “ï”")

    [seat] = seats(decoded(text.encode(encoding)))

    assert seat.name == "Renée € “ï”"


def test_a_first_line_for_excel_and_empty_lines_are_passed_over() -> None:
    found = read(f"sep=;\n{DUTCH}\n\n;;;;;\n{LINE}\n", "process", [], today=TODAY)

    assert [(it.line, it.seat) for it in found.entries] == [(5, JAN)]


def test_each_bad_line_is_named_with_why() -> None:
    text = "\n".join(
        (
            DUTCH,
            LINE,
            "beleidd;intern;Inkomen;minimabeleid;Els;weet het",
            "beleid;misschien;Inkomen;minimabeleid;Els;weet het",
            "beleid;extern;;minimabeleid;Els;weet het",
            "beleid;extern;Inkomen;minimabeleid;Els;",
            "beleid;extern;Inkomen;minimabeleid;Ans;weet het;te veel",
            LINE,
        )
    )

    found = read(text, "process", [], today=TODAY)

    assert found.problems == [
        Problem(3, "unknown_environment", "environment"),
        Problem(4, "unknown_side", "internal"),
        Problem(5, "empty", "function"),
        Problem(6, "no_reason", "reason"),
        Problem(7, "columns"),
        Problem(8, "same_line", other=2),
    ]


def test_a_line_of_several_lines_counts_where_it_begins() -> None:
    found = read(f'{DUTCH}\nbeleid;intern;"Inko\nmen";a;;\nx;intern;b;c;;', "process", [], today=TODAY)

    assert found.entries[0].seat.function == "Inko men"
    assert found.problems == [Problem(4, "unknown_environment", "environment")]


def test_a_person_who_is_on_the_list_already_is_told() -> None:
    found = read(f"{DUTCH}\n{LINE.upper()}", "process", [JAN], today=TODAY)

    assert found.problems == [Problem(2, "on_the_list")]


def test_a_person_on_two_seats_is_told_and_may_be() -> None:
    other = LINE.replace("minimabeleid", "toeslagen")

    found = read(f"{DUTCH}\n{LINE}\n{other}", "process", [], today=TODAY)
    known = read(f"{DUTCH}\n{other}", "process", [JAN], today=TODAY)

    assert (found.problems, found.twice) == ([], [Problem(3, "same_line", other=2)])
    assert (known.problems, known.twice) == ([], [Problem(2, "on_the_list")])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "no_lines"),
        ("\n\n", "no_lines"),
        (DUTCH, "no_lines"),
        (LINE, "no_column"),
        ("omgeving;functie;subfunctie\nbeleid;a;b", "no_column"),
        (f"{DUTCH};name\n{LINE};x", "column_twice"),
        (f'{DUTCH}\n{LINE}\nbeleid;intern;"a;b;c;', "broken"),
        (f'{DUTCH}\nbeleid;intern;"a"b;b;;', "broken"),
        (f"{DUTCH}\n" + f"{LINE}\n" * 501, "too_many"),
        (f"{DUTCH}\n{LINE}{'x' * 400_000}", "too_large"),
        (f"{DUTCH}\n{LINE}{'x' * 200_000}", "broken"),
        (f"{DUTCH}\0", "no_text"),
    ],
)
def test_what_is_no_list_is_refused_whole(text: str, code: str) -> None:
    with pytest.raises(CantRead) as refused:
        read(text, "process", [], today=TODAY)

    assert refused.value.code == code


@pytest.mark.parametrize("content", [b"PK\x03\x04 a workbook", b"\xff\xfeo\x00m\x00", b"a\0b", b"\x81\x8d\x8f\x90\x9d"])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(CantRead) as refused:
        decoded(content)

    assert refused.value.code == "no_text"


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(CantRead) as refused:
        decoded(b"x" * (MOST_BYTES + 1))

    assert refused.value.code == "too_large"


def test_five_hundred_lines_are_read() -> None:
    lines = [f"beleid;intern;Inkomen;deel {number};;" for number in range(500)]

    assert len(seats("\n".join([DUTCH, *lines]))) == 500
