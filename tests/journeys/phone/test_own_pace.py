"""A questionnaire on a phone, at one's own pace."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.phone.phones import (
    PHONE,
    address,
    board_has,
    expect_received,
    field,
    of_kind,
    phones,
    send,
    too_small,
)
from tests.journeys.rooms import Room, context_of
from tests.looks import barriers_of, photograph
from tests.servers import Server


@pytest.fixture
def questionnaire(running: Server) -> Iterator[Room]:
    """All questions open at once, to whoever has the link."""
    made = of_kind(running, self_paced=True)
    yield made
    made.close()


def go(page: Page, name: str) -> None:
    page.get_by_role("link", name=re.compile(name)).tap()


def test_every_question_is_answered_in_an_own_order(browser: Browser, questionnaire: Room) -> None:
    for open_phone in phones(browser, questionnaire):
        page = open_phone()
        expect(page.get_by_role("heading", level=1)).to_have_text("De vragen zijn nu niet open")
        photograph(page, "phone-paced-not-open-360-nl-light")
        questionnaire.open_question()
        expect(page.locator(".asked li")).to_have_count(5)
        expect(page.locator(".asked li").first).to_contain_text("nog niets")

        go(page, "Oplossingsrichtingen")
        expect(page.get_by_role("heading", level=1)).to_contain_text("kunnen gaan oplossen")
        send(page, "Ga langs.")
        expect_received(page, "Ga langs.")
        field(page).fill("Half een gedach")
        go(page, "Volgende")
        expect(page.locator('[data-part="number"]')).to_have_text("4/5")
        expect(field(page)).to_have_value("")
        expect(page.locator(".line")).to_have_count(0)
        send(page, "Luister.")
        expect_received(page, "Luister.")
        go(page, "Vorige")
        expect(field(page)).to_have_value("Half een gedach")
        photograph(page, "phone-paced-question-360-nl-light")
        assert barriers_of(page) == []
        go(page, "Alle vragen")
        expect(page.locator(".asked li").nth(2)).to_contain_text("1 uitspraak")
        photograph(page, "phone-paced-questions-360-nl-light")
        assert barriers_of(page) == []
        assert too_small(page) == []
        page.reload()
        expect(page.locator(".asked li").nth(3)).to_contain_text("1 uitspraak")
        go(page, "Oplossingsrichtingen")
        expect(field(page)).to_have_value("Half een gedach")
        page.reload()
        expect(page.locator('[data-part="number"]')).to_have_text("3/5")
        expect(page.locator(".line")).to_have_count(1)
        board_has(page, questionnaire, "Ga langs.", "Luister.")
        questionnaire.act("close_question")
        expect(page.get_by_role("heading", level=1)).to_have_text("De vragen zijn nu niet open")
        expect(page.locator(".line")).to_have_count(3)  # two sent, one that was being written
        questionnaire.act("close")
        expect(page.locator('[data-step="end"]')).to_be_visible()


def test_a_probe_on_another_question_waits_there(browser: Browser, questionnaire: Room) -> None:
    questionnaire.open_question()
    for open_phone in phones(browser, questionnaire):
        page = open_phone()
        go(page, "Ontwikkelingen")
        send(page, "Schaamte.")
        expect_received(page, "Schaamte.")
        go(page, "Volgende")
        (card,) = questionnaire.snapshot()["oneliners"]
        questionnaire.act("probe", oneliner=card["id"], text="Waarvoor?", to="author")
        expect(page.locator('[data-part="probe"]')).to_be_hidden()
        go(page, "Vorige")
        expect(page.locator('[data-part="probe"]')).to_contain_text("Waarvoor?")


def test_without_script_every_question_has_its_own_page(browser: Browser, questionnaire: Room) -> None:
    questionnaire.open_question()
    with context_of(browser, **PHONE, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address(questionnaire))
        page.get_by_role("button", name="Weet ik niet").tap()
        page.get_by_role("button", name="Ik doe mee").tap()
        go(page, "Symptomen")
        page.locator("#write-text").fill("Te veel brieven.")
        page.get_by_role("button", name="Verstuur").tap()
        expect(page.get_by_role("status").filter(has_text="Ontvangen")).to_contain_text("Te veel brieven.")
        expect(page.get_by_role("heading", level=1)).to_contain_text("symptomen")
        go(page, "Volgende")
        expect(page.get_by_role("heading", level=1)).to_contain_text("oplossen")
        (card,) = questionnaire.snapshot()["oneliners"]
        assert card["question"] == questionnaire.questions[1]
