"""What a phone does between questions, when it is too late, and at the end."""

import json
import re

from playwright.sync_api import Browser, expect

from tests.journeys.phone.phones import TEXT, Open, expect_received, field, line, of_kind, phones, send, texts
from tests.journeys.rooms import Room
from tests.looks import photograph
from tests.servers import Server

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
