"""What a screen is sent: what may be shown in the room, and nothing else, in any frame."""

import pytest

from facilitator.domain.acts import ACT_TYPES
from tests.live.clients import Refused, Screen, new_key
from tests.live.rooms import Room, cards_of, code_of, room_on
from tests.servers import Server

SECRET = "geheimpje"


def frames_of(screen: Screen) -> str:
    """All that a screen was sent, as it came."""
    return "\n".join(screen.frames)


@pytest.mark.parametrize("token", ["", "x", None, 7, [], {}, "\ud800", "0" * 5000, "' OR 1=1 --"])
def test_without_the_token_there_is_no_screen(live_server: Server, token: object) -> None:
    with pytest.raises(Refused):
        Screen(live_server.url, token)  # type: ignore[arg-type]


def test_a_screen_is_sent_a_snapshot(open_room: Room, each_transport: str) -> None:
    [oneliner] = open_room.oneliners("Stapel op bestaande ideeën", phone=open_room.phone("policy"))
    snapshot = open_room.screen(transport=each_transport).wait("snapshot")
    assert cards_of(snapshot).keys() == {oneliner}
    assert snapshot["consultation"]["phase"] == "open"
    assert snapshot["consultation"]["join_url"] == open_room.made["join_url"]
    assert snapshot["presence"] == {"phones": 1, "environments": {}}
    assert "you" not in snapshot


def test_a_screen_is_never_told_who_is_here_by_environment(open_room: Room) -> None:
    early = open_room.screen()
    phones = [open_room.phone("policy") for _ in range(4)]
    early.wait("presence", lambda it: it["phones"] == len(phones))
    late = open_room.screen()
    assert late.wait("snapshot")["presence"] == {"phones": 4, "environments": {}}
    assert '"environments":{"' not in frames_of(early) + frames_of(late)


@pytest.mark.parametrize("kind", ACT_TYPES)
def test_a_screen_may_only_look(open_room: Room, kind: str) -> None:
    screen, before = open_room.screen(), open_room.fresh()["revision"]
    assert code_of(screen.call("act", {"key": new_key(), "type": kind})) == "read_only"
    assert open_room.fresh()["revision"] == before


@pytest.mark.parametrize("data", [None, {}, [], "x", {"type": "moon"}])
def test_a_screen_may_only_look_whatever_it_sends(open_room: Room, data: object) -> None:
    assert code_of(open_room.screen().call("act", data)) == "read_only"


@pytest.mark.parametrize("event", ["submit", "mine", "withdraw", "nonsense"])
def test_an_unknown_event_is_a_bad_request(open_room: Room, event: str) -> None:
    assert code_of(open_room.screen().call(event, {})) == "bad_request"


def test_what_waits_is_shown_on_the_board_at_once_and_on_the_screen_later(live_server: Server) -> None:
    with room_on(live_server, hold=2) as room:
        screen = room.screen()
        room.open()
        [oneliner] = room.oneliners(SECRET)
        told = room.board.wait_event("oneliner_received")["oneliner"]
        assert (told["text"], told["gate"]) == (SECRET, "held")
        early = room.screen().wait("snapshot")
        withheld, released = screen.wait_event("withheld"), screen.wait_event("released")
        assert withheld["revision"] < released["revision"]
        assert (oneliner in cards_of(early)) == (early["revision"] >= released["revision"])
        before, _ = frames_of(screen).split('"released"', 1)
        assert SECRET not in before
        assert released["put"][0]["id"] == oneliner
        assert released["put"][0]["text"] == SECRET
        with room.screen() as later:
            assert cards_of(later.wait("snapshot")).keys() == {oneliner}


def test_what_waits_may_be_shown_earlier(live_server: Server) -> None:
    with room_on(live_server, hold=10) as room:
        screen = room.screen()
        room.open()
        [oneliner] = room.oneliners(SECRET)
        room.board.do("release", oneliners=[oneliner])
        assert screen.wait_event("released")["put"][0]["text"] == SECRET


def test_what_is_hidden_while_it_waits_never_comes(live_server: Server) -> None:
    with room_on(live_server, hold=1) as room:
        screen = room.screen()
        room.open()
        [oneliner] = room.oneliners(SECRET)
        room.board.do("hide", oneliners=[oneliner], reason="grof woord")
        room.board.wait_event("released")
        category = room.category("Schaamte")
        room.board.do("sort", oneliners=[oneliner], category=category)
        room.board.do("star", oneliners=[oneliner])
        room.board.do("screen", mode="spotlight", oneliner=oneliner)
        screen.wait_event("screened")
        with room.screen() as late:
            assert cards_of(late.wait("snapshot")) == {}
            assert SECRET not in frames_of(screen) + frames_of(late)
            assert "grof woord" not in frames_of(screen) + frames_of(late)


