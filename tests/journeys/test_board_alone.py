"""The board in a real browser, for who has nothing but the help, the keyboard, or the names that are read aloud."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.boards import column, told, unsorted
from tests.journeys.rooms import Room, board_of
from tests.servers import Server

SAID = ("De bakker heeft ook schulden.", "Schaamte.", "De brief is te lang.", "Dit is een proef.")
BROWSER_NAMES = {"↑": "ArrowUp", "↓": "ArrowDown", "←": "ArrowLeft", "→": "ArrowRight", "Spatie": "Space"}


@pytest.fixture
def fresh(running: Server) -> Iterator[Room]:
    """A consultation in which nothing was done yet."""
    made = Room(running)
    yield made
    made.close()


@pytest.fixture
def page(browser: Browser, fresh: Room) -> Iterator[Page]:
    """Ada's board, before the first question."""
    with board_of(browser, fresh) as opened:
        yield opened


class Newcomer:
    """Somebody who presses only what the help names. What is typed are words."""

    def __init__(self, page: Page) -> None:
        self._page = page
        page.keyboard.press("?")
        sheet = page.get_by_role("dialog", name="Zo werkt het")
        self.steps = sheet.get_by_role("listitem").all_inner_texts()
        self._named = {BROWSER_NAMES.get(it, it) for it in sheet.locator("kbd").all_inner_texts()}
        self.press("Esc")
        expect(sheet).to_have_count(0)

    def press(self, *keys: str) -> None:
        """Press keys, one after another; a letter as it stands on the key."""
        for key in keys:
            name = BROWSER_NAMES.get(key, key)
            assert name in self._named | {"Shift+Tab"}, f"the help does not name {key}"
            self._page.keyboard.press({"Esc": "Escape"}.get(name, name.lower() if len(name) == 1 else name))

    def goes_to(self, name: str, role: str = "button") -> None:
        """Go by Tab to what has that name, and press it."""
        wanted = self._page.get_by_role("dialog").get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
        for _ in range(20):
            if wanted.evaluate("it => it === document.activeElement"):
                return self.press("Enter")
            self.press("Tab")
        raise AssertionError(f"Tab does not come to {name}")

    def walks_to(self, name: str, key: str = "↓") -> None:
        """Go by arrow to a line of the menu, and press it."""
        wanted = self._page.get_by_role("dialog").get_by_role("button", name=name)
        expect(wanted).to_be_visible()
        for _ in range(20):
            if wanted.evaluate("it => it === document.activeElement"):
                return self.press("Enter")
            self.press(key)
        raise AssertionError(f"the arrows do not come to {name}")


def test_the_help_is_enough_to_run_the_demos_consultation(browser: Browser, fresh: Room, page: Page) -> None:
    ada = Newcomer(page)
    assert len(ada.steps) == 14
    with page.expect_popup() as popup:
        ada.press("S")
        expect(page.get_by_role("dialog")).to_be_visible()
        ada.press("↑", "Enter")
    screen = popup.value
    expect(screen.locator(".screen")).to_have_attribute("data-mode", "join")
    ada.press("Esc")
    begins(ada, fresh, page, screen)
    shows_and_goes_on(ada, page, screen)
    ends(ada, page, screen)


def begins(ada: Newcomer, fresh: Room, page: Page, screen: Page) -> None:
    """The first question: what comes in gets its place, a probe, a mask, or a reason why not."""
    ada.press("O", "1")
    expect(screen.locator(".screen")).to_have_attribute("data-mode", "question")
    fresh.say(*reversed(SAID))
    expect(unsorted(page)).to_have_count(len(SAID))
    ada.press("↓", "M")
    expect(page.get_by_role("dialog")).to_be_visible()
    ada.press("Enter", "Tab", "Enter")
    ada.goes_to("Scherm af")
    expect(unsorted(page).first).to_contain_text("▮▮▮▮ heeft ook schulden.")
    ada.press("↓")
    makes(ada, page, "Vertrouwen")
    makes(ada, page, "Regels")
    ada.press("H")
    expect(page.get_by_role("dialog")).to_be_visible()
    ada.press("Enter")
    expect(unsorted(page)).to_have_count(1)
    sorts_back_and_forth(ada, page)


def makes(ada: Newcomer, page: Page, name: str) -> None:
    """Make a category from what is chosen."""
    ada.press("N")
    page.keyboard.type(name)
    ada.press("Enter")
    expect(column(page, name).locator(".card")).to_have_count(1)


def sorts_back_and_forth(ada: Newcomer, page: Page) -> None:
    """Sort, undo, sort again, and ask on."""
    ada.press("↓", "1")
    expect(column(page, "Vertrouwen").locator(".card")).to_have_count(2)
    ada.press("Z")
    expect(unsorted(page)).to_have_count(1)
    ada.press("↓", "2")
    expect(column(page, "Regels").locator(".card")).to_have_count(2)
    ada.press("→", "P")
    ada.walks_to("Waardoor komt dat?")
    ada.goes_to("Vraag")
    expect(told(page)).to_contain_text("Gevraagd")


