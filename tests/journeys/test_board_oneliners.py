"""The board in a real browser: what is done with a one-liner besides sorting."""

from playwright.sync_api import Browser, Page, expect

from tests.journeys.boards import card, texts, unsorted
from tests.journeys.rooms import Room, board_of
from tests.looks import rest


def test_masking_covers_the_chosen_words_and_nothing_else(board: Page, room: Room) -> None:
    room.say("Die ene dame van het loket lacht mensen uit.")
    card(board, "dame").locator(".card-face").click()
    board.keyboard.press("m")
    words = board.locator(".mask-word")
    words.filter(has_text="Die").click()
    words.filter(has_text="dame").click()
    board.get_by_role("dialog").get_by_role("button", name="Scherm af").click()

    expect(unsorted(board).locator(".card-text").first).to_have_text("▮▮▮▮ van het loket lacht mensen uit.")


def test_the_longest_word_is_whole_in_the_dialog_of_masks(board: Page, room: Room) -> None:
    room.say("W" * 140)
    card(board, "WW").locator(".card-face").click()

    board.keyboard.press("m")

    expect(board.locator(".mask-word")).to_have_count(1)
    assert board.locator(".mask-words").evaluate("it => it.scrollWidth <= it.clientWidth")


def test_a_second_mask_covers_what_was_chosen_in_the_text_as_it_is_shown(board: Page, room: Room) -> None:
    room.say("De bakker hier en onze slager lachen.")
    for first, last in (("De", "bakker"), ("onze", "slager")):
        unsorted(board).filter(has_text="lachen").locator(".card-face").click()
        board.keyboard.press("m")
        board.locator(".mask-word", has_text=first).click()
        board.locator(".mask-word", has_text=last).click()
        board.get_by_role("dialog").get_by_role("button", name="Scherm af").click()
        expect(unsorted(board).filter(has_text=last)).to_have_count(0)

    expect(unsorted(board).locator(".card-text").first).to_have_text("▮▮▮▮ hier en ▮▮▮▮ lachen.")


def test_hiding_asks_why_and_can_be_taken_back(board: Page) -> None:
    card(board, "Schaamte").locator(".card-face").click()
    board.keyboard.press("h")
    board.get_by_role("button", name="geen inhoud").click()
    expect(unsorted(board)).to_have_count(2)

    board.get_by_text("1 niet getoond").click()
    expect(board.locator(".hidden-cards")).to_contain_text("geen inhoud")
    board.locator(".hidden-cards").get_by_role("button", name="Toon weer").click()

    expect(unsorted(board)).to_have_count(3)


def test_cards_that_say_the_same_are_counted_together(board: Page) -> None:
    card(board, "Schaamte").locator(".card-face").click()
    board.keyboard.press("=")
    card(board, "De brief").locator(".card-face").click()

    expect(board.locator(".sign", has_text="≈ 2×")).to_have_count(2)


def test_what_says_the_same_is_found_by_keys_too(board: Page) -> None:
    board.keyboard.press("ArrowDown")
    board.keyboard.press("=")
    board.keyboard.press("ArrowDown")
    rest(board)
    board.keyboard.press("Enter")

    expect(board.locator(".sign", has_text="≈ 2×")).to_have_count(2)


def test_a_probe_to_everybody_stands_with_its_one_liner(board: Page) -> None:
    card(board, "Schaamte").locator(".card-face").click()
    board.keyboard.press("p")
    board.get_by_role("button", name="Waardoor komt dat?").click()
    board.get_by_role("radio", name="Iedereen in de zaal").check()
    board.get_by_role("dialog").get_by_role("button", name="Vraag", exact=True).click()

    expect(card(board, "Schaamte").locator(".card-asked")).to_have_text("Waardoor komt dat?")


def test_what_came_on_paper_is_taken_down_literally(board: Page) -> None:
    board.get_by_role("button", name="Voer in").click()
    expect(board.get_by_label("Eén zin, letterlijk")).to_be_focused()
    board.keyboard.type("Op het briefje: te duur.")
    board.keyboard.press("Enter")
    expect(board.get_by_role("dialog")).to_contain_text("1 toegevoegd")
    board.keyboard.press("Enter")
    expect(board.get_by_role("dialog")).to_contain_text("Er is nog niets")
    board.get_by_role("button", name="Klaar").click()

    assert "Op het briefje: te duur." in texts(unsorted(board))


def test_what_was_taken_down_after_signing_out_elsewhere_is_not_said_to_be_kept(board: Page, room: Room) -> None:
    board.get_by_role("button", name="Voer in").click()
    board.get_by_label("Eén zin, letterlijk").fill("Op het briefje: te duur.")
    token = room.fetch(f"{room.server.url}/desk/").split('name="csrf_token" value="')[1].split('"')[0]
    room.fetch(f"{room.server.url}/sign-out", csrf_token=token)

    board.keyboard.press("Enter")

    dialog = board.get_by_role("dialog")
    dialog.get_by_role("alert").get_by_role("link").click(trial=True)
    expect(dialog.locator(".fault")).to_be_visible()
    expect(board.get_by_text("Ingevoerd.")).to_have_count(0)
    expect(board.get_by_label("Eén zin, letterlijk")).to_have_value("Op het briefje: te duur.")


def test_markup_is_text(browser: Browser, room: Room) -> None:
    mark = "<img src=x onerror=\"document.title='raak'\"><b>vet</b>"
    room.say(mark)
    room.categories("<script>document.title='raak'</script>")
    with board_of(browser, room) as page:
        expect(unsorted(page).locator(".card-text")).to_have_text([mark])
        assert "raak" not in page.title()


def test_no_control_edits_a_text(board: Page) -> None:
    assert board.locator("[contenteditable], textarea").count() == 0
    card(board, "Schaamte").locator(".card-menu").click()
    assert board.get_by_role("dialog").locator("input, textarea").count() == 0
