"""Who comes in at `/board`, who may act there, and how that ends."""

import re
from contextlib import suppress

import pytest
import requests
from sqlalchemy import delete

from facilitator.store import tables
from tests.live.clients import Board, NoAnswer, Phone, Raw, Refused, Screen, enter, new_key, sign_in
from tests.live.rooms import NOWHERE, Room, add_facilitator, code_of, cookie_for, store_of
from tests.patience import PATIENCE
from tests.servers import Server

FOREIGN_ORIGINS = (
    "https://evil.example",
    "http://evil.example",
    "null",
    "http://127.0.0.1",
    "http://127.0.0.1:1",
    "http://localhost.evil.example",
    "{url}.evil.example",
    "{url}, https://evil.example",
)


# Coming in


def test_the_board_link_signs_in_once_and_leads_to_the_board(live_server: Server) -> None:
    made = live_server.new()
    answer = enter(requests.Session(), made["board_url"])
    assert answer.headers["Location"].endswith(f"/desk/consultations/{made['consultation']}/board")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite" in cookie
    again = requests.get(made["board_url"], allow_redirects=False, timeout=PATIENCE)
    assert again.status_code in (404, 410)
    assert "Set-Cookie" not in again.headers


def test_a_consultation_made_while_serving_is_usable_at_once(live_server: Server) -> None:
    made = live_server.new_by_command(template="goal", language="en", title="Round one", hold="0")
    assert made.keys() == {
        "assignment", "track", "consultation", "code", "join_url", "screen_url", "board_url", "questions",
    }  # fmt: skip
    assert re.fullmatch(r"[A-Z]{6}", made["code"])
    assert all(it.keys() == {"id", "number", "text"} for it in made["questions"])
    room = Room(live_server, made)
    with room.leave:
        phone, screen = room.phone(), room.screen()
        question = room.open()
        [oneliner] = room.oneliners("Straight away", phone=phone)
        assert screen.wait_event("oneliner_received")["oneliner"]["id"] == oneliner
        assert phone.state["consultation"]["title"] == "Round one"
        assert phone.state["question"]["id"] == question


@pytest.mark.parametrize("cookie", ["", "facilitator=", "facilitator=wrong", "other=1", "facilitator={token}x"])
def test_without_the_right_cookie_there_is_no_board(room: Room, cookie: str) -> None:
    wrong = cookie.format(token=room.cookie.partition("=")[2])
    with pytest.raises(Refused):
        Board(room.server.url, room.made["consultation"], wrong)


def test_the_cookie_is_found_among_those_of_neighbours(room: Room) -> None:
    Board(room.server.url, room.made["consultation"], f'odd={{"a": 1}}; {room.cookie}; b="x').close()


def test_somebody_elses_consultation_is_as_if_not_there(room: Room) -> None:
    mallory = cookie_for(room.server, add_facilitator(room.server, "mallory"))
    with pytest.raises(Refused) as others:
        Board(room.server.url, room.made["consultation"], mallory)
    with pytest.raises(Refused) as nobodys:
        Board(room.server.url, NOWHERE, mallory)
    assert others.value.data == nobodys.value.data


@pytest.mark.parametrize("auth", [None, {}, {"consultation": 7}, {"consultation": None}, [], "x", {"screen": None}])
def test_without_saying_what_there_is_no_board(room: Room, auth: object) -> None:
    with pytest.raises(Refused):
        super(Board, Board.__new__(Board)).__init__(
            room.server.url, auth, headers={"Cookie": room.cookie, "Origin": room.server.url}
        )


@pytest.mark.parametrize("origin", FOREIGN_ORIGINS)
@pytest.mark.parametrize("door", ["polling", "phone", "board", "screen"])
def test_pages_from_elsewhere_are_kept_out(live_server: Server, door: str, origin: str) -> None:
    """By polling before any of them says who it is; by a websocket, which says so at once, as each of them."""
    url, made = live_server.url, live_server.new()
    headers = {"Cookie": sign_in(made["board_url"]), "Origin": origin.format(url=url)}
    if door == "polling":
        address = f"{url}/socket.io/?EIO=4&transport=polling"
        assert requests.get(address, headers=headers, timeout=PATIENCE).status_code == 400
        return
    token = made["screen_url"].rsplit("/", 1)[1]
    auth = {
        "phone": f'0/phone,{{"code":"{made["code"]}"}}',
        "board": f'0/board,{{"consultation":"{made["consultation"]}"}}',
        "screen": f'0/board,{{"screen":"{token}"}}',
    }
    with pytest.raises(Exception, match="400"):
        Raw(url, connect=auth[door], origin=headers["Origin"], headers={"Cookie": headers["Cookie"]})


def test_a_board_that_does_not_say_where_it_comes_from_is_kept_out(room: Room, each_transport: str) -> None:
    """No browser leaves it out over a websocket; over polling it names itself in the Referer."""
    packet = f'0/board,{{"consultation":"{room.made["consultation"]}"}}'
    with Raw(room.server.url, connect=packet, headers={"Cookie": room.cookie}) as raw:
        assert raw.connected.startswith("44/board,")
    with pytest.raises(Refused):
        Board(room.server.url, room.made["consultation"], room.cookie, origin=None, transport="polling")