def shows_and_goes_on(ada: Newcomer, page: Page, screen: Page) -> None:
    """The screen, the next question, a break."""
    ada.press("S")
    ada.walks_to("kolommen")
    expect(screen.locator(".column")).to_have_count(2)
    ada.press("O", "X")
    expect(page.get_by_role("button", name="Tussen vragen")).to_be_visible()
    ada.press("O", "2")
    expect(screen.locator("h1").first).to_contain_text("symptomen en/of valkuilen")
    ada.press("O", "P")
    expect(page.get_by_role("button", name="Pauze Vragen en pauze")).to_be_visible()
    ada.press("O", "P")
    expect(page.get_by_role("button", name="Open Vragen en pauze")).to_be_visible()


def ends(ada: Newcomer, page: Page, screen: Page) -> None:
    """The map, and closing for good."""
    ada.press("S")
    ada.walks_to("map")
    expect(screen.locator(".screen")).to_have_attribute("data-mode", "overview")
    ada.press("O")
    ada.walks_to("Sluit de consultatie")
    ada.goes_to("Sluit voorgoed")
    expect(screen.locator(".screen")).to_have_attribute("data-mode", "end")
    expect(told(page)).to_contain_text("De consultatie is gesloten.")


def test_every_key_on_the_help_does_something(page: Page) -> None:
    ada = Newcomer(page)
    for key, opens in {"O": "Vragen en pauze", "S": "Wat het scherm toont", "?": "Zo werkt het"}.items():
        ada.press(key)
        expect(page.get_by_role("dialog", name=opens)).to_be_visible()
        ada.press("Esc")
        expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_main_job_goes_by_the_names_that_are_read_aloud(browser: Browser, fresh: Room, page: Page) -> None:
    vertrouwen, _ = fresh.categories("Vertrouwen", "Regels")
    presses(page, "Tussen vragen")
    answers(page, "Vragen en pauze", "Ontwikkelingen")
    expect(page.get_by_role("button", name="Open Vragen en pauze")).to_be_visible()
    for text in reversed(SAID):
        fresh.say(text)
        expect(waiting(page).filter(has_text=text)).to_have_count(1)
    masks_probes_and_hides(page)
    sorts_and_undoes(page)
    presses(page, "Wat het scherm toont")
    answers(page, "Wat het scherm toont", "kolommen")
    expect(told(page)).to_contain_text("Scherm: kolommen")
    presses(page, "Vragen en pauze")
    answers(page, "Vragen en pauze", "Sluit de consultatie")
    answers(page, "Deze consultatie voorgoed sluiten?", "Sluit voorgoed")
    expect(told(page)).to_contain_text("De consultatie is gesloten.")
    assert len([it for it in fresh.snapshot()["oneliners"] if it["category"] == vertrouwen]) == 1


def masks_probes_and_hides(page: Page) -> None:
    """What is done with a one-liner beside sorting."""
    menu_of(page, SAID[0], "Scherm af")
    answers(page, "Scherm af wat te veel zegt", "De", "bakker", "Scherm af")
    expect(waiting(page).filter(has_text="▮▮▮▮ heeft ook schulden.")).to_have_count(1)
    menu_of(page, SAID[1], "Vraag door")
    answers(page, "Vraag door", "Waardoor komt dat?", "Vraag")
    expect(told(page)).to_contain_text("Gevraagd")
    menu_of(page, SAID[3], "Niet tonen")
    answers(page, "Dit niet tonen", "geen inhoud")
    expect(waiting(page)).to_have_count(3)


def sorts_and_undoes(page: Page) -> None:
    """A one-liner into a category, back, and there again."""
    menu_of(page, SAID[1], "Vertrouwen")
    expect(told(page)).to_contain_text("‘Schaamte.’ naar Vertrouwen.")
    expect(waiting(page)).to_have_count(2)
    page.get_by_label("Wat er gedaan is").get_by_role("button", name="Ongedaan maken").click()
    expect(waiting(page)).to_have_count(3)
    menu_of(page, SAID[1], "Vertrouwen")
    expect(waiting(page)).to_have_count(2)


def waiting(page: Page) -> Locator:
    """What is not sorted yet."""
    return page.get_by_role("list", name="Nog in te delen").get_by_role("listitem")


def presses(page: Page, name: str) -> None:
    """Press a button of the page."""
    page.get_by_role("button", name=name).click()


def menu_of(page: Page, text: str, name: str) -> None:
    """Choose from the menu of a one-liner."""
    presses(page, f"Wat te doen met ‘{text}’")
    answers(page, "Deze uitspraak", name)


def answers(page: Page, title: str, *names: str) -> None:
    """Press buttons of a dialog."""
    dialog = page.get_by_role("dialog", name=title)
    for name in names:
        dialog.get_by_role("button", name=name).first.click()
