"""The phone, in a real browser against a real server: nothing typed is lost, nothing goes twice."""

import json
import re
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, WebSocketRoute, expect
from sqlalchemy import select, update

from facilitator.store import Store
from facilitator.store.tables import Consultation, Track
from tests.journeys.rooms import Room, context_of
from tests.looks import barriers_of, check, pass_time, photograph, wait_until
from tests.servers import Server

PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
TEXT = "Mensen schamen zich en openen de post niet meer."
MOST_BYTES = 35_000
MOST_REQUESTS = 8
SMALLEST_TARGET = 48

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for all tests that don't stop it."""
    with Server(tmp_path_factory.mktemp("phone")) as server:
        yield server


@pytest.fixture
def room(running: Server) -> Iterator[Room]:
    """A consultation in which nothing has happened yet."""
    made = Room(running)
    yield made
    made.close()


@pytest.fixture
def phone(browser: Browser, room: Room) -> Iterator[Open]:
    """Open ben's phone: `phone()` has taken part, `phone(joined=False)` has just scanned the code."""
    yield from phones(browser, room)


def phones(browser: Browser, room: Room) -> Generator[Open]:
    """Hand out phones and put them all away at the end."""
    contexts = []

    def open_phone(*, joined: bool = True, query: str = "", **how: Any) -> Page:
        context = browser.new_context(**PHONE | {"locale": "nl-NL"} | how)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{address(room)}{query}")
        if joined:
            join(page)
        return page

    yield open_phone
    for context in contexts:
        context.close()


def address(room: Room) -> str:
    return f"{room.server.url}/j/{room.made['code']}"


def join(page: Page) -> None:
    """Take part, without saying from which angle."""
    page.get_by_role("button", name=re.compile("Weet ik niet|Don't know")).tap()
    page.get_by_role("button", name=re.compile("Ik doe mee|I take part")).tap()
    expect(page.locator('[data-part="connection"]')).to_have_attribute("data-state", "online")


def field(page: Page) -> Locator:
    return page.locator("#write-text")


def send(page: Page, text: str) -> None:
    field(page).fill(text)
    page.get_by_role("button", name="Verstuur", exact=True).last.tap()


def line(page: Page, text: str) -> Locator:
    return page.locator(".line", has_text=text)


def expect_received(page: Page, text: str) -> None:
    expect(line(page, text)).to_have_attribute("data-status", "received")


def texts(room: Room) -> list[str]:
    """What the board has, whatever its order."""
    return sorted(card["text"] for card in room.snapshot()["oneliners"])


def board_has(page: Page, room: Room, *wanted: str) -> None:
    """Wait until the board has exactly these."""
    wait_until(page, lambda: texts(room) == sorted(wanted))


# Taking part


def test_two_taps_lead_from_the_code_to_the_question(phone: Open, room: Room) -> None:
    room.open_question()
    page = phone(joined=False)
    page.get_by_role("button", name="Beleid").tap()
    page.get_by_role("button", name="Ik doe mee").tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Welke ontwikkelingen")
    expect(field(page)).to_be_focused()


def test_the_question_comes_by_itself(phone: Open, room: Room) -> None:
    page = phone()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wacht op de eerste vraag")
    room.open_question()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Welke ontwikkelingen")
    expect(page.get_by_role("status")).to_contain_text("Vraag 1 is open")


def test_who_took_part_does_not_join_again_after_a_reload(phone: Open, room: Room) -> None:
    room.open_question()
    page = phone()
    page.reload()
    expect(field(page)).to_be_visible()


