"""The goal track by hand: from what was settled to a plan, and back to who was consulted."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from zipfile import ZipFile

from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.journeys.boards import card, column, unsorted
from tests.journeys.by_hand.desk import PHONE, Desk, close, open_question, phones, say, tick
from tests.servers import Server

WAY = "Drive a bus along the villages."


NEED = "We need six debt counsellors."


HELP = "Our community centre can open on Tuesdays."


PERHAPS = "Only if the rent is paid."


ACTION = "Rent the bus before the summer"


MISSING = "My remark about the villages is not in it."


def settle(desk: Desk) -> None:
    """Say what was settled; the diagnosis is filled in already."""
    desk.is_at("Settled")
    expect(desk.page.locator('[name="issue"]')).to_have_value("Help is there, but the first step asks for courage.")
    desk.fill(solution="A debt desk in every district.", owner="The alderman", settled_by="the executive")
    desk.fill(term=str(date.today() + timedelta(days=300)), variant_A="Fixed place", variant_B="Bus")
    desk.press("Save")
    desk.file()


def consult_about_the_goal(desk: Desk, browser: Browser, server: Server) -> None:
    """Ask which ways there are, what is needed, and who takes part."""
    desk.step("Network")
    desk.follow("Add a seat")
    desk.choose("Execution", "External")
    desk.fill(function="Care")
    desk.press("On to the sub-function")
    desk.fill(sub_function="district team")
    desk.press("On to the name")
    desk.fill(name="Wim", reason="Knows the villages.")
    desk.choose("Experience")
    desk.press("Save")
    desk.is_at("Network")
    desk.file()
    desk.step("Consult")
    desk.fill(hold="0")
    desk.press("Make this consultation")
    code = desk.page.locator("p.code").inner_text()
    desk.follow("Open the board")
    board = desk.page
    with phones(browser, server, code, "Execution", "Target group") as (ben, fatma):
        open_question(board, 1)
        say(ben, 1, WAY, choosing="way")
        say(fatma, 1, NEED, choosing="need")
        open_question(board, 2)
        say(ben, 2, HELP, choosing="yes")
        say(fatma, 2, PERHAPS, choosing="yes, if")
        expect(unsorted(board)).to_have_count(4)
        board.keyboard.press("ArrowDown")
        board.keyboard.press("n")
        board.keyboard.type("Closer by")
        board.keyboard.press("Enter")
        for left in (3, 2, 1):
            expect(unsorted(board)).to_have_count(left)
            board.keyboard.press("1")
        expect(column(board, "Closer by").locator(".card")).to_have_count(4)
        desk.follow("Back")
        close(desk)
    desk.file()


def ask_for_approval(desk: Desk, browser: Browser, server: Server) -> None:
    """Fix the goal map, ask those consulted, take a remark over, and ask once more about version 2."""
    desk.page.locator(".track").last.get_by_role("link", name="Fixed versions of the map").click()
    desk.press("Fix version 1")
    desk.file()
    desk.step("Approve")
    desk.press("Begin asking")
    desk.choose("Wim")
    desk.fill(paper="1")
    desk.press("Make the links and codes")
    link, code = (it.inner_text() for it in desk.page.locator("table.links code").all())
    with fresh(browser) as phone:
        phone.goto(link)
        expect(phone.locator(".line", has_text=HELP).first).to_be_attached()
        answer(phone, "No", MISSING)
    with fresh(browser) as phone:
        phone.goto(f"{server.url}/approve")
        phone.locator('[name="code"]').fill(code)
        phone.get_by_role("button", name="Show me the map").tap()
        answer(phone, "Yes, correctly and completely")
    desk.file()
    desk.step("Approve")
    expect(desk.page.locator("blockquote", has_text=MISSING)).to_be_visible()
    desk.page.get_by_label("Taken over in a next version").check()
    desk.page.locator(".remark").get_by_role("button", name="Keep this").click()
    end_round(desk)
    improve(desk)
    desk.step("Approve")
    desk.press("Begin asking")
    with fresh(browser) as phone:
        phone.goto(link)
        answer(phone, "Yes, correctly and completely")
    desk.file()
    desk.step("Approve")
    end_round(desk)
    expect(desk.page.locator("#v-2 ~ dl.totals dd").first).to_have_text("2")
    desk.file()


@contextmanager
def fresh(browser: Browser) -> Iterator[Page]:
    """A phone that knows nothing of what was before."""
    context = browser.new_context(**PHONE)
    yield context.new_page()
    context.close()


def answer(phone: Page, said: str, remark: str = "") -> None:
    """Say whether the map is right."""
    phone.get_by_role("radio", name=said, exact=True).check()
    if remark:
        phone.locator("textarea").first.fill(remark)
    phone.get_by_role("button", name="Send my answer").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you")


def end_round(desk: Desk) -> None:
    desk.page.get_by_text("I want to end this round").click()
    desk.press("End the round")


def improve(desk: Desk) -> None:
    """Change something on the map in analysis, and fix it anew."""
    desk.file()
    desk.step("Goal map")
    desk.follow("Go on analysing")
    card(desk.page, WAY).locator(".card-face").click()
    desk.page.keyboard.press("*")
    expect(card(desk.page, WAY).locator(".sign")).to_have_count(1)
    desk.follow("Versions")
    desk.press("Fix version 2")
    desk.file()


def weigh_the_goal(desk: Desk) -> None:
    """Lay two alternatives side by side and choose one."""
    desk.step("Weigh")
    desk.press("Weigh this version")
    for _ in range(desk.page.get_by_role("link", name="Decide").count()):
        desk.follow("Decide")
        desk.choose("Take over")
        desk.press("Save")
    for text, carried in (("to open a desk in the centre.", NEED), ("to drive a bus.", WAY)):
        desk.follow("Add an alternative")
        desk.fill(text=text, workable_who="Team", workable_with="a bus", owner="The director")
        tick(desk.page, "carried", carried)
        desk.press("Save")
    desk.follow("Choose")
    desk.choose("to drive a bus.")
    desk.fill(reason="It reaches the villages.")
    desk.press("Save")
    desk.fill(by="ada")
    desk.press("Fix the weighing")
    desk.follow("To the plan of approach")


def plan(desk: Desk) -> None:
    """Write an action down; take the plan home as a document and on paper."""
    desk.is_at("Plan of approach")
    desk.follow("Add an action")
    desk.fill(what=ACTION, who="Team")
    tick(desk.page, "carried", WAY)
    desk.press("Save")
    with desk.page.expect_download() as download:
        desk.follow("Word document")
    with ZipFile(download.value.path()) as document:
        written = document.read("word/document.xml").decode()
    printed = PdfReader(io.BytesIO(desk.page.pdf(prefer_css_page_size=True)))
    paper = "".join("".join(it.extract_text().split()) for it in printed.pages)
    for text in (ACTION, WAY):
        assert text in written
        assert "".join(text.split()) in paper
    cited = desk.page.locator(".cited a", has_text=WAY)
    cited.click()
    expect(desk.page.locator(":target")).to_contain_text(WAY)
    desk.page.go_back()


def give_feedback(desk: Desk, browser: Browser) -> None:
    """Tell those who were consulted what was done with it."""
    desk.follow("Feedback to participants")
    desk.fill(thanks="Thank you for being open.", next="The bus drives from June.")
    desk.press("Keep and publish")
    address = desk.page.locator("code.copy").inner_text()
    with fresh(browser) as phone:
        phone.goto(address)
        for told in ("The bus drives from June.", "the first step asks for courage", "It reaches the villages."):
            expect(phone.locator("main")).to_contain_text(told)
    desk.file()
    desk.follow("Your assignments")
    desk.is_at("Your assignments")
