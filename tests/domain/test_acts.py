"""What each act changes, and what it is refused for."""

from typing import Any

import pytest

from facilitator.domain.board import Card
from facilitator.domain.events import Act
from facilitator.domain.refusals import Refusal
from tests.domain.sequences import CONSULTATION, Room

NOWHERE = "f" * 16


@pytest.fixture
def room() -> Room:
    return Room(7)


def card(room: Room) -> Card:
    return room.receive().arrived[0]


def category(room: Room, name: str = "Regels") -> str:
    announcement = room.act("add_category", name=name)
    assert announcement is not None
    return next(change.id for change in announcement.event.changes if change.field is None)


def refused(room: Room, type: str, **fields: Any) -> str:
    with pytest.raises(Refusal) as refusal:
        room.act(type, **fields)
    return refusal.value.code


def names(room: Room) -> list[str]:
    return [it.name for it in room.track.board.ordered_categories()]


def test_a_question_is_opened_for_a_number_of_seconds(room: Room) -> None:
    question = next(iter(room.track.questions))
    room.act("open_question", question=question, seconds=60)
    state = room.track.board.consultations[CONSULTATION]
    assert (state.phase, state.question) == ("open", question)
    assert state.ends_at == "2026-03-12T12:01:00+00:00"


def test_a_pause_keeps_the_time_that_is_left(room: Room) -> None:
    room.act("open_question", question=next(iter(room.track.questions)), seconds=60)
    room.act("pause")
    state = room.track.board.consultations[CONSULTATION]
    assert (state.phase, state.ends_at, state.remaining) == ("paused", None, 60)
    room.act("resume")
    assert (state.phase, state.ends_at) == ("open", "2026-03-12T12:01:00+00:00")


def test_only_an_open_question_can_be_paused(room: Room) -> None:
    assert refused(room, "pause") == "question_closed"


def test_only_a_paused_question_can_be_resumed(room: Room) -> None:
    assert refused(room, "resume") == "question_closed"


def test_only_a_question_that_stands_open_can_be_closed(room: Room) -> None:
    assert refused(room, "close_question") == "question_closed"


def test_a_question_of_another_track_is_unknown(room: Room) -> None:
    assert refused(room, "open_question", question=NOWHERE) == "unknown_question"


def test_after_closing_no_question_opens(room: Room) -> None:
    room.act("close")
    assert refused(room, "open_question", question=next(iter(room.track.questions))) == "closed"


def test_after_closing_sorting_goes_on(room: Room) -> None:
    one, regels = card(room), category(room)
    room.act("close")
    room.act("sort", oneliners=[one.id], category=regels)
    assert one.category == regels


def test_a_category_can_be_put_before_another(room: Room) -> None:
    first = category(room, "A")
    room.act("add_category", name="B", before=first)
    assert names(room) == ["B", "A"]


def test_a_category_moves_before_another_and_to_the_end(room: Room) -> None:
    a, _, c = (category(room, name) for name in "ABC")
    room.act("move_category", category=c, before=a)
    assert names(room) == ["C", "A", "B"]
    room.act("move_category", category=c)
    assert names(room) == ["A", "B", "C"]


@pytest.mark.parametrize("type", ["rename_category", "recolor_category", "move_category", "remove_category"])
def test_an_unknown_category_is_refused(room: Room, type: str) -> None:
    fields = {"rename_category": {"name": "X"}, "recolor_category": {"color": "#000000"}}.get(type, {})
    assert refused(room, type, category=NOWHERE, **fields) == "unknown_category"


def test_merging_keeps_every_card(room: Room) -> None:
    one, two, a, b = card(room), card(room), category(room, "A"), category(room, "B")
    room.act("sort", oneliners=[one.id], category=a)
    room.act("sort", oneliners=[two.id], category=b)
    room.act("merge_categories", **{"from": a, "into": b})
    assert names(room) == ["B"]
    assert [it.id for it in room.track.board.in_category(b)] == [two.id, one.id]


def test_a_category_can_not_be_merged_into_itself(room: Room) -> None:
    a = category(room)
    assert refused(room, "merge_categories", **{"from": a, "into": a}) == "unknown_category"


def test_removing_a_category_makes_its_cards_unsorted(room: Room) -> None:
    one, a = card(room), category(room)
    room.act("sort", oneliners=[one.id], category=a)
    room.act("remove_category", category=a)
    assert one.category is None
    assert names(room) == []


def test_cards_are_laid_in_the_order_given_before_another(room: Room) -> None:
    cards, a = [card(room) for _ in range(4)], category(room)
    room.act("sort", oneliners=[cards[0].id], category=a)
    room.act("sort", oneliners=[it.id for it in cards[1:]], category=a, before=cards[0].id)
    assert [it.id for it in room.track.board.in_category(a)] == [it.id for it in (*cards[1:], cards[0])]


def test_a_card_can_not_be_laid_before_one_that_is_elsewhere(room: Room) -> None:
    one, two, a = card(room), card(room), category(room)
    assert refused(room, "sort", oneliners=[one.id], category=a, before=two.id) == "unknown_oneliner"


def test_hundreds_of_cards_can_be_laid_at_one_spot(room: Room) -> None:
    a = category(room)
    last = card(room)
    room.act("sort", oneliners=[last.id], category=a)
    laid = []
    for _ in range(300):
        one = card(room)
        room.act("sort", oneliners=[one.id], category=a, before=last.id)
        laid.append(one.id)
    lying = room.track.board.in_category(a)
    assert [it.id for it in lying] == [*laid, last.id]
    assert len({it.order for it in lying}) == len(lying)


