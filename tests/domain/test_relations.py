"""What an analyst sees between one-liners: causes, tensions, interventions, and of which world something speaks."""

from typing import Any

import pytest

from facilitator.domain.acts.relations import MOST_RELATIONS
from facilitator.domain.board import Relation
from facilitator.domain.refusals import Refusal
from tests.domain.sequences import Room


@pytest.fixture
def room() -> Room:
    return Room(1)


@pytest.fixture
def cards(room: Room) -> list[str]:
    return [room.receive().arrived[0].id for _ in range(4)]


def kinds(room: Room) -> list[tuple[str, str, str | None]]:
    return sorted((it.kind, it.oneliner, it.other) for it in room.track.board.relations.values())


def test_one_comes_of_another(room: Room, cards: list[str]) -> None:
    announcement = room.act("link", **{"from": cards[0], "to": cards[1]})
    assert kinds(room) == [("cause", cards[0], cards[1])]
    assert announcement is not None
    (change,) = announcement.event.changes
    assert change.after == {"id": change.id, "kind": "cause", "from": cards[0], "to": cards[1]}


def test_linking_twice_changes_nothing(room: Room, cards: list[str]) -> None:
    room.act("link", **{"from": cards[0], "to": cards[1]})
    assert room.act("link", **{"from": cards[0], "to": cards[1]}) is None


@pytest.mark.parametrize("ends", [(0, 0), (2, 0), (1, 0)])
def test_causes_never_go_round(room: Room, cards: list[str], ends: tuple[int, int]) -> None:
    room.act("link", **{"from": cards[0], "to": cards[1]})
    room.act("link", **{"from": cards[1], "to": cards[2]})
    with pytest.raises(Refusal, match="bad_request"):
        room.act("link", **{"from": cards[ends[0]], "to": cards[ends[1]]})


def test_two_causes_of_one_are_no_circle(room: Room, cards: list[str]) -> None:
    for effect, cause in ((0, 1), (0, 2), (1, 3), (2, 3)):
        room.act("link", **{"from": cards[effect], "to": cards[cause]})
    assert len(kinds(room)) == 4


def test_a_link_is_taken_away(room: Room, cards: list[str]) -> None:
    room.act("link", **{"from": cards[0], "to": cards[1]})
    (link,) = room.track.board.relations
    room.act("unlink", link=link)
    assert kinds(room) == []
    assert room.act("unlink", link=link) is None


def test_a_tension_goes_both_ways_and_is_there_once(room: Room, cards: list[str]) -> None:
    room.act("mark_tension", oneliners=cards[:2])
    assert room.act("mark_tension", oneliners=cards[1::-1]) is None
    room.act("unmark_tension", oneliners=cards[1::-1])
    assert kinds(room) == []


@pytest.mark.parametrize("count", [1, 3])
def test_a_tension_is_between_two(room: Room, cards: list[str], count: int) -> None:
    with pytest.raises(Refusal, match="bad_request"):
        room.act("mark_tension", oneliners=cards[:count])


def test_points_of_intervention_are_marked_and_unmarked(room: Room, cards: list[str]) -> None:
    room.act("mark_intervention", oneliners=cards[:2])
    room.act("mark_intervention", oneliners=cards[1:3])
    assert [it[1] for it in kinds(room)] == sorted(cards[:3])
    room.act("unmark_intervention", oneliners=cards[:1])
    assert [it[1] for it in kinds(room)] == sorted(cards[1:3])


def test_unlinking_takes_no_tension_away(room: Room, cards: list[str]) -> None:
    room.act("mark_tension", oneliners=cards[:2])
    (tension,) = room.track.board.relations
    assert room.act("unlink", link=tension) is None


def test_a_world_is_named_and_taken_back(room: Room, cards: list[str]) -> None:
    room.act("set_world", oneliners=cards[:2], world="lived")
    assert [room.track.board.cards[it].world for it in cards] == ["lived", "lived", None, None]
    room.act("set_world", oneliners=cards[:1], world=None)
    assert room.track.board.cards[cards[0]].world is None


ACTS: list[tuple[str, Any]] = [
    ("link", lambda it: {"from": it[0], "to": it[1]}),
    ("mark_tension", lambda it: {"oneliners": it[:2]}),
    ("mark_intervention", lambda it: {"oneliners": it[:2]}),
]


@pytest.mark.parametrize(("type", "fields"), ACTS)
def test_what_is_undone_comes_back_the_same(room: Room, cards: list[str], type: str, fields: Any) -> None:
    room.act(type, **fields(cards))
    before = dict(room.track.board.relations)
    room.act("undo")
    assert room.track.board.relations == {}
    room.act("redo")
    assert room.track.board.relations == before


@pytest.mark.parametrize(("type", "fields"), ACTS)
def test_what_is_not_there_relates_to_nothing(room: Room, cards: list[str], type: str, fields: Any) -> None:
    with pytest.raises(Refusal, match="unknown_oneliner"):
        room.act(type, **fields(["0" * 16, *cards]))


def test_there_is_an_end_to_them(room: Room, cards: list[str]) -> None:
    for at in range(MOST_RELATIONS):
        room.track.board.relations[f"{at}"] = Relation(f"{at}", "cause", "x", "y")
    with pytest.raises(Refusal, match="full"):
        room.act("mark_tension", oneliners=cards[:2])
