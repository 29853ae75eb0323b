"""On a phone nothing that was typed is lost, and nothing goes twice."""

from playwright.sync_api import Browser, Page, expect

from tests.journeys.phone.phones import (
    TEXT,
    Open,
    Wire,
    board_has,
    expect_received,
    field,
    join,
    line,
    phones,
    send,
    texts,
)
from tests.journeys.rooms import Room
from tests.servers import Server

# Nothing is lost, nothing goes twice


def test_a_draft_survives_a_reload(phone: Open, room: Room) -> None:
    room.open_question()
    page = phone()
    field(page).fill("Half een gedach")
    page.reload()
    expect(field(page)).to_have_value("Half een gedach")


def test_each_question_has_its_own_draft(phone: Open, room: Room) -> None:
    room.open_question(1)
    page = phone()
    field(page).fill("Bij vraag 1")
    room.open_question(2)
    expect(page.locator('[data-part="number"]')).to_have_text("2/5")
    expect(field(page)).to_have_value("")
    expect(line(page, "Bij vraag 1").locator(".fate")).to_contain_text("Bij vraag 1, nog niet verstuurd")
    room.open_question(1)
    expect(field(page)).to_have_value("Bij vraag 1")
    expect(line(page, "Bij vraag 1")).to_have_count(0)


def test_without_connection_lines_wait_and_go_once(phone: Open, room: Room) -> None:
    room.open_question()
    page = phone()
    page.context.set_offline(True)
    expect(page.get_by_role("banner").get_by_text("Geen verbinding. Schrijf gerust door")).to_be_visible()
    send(page, "Zonder verbinding.")
    expect(line(page, "Zonder verbinding.")).to_have_attribute("data-status", "waiting")
    expect(line(page, "Zonder verbinding.")).to_contain_text("Wacht op verbinding")
    page.context.set_offline(False)
    expect_received(page, "Zonder verbinding.")
    assert texts(room) == ["Zonder verbinding."]
    expect(page.get_by_role("banner").get_by_text("Geen verbinding. Schrijf gerust door")).to_be_hidden()


def test_a_lost_acknowledgement_makes_no_second_line(phone: Open, room: Room) -> None:
    room.open_question()
    page = phone(joined=False)
    wire = Wire(page)
    page.reload()
    join(page)
    wire.down = False
    send(page, TEXT)
    board_has(page, room, TEXT)
    expect(line(page, TEXT)).to_have_attribute("data-status", "waiting")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect_received(page, TEXT)
    assert wire.opened == 2
    assert texts(room) == [TEXT]


def test_a_socket_that_died_in_its_sleep_is_replaced_on_waking(phone: Open, room: Room) -> None:
    room.open_question()
    page = phone(joined=False)
    wire = Wire(page)
    page.reload()
    join(page)
    wire.up = wire.down = False
    send(page, TEXT)
    expect(line(page, TEXT)).to_have_attribute("data-status", "waiting")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect_received(page, TEXT)
    assert texts(room) == [TEXT]


def test_a_waiting_line_survives_a_reload(phone: Open, room: Room) -> None:
    room.open_question()
    page = phone()
    page.context.set_offline(True)
    send(page, "Bewaard op de telefoon.")
    page.context.set_offline(False)
    page.reload()
    expect_received(page, "Bewaard op de telefoon.")
    assert texts(room) == ["Bewaard op de telefoon."]


def test_received_lines_are_still_there_after_a_reload(phone: Open, room: Room) -> None:
    room.open_question()
    page = phone()
    send(page, TEXT)
    expect_received(page, TEXT)
    page.reload()
    expect_received(page, TEXT)
    assert texts(room) == [TEXT]


def test_without_any_socket_lines_are_posted(phone: Open, room: Room) -> None:
    room.open_question()
    page = phone(joined=False)
    page.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    page.route("**/socket.io/**", lambda route: route.abort())
    page.reload()
    join_slowly(page)
    send(page, TEXT)
    expect_received(page, TEXT)
    room.open_question(2)
    expect(page.locator('[data-part="number"]')).to_have_text("2/5")
    assert texts(room) == [TEXT]


def join_slowly(page: Page) -> None:
    """Take part where no socket will come about."""
    page.get_by_role("button", name="Weet ik niet").tap()
    page.get_by_role("button", name="Ik doe mee").tap()
    expect(page.locator('[data-part="connection"]')).to_have_attribute("data-state", "online")


def test_without_websockets_polling_carries_it(phone: Open, room: Room) -> None:
    room.open_question()
    page = phone(joined=False)
    page.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    page.reload()
    join(page)
    send(page, TEXT)
    expect_received(page, TEXT)


# The server goes away


def test_a_server_that_is_killed_and_comes_back_loses_and_doubles_nothing(browser: Browser, server: Server) -> None:
    room = Room(server)
    opened = phones(browser, room)
    page = next(opened)()
    room.open_question()
    send(page, "Voor de val.")
    expect_received(page, "Voor de val.")
    room.close()
    server.kill()
    send(page, "Tijdens de val.")
    expect(line(page, "Tijdens de val.")).to_have_attribute("data-status", "waiting")
    server.start()
    expect_received(page, "Tijdens de val.")
    assert texts(room) == ["Tijdens de val.", "Voor de val."]
    room.close()
    opened.close()


# Without a socket, all of it


def test_without_any_socket_fates_are_heard_and_lines_are_withdrawn(phone: Open, room: Room) -> None:
    room.open_question()
    page = phone(joined=False)
    page.route("**/socket.io/**", lambda route: route.abort())
    page.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    page.reload()
    page.get_by_role("button", name="Weet ik niet").tap()
    page.get_by_role("button", name="Ik doe mee").tap()
    for text in ("Dit mag terug.", "Dit wordt verborgen."):
        send(page, text)
    for text in ("Dit mag terug.", "Dit wordt verborgen."):
        expect_received(page, text)
    (hidden,) = [card["id"] for card in room.snapshot()["oneliners"] if "verborgen" in card["text"]]
    room.act("hide", oneliners=[hidden], reason="dubbel")
    line(page, "terug").get_by_role("button", name="Trek in").tap()
    line(page, "terug").get_by_role("button", name="Ja, trek in").tap()
    expect(line(page, "terug")).to_have_attribute("data-status", "withdrawn")
    expect(line(page, "verborgen")).to_have_attribute("data-status", "hidden")
    board_has(page, room, "Dit wordt verborgen.")
