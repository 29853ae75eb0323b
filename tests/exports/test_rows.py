"""The export's table: columns, order and references."""

import random
from typing import Any

import pytest

from facilitator.catalogues import in_context
from facilitator.domain.oneliners import FIELDS
from facilitator.exports.rows import HEADER, Exported, columns, ordered, table
from facilitator.languages import LANGUAGES
from tests.exports.golden import Unshuffled, golden_oneliners, golden_rows, oneliner


def numbered(amount: int, **fields: Any) -> list[Exported]:
    return [oneliner(id=f"{n:016x}", text=f"Uitspraak {n}", **fields) for n in range(amount)]


def test_the_golden_table_comes_out_cell_for_cell_but_for_the_signs() -> None:
    lines = table(ordered(golden_oneliners(), Unshuffled()), "nl")
    golden = golden_rows()
    assert lines[0] == list(golden[0])
    for line, row in zip(lines[1:], golden, strict=True):
        if row["teken_toegevoegd"] == "ja":
            row |= {"uitspraak": row["uitspraak"].removeprefix("'"), "teken_toegevoegd": "nee"}
        assert line == list(row.values())


def test_rows_go_by_question_then_category_with_the_unsorted_last() -> None:
    rows = ordered(
        [
            oneliner(id="a", question_number=2, category="B", category_order=1),
            oneliner(id="b", question_number=1, category=None, category_order=None),
            oneliner(id="c", question_number=1, category="A", category_order=2),
            oneliner(id="d", question_number=1, category="B", category_order=1),
        ],
        random.Random(1),
    )
    assert [(row["nr"], row["question_number"], row["category"]) for row in rows] == [
        (1, 1, "B"),
        (2, 1, "A"),
        (3, 1, None),
        (4, 2, "B"),
    ]


def test_the_order_does_not_follow_arrival() -> None:
    arrived = numbered(50)
    rows = ordered(arrived, random.Random(7))
    assert [row["text"] for row in rows] != [came.cells["text"] for came in arrived]
    assert ordered(reversed(arrived), random.Random(7)) == rows
    assert ordered(arrived, random.Random(8)) != rows


def test_the_systems_own_randomness_will_do() -> None:
    rows = ordered(numbered(5), random.SystemRandom())
    assert [row["nr"] for row in rows] == [1, 2, 3, 4, 5]


def test_a_probe_refers_to_its_parents_number() -> None:
    parent = oneliner(id="p", question_number=2)
    child = oneliner(id="c", question_number=1, parent="p", probe="Waardoor?")
    rows = ordered([parent, child], Unshuffled())
    assert [(row["probe_on"], row["probe"]) for row in rows] == [(2, "Waardoor?"), (None, None)]


def test_a_parent_that_is_not_in_the_export_leaves_no_number() -> None:
    (row,) = ordered([oneliner(parent="hidden", probe="Waardoor?")], Unshuffled())
    assert (row["probe_on"], row["probe"]) == (None, "Waardoor?")


def test_repeats_refer_to_the_first_of_their_group() -> None:
    rows = ordered(numbered(3, same="group"), random.Random(3))
    assert [row["same_as"] for row in rows] == [None, 1, 1]


def test_a_group_of_one_refers_to_nothing() -> None:
    (row,) = ordered([oneliner(same="group")], Unshuffled())
    assert row["same_as"] is None


def test_what_is_absent_is_said() -> None:
    rows = ordered([oneliner(environment=None, category=None, date=None)], Unshuffled())
    for language, said in (
        ("nl", ["", "(niet getoond)", "(nog niet ingedeeld)"]),
        ("en", ["", "(not shown)", "(not sorted yet)"]),
    ):
        header, line = table(rows, language)
        cells = dict(zip(header, line, strict=True))
        wanted = [in_context(language, "column", HEADER[it]) for it in ("date", "environment", "category")]
        assert [cells[name] for name in wanted] == said


def test_an_english_header_and_english_words_by_option() -> None:
    header, line = table(ordered([oneliner(telling=True)], Unshuffled()), "en")
    assert header[:6] == ["nr", "theme", "track", "round", "date", "question_nr"]
    assert (line[2], line[-3:]) == ("process", ["yes", "no", "no"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_header_names_each_column_once_without_spaces_or_capitals(language: str) -> None:
    header = [in_context(language, "column", name) for name in HEADER.values()]

    assert len(set(header)) == len(header)
    assert all(name == name.lower() and name.isascii() and " " not in name for name in header)


def test_columns_of_the_goal_track_and_of_a_second_placement_come_when_used() -> None:
    process = columns(ordered([oneliner()], Unshuffled()))
    goal = columns(ordered([oneliner(track="goal", category_2="Planning")], Unshuffled()))
    assert set(goal) - set(process) == {"category_2", "variant", "cooperation"}
    assert goal[-3:] == ["variant", "cooperation", "sign_added"]
    assert goal[goal.index("category") + 1] == "category_2"


def test_an_empty_map_still_has_its_header() -> None:
    assert len(table([], "nl")) == 1


def test_the_fields_say_which_columns_they_fill_and_the_rest_is_the_tracks_or_the_tables_own() -> None:
    filled = [cell for field in FIELDS for cell in field.cells]

    assert len(set(filled)) == len(filled)
    assert set(filled) | {"nr", "theme", "track", "sign_added"} == set(HEADER)


def test_a_row_says_something_in_each_column() -> None:
    [row] = ordered([oneliner()], Unshuffled())

    assert set(row) == set(HEADER)
