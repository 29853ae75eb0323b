"""A board with a thousand cards works as one with ten; benchmarks/board.py says how quick it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.rooms import Room, board_of
from tests.looks import rest
from tests.servers import Server

CARDS = 1000
SORTS = 15


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A consultation with a thousand cards, most of them sorted over ten categories."""
    directory: Path = tmp_path_factory.mktemp("speed")
    with Server(directory, PHONE_RATE="0", CONSULTATION_RATE="0") as server:
        made = Room(server)
        made.open_question()
        said = made.say(*(f"Uitspraak {number} over brieven, regels en vertrouwen." for number in range(CARDS)))
        for at, category in enumerate(made.categories(*(f"Categorie {name}" for name in "abcdefghij"))):
            made.sort(category, *said[at * 70 : at * 70 + 70])
        yield made
        made.close()


def test_a_thousand_cards_are_there_and_nothing_jumps_while_sorting(browser: Browser, room: Room) -> None:
    with board_of(browser, room) as page:
        expect(page.locator(".card")).to_have_count(CARDS)
        page.keyboard.press("ArrowDown")
        rest(page)
        before = chosen_top(page)
        for key in ("1", "2", "3") * (SORTS // 3):
            page.keyboard.press(key)

        expect(page.locator(".unsorted .card")).to_have_count(CARDS - 700 - SORTS)
        assert abs(chosen_top(page) - before) <= 1


def chosen_top(page: Page) -> float:
    """Where the chosen card is in the window."""
    return float(page.locator("[data-chosen=true]").evaluate("it => it.getBoundingClientRect().top"))
