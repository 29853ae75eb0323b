"""Every kind of act has all that an act needs: a rule, words, a button, an example, and what it does beside the board.

Its example is held by tests/wire, its row of the protocol by tests/docs.
"""

import re
from pathlib import Path

import pytest

from facilitator.domain.acts import ACT_TYPES, ROOM, ActType
from facilitator.domain.events import RECEIVED, WITHDRAWN
from facilitator.services.writing.beside import BESIDE
from facilitator.words.analysis import SIDES

ROOT = Path(__file__).parents[2]
PROTOCOL = (ROOT / "docs/protocol.md").read_text(encoding="utf-8")
BOARD = "\n".join(it.read_text(encoding="utf-8") for it in (ROOT / "static/js/board").glob("*.js"))

each_act = pytest.mark.parametrize("act", ACT_TYPES.values(), ids=lambda it: it.name)


def test_no_two_acts_are_told_alike() -> None:
    told = [it.past for it in ACT_TYPES.values()]
    assert len({*told, RECEIVED, WITHDRAWN}) == len(told) + 2


def test_what_an_act_does_beside_the_board_is_named() -> None:
    assert set(BESIDE) == {it.name for it in ACT_TYPES.values() if it.beside}


@each_act
def test_the_board_has_a_button_for_it(act: ActType) -> None:
    assert f'"{act.name}"' in BOARD


@each_act
def test_the_history_has_a_sentence_for_it(act: ActType) -> None:
    assert act.past in SIDES or not act.in_history


@each_act
def test_boards_and_screens_hear_of_it(act: ActType) -> None:
    assert act.audience >= ROOM


@each_act
def test_what_the_tables_hold_alone_can_not_be_undone(act: ActType) -> None:
    assert not (act.undoable and (act.beside or act.rewrites or not act.in_history))


def test_the_protocol_says_which_acts_are_for_the_owner() -> None:
    (row,) = re.findall(r"^\| `not_yours` \|.*$", PROTOCOL, re.M)
    said = re.findall(r"an act \(((?:`\w+`(?:, )?)+)\)", row)
    assert re.findall(r"`(\w+)`", said[0]) == [it.name for it in ACT_TYPES.values() if it.helpers == "never"]
