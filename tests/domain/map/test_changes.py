"""What is different between two maps."""

import random

from facilitator.domain.map.changes import compare
from tests.domain.map.documents import document, oneliner


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
