"""What a goal track asks on a phone beside the text."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.journeys.phone.phones import PHONE, address, expect_received, join, send
from tests.journeys.rooms import Room, context_of
from tests.looks import barriers_of, photograph


def test_what_a_goal_track_asks_beside_the_text_goes_along(browser: Browser, goal: Room) -> None:
    with context_of(browser, **PHONE) as context:
        page = context.new_page()
        page.goto(address(goal))
        join(page)
        goal.open_question(1)
        page.get_by_role("radio", name="nodig").check()
        send(page, "Zes schuldhulpverleners en een bus koffie.")
        expect_received(page, "koffie")
        expect(page.get_by_role("radio", name="nodig")).not_to_be_checked()
        expect(page.get_by_role("radio", name="wijze")).not_to_be_checked()
        photograph(page, "phone-goal-way")
        goal.open_question(2)
        expect(page.get_by_role("radio", name="Zeg ik liever niet")).not_to_be_checked()
        page.get_by_role("radio", name="ja, mits").check()
        send(page, "Ons buurthuis is elke avond open.")
        expect_received(page, "buurthuis")
        goal.open_question(3)
        choose(page, "A vast punt", "voor")
        choose(page, "B bus", "tegen")
        photograph(page, "phone-goal-variants")
        assert barriers_of(page) == []
        send(page, "De bus! Die komt ten minste.")
        expect_received(page, "De bus!")
        goal.open_question(4)
        expect(page.locator("fieldset[data-extras]:visible")).to_have_count(0)
        told = {it["text"][:6]: it for it in goal.snapshot()["oneliners"]}
        assert told["Zes sc"]["kind"] == "need"
        assert told["Ons bu"]["cooperation"] == "if"
        said = [{"variant": "A", "stance": "for"}, {"variant": "B", "stance": "against"}]
        assert told["De bus"]["variants"] == said


def choose(page: Page, variant: str, stance: str) -> None:
    page.get_by_role("radiogroup", name=re.compile(variant)).get_by_role("radio", name=stance).check()


def test_a_goal_track_goes_without_javascript_too(browser: Browser, goal: Room) -> None:
    goal.open_question(1)
    with context_of(browser, **PHONE | {"java_script_enabled": False}) as context:
        page = context.new_page()
        page.goto(f"{address(goal)}?joined=1&environment=-")
        page.get_by_role("radio", name="nodig").check()
        send(page, "Zes schuldhulpverleners en een bus koffie.")
        expect(page.get_by_role("status").filter(has_text="Ontvangen")).to_be_visible()
        assert [it["kind"] for it in goal.snapshot()["oneliners"]] == ["need"]
