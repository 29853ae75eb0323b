"""A map read from its document: where everything lies, how often, and what it makes clear."""

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from facilitator.catalogues import translator
from facilitator.domain import method
from facilitator.domain.map.changes import compare
from facilitator.domain.map.counts import counts, counts_line
from facilitator.domain.map.lines import Count
from facilitator.domain.map.views import Filter
from facilitator.domain.map.whole import Map

Document = dict[str, Any]

DUTCH = translator("nl")


def oneliner(id: str, question: int = 1, category: str | None = None, **more: Any) -> Document:
    kinds = {it.number: it.kind for it in method.QUESTIONS["process"]}
    plain: Document = {
        "id": id,
        "consultation": "c1",
        "question": f"q{question}",
        "text": f"Tekst {id}.",
        "salt": None,
        "commitment": "",
        "environment": None,
        "source": "phone",
        "kind": kinds[question],
        "category": category,
        "telling": False,
        "hidden": None,
        "masks": [],
        "same": None,
        "parent": None,
        "probe": None,
        "variants": [],
        "cooperation": None,
        "world": None,
    }
    return plain | more


def document(*oneliners: Document, kind: method.TrackKind = "process", **more: Any) -> Document:
    """A document with the categories a, b and c, in that order; `also` from one-liner to category."""
    categories = [{"id": it, "name": it.upper(), "color": None, "order": at} for at, it in enumerate("abc", 1)]
    counted = counts(oneliners)
    placements = {it["id"]: it["category"] for it in oneliners if it["category"]}
    plain: Document = {
        "track": {"id": "t", "kind": kind, "language": "nl", "settled": {}},
        "questions": [
            {
                "id": f"q{it.number}",
                "number": it.number,
                "kind": it.kind,
                "title": DUTCH(it.title),
                "text": "?",
            }
            for it in method.QUESTIONS[kind]
        ],
        "consultations": [{"id": "c1", "title": "", "kind": "group", "round": 1, "day": None, "phase": "closed"}],
        "division": {"id": "d", "name": "Eigen"},
        "categories": categories,
        "probes": [
            {"id": "p1", "consultation": "c1", "oneliner": None, "text": "Waardoor komt dat?", "to": "everyone"},
            {"id": "p2", "consultation": "c1", "oneliner": None, "text": "Kunt u een voorbeeld geven?", "to": "author"},
        ],
        "oneliners": list(oneliners),
        "counts": counted,
        "counts_line": counts_line(counted, DUTCH),
        "fingerprint": "f" * 64,
        "relations": [],
        "presence": {},
    }
    also = more.pop("also", {})
    division = {"id": "d", "name": "Eigen", "active": True, "categories": categories, "placements": placements}
    return plain | {"divisions": [division | {"also": also}], "also": also} | more


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
    assert made.counts_line == "0 ontvangen = 0 in de map + 0 niet getoond"


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


def test_a_row_without_a_solution_is_a_gap() -> None:
    said = [oneliner("1", category="a"), oneliner("2", 2, "b"), oneliner("3", 3, "b"), oneliner("4", 4, "c")]
    assert [(it.row.id, it.column.number, it.kind) for it in Map.of(document(*said)).gaps()] == [
        ("a", 3, "no_solution")
    ]


def test_an_ambition_without_an_offer_is_a_gap() -> None:
    said = [oneliner("1", 5, "a"), oneliner("2", 5, "b"), oneliner("3", 4, "b")]
    assert [(it.row.id, it.column.number, it.kind) for it in Map.of(document(*said)).gaps()] == [("a", 4, "no_offer")]


def test_what_was_called_a_solution_elsewhere_fills_the_gap() -> None:
    said = [oneliner("1", category="a"), oneliner("2", 1, "a", kind="solution_direction")]
    assert Map.of(document(*said)).gaps() == []


def test_unsorted_rows_and_goal_maps_have_no_gaps() -> None:
    assert Map.of(document(oneliner("1"))).gaps() == []
    assert Map.of(document(oneliner("1", category="a"), kind="goal")).gaps() == []


def test_gaps_are_of_the_whole_map() -> None:
    made = Map.of(document(oneliner("1", 1, "a"), oneliner("2", 3, "a")))
    assert made.filtered(Filter(question="q1")).gaps() == []


def test_a_row_is_read_from_development_to_ambition() -> None:
    said = [
        oneliner("1", 1, "a", telling=True),
        oneliner("2", 2, "a"),
        oneliner("3", 2, "a", kind="cause"),
        oneliner("4", 5, "a"),
        oneliner("5", 1, "b"),
    ]
    made = Map.of(document(*said))
    assert [it.count.said for it in made.reading(made.rows()[0])] == [1, 2, 0, 0, 1]
    assert [line.id for line in made.reading(made.rows()[0])[0].quotes] == ["1"]
    lanes = made.lanes(made.rows()[0])
    assert {lane: len(lines) for lane, lines in lanes.items()} == {
        "development": 1,
        "cause": 2,
        "solution_direction": 0,
    }


