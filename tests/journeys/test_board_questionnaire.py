"""The board of a questionnaire, where everybody answers all questions at a moment of their own."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import update

from facilitator.store import Store
from facilitator.store.tables import Consultation
from tests.journeys.boards import choose_phase, told
from tests.journeys.rooms import Room, board_of, screen_of
from tests.looks import barriers_of, photograph
from tests.servers import Server


@pytest.fixture
def questionnaire(running: Server) -> Iterator[Room]:
    """A consultation at one's own pace, which commands don't make, before anybody opens it."""
    made = Room(running)
    here = Consultation.id == made.made["consultation"]
    with closing(Store(running.database)) as store, store.work() as connection:
        connection.execute(update(Consultation).where(here).values(self_paced=True))
    yield made
    made.close()


@pytest.fixture
def page(browser: Browser, questionnaire: Room) -> Iterator[Page]:
    """Ada's board."""
    with board_of(browser, questionnaire) as opened:
        yield opened


def test_it_is_opened_and_stopped_from_the_board(questionnaire: Room, page: Page) -> None:
    expect(page.get_by_role("button", name="Vragenlijst even dicht")).to_be_visible()
    choose_phase(page, "Open de vragenlijst")
    expect(told(page)).to_contain_text("De vragenlijst is open.")
    expect(page.get_by_role("button", name="Vragenlijst open")).to_be_visible()
    for number in (1, 4):
        questionnaire.say(f"Antwoord {number}.", number=number)

    expect(page.locator(".counts")).to_contain_text("2 ontvangen")
    expect(page.locator(".question-number").filter(has_text="/5")).to_have_count(0)
    expect(page.locator(".top-bar h1")).to_contain_text("schulden en armoede")
    choose_phase(page, "Neem even geen antwoorden aan")
    expect(page.get_by_role("button", name="Vragenlijst even dicht")).to_be_visible()
    assert questionnaire.snapshot()["consultation"]["phase"] == "lobby"


def test_its_menu_says_what_it_is_and_has_no_question_to_open(questionnaire: Room, page: Page) -> None:
    page.keyboard.press("o")
    dialog = page.get_by_role("dialog", name="Vragenlijst")
    expect(dialog).to_contain_text("alle 5 vragen")
    expect(dialog.get_by_role("button")).to_have_count(3)
    photograph(page, "board-questionnaire")
    assert barriers_of(page) == []


def test_the_screen_shows_columns_of_all_its_questions(browser: Browser, questionnaire: Room, page: Page) -> None:
    questionnaire.open_question()
    (category,) = questionnaire.categories("Alles")
    for number in (1, 4):
        questionnaire.sort(category, *questionnaire.say(f"Antwoord {number}.", number=number))
    page.keyboard.press("s")
    menu = page.get_by_role("dialog", name="Wat het scherm toont")
    expect(menu.get_by_role("button", name="vraag", exact=True)).to_have_count(0)
    menu.get_by_role("button", name="kolommen").click()
    with screen_of(browser, questionnaire) as screen:
        expect(screen.locator(".column .card")).to_have_text(["Antwoord 1.", "Antwoord 4."])
        expect(screen.locator("h1")).to_contain_text("schulden en armoede")
