"""One's own lines on a phone: taken back, their fates, and what is asked on."""

from playwright.sync_api import expect

from tests.journeys.phone.phones import TEXT, Open, address, board_has, expect_received, line, send, texts
from tests.journeys.rooms import Room


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