def test_what_is_hidden_goes_from_the_screen_and_what_is_shown_comes_back(open_room: Room) -> None:
    screen = open_room.screen()
    [oneliner] = open_room.oneliners(SECRET)
    open_room.board.do("hide", oneliners=[oneliner], reason="grof woord")
    assert screen.wait_event("hidden")["drop"] == [oneliner]
    open_room.board.do("undo")
    assert screen.wait_event("undone")["put"][0]["id"] == oneliner
    open_room.board.do("redo")
    assert screen.wait_event("redone")["drop"] == [oneliner]
    open_room.board.do("show", oneliners=[oneliner])
    assert screen.wait_event("shown")["put"][0]["text"] == SECRET
    assert "grof woord" not in frames_of(screen)


def test_a_screen_that_comes_back_is_not_sent_what_was_hidden_since(open_room: Room) -> None:
    start = open_room.fresh()["revision"]
    open_room.oneliners("dit mag")
    [hidden] = open_room.oneliners(SECRET)
    category = open_room.category()
    open_room.board.do("sort", oneliners=[hidden], category=category)
    open_room.board.do("hide", oneliners=[hidden], reason="grof")
    screen = open_room.screen(since=start)
    batch = screen.wait("events")
    assert [event["revision"] for event in batch["events"]] == list(range(start + 1, batch["to"] + 1))
    assert "dit mag" in frames_of(screen)
    assert SECRET not in frames_of(screen)
    assert screen.since(start)["ok"]
    assert SECRET not in frames_of(screen)


def test_nobody_that_comes_back_is_sent_what_was_withdrawn_since(open_room: Room) -> None:
    start, phone, key = open_room.fresh()["revision"], open_room.phone(), new_key()
    phone.submit(SECRET, key=key)
    assert phone.withdraw(key)["ok"]
    screen, board = open_room.screen(since=start), open_room.another_board(since=start)
    assert screen.wait("events")["to"] == board.wait("events")["to"] == start + 2
    assert SECRET not in frames_of(screen) + frames_of(board)  # type: ignore[arg-type]


def test_what_is_masked_is_nowhere_on_the_screen(open_room: Room) -> None:
    start = open_room.fresh()["revision"]
    [oneliner] = open_room.oneliners(f"Die {SECRET} is lui")
    open_room.board.do("mask", oneliner=oneliner, start=4, end=4 + len(SECRET), what="person")
    with open_room.screen(since=start) as screen:
        assert "is lui" in str(screen.wait("events"))
        assert SECRET not in frames_of(screen)
    with open_room.screen() as screen:
        assert cards_of(screen.wait("snapshot"))[oneliner]["text"].endswith(" is lui")
        assert SECRET not in frames_of(screen)


def test_a_probe_to_the_author_is_not_for_the_room(open_room: Room) -> None:
    screen = open_room.screen()
    [oneliner] = open_room.oneliners("eentje")
    open_room.board.do("probe", oneliner=oneliner, text="Onder ons?", to="author")
    open_room.board.do("probe", oneliner=None, text="Voor allen?", to="everyone")
    assert screen.wait_event("probed")["text"] == "Voor allen?"
    with open_room.screen() as late:
        late.wait("snapshot")
        assert "Onder ons?" not in frames_of(screen) + frames_of(late)


def test_events_come_without_a_gap_whatever_is_withheld(live_server: Server) -> None:
    with room_on(live_server, hold=1) as room:
        screen, start = room.screen(), room.fresh()["revision"]
        room.open()
        ids = room.oneliners("a", "b", "c")
        room.board.do("hide", oneliners=[ids[0]], reason="x")
        room.board.do("star", oneliners=ids)
        room.board.do("probe", oneliner=ids[1], text="x?", to="author")
        room.board.wait_event("released")
        last = room.fresh()["revision"]
        screen.wait_revision(last)
        assert [event["revision"] for event in screen.events] == list(range(start + 1, last + 1))


def test_the_screen_stays_when_the_consultation_closes(open_room: Room) -> None:
    screen = open_room.screen()
    open_room.board.do("close")
    screen.wait_event("closed")
    with open_room.screen() as late:
        assert late.wait("snapshot")["consultation"]["phase"] == "closed"
        assert late.snapshot["consultation"]["screen"] == {"mode": "end"}
