"""Each act of namespace `/board`, as the contract tells of it."""

import pytest

from tests.live.clients import Shape
from tests.live.rooms import NOWHERE, Room, cards_of, code_of, room_on

# Acts: one by one


def test_a_question_is_opened_paused_resumed_and_closed(room: Room) -> None:
    board = room.board
    question = room.open(seconds=600)

    def now() -> tuple[object, object, bool]:
        told = room.fresh()["consultation"]
        return told["phase"], told["question"], told["ends_at"] is not None

    assert now() == ("open", question, True)
    board.do("pause")
    assert now()[:2] == ("paused", question)
    board.do("resume")
    assert now() == ("open", question, True)
    board.do("close_question")
    assert now() == ("lobby", None, False)
    board.do("close")
    assert now() == ("closed", None, False)


def test_phases_that_do_not_follow_are_refused(room: Room) -> None:
    board = room.board
    for kind in ("pause", "resume", "close_question"):
        assert code_of(board.act(kind)) == "question_closed"
    assert code_of(board.act("open_question", question=NOWHERE)) == "unknown_question"
    board.do("close")
    assert code_of(board.act("open_question", question=room.questions[0])) == "closed"
    for kind in ("pause", "resume", "close_question", "close"):
        assert code_of(board.act(kind)) == "closed"


def test_categories_are_added_renamed_recolored_and_moved(room: Room) -> None:
    board = room.board
    first, second = room.category("a"), room.category("b")
    third = room.category("c", before=first)
    board.do("rename_category", category=first, name="Schaamte")
    board.do("recolor_category", category=first, color="#123456")
    assert [it["id"] for it in ordered(room)] == [third, first, second]
    board.do("move_category", category=second, before=third)
    board.do("move_category", category=third, before=None)
    shown = ordered(room)
    assert [it["id"] for it in shown] == [second, first, third]
    assert (shown[1]["name"], shown[1]["color"]) == ("Schaamte", "#123456")


def ordered(room: Room) -> list[Shape]:
    return sorted(room.fresh()["categories"], key=lambda it: (it["order"], it["id"]))


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("rename_category", {"category": NOWHERE, "name": "x"}),
        ("recolor_category", {"category": NOWHERE, "color": "#123456"}),
        ("move_category", {"category": NOWHERE, "before": None}),
        ("merge_categories", {"from": NOWHERE, "into": NOWHERE}),
        ("remove_category", {"category": NOWHERE}),
        ("add_category", {"name": "x", "before": NOWHERE}),
    ],
)
def test_a_category_that_is_not_there_is_refused(room: Room, kind: str, fields: Shape) -> None:
    assert code_of(room.board.act(kind, **fields)) == "unknown_category"


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("sort", {"oneliners": [NOWHERE], "category": None, "before": None}),
        ("mask", {"oneliner": NOWHERE, "start": 0, "end": 1, "what": "person"}),
        ("hide", {"oneliners": [NOWHERE], "reason": "x"}),
        ("show", {"oneliners": [NOWHERE]}),
        ("release", {"oneliners": [NOWHERE]}),
        ("mark_same", {"oneliners": [NOWHERE, "f" * 16]}),
        ("mark_different", {"oneliners": [NOWHERE]}),
        ("star", {"oneliners": [NOWHERE]}),
        ("unstar", {"oneliners": [NOWHERE]}),
        ("set_kind", {"oneliners": [NOWHERE], "kind": "symptom"}),
        ("probe", {"oneliner": NOWHERE, "text": "x", "to": "author"}),
        ("screen", {"mode": "spotlight", "oneliner": NOWHERE}),
    ],
)
def test_a_oneliner_that_is_not_there_is_refused(room: Room, kind: str, fields: Shape) -> None:
    assert code_of(room.board.act(kind, **fields)) == "unknown_oneliner"