def test_the_page_can_be_read_in_english(phone: Open, room: Room) -> None:
    room.open_question()
    page = phone(joined=False)
    page.get_by_role("link", name="English").first.tap()
    join(page)
    expect(page.get_by_role("button", name="Send")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_attribute("lang", "nl")


def test_an_unknown_code_leads_back_to_the_door(phone: Open, room: Room) -> None:
    page = phone(joined=False)
    page.goto(f"{room.server.url}/j/XXXXXX")
    expect(page.get_by_role("heading", level=1)).to_have_text("We kennen deze code niet")


# Writing


def test_a_oneliner_is_sent_and_the_field_is_ready_for_the_next(phone: Open, room: Room) -> None:
    room.open_question()
    page = phone()
    send(page, TEXT)
    expect_received(page, TEXT)
    expect(field(page)).to_have_value("")
    expect(field(page)).to_be_focused()
    assert texts(room) == [TEXT]


def test_enter_sends(phone: Open, room: Room) -> None:
    room.open_question()
    page = phone()
    field(page).fill(TEXT)
    field(page).press("Enter")
    expect_received(page, TEXT)


def test_the_latest_line_stands_on_top(phone: Open, room: Room) -> None:
    room.open_question()
    page = phone()
    for text in ("Eerst dit.", "Daarna dit."):
        send(page, text)
    expect(page.locator(".said")).to_have_text(["Daarna dit.", "Eerst dit."])


def test_the_ends_are_trimmed_and_a_pasted_line_break_becomes_a_space(phone: Open, room: Room) -> None:
    room.open_question()
    page = phone()
    field(page).fill("  een regel\r\nen nog een ")
    expect(field(page)).to_have_value("  een regel en nog een ")
    field(page).press("Enter")
    expect_received(page, "een regel en nog een")
    assert texts(room) == ["een regel en nog een"]


def test_a_double_press_sends_once_and_complains_of_nothing(phone: Open, room: Room) -> None:
    room.open_question()
    page = phone()
    field(page).fill(TEXT)
    page.get_by_role("button", name="Verstuur", exact=True).last.dblclick()
    expect_received(page, TEXT)
    expect(page.locator("#write-remark")).to_be_empty()
    assert texts(room) == [TEXT]


def test_nothing_is_sent_when_there_is_nothing_to_send(phone: Open, room: Room) -> None:
    room.open_question()
    page = phone()
    send(page, "   ")
    expect(page.locator("#write-remark")).to_contain_text("niets")
    expect(page.locator(".line")).to_have_count(0)


def test_the_counter_appears_from_a_hundred_and_counts_as_people_do(phone: Open, room: Room) -> None:
    room.open_question()
    page, counter = phone(), "#write-counter"
    field(page).fill("x" * 99)
    expect(page.locator(counter)).to_have_text("")
    field(page).fill("👨‍👩‍👧" * 100)
    expect(page.locator(counter)).to_have_text("Nog 40 tekens")
    field(page).fill("x" * 139)
    expect(page.locator(counter)).to_have_text("Nog 1 teken")


def test_too_long_says_how_much_and_cannot_be_sent(phone: Open, room: Room) -> None:
    room.open_question()
    page = phone()
    field(page).fill("x" * 152)
    expect(page.locator("#write-counter")).to_have_text("12 tekens te veel")
    expect(page.get_by_role("button", name="Verstuur")).to_be_disabled()
    field(page).press("Enter")
    expect(field(page)).to_have_value("x" * 152)
    expect(page.locator(".line")).to_have_count(0)


def test_hints_ask_and_never_stop(phone: Open, room: Room) -> None:
    room.open_question()
    page, text = phone(), "Mevrouw De Wit van het loket lacht mensen uit."
    field(page).fill(text)
    expect(page.locator("#write-remark")).to_have_text("Staat hier een naam in? Laat die liever weg.")
    field(page).press("Enter")
    expect_received(page, text)


def test_what_was_pasted_unseen_can_be_left_out_before_sending(phone: Open, room: Room) -> None:
    room.open_question()
    page = phone()
    field(page).fill("Schaam\u00adte is een\u200b muur.")
    field(page).press("Enter")
    pass_time(page, 600)  # a hint on what was typed would have taken the reason away
    expect(page.locator("#write-remark")).to_contain_text("niet kunnen tonen")
    expect(field(page)).to_have_value("Schaam\u00adte is een\u200b muur.")
    page.get_by_role("button", name="Zonder onzichtbare tekens").tap()
    expect(field(page)).to_have_value("Schaamte is een muur.")
    field(page).press("Enter")
    expect_received(page, "Schaamte is een muur.")


def test_what_looks_like_a_program_is_only_text(phone: Open, room: Room) -> None:
    room.open_question()
    page, text = phone(), '<img src=x onerror="window.pwned=1">'
    send(page, text)
    expect_received(page, text)
    assert page.evaluate("window.pwned") is None


def test_faster_than_allowed_waits_and_goes_by_itself(phone: Open, room: Room) -> None:
    room.open_question()
    page, many = phone(), [f"Gedachte {number}." for number in range(1, 9)]
    for text in many:
        send(page, text)
    for text in many:
        expect_received(page, text)
    assert texts(room) == many


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


class Wire:
    """The phone's websockets, of which a test can cut one direction without either side noticing."""

    def __init__(self, page: Page) -> None:
        self.up = self.down = True
        self.opened = 0
        page.route_web_socket("**/socket.io/**", self._carry)

    def _carry(self, socket: WebSocketRoute) -> None:
        self.opened += 1
        server, mine = socket.connect_to_server(), self.opened
        socket.on_message(lambda data: server.send(data) if self.up or mine > 1 else None)
        server.on_message(lambda data: socket.send(data) if self.down or mine > 1 else None)


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


# One's own lines


def test_a_line_is_withdrawn_in_two_steps(phone: Open, room: Room) -> None:
    room.open_question()
    page = phone()
    send(page, TEXT)
    expect_received(page, TEXT)
    line(page, TEXT).get_by_role("button", name="Trek in").tap()
    assert texts(room) == [TEXT]
    line(page, TEXT).get_by_role("button", name="Ja, trek in").tap()
    expect(line(page, TEXT)).to_have_attribute("data-status", "withdrawn")
    assert texts(room) == []


def test_a_line_that_one_tab_took_back_is_not_sent_by_the_other(phone: Open, room: Room) -> None:
    room.open_question()
    one = phone()
    other = one.context.new_page()
    other.goto(address(room))
    expect(other.locator('[data-part="connection"]')).to_have_attribute("data-state", "online")
    one.context.set_offline(True)
    send(one, TEXT)
    expect(line(other, TEXT)).to_have_attribute("data-status", "waiting")

    line(one, TEXT).get_by_role("button", name="Trek in").tap()
    line(one, TEXT).get_by_role("button", name="Ja, trek in").tap()
    one.context.set_offline(False)

    for page in (one, other):
        expect(line(page, TEXT)).to_have_attribute("data-status", "withdrawn")
    send(other, "Een andere.")
    expect_received(one, "Een andere.")
    board_has(one, room, "Een andere.")


def test_a_doubt_is_taken_back(phone: Open, room: Room) -> None:
    room.open_question()
    page = phone()
    send(page, TEXT)
    expect_received(page, TEXT)
    line(page, TEXT).get_by_role("button", name="Trek in").tap()
    line(page, TEXT).get_by_role("button", name="Nee, laat staan").tap()
    expect(line(page, TEXT).get_by_role("button", name="Trek in")).to_be_focused()
    assert texts(room) == [TEXT]


def test_after_closing_nothing_can_be_withdrawn(phone: Open, room: Room) -> None:
    room.open_question()
    page = phone()
    send(page, TEXT)
    expect_received(page, TEXT)
    room.act("close_question")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vraag 1 is gesloten")
    expect(line(page, TEXT).get_by_role("button", name="Trek in")).to_be_hidden()


def test_a_hidden_line_says_so_with_the_reason_and_only_to_its_author(phone: Open, room: Room) -> None:
    room.open_question()
    page, other = phone(), phone()
    send(page, TEXT)
    expect_received(page, TEXT)
    room.act("hide", oneliners=[room.snapshot()["oneliners"][0]["id"]], reason="persoonlijke belediging")
    expect(line(page, TEXT)).to_contain_text("Deze uitspraak tonen we niet: persoonlijke belediging")
    expect(line(page, TEXT).get_by_role("button", name="Trek in")).to_be_hidden()
    room.act("show", oneliners=[room.snapshot()["oneliners"][0]["id"]])
    expect(line(page, TEXT).get_by_role("button", name="Trek in")).to_be_visible()
    expect(other.locator(".line")).to_have_count(0)


def test_what_time_a_paused_question_has_left_is_known_after_a_reload(phone: Open, room: Room) -> None:
    room.act("open_question", question=room.questions[0], seconds=290)
    page = phone()
    room.act("pause")
    left = page.locator('[data-step="paused"]').get_by_text("Nog 5 minuten")
    expect(left).to_be_visible()
    page.reload()
    expect(left).to_be_visible()


def test_the_fate_of_a_line_is_known_again_after_a_reload(phone: Open, room: Room) -> None:
    room.open_question()
    page = phone()
    send(page, TEXT)
    expect_received(page, TEXT)
    page.goto("about:blank")
    room.act("mask", oneliner=room.snapshot()["oneliners"][0]["id"], start=0, end=6, what="person")
    page.goto(address(room))
    expect(line(page, TEXT)).to_have_attribute("data-status", "masked")
    expect(line(page, TEXT)).to_contain_text("afgeschermd")


def test_a_probe_to_the_author_is_answered_under_his_line(phone: Open, room: Room) -> None:
    room.open_question()
    page, other = phone(), phone()
    send(page, "Schaamte.")
    expect_received(page, "Schaamte.")
    first = room.snapshot()["oneliners"][0]["id"]
    room.act("probe", oneliner=first, text="Waarvoor schamen mensen zich?", to="author")
    strip = page.get_by_role("region", name="Doorvraag bij uw uitspraak")
    expect(strip).to_contain_text("Waarvoor schamen mensen zich?")
    expect(strip).to_contain_text("Schaamte.")
    strip.get_by_role("textbox").fill("Voor de buren.")
    strip.get_by_role("button", name="Verstuur").tap()
    expect_received(page, "Voor de buren.")
    expect(strip).to_be_hidden()
    assert {card["text"]: card.get("parent") for card in room.snapshot()["oneliners"]}["Voor de buren."] == first
    expect(other.locator('[data-part="probe"]')).to_be_hidden()


def test_a_probe_to_everybody_shows_nobodys_words_and_can_be_put_away(phone: Open, room: Room) -> None:
    room.open_question()
    page = phone()
    (first,) = room.say("Nette straat, lege koelkast.")
    room.act("probe", oneliner=first, text="Waaraan ziet u dat?", to="everyone")
    strip = page.get_by_role("region", name="Doorvraag aan iedereen")
    expect(strip).to_contain_text("Waaraan ziet u dat?")
    assert "koelkast" not in page.content()
    strip.get_by_role("button", name="Sluit deze doorvraag").tap()
    expect(strip).to_be_hidden()


def test_the_fourth_question_shows_ones_own_solution_directions(phone: Open, room: Room) -> None:
    room.open_question(3)
    page, other = phone(), phone()
    send(page, "Bel eerst, dan pas een brief.")
    expect_received(page, "Bel eerst, dan pas een brief.")
    room.open_question(4)
    expect(page.get_by_role("region", name="Uw oplossingsrichtingen")).to_contain_text("Bel eerst")
    expect(other.locator('[data-part="number"]')).to_have_text("4/5")
    expect(other.locator('[data-part="earlier"]')).to_be_hidden()


# Closing


def test_between_questions_it_says_what_was_received(phone: Open, room: Room) -> None:
    room.open_question()
    page = phone()
    for text in ("Eerst dit.", "Daarna dit."):
        send(page, text)
        expect_received(page, text)
    field(page).fill("Nog niet af")
    room.act("close_question")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vraag 1 is gesloten")
    expect(page.get_by_role("main").get_by_text("Uw 2 uitspraken staan hieronder.")).to_be_visible()
    expect(line(page, "Nog niet af")).to_contain_text("nog niet verstuurd")
    room.open_question()
    expect(field(page)).to_have_value("Nog niet af")


def test_too_late_keeps_the_text_and_says_why(phone: Open, room: Room) -> None:
    room.open_question()
    page = phone()
    page.context.set_offline(True)
    send(page, "Net te laat.")
    room.act("close_question")
    page.context.set_offline(False)
    expect(line(page, "Net te laat.")).to_have_attribute("data-status", "refused")
    expect(line(page, "Net te laat.")).to_contain_text("gesloten")
    expect(line(page, "Net te laat.").get_by_role("button", name="Kopieer")).to_be_visible()
    room.open_question()
    line(page, "Net te laat.").get_by_role("button", name="Pas aan en verstuur opnieuw").tap()
    expect(field(page)).to_have_value("Net te laat.")


def test_a_break_keeps_what_is_being_written(phone: Open, room: Room) -> None:
    room.open_question()
    page = phone()
    field(page).fill("Half een gedachte")
    room.act("pause")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pauze")
    room.act("resume")
    expect(field(page)).to_have_value("Half een gedachte")


def test_at_the_end_the_phone_forgets_what_links_it_to_its_lines(phone: Open, room: Room) -> None:
    room.open_question()
    page = phone()
    send(page, TEXT)
    expect_received(page, TEXT)
    room.act("close")
    expect(page.get_by_role("main").get_by_text("Uw uitspraken zijn nu losgekoppeld van uw toestel.")).to_be_visible()
    (card,) = room.snapshot()["oneliners"]
    kept = page.evaluate("({...localStorage})")
    assert json.loads(kept[f"facilitator:{room.made['code']}:said"]) == [card["id"]]
    assert ":line:" not in "".join(kept)
    assert TEXT not in str(kept)
    assert not re.search("[0-9a-f]{8}-[0-9a-f]{4}-4", str(kept))
    photograph(page, "phone-end-remembers-360-nl-light")
    page.reload()
    page.get_by_role("button", name="Vergeet ook dat").tap()
    expect(page.get_by_role("button", name="Vergeet ook dat")).to_be_hidden()
    assert card["id"] not in str(page.evaluate("({...localStorage})"))
    expect(page.get_by_role("main").get_by_text("Uw uitspraken zijn nu losgekoppeld van uw toestel.")).to_be_visible()


def test_an_end_that_came_while_away_says_what_was_not_sent(phone: Open, room: Room) -> None:
    room.open_question()
    page = phone()
    page.context.set_offline(True)
    expect(page.locator('[data-part="connection"]')).to_have_attribute("data-state", "away")
    send(page, "Nooit aangekomen.")
    room.act("close")
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="Niet verstuurd")).to_be_visible()
    expect(line(page, "Nooit aangekomen.")).to_contain_text("de consultatie is afgelopen")
    page.reload()
    expect(line(page, "Nooit aangekomen.")).to_be_visible()


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


