"""Undo and redo at `/board`: one's own acts, and nobody else's."""

from collections.abc import Callable

from tests.live.clients import Board, Shape
from tests.live.rooms import Room, cards_of, code_of


def undoable(room: Room) -> dict[str, Callable[[], object]]:
    """Each act that can be undone, ready to be done."""
    [oneliner, other] = room.oneliners("Jan is lui", "twee")
    one, two = room.category("een"), room.category("twee")
    room.board.do("sort", oneliners=[other], category=one)
    do = room.board.do
    return {
        "add_category": lambda: do("add_category", name="drie"),
        "rename_category": lambda: do("rename_category", category=one, name="eerste"),
        "recolor_category": lambda: do("recolor_category", category=one, color="#abcdef"),
        "move_category": lambda: do("move_category", category=two, before=one),
        "merge_categories": lambda: do("merge_categories", **{"from": one, "into": two}),
        "remove_category": lambda: do("remove_category", category=one),
        "sort": lambda: do("sort", oneliners=[oneliner], category=one, before=other),
        "mask": lambda: do("mask", oneliner=oneliner, start=0, end=3, what="person"),
        "hide": lambda: do("hide", oneliners=[oneliner], reason="x"),
        "star": lambda: do("star", oneliners=[oneliner]),
        "mark_same": lambda: do("mark_same", oneliners=[oneliner, other]),
        "set_kind": lambda: do("set_kind", oneliners=[oneliner], kind="cause"),
    }


def shape_of(snapshot: Shape) -> tuple[object, object]:
    categories = sorted(snapshot["categories"], key=lambda it: it["id"])
    return categories, cards_of(snapshot)


def test_every_act_of_sorting_is_undone_and_redone(open_room: Room) -> None:
    for name, act in undoable(open_room).items():
        before = shape_of(open_room.fresh())
        act()
        after = shape_of(open_room.fresh())
        assert before != after, name
        open_room.board.do("undo")
        assert shape_of(open_room.fresh()) == before, name
        open_room.board.do("redo")
        assert shape_of(open_room.fresh()) == after, name
        open_room.board.do("undo")


def test_with_nothing_to_undo_or_redo_it_is_refused(room: Room) -> None:
    assert not room.board.act("undo")["ok"]
    assert not room.board.act("redo")["ok"]


def test_two_boards_of_one_facilitator_see_the_same(open_room: Room) -> None:
    other = open_room.another_board()
    category = open_room.category("samen")
    other.wait_event("category_added")
    other.do("rename_category", category=category, name="anders")
    open_room.board.wait_event("category_renamed")
    assert open_room.fresh()["categories"][0]["name"] == "anders"


def test_what_somebody_else_changed_since_is_not_undone(open_room: Room, bea: Board) -> None:
    category = open_room.category("eerst")
    open_room.board.do("rename_category", category=category, name="van ada")
    bea.do("rename_category", category=category, name="van bea")
    assert code_of(open_room.board.act("undo")) == "changed_since"
    assert open_room.fresh()["categories"][0]["name"] == "van bea"


def test_what_stays_is_named_and_does_not_block_what_was_done_before(open_room: Room, bea: Board) -> None:
    open_room.category("eerst")
    later = open_room.category("later")
    made = open_room.board.wait_event("category_added", lambda it: it["name"] == "later")["revision"]
    bea.do("rename_category", category=later, name="van bea")
    refused = open_room.board.act("undo")["error"]
    assert (refused["code"], refused["of"]) == ("changed_since", made)
    open_room.board.do("undo")
    assert [it["name"] for it in open_room.fresh()["categories"]] == ["van bea"]


def test_each_facilitator_undoes_only_the_own_acts(open_room: Room, bea: Board) -> None:
    mine = open_room.category("van ada")
    bea.do("add_category", name="van bea")
    open_room.board.do("undo")
    names = [it["name"] for it in open_room.fresh()["categories"]]
    assert names == ["van bea"]
    assert mine not in str(open_room.fresh()["categories"])
    open_room.board.do("redo")
    bea.do("undo")
    assert [it["name"] for it in open_room.fresh()["categories"]] == ["van ada"]
