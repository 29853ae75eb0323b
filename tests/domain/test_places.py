"""Which places in a column were chosen, and what becomes of the others."""

from facilitator.domain.acts import Context, decide
from facilitator.domain.board import Board, Card, Category, apply
from facilitator.domain.events import Act, Event
from facilitator.domain.histories import remember
from facilitator.domain.places import Places, dealt
from tests.makers import NOON

HERE = "division"


class Sorting:
    """A board on which ada sorts, and the places that follow it."""

    def __init__(self, *oneliners: str) -> None:
        self.board = Board("track", categories={it: Category(it, it, None, 0) for it in ("left", "right")})
        self.board.cards = {it: Card(it, "q", it, "c", 1, "way") for it in oneliners}
        self.places = Places()

    def do(self, type: str, **fields: object) -> None:
        context = Context(by="ada", consultation="c", now=NOON, questions=(), new_id=lambda: "new")
        found = decide(self.board, Act(type, fields), context)
        past = {"sort": "sorted", "undo": "undone", "merge_categories": "categories_merged"}[type]
        event = Event(self.board.revision + 1, past, found.changes, found.fields, "ada", "c")
        apply(self.board, event)
        remember(self.board, event)
        self.places.follow(event, HERE)

    def sort(self, *oneliners: str, category: str = "left", before: str | None = None) -> None:
        self.do("sort", oneliners=list(oneliners), category=category, before=before)

    def chosen(self) -> set[str]:
        return {it.id for it in self.board.cards.values() if self.places.is_chosen(HERE, it.id, it.order)}


def test_the_end_of_a_column_is_no_choice() -> None:
    it = Sorting("a", "b")
    it.sort("a")
    it.sort("b")
    assert it.chosen() == set()


def test_on_top_is_no_choice_for_what_comes_from_elsewhere() -> None:
    it = Sorting("a", "b", "c", "d")
    it.sort("a")
    it.sort("b", before="a")
    it.sort("c", "d", before="b")
    assert it.chosen() == set()


def test_between_two_others_is_a_choice() -> None:
    it = Sorting("a", "b", "c")
    it.sort("a", "b")
    it.sort("c", before="b")
    assert it.chosen() == {"c"}


def test_moving_within_a_column_is_a_choice() -> None:
    it = Sorting("a", "b", "c")
    it.sort("a", "b", "c")
    it.sort("c", before="a")
    assert it.chosen() == {"c"}


def test_what_is_laid_at_the_end_again_is_none_any_more() -> None:
    it = Sorting("a", "b", "c")
    it.sort("a", "b")
    it.sort("c", before="b")
    it.sort("c", category="right")
    assert it.chosen() == set()


def test_a_choice_that_is_taken_back_to_is_one_again() -> None:
    it = Sorting("a", "b", "c")
    it.sort("a", "b")
    it.sort("c", before="b")
    it.sort("c", category="right")
    it.do("undo")
    assert it.chosen() == {"c"}


def test_a_choice_stays_one_when_its_column_is_laid_anew() -> None:
    it = Sorting("a", "b", "c", *map(str, range(40)))
    it.sort("a", "b")
    it.sort("c", before="b")
    for number in range(40):  # until there is no room left before it
        it.sort(str(number), before="b")
    it.do("merge_categories", **{"from": "left", "into": "right"})
    assert it.chosen() == {"c", *map(str, range(40))}


def test_places_are_dealt_out_by_ids() -> None:
    assert dealt({"c": 1, "a": 7, "b": 3}) == {"a": 1, "b": 3, "c": 7}