# Without JavaScript


def test_without_script_the_form_does_it(browser: Browser, room: Room) -> None:
    room.open_question()
    with context_of(browser, **PHONE, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address(room))
        page.get_by_role("button", name="Handhaving").tap()
        page.get_by_role("button", name="Ik doe mee").tap()
        page.locator("#write-text").fill(f" {TEXT} ")
        page.get_by_role("button", name="Verstuur").tap()
        expect(page.get_by_role("status").filter(has_text="Ontvangen")).to_contain_text(TEXT)
        expect(page.locator("#write-text")).to_have_value("")
        assert texts(room) == [TEXT]
        page.locator("#write-text").fill("x" * 150)
        page.get_by_role("button", name="Verstuur").tap()
        expect(page.locator("#write-text")).to_have_value("x" * 150)
        expect(page.locator("#write-remark")).to_contain_text("140")
        room.open_question(2)
        page.get_by_role("link", name="Kijk opnieuw").tap()
        expect(page.get_by_role("heading", level=1)).to_contain_text("symptomen en of valkuilen")


def test_a_page_whose_script_never_runs_loads_itself_again(browser: Browser, room: Room) -> None:
    with context_of(browser, **PHONE) as context:
        page = context.new_page()
        page.route("**/static/js/**", lambda route: route.abort())
        page.goto(address(room))
        page.get_by_role("button", name="Handhaving").tap()
        page.get_by_role("button", name="Ik doe mee").tap()
        expect(page.get_by_role("heading", level=1)).to_have_text("Wacht op de volgende vraag")
        room.open_question()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Welke ontwikkelingen")


