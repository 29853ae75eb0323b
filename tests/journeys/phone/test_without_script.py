"""The phone's page where its script does not run, or comes late."""

from playwright.sync_api import Browser, expect

from tests.journeys.phone.phones import PHONE, TEXT, address, texts
from tests.journeys.rooms import Room, context_of


def test_without_script_the_form_does_it(browser: Browser, room: Room) -> None:
    room.open_question()
    with context_of(browser, **PHONE, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address(room))
        page.get_by_role("button", name="Handhaving").tap()
        page.get_by_role("button", name="Ik doe mee").tap()
        page.locator("#write-text").fill(f" {TEXT} ")
        page.get_by_role("button", name="Verstuur").tap()
        expect(page.get_by_role("status").filter(has_text="Ontvangen")).to_contain_text(TEXT)
        expect(page.locator("#write-text")).to_have_value("")
        assert texts(room) == [TEXT]
        page.locator("#write-text").fill("x" * 150)
        page.get_by_role("button", name="Verstuur").tap()
        expect(page.locator("#write-text")).to_have_value("x" * 150)
        expect(page.locator("#write-remark")).to_contain_text("140")
        room.open_question(2)
        page.get_by_role("link", name="Kijk opnieuw").tap()
        expect(page.get_by_role("heading", level=1)).to_contain_text("symptomen en/of valkuilen")


def test_a_page_whose_script_never_runs_loads_itself_again(browser: Browser, room: Room) -> None:
    with context_of(browser, **PHONE) as context:
        page = context.new_page()
        page.route("**/static/js/**", lambda route: route.abort())
        page.goto(address(room))
        page.get_by_role("button", name="Handhaving").tap()
        page.get_by_role("button", name="Ik doe mee").tap()
        expect(page.get_by_role("heading", level=1)).to_have_text("Wacht op de volgende vraag")
        room.open_question()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Welke ontwikkelingen")


def test_a_page_whose_script_comes_late_goes_on_live(browser: Browser, room: Room) -> None:
    with context_of(browser, **PHONE) as context:
        page = context.new_page()
        page.goto(f"{address(room)}?joined=1&environment=policy")
        expect(page.locator('[data-part="connection"]')).to_have_attribute("data-state", "online")
        expect(page.locator('meta[http-equiv="refresh"]')).to_have_count(0)
        expect(page.get_by_role("heading", level=1)).to_have_text("Wacht op de eerste vraag")
