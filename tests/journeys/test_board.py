"""The board in a real browser: sorting, by keys, by touch and by mouse."""

from playwright.sync_api import Browser, Page, expect

from tests.journeys.boards import (
    TABLET,
    TEXTS,
    card,
    center,
    column,
    drag,
    move_over,
    pick_up,
    texts,
    told,
    top,
    touch,
    unsorted,
)
from tests.journeys.rooms import Room, board_of
from tests.looks import rest


def test_one_key_sorts_and_brings_the_next_card_under_the_cursor(board: Page) -> None:
    board.keyboard.press("ArrowDown")
    first, second, third = texts(unsorted(board))

    board.keyboard.press("1")

    expect(column(board, "Regels").locator(".card-text")).to_have_text([first])
    expect(board.locator("[data-chosen=true] .card-text")).to_have_text([second])
    assert texts(unsorted(board)) == [second, third]
    expect(told(board)).to_contain_text(f"‘{first}’ naar Regels.")
    expect(board.locator(".unsorted .card-face:focus")).to_have_count(1)


def test_the_keyboard_alone_does_the_whole_job(browser: Browser, room: Room) -> None:
    with board_of(browser, room) as page:
        room.say("De post blijft dicht.")
        expect(unsorted(page)).to_have_count(1)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("n")
        page.keyboard.type("Schaamte")
        page.keyboard.press("Enter")
        expect(column(page, "Schaamte").locator(".card")).to_have_count(1)
        page.keyboard.press("ArrowRight")
        page.keyboard.press("*")
        expect(column(page, "Schaamte").locator(".sign")).to_have_count(1)
        page.keyboard.press("z")
        expect(column(page, "Schaamte").locator(".sign")).to_have_count(0)
        page.keyboard.press("Shift+Z")
        expect(column(page, "Schaamte").locator(".sign")).to_have_count(1)


def test_undo_goes_back_over_every_act_and_says_what_it_undoes(board: Page) -> None:
    board.keyboard.press("ArrowDown")
    board.keyboard.press("1")
    board.keyboard.press("2")
    expect(unsorted(board)).to_have_count(1)

    board.keyboard.press("z")
    expect(told(board)).to_contain_text("Ongedaan gemaakt")
    board.keyboard.press("Control+z")

    expect(unsorted(board)).to_have_count(3)


def test_undo_with_nothing_left_says_so(board: Page) -> None:
    for left in (1, 0):
        board.keyboard.press("z")
        expect(board.locator(".column")).to_have_count(left)
    board.keyboard.press("z")

    expect(board.locator(".toast")).to_have_attribute("data-fault", "true")


def test_a_key_without_its_category_sorts_nothing(board: Page) -> None:
    board.keyboard.press("ArrowDown")
    board.keyboard.press("9")

    expect(told(board)).to_contain_text("Er is geen categorie met de toets 9")
    expect(unsorted(board)).to_have_count(3)


def test_keys_do_nothing_while_somebody_types(board: Page) -> None:
    board.keyboard.press("ArrowDown")
    board.locator("#search").fill("")
    board.keyboard.type("1")

    expect(column(board, "Regels").locator(".card")).to_have_count(0)


def test_a_key_held_down_sorts_once(board: Page) -> None:
    board.keyboard.press("ArrowDown")
    for _ in range(3):
        board.keyboard.down("1")
    board.keyboard.up("1")

    rest(board)
    expect(column(board, "Regels").locator(".card")).to_have_count(1)


def test_a_card_that_search_leaves_out_is_not_sorted(board: Page) -> None:
    card(board, "Schaamte").locator(".card-face").click()
    board.locator("#search").fill("brief")
    board.locator("h1").click()
    board.keyboard.press("1")

    expect(told(board)).to_contain_text("Kies eerst een uitspraak")
    expect(column(board, "Regels").locator(".card")).to_have_count(0)


def test_several_cards_are_sorted_at_once(board: Page) -> None:
    board.keyboard.press("ArrowDown")
    board.keyboard.press("Space")
    board.keyboard.press("Space")
    board.keyboard.press("2")

    expect(column(board, "Vertrouwen").locator(".card")).to_have_count(2)
    expect(unsorted(board)).to_have_count(1)