def test_a_page_whose_script_comes_late_goes_on_live(browser: Browser, room: Room) -> None:
    with context_of(browser, **PHONE) as context:
        page = context.new_page()
        page.goto(f"{address(room)}?joined=1&environment=policy")
        expect(page.locator('[data-part="connection"]')).to_have_attribute("data-state", "online")
        expect(page.locator('meta[http-equiv="refresh"]')).to_have_count(0)
        expect(page.get_by_role("heading", level=1)).to_have_text("Wacht op de eerste vraag")


# Light, for everybody


@pytest.mark.parametrize("track", ["room", "goal"])
def test_the_page_is_light_and_asks_nobody_else(browser: Browser, track: str, request: pytest.FixtureRequest) -> None:
    room: Room = request.getfixturevalue(track)
    room.open_question()
    with context_of(browser, **PHONE) as context:
        page = context.new_page()
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        asked: dict[str, str] = {}
        sizes: dict[str, int] = {}
        network.on("Network.requestWillBeSent", lambda it: asked.update({it["requestId"]: it["request"]["url"]}))
        network.on("Network.loadingFinished", lambda it: sizes.update({it["requestId"]: it["encodedDataLength"]}))
        page.goto(address(room))
        join(page)
        field(page).fill("Mevrouw De Wit lacht.")  # to write asks for nothing more
        expect(page.locator("#write-remark")).not_to_be_empty()
        fetched = [url for url in asked.values() if not url.startswith("data:")]
        assert all(url.startswith(room.server.url) for url in fetched)
        assert len(fetched) <= MOST_REQUESTS, fetched
        assert sum(sizes.values()) <= MOST_BYTES
        assert context.cookies() == []


