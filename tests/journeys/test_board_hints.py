"""The board in a real browser: what waits for a look, and what is suggested while sorting."""

from playwright.sync_api import Browser, Page, expect

from tests.journeys.boards import card, column, told, unsorted
from tests.journeys.rooms import Room, screen_of
from tests.looks import pass_time


def test_a_name_waits_with_its_reason_until_it_is_let_through(board: Page, browser: Browser, room: Room) -> None:
    room.act("screen", mode="stream")
    with screen_of(browser, room) as screen:
        room.say("Mevrouw De Wit lacht mensen uit.")
        waiting = board.locator(".flagged-card")
        expect(waiting).to_contain_text("Mevrouw De Wit")
        expect(waiting).to_contain_text("Misschien staat erin: een naam")
        expect(screen.get_by_text("De Wit")).to_have_count(0)

        assert waiting.locator(".small-button").all_text_contents() == ["Scherm af", "Toch tonen", "Niet tonen"]
        waiting.get_by_role("button", name="Toch tonen").click()

        expect(screen.get_by_text("Mevrouw De Wit lacht mensen uit.")).to_be_visible()
        expect(board.locator(".flagged")).to_have_count(0)


def test_what_waits_is_counted_wherever_it_lies(board: Page, room: Room) -> None:
    room.say("Bel mij op 06-12345678.", "Kijk op www.voorbeeld.nl voor meer.")
    expect(board.locator(".warns b")).to_have_text("2")
    card(board, "Bel mij").locator(".card-face").click()
    board.keyboard.press("1")

    expect(column(board, "Regels").locator("[data-sign=warning]")).to_have_count(1)
    expect(board.locator(".warns b")).to_have_text("2")
    expect(board.locator(".flagged-card")).to_have_count(1)


def test_what_waits_in_a_category_is_let_through_by_its_menu(board: Page, room: Room) -> None:
    room.say("Bel mij op 06-12345678.")
    card(board, "Bel mij").locator(".card-face").click()
    board.keyboard.press("1")
    column(board, "Regels").locator(".card-menu").click()
    board.get_by_role("dialog").get_by_role("button", name="Toch tonen").click()

    expect(board.locator(".warns")).to_have_count(0)


def test_a_mask_chooses_what_was_found_and_masking_it_settles_the_line(board: Page, room: Room) -> None:
    room.say("Mevrouw De Wit lacht mensen uit, bel 06 12345678.")
    board.locator(".flagged-card").get_by_role("button", name="Scherm af").click()
    expect(board.locator(".mask-word[aria-pressed=true]")).to_have_text(["Mevrouw", "De", "Wit", "06", "12345678"])
    board.get_by_role("dialog").get_by_role("button", name="Scherm af").click()

    expect(card(board, "▮▮▮▮ lacht mensen uit, bel ▮▮▮▮.")).to_have_count(1)
    expect(board.locator(".flagged-card")).to_have_count(0)


def test_a_mask_chooses_nothing_where_nothing_was_found(board: Page, room: Room) -> None:
    room.say("De enige bakker van de straat lacht.")
    card(board, "De enige bakker").locator(".card-face").click()
    board.keyboard.press("m")

    expect(board.locator(".mask-word[aria-pressed=true]")).to_have_count(0)
    expect(board.get_by_role("dialog").get_by_role("button", name="Scherm af")).to_be_disabled()


def test_enter_takes_the_category_in_which_something_like_it_lies(board: Page, room: Room) -> None:
    (incasso,) = room.categories("Incasso")
    room.sort(incasso, *room.say("De deurwaarder belt te snel aan."))
    room.say("Weer een deurwaarder aan de deur.")
    card(board, "Weer een").locator(".card-face").click()
    expect(board.locator(".suggestions")).to_contain_text("Incasso")

    board.keyboard.press("Enter")

    expect(column(board, "Incasso").locator(".card")).to_have_count(2)


def test_a_suggestion_is_taken_by_a_press_too(board: Page, room: Room) -> None:
    (incasso,) = room.categories("Incasso")
    room.sort(incasso, *room.say("De deurwaarder belt te snel aan."))
    room.say("Weer een deurwaarder aan de deur.")
    card(board, "Weer een").locator(".card-face").click()
    board.locator(".suggestions").get_by_role("button", name="Incasso").click()

    expect(column(board, "Incasso").locator(".card")).to_have_count(2)


def test_a_repeat_is_offered_and_marked_by_a_press(board: Page, room: Room) -> None:
    room.say("De wachtlijst is nu elf weken lang.", "De wachtlijst is nu elf weken lang!")
    card(board, "lang!").locator(".card-face").click()
    board.locator(".suggestions").get_by_role("button", name="≈").click()

    expect(board.locator(".sign", has_text="≈ 2×")).to_have_count(2)


def test_one_key_marks_a_repeat_and_says_of_what(board: Page, room: Room) -> None:
    room.say("De wachtlijst is nu elf weken lang.", "De wachtlijst is nu elf weken lang!")
    card(board, "lang!").locator(".card-face").click()
    expect(board.locator(".suggestions")).to_contain_text("zegt bijna ‘De wachtlijst is nu elf weken lang.’")

    board.keyboard.press("=")

    expect(board.locator(".sign", has_text="≈ 2×")).to_have_count(2)
    expect(told(board)).to_contain_text("lang!’ en ‘De wachtlijst is nu elf weken lang.’ zeggen hetzelfde")


def test_without_a_suggestion_enter_opens_what_can_be_done(board: Page, room: Room) -> None:
    card(board, "Schaamte").locator(".card-face").click()
    pass_time(board, 150)  # then it has asked
    room.act("add_category", name="Daarna")
    expect(column(board, "Daarna")).to_be_visible()
    expect(board.locator(".suggestions button")).to_have_count(0)
    board.keyboard.press("Enter")

    expect(board.get_by_role("dialog")).to_contain_text("Deze uitspraak")


def test_nothing_moves_by_itself(board: Page, room: Room) -> None:
    (incasso,) = room.categories("Incasso")
    room.sort(incasso, *room.say("De deurwaarder belt te snel aan."))
    room.say("Weer een deurwaarder aan de deur.")
    card(board, "Weer een").locator(".card-face").click()
    expect(board.locator(".suggestions")).to_contain_text("Incasso")

    expect(unsorted(board).filter(has_text="Weer een")).to_have_count(1)
    expect(column(board, "Incasso").locator(".card")).to_have_count(1)
