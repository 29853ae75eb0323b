"""A map read from its document: where everything lies, how often, and what it makes clear."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.map.lines import Count
from facilitator.domain.map.views import Filter
from facilitator.domain.map.whole import Map
from tests.domain.map.documents import Document, document, oneliner


def cell(made: Map, row: str, question: int) -> list[tuple[str, int]]:
    """The ids in a cell with their depth."""
    found, column = made.row(row), made.columns[question - 1]
    assert found is not None
    return [(it.line.id, it.depth) for it in made.cell(found, column)]


def test_rows_are_the_categories_as_they_were_laid_and_what_is_unsorted_last() -> None:
    made = Map.of(document(oneliner("1", category="b"), oneliner("2", category="b"), oneliner("3")))
    assert [row.name for row in made.rows()] == ["A", "B", "C", ""]
    assert [row.name for row in made.rows("size")] == ["B", "A", "C", ""]
    assert made.rows()[-1].is_unsorted


def test_nothing_unsorted_is_no_row() -> None:
    assert [row.name for row in Map.of(document(oneliner("1", category="a"))).rows()] == ["A", "B", "C"]


def test_an_empty_map_has_its_rows_and_columns() -> None:
    made = Map.of(document())
    assert (len(made.rows()), len(made.columns), made.total) == (3, 5, Count())
    assert made.counts_line == "0 ontvangen = 0 in de map"


def test_answers_stand_under_what_they_answer() -> None:
    made = Map.of(
        document(
            oneliner("1", category="a"),
            oneliner("2", category="a", parent="1", probe="p1"),
            oneliner("3", category="a", parent="2", probe="p1"),
            oneliner("4", category="b", parent="1", probe="p1"),
        )
    )
    assert cell(made, "a", 1) == [("1", 0), ("2", 1), ("3", 2)]
    assert cell(made, "b", 1) == [("4", 0)]
    assert made.lines["4"].parent == "1"
    assert made.lines["4"].asked == "Waardoor komt dat?"


def test_answers_in_a_ring_are_all_there_once() -> None:
    ring = [oneliner("1", parent="2"), oneliner("2", parent="1"), oneliner("3")]
    assert sorted(id for id, _ in cell(Map.of(document(*ring)), "", 1)) == ["1", "2", "3"]


def test_a_very_long_chain_of_answers_is_told() -> None:
    chain = [oneliner(f"{at:04}", parent=f"{at - 1:04}", probe="p1") for at in range(3000)]
    made = Map.of(document(*chain))
    assert [depth for _, depth in cell(made, "", 1)] == list(range(3000))
    assert len(made.causes()[0]) == 3000


def test_what_is_the_same_stands_together_and_is_counted_as_one() -> None:
    said = [oneliner(str(at), category="a", same="g" if at in (0, 9, 17) else None) for at in range(20)]
    made = Map.of(document(*said))
    row, column = made.rows()[0], made.columns[0]
    together = [it for it in made.cell(row, column) if it.line.same]
    places = [at for at, it in enumerate(made.cell(row, column)) if it.line.same]
    assert places == list(range(places[0], places[0] + 3))
    assert [(it.said, it.repeats) for it in together] == [(3, False), (3, True), (3, True)]
    assert str(made.count(row, column)) == "18 (20×)"


def test_the_rest_follows_neither_arrival_nor_ids() -> None:
    said = [oneliner(f"{at:04}", category="a") for at in range(300)]
    made = [int(id) for id, _ in cell(Map.of(document(*said)), "a", 1)]
    assert made == [int(id) for id, _ in cell(Map.of(document(*reversed(said))), "a", 1)]
    mean = 149.5
    alike = sum((at - mean) * (it - mean) for at, it in enumerate(made)) / sum((it - mean) ** 2 for it in range(300))
    assert abs(alike) < 0.2


def test_a_second_category_shows_it_and_does_not_count_it() -> None:
    made = Map.of(document(oneliner("1", category="a"), also={"1": "b"}))
    first, second, *_ = made.rows()
    column = made.columns[0]
    assert [it.second for it in made.cell(first, column)] == [False]
    assert [it.second for it in made.cell(second, column)] == [True]
    assert (made.count(first, column).said, made.count(second, column).said, made.total.said) == (1, 0, 1)


def test_environments_are_told_where_enough_people_were() -> None:
    said = [oneliner(str(at), 1, "a", environment="policy") for at in range(2)] + [oneliner("9", 1, "a")]
    contents = document(*said, presence={"c1": {"policy": 3}})
    assert Map.of(contents).spread() == {"policy": 2, None: 1}
    assert Map.of(contents, fewest=5).spread() == {None: 3}
    assert Map.of(contents, fewest=5).environments == []
    assert Map.of(document(*said, presence={"c1": {"policy": 5}}), fewest=5).environments == ["policy"]


def test_few_interviews_are_told_with_their_round() -> None:
    group = {"id": "c1", "title": "", "kind": "group", "round": 1, "day": None, "phase": "closed"}
    talks = [group | {"id": f"i{at}", "kind": "interview"} for at in range(3)]
    said = [oneliner("1"), oneliner("2", consultation="i0")]
    few = Map.of(document(*said, consultations=[group, *talks[:2]]))
    assert [(it.key, it.together) for it in few.rounds] == [("1", True)]
    assert len(few.filtered(Filter(round="1")).lines) == 2
    enough = Map.of(document(*said, consultations=[group, *talks]))
    assert [(it.key, it.interview) for it in enough.rounds] == [("1", False), ("1-interviews", True)]
    assert list(enough.filtered(Filter(round="1-interviews")).lines) == ["2"]


def test_it_says_how_many_are_a_solution_already() -> None:
    said = [oneliner("1"), oneliner("2", kind="solution_direction"), oneliner("3", 3)]
    made = Map.of(document(*said))
    assert [made.solutions_already(column) for column in made.columns] == [(1, 2), (0, 0), None, None, None]


def test_a_text_is_found_however_it_is_written() -> None:
    made = Map.of(document(oneliner("1", text="Één loket, dat is genoeg."), oneliner("2", text="De ﬁets.")))
    assert list(made.filtered(Filter(text=" één LOKET ")).lines) == ["1"]
    assert list(made.filtered(Filter(text="fiets")).lines) == ["2"]
    assert list(made.filtered(Filter(text="%")).lines) == []


def test_filters_are_taken_together_and_taken_back() -> None:
    said = [oneliner("1", telling=True), oneliner("2", 2, telling=True), oneliner("3")]
    made = Map.of(document(*said))
    wanted = made.filtered(Filter(question="q1", telling=True))
    assert list(wanted.lines) == ["1"]
    assert wanted.counts == made.counts
    assert wanted.filtered(Filter(kind="symptom")).lines.keys() == {"2"}
    assert wanted.filtered(Filter()) == made


def test_a_goal_map_tells_ways_needs_cooperation_and_variants() -> None:
    settled = {"variants": [{"key": "A", "name": "vast punt"}, {"key": "B", "name": "bus"}]}
    goal: Document = {"track": {"id": "t", "kind": "goal", "language": "nl", "settled": settled}, "kind": "goal"}
    made = Map.of(
        document(
            oneliner("1", 1, "a", kind="way"),
            oneliner("2", 1, "a", kind="need"),
            oneliner("3", 2, "a", kind="cooperation", cooperation="if"),
            oneliner("4", 3, "a", kind="variant", variants=[{"variant": "A", "stance": "for"}]),
            oneliner("5", 3, "b", kind="variant", variants=[{"variant": "A", "stance": "against"}]),
            **goal,
        )
    )
    row = made.rows()[0]
    assert [it.line.id for it in made.ways(row)] == ["1"]
    assert [it.line.id for it in made.needs(row)] == ["2"]
    assert made.cooperation() == {"yes": 0, "if": 1, "no": 0}
    assert made.variants() == {"A": {"for": 1, "against": 1}, "B": {"for": 0, "against": 0}}
    assert made.variants(row)["A"] == {"for": 1, "against": 0}


def test_the_map_is_seen_in_another_division() -> None:
    contents = document(oneliner("1", category="a"), oneliner("2", category="a"))
    other = {"id": "d2", "name": "Levensfase", "active": False, "placements": {"1": "x"}, "also": {}}
    contents["divisions"].append(other | {"categories": [{"id": "x", "name": "Oud", "color": None, "order": 1}]})
    made = Map.of(contents, division="d2")
    assert [(row.name, made.row_count(row).said) for row in made.rows()] == [("Oud", 1), ("", 1)]
    assert Map.of(contents, division="nowhere").division.id == "d"
    assert [(it.name, it.active) for it in made.divisions] == [("Eigen", True), ("Levensfase", False)]


def test_a_document_of_an_earlier_release_is_a_map_too() -> None:
    contents = document(oneliner("1", category="a", environment="policy"))
    for name in ("divisions", "also", "relations", "presence"):
        del contents[name]
    for name in ("variants", "cooperation", "world"):
        del contents["oneliners"][0][name]
    made = Map.of(contents)
    assert (made.row_count(made.rows()[0]).said, made.spread()) == (1, {"policy": 1})
    assert Map.of(contents, fewest=5).spread() == {None: 1}


IDS = [f"{at:02}" for at in range(25)]


PICKS = st.lists(
    st.tuples(
        st.integers(1, 5),
        st.sampled_from(["a", "b", "c", None]),
        st.sampled_from(["a", "b", None]),
        st.sampled_from(["g", "h", None]),
        st.sampled_from([None, "insult"]),
        st.sampled_from([*IDS, None]),
        st.sampled_from([[], [[0, 4, "gone"]]]),
    ),
    max_size=25,
)


@given(PICKS)
def test_all_counts_add_up_whatever_was_said_and_however_it_lies(picks: list[Any]) -> None:
    said = [
        oneliner(id, question, row, same=same, hidden=hidden, parent=parent, masks=masks)
        for id, (question, row, _, same, hidden, parent, masks) in zip(IDS, picks, strict=False)
    ]
    also = {id: pick[2] for id, pick in zip(IDS, picks, strict=False) if pick[2]}
    made = Map.of(document(*said, also=also))
    rows, columns, counted = made.rows(), made.columns, made.counts
    assert counted["received"] == counted["mapped"] + counted["hidden"] == len(said)
    assert made.total.said == counted["mapped"] == len(made.lines)
    for found in (made, made.filtered(Filter(question="q1"))):
        assert sum((found.row_count(row) for row in rows), Count()) == found.total
        assert sum((found.column_count(column) for column in columns), Count()) == found.total
        assert sum(found.spread().values()) == found.total.said
    for row in rows:
        for column in columns:
            entries = made.cell(row, column)
            assert len({it.line.id for it in entries}) == len(entries)
            assert sum(not it.second for it in entries) == made.count(row, column).said
            assert sum(not it.repeats for it in entries) >= made.count(row, column).distinct