def test_oneliners_of_another_track_are_as_if_not_there(open_room: Room) -> None:
    with room_on(open_room.server) as other:
        other.open()
        [theirs] = other.oneliners("elders")
        category = other.category("elders")
        assert code_of(open_room.board.act("star", oneliners=[theirs])) == "unknown_oneliner"
        mine = open_room.oneliners("hier")
        assert code_of(open_room.board.act("sort", oneliners=mine, category=category)) == "unknown_category"


def test_oneliners_are_sorted_in_the_order_given(open_room: Room) -> None:
    ids = open_room.oneliners("a", "b", "c", "d")
    category = open_room.category()
    board = open_room.board
    board.do("sort", oneliners=[ids[2], ids[0]], category=category, before=None)
    board.do("sort", oneliners=[ids[1]], category=category, before=ids[0])
    assert in_category(open_room, category) == [ids[2], ids[1], ids[0]]
    board.do("sort", oneliners=[ids[1]], category=None, before=None)
    assert in_category(open_room, category) == [ids[2], ids[0]]
    assert open_room.card(ids[1])["category"] is None
    assert code_of(board.act("sort", oneliners=[ids[3]], category=category, before=ids[1])) == "unknown_oneliner"
    assert code_of(board.act("sort", oneliners=[ids[3]], category=NOWHERE)) == "unknown_category"


def in_category(room: Room, category: str | None) -> list[str]:
    cards = [card for card in room.fresh()["oneliners"] if card["category"] == category]
    return [card["id"] for card in sorted(cards, key=lambda it: (it["order"], it["id"]))]


def test_merging_and_removing_categories_keeps_every_oneliner(open_room: Room) -> None:
    ids = open_room.oneliners("a", "b", "c")
    one, two = open_room.category("een"), open_room.category("twee")
    board = open_room.board
    board.do("sort", oneliners=[ids[0]], category=one)
    board.do("sort", oneliners=[ids[1]], category=two)
    board.do("merge_categories", **{"from": one, "into": two})
    assert set(in_category(open_room, two)) == {ids[0], ids[1]}
    assert code_of(board.act("merge_categories", **{"from": two, "into": two})) == "unknown_category"
    board.do("remove_category", category=two)
    snapshot = open_room.fresh()
    assert snapshot["categories"] == []
    assert {card["id"] for card in snapshot["oneliners"] if card["category"] is None} == set(ids)


def test_masking_covers_the_characters_for_everybody(open_room: Room) -> None:
    [oneliner] = open_room.oneliners("Jan de Vries is 👪 lui")
    screen = open_room.screen()
    open_room.board.do("mask", oneliner=oneliner, start=0, end=12, what="person")
    told = open_room.board.wait_event("masked")
    assert "Vries" not in told["texts"][oneliner]
    assert told["texts"][oneliner].endswith("is 👪 lui")
    assert "Vries" not in str(screen.wait_event("masked"))
    card = open_room.card(oneliner)
    assert (card["text"], card["status"]) == (told["texts"][oneliner], "masked")


def test_hiding_showing_and_starring(open_room: Room) -> None:
    ids = open_room.oneliners("a", "b")
    board = open_room.board
    board.do("hide", oneliners=ids, reason="dubbel")
    assert {card["status"] for card in open_room.fresh()["oneliners"]} == {"hidden"}
    assert {card["reason"] for card in open_room.fresh()["oneliners"]} == {"dubbel"}
    board.do("show", oneliners=[ids[0]])
    board.do("star", oneliners=[ids[0]])
    card = open_room.card(ids[0])
    assert (card["status"], card["telling"], "reason" in card) == ("received", True, False)
    board.do("unstar", oneliners=[ids[0]])
    assert open_room.card(ids[0])["telling"] is False


