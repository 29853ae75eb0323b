"""The board, in a real browser against a real server: the facilitator's whole job, by keys, by touch and by mouse."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.rooms import Room, board_of
from tests.servers import Server

TABLET = {"viewport": {"width": 820, "height": 1180}, "has_touch": True}
TEXTS = ("De brief is te lang.", "Schaamte.", "Er komt elk jaar een regeling bij.")
SOON = 10_000


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for all tests that don't stop it."""
    with Server(tmp_path_factory.mktemp("board"), PHONE_RATE="0", CONSULTATION_RATE="0") as server:
        yield server


@pytest.fixture
def room(running: Server) -> Iterator[Room]:
    """A consultation with its first question open and two categories."""
    made = Room(running)
    made.open_question()
    made.categories("Regels", "Vertrouwen")
    yield made
    made.close()


@pytest.fixture
def board(browser: Browser, room: Room) -> Iterator[Page]:
    """Ada's board, with three one-liners to sort."""
    room.say(*TEXTS)
    with board_of(browser, room) as page:
        expect(unsorted(page)).to_have_count(3)
        yield page


def unsorted(page: Page) -> Locator:
    """The cards on the left."""
    return page.locator(".unsorted .card")


def column(page: Page, name: str) -> Locator:
    """One category."""
    return page.locator(".column", has=page.locator(".column-target", has_text=name))


def card(page: Page, text: str) -> Locator:
    """One card, wherever it lies."""
    return page.locator(".card", has_text=text)


def texts(cards: Locator) -> list[str]:
    """What cards say, from top to bottom."""
    return cards.locator(".card-text").all_text_contents()


def told(page: Page) -> Locator:
    """What is read aloud."""
    return page.locator("[role=status][aria-live]")


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
        page.wait_for_timeout(400)
        touch(finger, "touchMove", start[0] + 20, start[1] + 5)
        touch(finger, "touchMove", *end)
        page.wait_for_timeout(50)
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


def test_categories_are_renamed_merged_and_removed_and_all_of_it_can_be_undone(board: Page) -> None:
    board.keyboard.press("ArrowDown")
    board.keyboard.press("1")
    rename(board, "Regels", "Formulieren")
    expect(column(board, "Formulieren")).to_have_count(1)

    open_menu(board, "Formulieren").get_by_role("button", name="Voeg samen met een andere").click()
    board.get_by_role("dialog").get_by_role("button", name="Vertrouwen").click()
    expect(column(board, "Vertrouwen").locator(".card")).to_have_count(1)
    expect(column(board, "Formulieren")).to_have_count(0)

    open_menu(board, "Vertrouwen").get_by_role("button", name="Verwijder").click()
    expect(unsorted(board)).to_have_count(3)

    for _ in range(3):
        board.keyboard.press("z")
    expect(column(board, "Regels").locator(".card")).to_have_count(1)
    expect(column(board, "Vertrouwen").locator(".card")).to_have_count(0)


def test_a_double_press_or_f2_renames(board: Page) -> None:
    column(board, "Regels").locator(".column-target").dblclick()
    board.keyboard.type("Formulieren")
    board.keyboard.press("Enter")
    expect(column(board, "Formulieren")).to_have_count(1)

    column(board, "Vertrouwen").locator(".column-target").focus()
    board.keyboard.press("F2")
    board.keyboard.type("Schaamte")
    board.keyboard.press("Enter")
    expect(column(board, "Schaamte")).to_have_count(1)


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


def test_a_category_moves_and_gets_another_colour(board: Page) -> None:
    open_menu(board, "Vertrouwen").get_by_role("button", name="Naar voren").click()
    expect(board.locator(".column-name bdi")).to_have_text(["Vertrouwen", "Regels"])

    open_menu(board, "Vertrouwen").get_by_role("radio", name="paars").check()
    expect(told(board)).to_contain_text("Vertrouwen heeft een andere kleur")


