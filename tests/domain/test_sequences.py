"""Whatever is done in whatever order, the board stays whole, and both languages agree on it."""

import json
from pathlib import Path

import pytest

from facilitator import wire
from facilitator.domain.board import History
from facilitator.domain.refusals import Refusal
from facilitator.services.tracks import Announcement
from tests.domain.sequences import ACTS, Room
from tests.house.tools import ROOT, deno_passes

STEPS = 60


@pytest.mark.parametrize("seed", range(120))
def test_every_oneliner_lies_in_exactly_one_place(seed: int) -> None:
    room = Room(seed)
    received = withdrawn = 0
    for _ in range(STEPS):
        announcement = room.something()
        if announcement is None:
            continue
        received += announcement.event.type == "oneliner_received"
        withdrawn += announcement.event.type == "oneliner_withdrawn"
        board = room.track.board
        places = [None, *board.categories]
        lying = [card.id for place in places for card in board.in_category(place)]
        assert sorted(lying) == sorted(board.cards)
        assert len(board.cards) == received - withdrawn


@pytest.mark.parametrize("seed", range(60))
def test_undoing_everything_gives_back_what_was(seed: int) -> None:
    room = Room(seed)
    for _ in range(10):
        room.receive()
    before = room.snapshot()
    done = [_one_act_of_ada(room) for _ in range(STEPS)]
    assert sum(announcement is not None for announcement in done) > 10
    while _undone(room):
        pass
    after = room.snapshot()
    for part in ("categories", "oneliners", "relations"):
        assert sorted(after[part], key=_id) == sorted(before[part], key=_id)


def _id(thing: dict[str, object]) -> str:
    return str(thing["id"])


UNDOABLE = (
    "add_category",
    "rename_category",
    "sort",
    "sort_also",
    "star",
    "merge_categories",
    "remove_category",
    "hide",
    "mask",
    "set_world",
    "link",
    "unlink",
    "mark_tension",
    "unmark_tension",
    "mark_intervention",
)


def _one_act_of_ada(room: Room) -> Announcement | None:
    type = room.random.choice(UNDOABLE)
    try:
        return room.act(type, "ada", **ACTS[type](room))
    except Refusal:
        return None


def _undone(room: Room) -> bool:
    try:
        return room.act("undo", "ada") is not None
    except Refusal as refusal:
        assert refusal.code == "nothing_to_undo"
        return False


@pytest.mark.parametrize("seed", range(40))
def test_nothing_that_somebody_did_keeps_blocking_what_can_be_undone(seed: int) -> None:
    room = Room(seed)
    for _ in range(STEPS):
        room.something()
    done = len(room.track.board.histories.get("ada", History()).done)
    refusals = 0
    while (code := _refused_undo(room)) != "nothing_to_undo":
        refusals += code is not None
    assert refusals <= done, "each is refused once"


def _refused_undo(room: Room) -> str | None:
    try:
        room.act("undo", "ada")
    except Refusal as refusal:
        return refusal.code
    return None


def test_both_languages_agree_on_random_sequences(tmp_path: Path) -> None:
    sequences = [_sequence(seed, screen=screen) for seed in range(60) for screen in (False, True)]
    file = tmp_path / "sequences.json"
    file.write_text(json.dumps(sequences))
    deno_passes("run", "--cached-only", f"--allow-read={file}", str(ROOT / "tests/js/same_board.js"), str(file))


def _sequence(seed: int, *, screen: bool) -> dict[str, object]:
    room = Room(seed)
    for _ in range(5):
        room.something()
    start = json.loads(json.dumps(room.snapshot(screen=screen)))
    shape = wire.screen_event if screen else wire.board_event
    events = []
    for _ in range(STEPS):
        announcement = room.something()
        if announcement is not None:
            events.append(json.loads(json.dumps(shape(announcement, room.track.board))))
    assert [event["revision"] for event in events] == list(range(start["revision"] + 1, room.track.board.revision + 1))
    return {"screen": screen, "start": start, "events": events, "end": room.snapshot(screen=screen)}


def test_two_facilitators_undo_only_their_own() -> None:
    room = Room(1)
    card = room.receive().arrived[0].id
    room.act("add_category", "ada", name="Regels")
    category = next(iter(room.track.board.categories))
    room.act("sort", "eve", oneliners=[card], category=category)
    with pytest.raises(Refusal) as refused:
        room.act("undo", "ada")
    assert refused.value.code == "changed_since"
    room.act("undo", "eve")
    room.act("undo", "ada")
    assert not room.track.board.categories
