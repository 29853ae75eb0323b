"""The board in a real browser: own categories, made and changed on the fly."""

from playwright.sync_api import Page, expect

from tests.journeys.boards import column, open_menu, rename, told, unsorted
from tests.journeys.rooms import Room


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


def test_a_half_typed_name_survives_what_comes_in(board: Page, room: Room) -> None:
    board.keyboard.press("ArrowDown")
    board.keyboard.press("n")
    board.keyboard.type("Formu")
    room.say("Dat kwam ertussen.")
    expect(unsorted(board)).to_have_count(4)
    board.keyboard.type("lieren")
    board.keyboard.press("Enter")
    expect(column(board, "Formulieren").locator(".card")).to_have_count(1)


def test_a_half_changed_name_survives_what_is_sorted_there(board: Page, room: Room) -> None:
    regels, _ = room.snapshot()["categories"]
    column(board, "Regels").locator(".column-target").focus()
    board.keyboard.press("F2")
    board.keyboard.type("Formu")
    room.act("sort", oneliners=[room.snapshot()["oneliners"][0]["id"]], category=regels["id"])
    expect(unsorted(board)).to_have_count(2)
    board.keyboard.type("lieren")
    board.keyboard.press("Enter")
    expect(column(board, "Formulieren").locator(".card")).to_have_count(1)


def test_a_category_moves_and_gets_another_colour(board: Page) -> None:
    open_menu(board, "Vertrouwen").get_by_role("button", name="Naar voren").click()
    expect(board.locator(".column-name bdi")).to_have_text(["Vertrouwen", "Regels"])

    open_menu(board, "Vertrouwen").get_by_role("radio", name="paars").check()
    expect(told(board)).to_contain_text("Vertrouwen heeft een andere kleur")