def walk(page: Page, room: Room) -> Iterator[str]:
    """Lead a phone that has just scanned the code through every state, naming each."""
    yield "environment"
    page.locator('form[data-part="environment"] button').first.tap()
    yield "rules"
    page.locator('form[data-part="join"] button').tap()
    expect(page.locator('[data-part="connection"]')).to_have_attribute("data-state", "online")
    yield "lobby"
    room.act("open_question", question=room.questions[0], seconds=840)
    expect(field(page)).to_be_visible()
    yield "question"
    for text in (TEXT, "De brief is te lang en te moeilijk.", "Schaamte."):
        field(page).fill(text)
        field(page).press("Enter")
        expect_received(page, text)
    field(page).fill("Mevrouw De Wit van het loket aan de Dorpsstraat lacht mensen uit. " + "Onbegrijpelijk " * 6)
    line(page, "De brief").locator('[data-act="withdraw"]').tap()
    expect(page.locator("#write-remark")).not_to_be_empty()
    yield "writing"
    field(page).fill("Half een gedachte")
    mine = {card["text"]: card["id"] for card in room.snapshot()["oneliners"]}
    room.act("hide", oneliners=[mine[TEXT]], reason="persoonlijke belediging")
    room.act("probe", oneliner=mine["Schaamte."], text="Waarvoor schamen mensen zich?", to="author")
    expect(page.locator('[data-part="probe"]')).to_be_visible()
    yield "probe"
    page.context.set_offline(True)
    expect(page.locator('[data-part="away"]')).to_be_visible()
    field(page).fill("Dit wacht even.")
    field(page).press("Enter")
    yield "away"
    page.context.set_offline(False)
    expect_received(page, "Dit wacht even.")
    field(page).fill("Half een gedachte")
    room.act("close_question")
    expect(page.locator('[data-step="lobby"]')).to_be_visible()
    yield "closed"
    room.open_question(2)
    room.act("pause")
    expect(page.locator('[data-step="paused"]')).to_be_visible()
    yield "break"
    room.act("close")
    expect(page.locator('[data-step="end"]')).to_be_visible()
    yield "end"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_state_is_accessible(phone: Open, room: Room, language: str) -> None:
    page = phone(joined=False, query=f"?language={language}")
    forbidden: list[str] = []
    page.on("console", lambda told: forbidden.append(told.text) if "Content Security" in told.text else None)
    for state in walk(page, room):
        check(page, f"phone-{state}", language, sizes=[(360, 740)])
        assert overflow(page) <= 0, state
    assert forbidden == []
    page.goto(f"{room.server.url}/j/XXXXXX?language={language}")
    assert barriers_of(page) == []


