"""What a board tells and asks beside its acts: which card it holds, and what is like it."""

import pytest

from tests.live.clients import Board
from tests.live.rooms import Room, code_of


def test_a_board_is_told_which_card_somebody_else_has_chosen(open_room: Room, bea: Board) -> None:
    (oneliner,) = open_room.oneliners("Schaamte.")
    assert bea.call("hold", {"oneliner": oneliner})["ok"]
    held = open_room.board.wait("holding", lambda told: told["oneliner"] == oneliner)
    assert held["name"].startswith("bea")
    bea.close()
    open_room.board.wait("holding", lambda told: told["oneliner"] is None)


def test_something_like_it_is_suggested(open_room: Room) -> None:
    one, other = open_room.oneliners("De deurwaarder belt aan.", "Weer een deurwaarder aan de deur.")
    category = open_room.category("Incasso")
    open_room.board.do("sort", oneliners=[one], category=category)
    assert open_room.board.call("suggest", {"oneliner": other}) == {"ok": True, "categories": [category], "same": []}


@pytest.mark.parametrize("event", ["hold", "suggest"])
@pytest.mark.parametrize("data", [None, [], {}, {"oneliner": 1}, {"oneliner": "x"}, {"oneliner": None, "more": 1}])
def test_what_a_board_asks_wrongly_is_refused(room: Room, event: str, data: object) -> None:
    assert code_of(room.board.call(event, data)) == "bad_request"


@pytest.mark.parametrize("event", ["hold", "suggest"])
def test_a_screen_chooses_and_asks_nothing(open_room: Room, event: str) -> None:
    (oneliner,) = open_room.oneliners("Schaamte.")
    assert code_of(open_room.screen().call(event, {"oneliner": oneliner})) == "read_only"