def test_tapping_a_card_and_a_category_sorts(browser: Browser, room: Room) -> None:
    room.say(*TEXTS)
    with board_of(browser, room, **TABLET) as page:
        card(page, "Schaamte").locator(".card-face").tap()
        column(page, "Vertrouwen").locator(".column-target").tap()

        expect(column(page, "Vertrouwen").locator(".card-text")).to_have_text(["Schaamte."])


def test_fingers_choose_several_and_undo(browser: Browser, room: Room) -> None:
    room.say(*TEXTS)
    with board_of(browser, room, **TABLET) as page:
        card(page, "Schaamte").locator(".card-menu").tap()
        page.get_by_role("dialog").get_by_role("button", name="Kies er meer").tap()
        card(page, "De brief").locator(".card-face").tap()
        expect(page.locator(".several")).to_contain_text("2 gekozen")
        column(page, "Regels").locator(".column-target").tap()
        expect(column(page, "Regels").locator(".card")).to_have_count(2)

        page.locator(".unsorted").get_by_role("button", name="Ongedaan maken").tap()
        expect(unsorted(page)).to_have_count(3)
        page.locator(".unsorted").get_by_role("button", name="Opnieuw doen").tap()
        expect(unsorted(page)).to_have_count(1)


def test_dragging_lays_a_card_where_it_is_let_go(board: Page) -> None:
    board.keyboard.press("ArrowDown")
    board.keyboard.press("1")
    board.keyboard.press("1")
    lying = texts(column(board, "Regels").locator(".card"))
    last = texts(unsorted(board))[0]
    target = column(board, "Regels").locator(".card").nth(1)

    drag(board, unsorted(board).first, target)

    expect(column(board, "Regels").locator(".card-text")).to_have_text([lying[0], last, lying[1]])


def test_escape_takes_a_drag_back(board: Page) -> None:
    pick_up(board, unsorted(board).first)
    move_over(board, column(board, "Regels"))
    expect(board.locator(".ghost")).to_be_visible()

    board.keyboard.press("Escape")
    board.mouse.up()

    expect(board.locator(".ghost")).to_have_count(0)
    expect(unsorted(board)).to_have_count(3)


def test_a_finger_that_rests_drags(browser: Browser, room: Room) -> None:
    room.say("Schaamte.")
    with board_of(browser, room, **TABLET) as page:
        start, end = center(unsorted(page).first), center(column(page, "Regels").locator(".cards"))
        finger = page.context.new_cdp_session(page)
        touch(finger, "touchStart", *start)
        expect(page.locator(".ghost")).to_be_visible()
        touch(finger, "touchMove", start[0] + 20, start[1] + 5)
        touch(finger, "touchMove", *end)
        rest(page)
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

        expect(column(page, "Regels").locator(".card")).to_have_count(1)


def test_what_comes_in_does_not_move_the_chosen_card(board: Page, room: Room) -> None:
    board.keyboard.press("ArrowDown")
    board.keyboard.press("ArrowDown")
    before = top(board.locator("[data-chosen=true]"))

    room.say(*(f"Nieuw {number}." for number in range(8)))

    expect(unsorted(board)).to_have_count(11)
    assert abs(top(board.locator("[data-chosen=true]")) - before) <= 1


def test_a_new_one_liner_comes_on_top(board: Page, room: Room) -> None:
    room.say("Zojuist gezegd.")

    expect(unsorted(board)).to_have_count(4)
    assert texts(unsorted(board))[0] == "Zojuist gezegd."


def test_search_finds_letters_without_their_accents(board: Page, room: Room) -> None:
    room.say("Eén loket, één gezicht.")
    board.keyboard.press("/")
    board.keyboard.type("een gezicht")

    expect(unsorted(board).locator(".card-text")).to_have_text(["Eén loket, één gezicht."])
    board.keyboard.press("Escape")
    expect(unsorted(board)).to_have_count(4)


def test_pressing_a_category_twice_quickly_sorts_twice(board: Page) -> None:
    board.keyboard.press("ArrowDown")
    column(board, "Regels").locator(".column-target").dblclick()

    expect(column(board, "Regels").locator(".card")).to_have_count(2)
    expect(board.locator(".name-field")).to_have_count(0)


def test_plus_and_minus_change_the_size_of_the_text(board: Page) -> None:
    size = "() => parseFloat(getComputedStyle(document.documentElement).fontSize)"
    before = board.evaluate(size)
    board.keyboard.press("+")
    assert board.evaluate(size) > before
    board.keyboard.press("-")
    assert board.evaluate(size) == before
