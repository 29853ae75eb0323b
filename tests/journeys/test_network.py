"""Bad networks, with a real browser: nothing is lost, nothing comes twice, nobody has to do anything."""

import itertools
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from tests.journeys.day.wifi import Behind, Wifi
from tests.journeys.phone.phones import PHONE, board_has, expect_received, field, line, send
from tests.journeys.rooms import Room, board_of, context_of, screen_of
from tests.servers import Server

SLOW = {"delay": 0.2, "rate": 50_000}  # 400 ms there and back, 400 kbit/s
SAID = [f"Gedachte {number}." for number in range(1, 4)]


@contextmanager
def phone_of(browser: Browser, room: Room, *, drops: int = 0) -> Iterator[Page]:
    """Ben takes part; of the frames of his sockets each `drops`-th gets lost, 0: none."""
    with context_of(browser, **PHONE) as context:
        page = context.new_page()
        if drops:
            page.route_web_socket("**/socket.io/**", lambda socket: lose(socket, drops))
        page.goto(f"{room.server.url}/j/{room.made['code']}")
        page.get_by_role("button", name="Weet ik niet").tap()
        page.get_by_role("button", name="Ik doe mee").tap()
        expect(field(page)).to_be_visible()
        yield page


def lose(socket: WebSocketRoute, every: int) -> None:
    """Lose each so-manieth frame, of both directions together, once the two have met."""
    server, count = socket.connect_to_server(), itertools.count(1)

    def passes() -> bool:
        at = next(count)
        return at <= 5 or at % every > 0

    socket.on_message(lambda data: server.send(data) if passes() else None)
    server.on_message(lambda data: socket.send(data) if passes() else None)


def test_a_slow_and_far_network_only_takes_longer(browser: Browser, tmp_path: Path) -> None:
    with Wifi(**SLOW) as wifi, Behind(tmp_path, wifi, PHONE_RATE="0") as server:
        room = Room(server)
        room.open_question()
        with phone_of(browser, room) as page, board_of(browser, room) as board:
            for text in SAID:
                send(page, text)
            for text in SAID:
                expect_received(page, text)
            expect(board.locator(".unsorted .card")).to_have_count(len(SAID))
            board_has(page, room, *SAID)
        room.close()


def test_every_third_frame_lost_loses_no_one_liner_and_doubles_none(browser: Browser, server: Server) -> None:
    room = Room(server)
    room.open_question()
    with phone_of(browser, room, drops=3) as page:
        for text in SAID[:2]:
            send(page, text)
            expect_received(page, text)
        board_has(page, room, *SAID[:2])
    room.close()


def test_a_network_that_fails_again_and_again_loses_and_doubles_nothing(browser: Browser, tmp_path: Path) -> None:
    with Wifi() as wifi, Behind(tmp_path, wifi, PHONE_RATE="0") as server:
        room = Room(server)
        room.open_question()
        with phone_of(browser, room) as page, screen_of(browser, room) as screen:
            room.act("screen", mode="stream")
            for text in SAID[:3]:
                wifi.fail()
                send(page, text)
                expect(line(page, text)).to_have_attribute("data-status", "waiting")
                wifi.recover()
                expect_received(page, text)
            expect(screen.locator(".stream .card")).to_have_count(3)
            expect(screen.locator(".stale")).to_be_empty()
            board_has(page, room, *SAID[:3])
        room.close()


def test_a_server_killed_while_everybody_writes_loses_and_doubles_nothing(browser: Browser, server: Server) -> None:
    room = Room(server, hold=0)
    room.open_question()
    with phone_of(browser, room) as one, phone_of(browser, room) as other, board_of(browser, room) as board:
        for page, name in ((one, "Een"), (other, "Ander")):
            send(page, f"{name} voor de val.")
        room.close()
        server.kill()
        for page, name in ((one, "Een"), (other, "Ander")):
            send(page, f"{name} tijdens de val.")
        server.start()
        wanted = [f"{name} {when} de val." for name in ("Een", "Ander") for when in ("voor", "tijdens")]
        for text in wanted:
            expect_received(one if text.startswith("Een") else other, text)
        expect(board.locator(".unsorted .card")).to_have_count(4)
        board_has(one, room, *wanted)
    room.close()


SIX = range(1, 7)
ROUNDS = 3  # of the minutes without wifi, each as short as the words of the banner take


def test_wifi_that_fails_for_everybody_keeps_every_line_and_sends_it_once(browser: Browser, tmp_path: Path) -> None:
    with Server(tmp_path, PHONE_RATE="0") as server, ExitStack() as stack:
        room = Room(server)
        room.open_question()
        phones = [stack.enter_context(phone_of(browser, room)) for _ in SIX]
        screen = stack.enter_context(screen_of(browser, room))
        room.act("screen", mode="stream")
        for number, page in zip(SIX, phones, strict=True):
            send(page, f"Telefoon {number}, ervoor.")
            expect_received(page, f"Telefoon {number}, ervoor.")

        for page in phones:
            page.context.set_offline(True)
        said = {number: [f"Telefoon {number}, minuut {minute}." for minute in range(1, ROUNDS + 1)] for number in SIX}
        for minute in range(ROUNDS):
            for number, page in zip(SIX, phones, strict=True):
                send(page, said[number][minute])
                expect(line(page, said[number][minute])).to_have_attribute("data-status", "waiting")
        for page in phones:
            expect(page.get_by_text("Geen verbinding. Schrijf gerust door").first).to_be_visible()
        phones[0].context.set_offline(False)
        phones[0].reload()  # somebody tries that, too
        for page in phones[1:]:
            page.context.set_offline(False)

        for number, page in zip(SIX, phones, strict=True):
            for text in said[number]:
                expect_received(page, text)
            shown = page.locator(".line .said").all_text_contents()
            assert shown == [*reversed(said[number]), f"Telefoon {number}, ervoor."]
        board_has(phones[0], room, *(f"Telefoon {number}, ervoor." for number in SIX), *itertools.chain(*said.values()))
        expect(screen.locator(".stream .card")).to_have_count(6)
        room.close()