def test_two_boards_show_the_same(browser: Browser, room: Room) -> None:
    room.say(*TEXTS)
    with board_of(browser, room) as one, board_of(browser, room) as other:
        one.keyboard.press("ArrowDown")
        one.keyboard.press("1")
        expect(unsorted(other)).to_have_count(2)
        other.keyboard.press("ArrowDown")
        other.keyboard.press("2")

        for page in (one, other):
            expect(column(page, "Regels").locator(".card")).to_have_count(1)
            expect(column(page, "Vertrouwen").locator(".card")).to_have_count(1)
            expect(unsorted(page)).to_have_count(1)


def test_what_is_done_without_connection_is_done_once_when_it_is_back(board: Page, room: Room) -> None:
    board.context.set_offline(True)
    board.evaluate("() => dispatchEvent(new Event('offline'))")
    board.keyboard.press("ArrowDown")
    board.keyboard.press("1")
    expect(column(board, "Regels").locator(".card")).to_have_count(1)

    board.context.set_offline(False)

    board.wait_for_timeout(1000)
    expect(column(board, "Regels").locator(".card")).to_have_count(1)
    sorted_ones = [it for it in room.snapshot()["oneliners"] if it["category"]]
    assert len(sorted_ones) == 1


def test_the_board_goes_on_after_the_server_was_away(browser: Browser, server: Server) -> None:
    room = Room(server)
    room.open_question()
    room.say("Voor de storing.")
    room.close()
    with board_of(browser, room) as page:
        expect(unsorted(page)).to_have_count(1)
        server.kill()
        expect(page.locator(".away")).to_be_visible(timeout=SOON)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("*")
        server.start()
        expect(page.locator(".away")).to_have_count(0, timeout=30_000)
        expect(page.locator(".sign")).to_have_count(1)
        assert [it["telling"] for it in room.snapshot()["oneliners"]] == [True]
        room.say("Na de storing.")
        expect(unsorted(page)).to_have_count(2)


def test_masking_covers_the_chosen_words_and_nothing_else(board: Page, room: Room) -> None:
    room.say("Mevrouw J. de Wit van het loket lacht mensen uit.")
    card(board, "Mevrouw").locator(".card-face").click()
    board.keyboard.press("m")
    words = board.locator(".mask-word")
    words.filter(has_text="Mevrouw").click()
    words.filter(has_text="Wit").click()
    board.get_by_role("dialog").get_by_role("button", name="Scherm af").click()

    expect(unsorted(board).locator(".card-text").first).to_have_text("▮▮▮▮ van het loket lacht mensen uit.")


def test_a_second_mask_covers_what_was_chosen_in_the_text_as_it_is_shown(board: Page, room: Room) -> None:
    room.say("Mevrouw de Wit en meneer Bos lachen.")
    for first, last in (("Mevrouw", "Wit"), ("meneer", "Bos")):
        unsorted(board).filter(has_text="lachen").locator(".card-face").click()
        board.keyboard.press("m")
        board.locator(".mask-word", has_text=first).click()
        board.locator(".mask-word", has_text=last).click()
        board.get_by_role("dialog").get_by_role("button", name="Scherm af").click()
        expect(unsorted(board).filter(has_text=last)).to_have_count(0)

    expect(unsorted(board).locator(".card-text").first).to_have_text("▮▮▮▮ en ▮▮▮▮ lachen.")


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


def test_a_probe_to_everybody_stands_with_its_one_liner(board: Page) -> None:
    card(board, "Schaamte").locator(".card-face").click()
    board.keyboard.press("p")
    board.get_by_role("button", name="Waardoor komt dat?").click()
    board.get_by_role("radio", name="Iedereen in de zaal").check()
    board.get_by_role("dialog").get_by_role("button", name="Vraag", exact=True).click()

    expect(card(board, "Schaamte").locator(".card-asked")).to_have_text("Waardoor komt dat?")


def test_what_came_on_paper_is_taken_down_literally(board: Page) -> None:
    board.get_by_role("button", name="Voer in").click()
    board.get_by_label("Eén zin, letterlijk").fill("Op het briefje: te duur.")
    board.keyboard.press("Enter")
    expect(board.get_by_role("dialog")).to_contain_text("1 toegevoegd")
    board.keyboard.press("Enter")
    expect(board.get_by_role("dialog")).to_contain_text("Er is nog niets")
    board.get_by_role("button", name="Klaar").click()

    assert "Op het briefje: te duur." in texts(unsorted(board))