@pytest.mark.parametrize("size", ["100%", "200%"])
def test_it_fits_on_the_narrowest_phone_with_the_largest_letters(phone: Open, room: Room, size: str) -> None:
    page = phone(joined=False, viewport={"width": 320, "height": 568})
    page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
    for state in walk(page, room):
        photograph(page, f"phone-{state}-320-nl-{size.removesuffix('%')}")
        assert overflow(page) <= 0, state
        assert too_small(page) == [], state


def overflow(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def too_small(page: Page) -> list[str]:
    """Name what can be tapped and is smaller than a finger."""
    targets = page.locator("main button:visible, main textarea:visible, main a:visible").all()
    boxes = [(target.text_content(), target.bounding_box()) for target in targets]
    return [str(name) for name, box in boxes if box and min(box["width"], box["height"]) < SMALLEST_TARGET]


def test_the_whole_way_goes_by_keyboard(phone: Open, room: Room) -> None:
    room.open_question()
    page = phone(joined=False)
    page.keyboard.press("Tab")
    for _ in range(3):
        if page.evaluate("document.activeElement.name") == "environment":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(field(page)).to_be_focused()
    page.keyboard.type(TEXT)
    page.keyboard.press("Enter")
    expect_received(page, TEXT)
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(line(page, TEXT).get_by_role("button", name="Trek in")).to_be_focused()


# At one's own pace


def of_kind(server: Server, **kind: bool) -> Room:
    """A consultation of another kind than commands make, before anybody opens it."""
    made = Room(server)
    here = Consultation.id == made.made["consultation"]
    with closing(Store(server.database)) as store, store.work() as connection:
        connection.execute(update(Consultation).where(here).values(**kind))
    return made


@pytest.fixture
def questionnaire(running: Server) -> Iterator[Room]:
    """All questions open at once, to whoever has the link."""
    made = of_kind(running, self_paced=True)
    yield made
    made.close()


def go(page: Page, name: str) -> None:
    page.get_by_role("link", name=re.compile(name)).tap()


def test_every_question_is_answered_in_an_own_order(browser: Browser, questionnaire: Room) -> None:
    for open_phone in phones(browser, questionnaire):
        page = open_phone()
        expect(page.get_by_role("heading", level=1)).to_have_text("De vragen zijn nu niet open")
        photograph(page, "phone-paced-not-open-360-nl-light")
        questionnaire.open_question()
        expect(page.locator(".asked li")).to_have_count(5)
        expect(page.locator(".asked li").first).to_contain_text("nog niets")

        go(page, "Oplossingsrichtingen")
        expect(page.get_by_role("heading", level=1)).to_contain_text("kunnen gaan oplossen")
        send(page, "Ga langs.")
        expect_received(page, "Ga langs.")
        field(page).fill("Half een gedach")
        go(page, "Volgende")
        expect(page.locator('[data-part="number"]')).to_have_text("4/5")
        expect(field(page)).to_have_value("")
        expect(page.locator(".line")).to_have_count(0)
        send(page, "Luister.")
        expect_received(page, "Luister.")
        go(page, "Vorige")
        expect(field(page)).to_have_value("Half een gedach")
        photograph(page, "phone-paced-question-360-nl-light")
        assert barriers_of(page) == []
        go(page, "Alle vragen")
        expect(page.locator(".asked li").nth(2)).to_contain_text("1 uitspraak")
        photograph(page, "phone-paced-questions-360-nl-light")
        assert barriers_of(page) == []
        assert too_small(page) == []
        page.reload()
        expect(page.locator(".asked li").nth(3)).to_contain_text("1 uitspraak")
        go(page, "Oplossingsrichtingen")
        expect(field(page)).to_have_value("Half een gedach")
        page.reload()
        expect(page.locator('[data-part="number"]')).to_have_text("3/5")
        expect(page.locator(".line")).to_have_count(1)
        board_has(page, questionnaire, "Ga langs.", "Luister.")
        questionnaire.act("close_question")
        expect(page.get_by_role("heading", level=1)).to_have_text("De vragen zijn nu niet open")
        expect(page.locator(".line")).to_have_count(3)  # two sent, one that was being written
        questionnaire.act("close")
        expect(page.locator('[data-step="end"]')).to_be_visible()


def test_a_probe_on_another_question_waits_there(browser: Browser, questionnaire: Room) -> None:
    questionnaire.open_question()
    for open_phone in phones(browser, questionnaire):
        page = open_phone()
        go(page, "Ontwikkelingen")
        send(page, "Schaamte.")
        expect_received(page, "Schaamte.")
        go(page, "Volgende")
        (card,) = questionnaire.snapshot()["oneliners"]
        questionnaire.act("probe", oneliner=card["id"], text="Waarvoor?", to="author")
        expect(page.locator('[data-part="probe"]')).to_be_hidden()
        go(page, "Vorige")
        expect(page.locator('[data-part="probe"]')).to_contain_text("Waarvoor?")


def test_without_script_every_question_has_its_own_page(browser: Browser, questionnaire: Room) -> None:
    questionnaire.open_question()
    with context_of(browser, **PHONE, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address(questionnaire))
        page.get_by_role("button", name="Weet ik niet").tap()
        page.get_by_role("button", name="Ik doe mee").tap()
        go(page, "Symptomen")
        page.locator("#write-text").fill("Te veel brieven.")
        page.get_by_role("button", name="Verstuur").tap()
        expect(page.get_by_role("status").filter(has_text="Ontvangen")).to_contain_text("Te veel brieven.")
        expect(page.get_by_role("heading", level=1)).to_contain_text("symptomen")
        go(page, "Volgende")
        expect(page.get_by_role("heading", level=1)).to_contain_text("oplossen")
        (card,) = questionnaire.snapshot()["oneliners"]
        assert card["question"] == questionnaire.questions[1]


# A dry run


def test_what_was_tried_in_a_dry_run_is_not_sent_in_earnest(browser: Browser, running: Server) -> None:
    room = of_kind(running, dry_run=True)
    for open_phone in phones(browser, room):
        page = open_phone()
        room.open_question()
        expect(page.get_by_text("Proefsessie: alles hiervan wordt gewist.")).to_be_visible()
        send(page, "Een proef.")
        expect_received(page, "Een proef.")
        page.context.set_offline(True)
        wipe(room)
        room.open_question()
        page.context.set_offline(False)
        expect(page.get_by_text("Proefsessie: alles hiervan wordt gewist.")).to_be_hidden()
        send(page, "Nu echt.")
        expect_received(page, "Nu echt.")
        expect(page.locator(".line")).to_have_count(1)
        assert texts(room) == ["Nu echt."]
    room.close()


def wipe(room: Room) -> None:
    """Wipe a dry run on the desk."""
    desk = room.board_url.removesuffix("/board")
    page = room.fetch(desk)
    (token, *_) = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    room.fetch(f"{desk}/wipe", csrf_token=token)


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


def test_a_hint_is_about_the_text_in_the_field(phone: Open, room: Room) -> None:
    room.open_question()
    page = phone()
    field(page).fill("Mevrouw De Wit van het loket lacht mensen uit.")
    expect(page.locator("#write-remark")).not_to_be_empty()
    field(page).fill("Half een gedachte")
    assert page.locator("#write-remark").text_content() == ""
    field(page).fill("Mevrouw De Wit van het loket lacht mensen uit.")
    field(page).press("Enter")
    pass_time(page, 600)  # the hint on what was typed would have come
    assert page.locator("#write-remark").text_content() == ""


# On a goal track


VARIANTS = [
    {"key": "A", "name": "vast punt in elke wijk"},
    {"key": "B", "name": "bus"},
    {"key": "C", "name": "buurthuizen"},
]


@pytest.fixture
def goal(running: Server) -> Iterator[Room]:
    """A goal track with three variants."""
    made = Room(running, template="goal", theme="geldpunten")
    here = Track.id == made.made["track"]
    with closing(Store(running.database)) as store, store.work() as connection:
        settled = connection.scalar(select(Track.settled).where(here)) or {}
        connection.execute(update(Track).where(here).values(settled={**settled, "variants": VARIANTS}))
    yield made
    made.close()


def test_what_a_goal_track_asks_beside_the_text_goes_along(browser: Browser, goal: Room) -> None:
    with context_of(browser, **PHONE) as context:
        page = context.new_page()
        page.goto(address(goal))
        join(page)
        goal.open_question(1)
        page.get_by_role("radio", name="nodig").check()
        send(page, "Zes schuldhulpverleners en een bus koffie.")
        expect_received(page, "koffie")
        expect(page.get_by_role("radio", name="wijze")).to_be_checked()
        photograph(page, "phone-goal-way")
        goal.open_question(2)
        page.get_by_role("radio", name="ja, mits").check()
        send(page, "Ons buurthuis is elke avond open.")
        expect_received(page, "buurthuis")
        goal.open_question(3)
        choose(page, "A vast punt", "voor")
        choose(page, "B bus", "tegen")
        photograph(page, "phone-goal-variants")
        assert barriers_of(page) == []
        send(page, "De bus! Die komt ten minste.")
        expect_received(page, "De bus!")
        goal.open_question(4)
        expect(page.locator("fieldset[data-extras]:visible")).to_have_count(0)
        told = {it["text"][:6]: it for it in goal.snapshot()["oneliners"]}
        assert told["Zes sc"]["kind"] == "need"
        assert told["Ons bu"]["cooperation"] == "if"
        said = [{"variant": "A", "stance": "for"}, {"variant": "B", "stance": "against"}]
        assert told["De bus"]["variants"] == said


def choose(page: Page, variant: str, stance: str) -> None:
    page.get_by_role("radiogroup", name=re.compile(variant)).get_by_role("radio", name=stance).check()


def test_a_goal_track_goes_without_javascript_too(browser: Browser, goal: Room) -> None:
    goal.open_question(1)
    with context_of(browser, **PHONE | {"java_script_enabled": False}) as context:
        page = context.new_page()
        page.goto(f"{address(goal)}?joined=1&environment=-")
        page.get_by_role("radio", name="nodig").check()
        send(page, "Zes schuldhulpverleners en een bus koffie.")
        expect(page.get_by_role("status").filter(has_text="Ontvangen")).to_be_visible()
        assert [it["kind"] for it in goal.snapshot()["oneliners"]] == ["need"]