@pytest.mark.parametrize(
    "type", ["sort", "hide", "show", "release", "star", "unstar", "mark_same", "mark_different", "set_kind"]
)
def test_an_unknown_oneliner_is_refused(room: Room, type: str) -> None:
    fields = {"hide": {"reason": "x"}, "set_kind": {"kind": "cause"}}.get(type, {})
    assert refused(room, type, oneliners=[NOWHERE], **fields) == "unknown_oneliner"


def test_a_mask_covers_whole_words_and_nothing_else(room: Room) -> None:
    one = card(room)
    one.text = "Mevrouw De Wit lacht."
    room.act("mask", oneliner=one.id, start=0, end=14, what="person")
    assert (one.shown_text, one.status, one.text) == ("▮▮▮▮ lacht.", "masked", "Mevrouw De Wit lacht.")


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 2), (0, 1000), (-1, 3)])
def test_a_mask_lies_within_the_text(room: Room, start: int, end: int) -> None:
    one = card(room)
    assert refused(room, "mask", oneliner=one.id, start=start, end=end, what="person") == "bad_request"


def test_a_hidden_card_may_not_be_projected(room: Room) -> None:
    one = card(room)
    one.gate = "open"
    room.act("hide", oneliners=[one.id], reason="belediging")
    assert (one.status, one.may_be_projected) == ("hidden", False)


def test_the_same_needs_two(room: Room) -> None:
    assert refused(room, "mark_same", oneliners=[card(room).id]) == "bad_request"


def test_groups_of_the_same_become_one(room: Room) -> None:
    cards = [card(room) for _ in range(4)]
    room.act("mark_same", oneliners=[cards[0].id, cards[1].id])
    room.act("mark_same", oneliners=[cards[2].id, cards[3].id])
    room.act("mark_same", oneliners=[cards[1].id, cards[2].id])
    assert len({it.same for it in cards}) == 1


def test_nothing_to_undo(room: Room) -> None:
    assert refused(room, "undo") == "nothing_to_undo"


def test_nothing_to_redo(room: Room) -> None:
    assert refused(room, "redo") == "nothing_to_redo"


def test_a_new_act_ends_what_could_be_redone(room: Room) -> None:
    category(room, "A")
    room.act("undo")
    category(room, "B")
    assert refused(room, "redo") == "nothing_to_redo"


def test_adding_a_category_is_not_undone_while_somebody_uses_it(room: Room) -> None:
    one, a = card(room), category(room)
    room.act("sort", "eve", oneliners=[one.id], category=a)
    assert refused(room, "undo") == "changed_since"
    assert one.category == a


def test_a_card_is_not_put_back_into_a_category_that_is_gone(room: Room) -> None:
    one, a, b = card(room), category(room, "A"), category(room, "B")
    room.act("sort", oneliners=[one.id], category=a)
    room.act("sort", oneliners=[one.id], category=b)
    room.act("remove_category", "eve", category=a)
    assert refused(room, "undo") == "changed_since"


def test_a_refused_undo_says_which_act_and_steps_aside(room: Room) -> None:
    older, newer = category(room, "A"), category(room, "B")
    room.act("rename_category", "eve", category=newer, name="Van eve")
    with pytest.raises(Refusal) as refusal:
        room.act("undo")
    assert (refusal.value.code, refusal.value.detail) == ("changed_since", {"of": 2})
    announcement = room.act("undo")
    assert announcement is not None
    assert announcement.event.fields == {"of": 1}
    assert older not in room.track.board.categories
    assert names(room) == ["Van eve"]
    assert refused(room, "undo") == "nothing_to_undo"


def test_what_was_undone_out_of_its_turn_is_redone(room: Room) -> None:
    category(room, "A")
    newer = category(room, "B")
    room.act("rename_category", "eve", category=newer, name="Van eve")
    assert refused(room, "undo") == "changed_since"
    room.act("undo")
    room.act("redo")
    assert sorted(names(room)) == ["A", "Van eve"]
    room.act("undo")
    assert names(room) == ["Van eve"]


def test_what_stepped_aside_is_undone_after_all_once_it_can_be(room: Room) -> None:
    only = category(room, "A")
    room.act("rename_category", "eve", category=only, name="Van eve")
    assert refused(room, "undo") == "changed_since"
    room.act("undo", "eve")
    room.act("undo")
    assert names(room) == []


def test_the_same_refused_undo_sent_again_is_refused_again(room: Room) -> None:
    category(room, "A")
    newer = category(room, "B")
    room.act("rename_category", "eve", category=newer, name="Van eve")
    again = Act("undo", key=room.new_id())
    for _ in range(2):
        with pytest.raises(Refusal):
            room.decided(again, "ada")
    assert room.decided(Act("undo", key=room.new_id()), "ada").fields == {"of": 1}


def test_a_redo_that_cannot_be_steps_aside_too(room: Room) -> None:
    one = card(room)
    room.act("star", oneliners=[one.id])
    room.act("set_kind", oneliners=[one.id], kind="cause")
    room.act("undo")
    room.act("undo")
    room.act("star", "eve", oneliners=[one.id])
    assert refused(room, "redo") == "changed_since"
    room.act("redo")
    assert one.kind == "cause"


def test_what_the_room_has_seen_is_not_undone(room: Room) -> None:
    one = card(room)
    one.gate = "held"
    room.act("release", oneliners=[one.id])
    assert refused(room, "undo") == "nothing_to_undo"
