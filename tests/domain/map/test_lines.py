"""What lies between the rows and columns of a map: gaps, causes, links and tensions."""

from facilitator.domain.map.views import Filter
from facilitator.domain.map.whole import Map
from tests.domain.map.documents import document, oneliner


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