def test_marking_the_same_and_different_moves_nothing(open_room: Room) -> None:
    ids = open_room.oneliners("a", "b", "c")
    before = cards_of(open_room.fresh())
    open_room.board.do("mark_same", oneliners=ids[:2])
    open_room.board.do("mark_same", oneliners=ids[1:])
    after = cards_of(open_room.fresh())
    assert len({after[it]["same"] for it in ids}) == 1
    assert [after[it]["text"] for it in ids] == [before[it]["text"] for it in ids]
    open_room.board.do("mark_different", oneliners=[ids[0]])
    assert "same" not in open_room.card(ids[0])


def test_the_kind_is_set(open_room: Room) -> None:
    [oneliner] = open_room.oneliners("a")
    open_room.board.do("set_kind", oneliners=[oneliner], kind="cause")
    assert open_room.card(oneliner)["kind"] == "cause"


def test_a_oneliner_from_paper_is_added_exactly(room: Room) -> None:
    revision = room.board.do(
        "add_oneliner", question=room.questions[2], text="Van papier: = 1", source="paper", environment="policy"
    )
    told = room.board.wait_event("oneliner_added", lambda it: it["revision"] == revision)["oneliner"]
    assert (told["text"], told["question"], told["source"]) == ("Van papier: = 1", room.questions[2], "paper")
    room.board.do("add_oneliner", question=room.questions[0], text="Hierop door", source="interview", parent=told["id"])
    child = next(card for card in room.fresh()["oneliners"] if card["text"] == "Hierop door")
    assert child["parent"] == told["id"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"text": ""}, "empty"),
        ({"text": " x"}, "outer_space"),
        ({"text": "x" * 141}, "too_long"),
        ({"text": "a\nb"}, "not_one_line"),
        ({"text": "a\x00b"}, "forbidden_characters"),
        ({"question": NOWHERE}, "unknown_question"),
        ({"parent": NOWHERE}, "unknown_oneliner"),
    ],
)
def test_what_is_added_keeps_the_same_rules(room: Room, fields: Shape, code: str) -> None:
    whole = {"question": room.questions[0], "text": "x", "source": "spoken"} | fields
    assert code_of(room.board.act("add_oneliner", **whole)) == code
    assert room.stored() == []


@pytest.mark.parametrize("mode", ["join", "question", "stream", "columns", "overview", "pause", "blank"])
def test_the_screen_is_told_what_to_show(room: Room, mode: str) -> None:
    screen = room.screen()
    room.board.do("screen", mode="suspicion")
    room.board.do("screen", mode=mode)
    screen.wait_event("screened", lambda it: f"'mode': '{mode}'" in str(it))
    with room.screen() as again:
        assert again.wait("snapshot")["consultation"]["screen"]["mode"] == mode


# Undo and redo


def test_a_second_category_is_told(open_room: Room) -> None:
    (oneliner,) = open_room.oneliners("Schaamte.")
    first, second = open_room.category("Een"), open_room.category("Twee")
    open_room.board.do("sort", oneliners=[oneliner], category=first)
    open_room.board.do("sort_also", oneliners=[oneliner], category=second)
    assert open_room.card(oneliner)["also"] == second


def test_another_division_gives_a_new_start(open_room: Room) -> None:
    open_room.category("Een")
    open_room.board.do("add_division", name="Levensfase")
    told = open_room.board.wait("snapshot", lambda it: len(it["divisions"]) == 2)
    (other,) = {it["id"] for it in told["divisions"]} - {told["division"]["id"]}
    open_room.board.do("use_division", division=other)
    told = open_room.board.wait("snapshot", lambda it: it["division"]["id"] == other)
    assert told["categories"] == []


def test_a_name_waits_for_a_look_before_the_screen(open_room: Room) -> None:
    screen = open_room.screen()
    (oneliner,) = open_room.oneliners("Mevrouw De Wit lacht mensen uit.")
    assert open_room.card(oneliner)["flags"] == ["name"]
    assert "De Wit" not in "".join(screen.frames)
    open_room.board.do("release", oneliners=[oneliner])
    shown = screen.wait_event("released")
    assert shown["put"][0]["text"] == "Mevrouw De Wit lacht mensen uit."