def test_cause_lines_are_the_participants_own_or_drawn() -> None:
    made = Map.of(
        document(
            oneliner("1", 2, "a"),
            oneliner("2", 2, "a", parent="1", probe="p1"),
            oneliner("3", 2, "b"),
            oneliner("4", 2, "a", parent="1", probe="p2"),
            relations=[
                {"id": "r1", "kind": "cause", "from": "2", "to": "3"},
                {"id": "r2", "kind": "intervention", "from": "3", "to": None},
            ],
        )
    )
    (tree,) = made.causes(made.rows()[0])
    assert [(it.line.id, it.depth, it.drawn, it.deepest, it.intervention) for it in tree] == [
        ("1", 0, False, False, False),
        ("2", 1, False, False, False),
        ("3", 2, True, True, True),
    ]
    assert made.causes(made.rows()[1]) == []


def test_an_example_is_no_cause_unless_it_is_called_one() -> None:
    example = oneliner("2", parent="1", probe="p2")
    assert Map.of(document(oneliner("1"), example)).causes() == []
    assert len(Map.of(document(oneliner("1"), example | {"kind": "cause"})).causes()) == 1


def test_causes_in_a_ring_end() -> None:
    links = [("1", "2"), ("2", "3"), ("3", "1"), ("3", "3")]
    relations = [{"id": f"{a}{b}", "kind": "cause", "from": a, "to": b} for a, b in links]
    (tree,) = Map.of(document(*(oneliner(it) for it in "123"), relations=relations)).causes()
    assert [it.depth for it in tree] == [0, 1, 2, 3]
    assert tree[-1].again


def test_links_to_what_is_not_shown_are_left_out() -> None:
    relations = [{"id": "r", "kind": kind, "from": "1", "to": "2"} for kind in ("cause", "tension")]
    made = Map.of(document(oneliner("1"), oneliner("2", hidden="insult"), relations=relations))
    assert (made.causes(), made.tensions()) == ([], [])


def test_tensions_stay_side_by_side() -> None:
    relations = [{"id": "r", "kind": "tension", "from": "1", "to": "2"}]
    made = Map.of(document(oneliner("1", 1, "a"), oneliner("2", 1, "b"), relations=relations))
    assert [(one.id, other.id) for one, other in made.tensions(made.rows()[1])] == [("1", "2")]
    assert made.tensions(made.rows()[2]) == []
    assert (made.lines["1"].tensions, made.lines["2"].tensions) == (("2",), ("1",))


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


def test_two_maps_are_compared() -> None:
    before = document(
        oneliner("1", category="a"),
        oneliner("2", category="a", telling=True),
        oneliner("3"),
        oneliner("5", text="Truus helpt."),
        relations=[{"id": "r", "kind": "tension", "from": "1", "to": "2"}],
    )
    after = document(
        oneliner("1", category="b", kind="cause"),
        oneliner("2", category="a"),
        oneliner("4", telling=True),
        oneliner("5", text="▮▮▮▮ helpt.", telling=True),
        relations=[{"id": "s", "kind": "cause", "from": "1", "to": "2"}],
        also={"2": "c"},
    )
    for it in (after["categories"], after["divisions"][0]["categories"]):
        it[1] = it[1] | {"name": "Brieven"}
    found = compare(before, after)
    assert [line.id for line in found.added] == ["4"]
    assert [line.id for line in found.removed] == ["3"]
    assert [(it.line.id, it.before, it.after) for it in found.moved] == [("1", "A", "Brieven")]
    assert [(it.line.id, it.before, it.after) for it in found.also_moved] == [("2", "", "C")]
    assert [(it.line.id, it.before, it.after) for it in found.kinds] == [("1", "development", "cause")]
    assert ([it.id for it in found.telling], [it.id for it in found.telling_no_more]) == (["5"], ["2"])
    assert [it.id for it in found.masked] == ["5"]
    assert [(it.before, it.after) for it in found.categories_renamed] == [("B", "Brieven")]
    assert [it["kind"] for it in found.relations_added] == ["cause"]
    assert [it["kind"] for it in found.relations_removed] == ["tension"]
    assert not compare(before, before)


def test_an_order_that_differs_is_no_change() -> None:
    said = [oneliner(str(at), category="a") for at in range(20)]
    mixed = list(said)
    random.Random(1).shuffle(mixed)
    assert not compare(document(*said), document(*mixed))