def test_markup_is_text(browser: Browser, room: Room) -> None:
    mark = "<img src=x onerror=\"document.title='raak'\"><b>vet</b>"
    room.say(mark)
    room.categories("<script>document.title='raak'</script>")
    with board_of(browser, room) as page:
        expect(unsorted(page).locator(".card-text")).to_have_text([mark])
        assert "raak" not in page.title()


def test_the_bar_opens_pauses_and_closes_a_question(browser: Browser, room: Room) -> None:
    with board_of(browser, room) as page:
        choose_phase(page, "Symptomen en valkuilen")
        expect(page.locator(".question-text")).to_contain_text("symptomen")
        choose_phase(page, "Pauze")
        expect(page.locator("[data-opens=phases]")).to_contain_text("Pauze")
        choose_phase(page, "Ga verder")
        choose_phase(page, "Sluit over 30 seconden")
        expect(page.locator(".time-left")).to_contain_text("00:")
        choose_phase(page, "Sluit deze vraag nu")
        expect(page.locator("[data-opens=phases]")).to_contain_text("Tussen vragen")


def test_closing_for_good_says_what_it_does_and_asks(browser: Browser, room: Room) -> None:
    room.say("Schaamte.")
    with board_of(browser, room) as page:
        choose_phase(page, "Sluit de consultatie")
        expect(page.get_by_role("dialog")).to_contain_text("1 ontvangen = 1 op het bord + 0 niet getoond")
        page.get_by_role("button", name="Annuleer").click()
        choose_phase(page, "Sluit de consultatie")
        page.get_by_role("button", name="Sluit voorgoed").click()

        expect(page.locator("[data-opens=phases]")).to_contain_text("Gesloten")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("1")
        expect(column(page, "Regels").locator(".card")).to_have_count(1)


def test_no_control_edits_a_text(board: Page) -> None:
    assert board.locator("[contenteditable], textarea").count() == 0
    card(board, "Schaamte").locator(".card-menu").click()
    assert board.get_by_role("dialog").locator("input, textarea").count() == 0


def test_mallory_sees_no_board_of_ada(browser: Browser, room: Room) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(room.board_url)

    assert "/sign-in" in page.url
    context.close()


def drag(page: Page, what: Locator, onto: Locator) -> None:
    """Drag by mouse and let go above the middle of a card."""
    pick_up(page, what)
    move_over(page, onto)
    page.mouse.up()


def pick_up(page: Page, what: Locator) -> None:
    """Press the mouse on a card and begin to move."""
    x, y = center(what)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 12, y + 4, steps=3)


def move_over(page: Page, onto: Locator) -> None:
    """Move to the upper half of something, and wait a frame for the mark."""
    box = onto.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 4, steps=5)
    page.wait_for_timeout(60)


def center(what: Locator) -> tuple[float, float]:
    """The middle of something, in the window."""
    box = what.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def top(what: Locator) -> float:
    """The upper edge of something, in the window."""
    box = what.bounding_box()
    assert box
    return box["y"]


def touch(finger: object, kind: str, x: float, y: float) -> None:
    """Move one finger."""
    finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})  # type: ignore[attr-defined]


def rename(page: Page, name: str, new: str) -> None:
    """Rename a category by its menu."""
    open_menu(page, name).get_by_role("button", name="Andere naam").click()
    page.keyboard.type(new)
    page.keyboard.press("Enter")


def open_menu(page: Page, name: str) -> Locator:
    """Open a category's menu."""
    column(page, name).locator(".column-menu").click()
    return page.get_by_role("dialog")


def choose_phase(page: Page, name: str) -> None:
    """Choose from the menu of questions."""
    page.locator("[data-opens=phases]").click()
    page.get_by_role("dialog").get_by_role("button", name=name).click()
