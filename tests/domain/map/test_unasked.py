"""What nobody was asked is told apart from what nobody said."""

from facilitator.domain.map.whole import Map
from facilitator.exports.map_text import MapText
from tests.domain.map.documents import document, oneliner

UNASKED = ["q3", "q4"]


def test_what_was_not_asked_is_not_missing() -> None:
    said = [oneliner("1", category="a"), oneliner("2", 5, "a")]
    assert Map.of(document(*said, unasked=UNASKED)).gaps() == []
    assert [it.kind for it in Map.of(document(*said)).gaps()] == ["no_solution", "no_offer"]


def test_a_cell_says_that_it_was_not_asked() -> None:
    made = Map.of(document(oneliner("1", category="a"), unasked=UNASKED))
    told, (row, *_), not_asked = MapText(made, "nl"), made.rows(), "niet gevraagd"
    assert [told.gap(row, column) for column in made.columns] == ["", "", not_asked, not_asked, ""]


def test_a_step_of_the_reading_says_whether_it_was_asked_about() -> None:
    made = Map.of(document(oneliner("1", category="a"), unasked=UNASKED))
    assert [step.asked for step in made.reading(made.rows()[0])] == [True, True, False, False, True]