def test_a_board_that_polls_comes_in_as_a_browser_would(room: Room) -> None:
    """A browser's GET to its own server has no Origin, yet a Referer."""
    url = room.server.url

    def let_in(referer: str) -> bool:
        browser = requests.Session()
        browser.headers.update({"Cookie": room.cookie, "Referer": referer})
        opened = browser.get(f"{url}/socket.io/?EIO=4&transport=polling", timeout=PATIENCE).text
        sid = opened.split('"sid":"')[1].split('"')[0]
        address = f"{url}/socket.io/?EIO=4&transport=polling&sid={sid}"
        packet = f'40/board,{{"consultation":"{room.made["consultation"]}"}}'
        browser.post(address, data=packet, headers={"Origin": url}, timeout=PATIENCE)
        return browser.get(address, timeout=PATIENCE).text.startswith("40/board,")

    assert let_in(f"{url}/desk/consultations/{room.made['consultation']}/board")
    assert not let_in("https://evil.example/page")
    assert not let_in("")


def test_signing_out_closes_the_board_and_ends_its_acts(room: Room) -> None:
    url, board = room.server.url, room.board
    browser = requests.Session()
    browser.headers["Cookie"] = room.cookie
    page = browser.get(f"{url}/desk/", timeout=PATIENCE).text
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found, "the desk has no form to sign out with"
    session = "; ".join(f"{name}={value}" for name, value in browser.cookies.get_dict().items())
    browser.headers["Cookie"] = f"{room.cookie}; {session}"
    left = browser.post(
        f"{url}/sign-out",
        data={"csrf_token": found[1]},
        headers={"Referer": url},
        allow_redirects=False,
        timeout=PATIENCE,
    )
    assert left.status_code in (302, 303), left.text
    board.wait_until_gone()
    with pytest.raises(Refused):
        Board(url, room.made["consultation"], room.cookie)


# Undo and redo


def test_who_was_let_go_acts_no_more(open_room: Room, bea: Board) -> None:
    with store_of(open_room.server) as store, store.work() as connection:
        here = tables.Membership.consultation_id == open_room.made["consultation"]
        connection.execute(delete(tables.Membership).where(here))
    with suppress(NoAnswer):  # the board may be closed by now
        assert code_of(bea.act("add_category", name="Te laat")) == "forbidden"
    bea.wait_until_gone()
    assert open_room.fresh()["categories"] == []


def test_a_helper_does_not_close_the_consultation(open_room: Room, bea: Board) -> None:
    answer = bea.act("close")
    assert code_of(answer) == "not_yours"
    assert answer["error"]["message"].endswith("Er is niets veranderd.")
    assert open_room.fresh()["consultation"]["phase"] == "open"
    bea.do("pause")
    open_room.board.do("close")


def test_a_phone_may_not_act(open_room: Room) -> None:
    with Phone(open_room.server.url, open_room.made["code"]) as phone:
        assert code_of(phone.call("act", {"key": new_key(), "type": "pause"})) == "bad_request"
    assert open_room.fresh()["consultation"]["phase"] == "open"


def test_a_screen_may_not_act(open_room: Room) -> None:
    with Screen(open_room.server.url, open_room.screen_token) as screen:
        assert code_of(screen.call("act", {"key": new_key(), "type": "pause"})) == "read_only"


def test_the_board_of_a_guest_who_is_let_go_closes_at_once(room: Room) -> None:
    url, desk = room.server.url, f"{room.server.url}/desk/consultations/{room.made['consultation']}"
    ada, tom = requests.Session(), requests.Session()
    ada.headers["Cookie"] = room.cookie
    invited = ada.post(f"{desk}/invite", data={"csrf_token": form_token(ada, desk)}, timeout=PATIENCE).text
    link = f"{url}{re.findall(r'/invite/[A-Za-z0-9_-]+', invited)[0]}"
    tom.post(link, data={"csrf_token": form_token(tom, link), "name": "Tom"}, timeout=PATIENCE)
    cookie = f"facilitator={tom.cookies['facilitator']}"
    with Board(url, room.made["consultation"], cookie) as board:
        board.wait("snapshot")
        (let_go,) = re.findall(r"/helpers/\w+/let-go", ada.get(desk, timeout=PATIENCE).text)
        ada.post(desk + let_go, data={"csrf_token": form_token(ada, desk)}, timeout=PATIENCE)
        board.wait_until_gone()
    with pytest.raises(Refused):
        Board(url, room.made["consultation"], cookie)


def form_token(browser: requests.Session, address: str) -> str:
    """The token that the forms on a page carry, with its cookie; a fixed Cookie header leaves no room for it."""
    page = browser.get(address, timeout=PATIENCE)
    if "Cookie" in browser.headers and "form" in page.cookies:
        known = str(browser.headers["Cookie"]).split("; form=")[0]
        browser.headers["Cookie"] = f"{known}; form={page.cookies['form']}"
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
    assert found is not None
    return found[1]
