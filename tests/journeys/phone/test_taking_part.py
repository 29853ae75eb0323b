"""Taking part on a phone, and writing: from the code to a line that was received."""

from playwright.sync_api import expect

from tests.journeys.phone.phones import TEXT, Open, expect_received, field, join, send, texts
from tests.journeys.rooms import Room
from tests.looks import pass_time

# Taking part


def test_nothing_is_said_of_a_connection_before_anybody_takes_part(phone: Open) -> None:
    page = phone(joined=False)
    pass_time(page, 2500)
    expect(page.locator('[data-part="away"]')).to_be_hidden()
    page.get_by_role("button", name="Weet ik niet").tap()
    pass_time(page, 2500)
    expect(page.locator('[data-part="away"]')).to_be_hidden()


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
    page.get_by_role("button", name="Haal de onzichtbare tekens weg").tap()
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


# Without a socket, all of it


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
