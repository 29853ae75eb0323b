"""The whole method as a person does it: one address typed, and from there only links, buttons, forms and keys."""

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.journeys.boards import card, column, unsorted
from tests.journeys.rooms import context_of, faults_of
from tests.servers import Server

PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "locale": "en-GB"}
FILE = re.compile(r"/desk/assignments/[0-9a-f]{16}$")
PASSWORD = "four blue bicycles"
SUSPICION = "people with debts only reach us when it is too late."
SAID = (
    ("People are ashamed and leave their post unopened.", "Every year there is another scheme."),
    ("A debt of 90 euros becomes 740.", "The letters are too long to read."),
)
AT_TABLE = "Every ministry writes its own law."
WAY, NEED = "Drive a bus along the villages.", "We need six debt counsellors."
HELP, PERHAPS = "Our community centre can open on Tuesdays.", "Only if the rent is paid."
ACTION, MISSING = "Rent the bus before the summer", "My remark about the villages is not in it."
GOAL = {
    "The settled solution or goal": "A debt desk in every district.",
    "Who owns it": "The alderman",
    "Settled by": "the executive",
}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("by-hand"), PHONE_RATE="0", LANGUAGE="en") as server:
        yield server


class Desk:
    """The browser of the civil servant."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def follow(self, name: str, *, within: str = "body") -> None:
        """Click a link, by what it says."""
        self.page.locator(within).get_by_role("link", name=name).first.click()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()

    def fill(self, **fields: str) -> None:
        """Fill fields in by their names in the form."""
        for name, value in fields.items():
            self.page.locator(f'main [name="{name}"]').fill(value)

    def choose(self, *labels: str) -> None:
        for label in labels:
            self.page.get_by_label(label, exact=True).check()

    def is_at(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading, ignore_case=True)

    def step(self, name: str) -> None:
        """Go to a step of the method by the step bar of the assignment's file."""
        self.page.locator(".steps").last.get_by_role("link", name=name, exact=True).click()

    def file(self) -> None:
        """Go back to the file of the assignment."""
        for _ in range(3):
            if FILE.search(self.page.url):
                return
            self.page.locator("nav.back a").click()
        expect(self.page).to_have_url(FILE)


@contextmanager
def phones(browser: Browser, server: Server, code: str, *angles: str) -> Iterator[list[Page]]:
    """Come in on phones by the code, each from an angle."""
    contexts = [browser.new_context(**PHONE) for _ in angles]
    pages = [context.new_page() for context in contexts]
    for page, angle in zip(pages, angles, strict=True):
        page.goto(server.url)
        page.get_by_label("Code").fill(code)
        page.get_by_role("button", name="Join").tap()
        page.get_by_role("button", name=angle).tap()
        page.get_by_role("button", name="I take part").tap()
        expect(page.locator('[data-part="connection"]')).to_have_attribute("data-state", "online")
    yield pages
    for context in contexts:
        context.close()


def say(phone: Page, question: int, text: str, *, choosing: str = "") -> None:
    """Answer the question that is open on a phone."""
    expect(phone.locator('[data-part="number"]')).to_have_text(f"{question}/5")
    if choosing:
        phone.locator(".extras:visible").get_by_role("radio", name=choosing, exact=True).tap()
    phone.locator("#write-text").fill(text)
    phone.get_by_role("button", name="Send", exact=True).last.tap()
    expect(phone.locator(".line", has_text=text)).to_have_attribute("data-status", "received")


def open_question(board: Page, number: int) -> None:
    board.locator("[data-opens=phases]").click()
    board.get_by_role("dialog").get_by_role("button", name=re.compile(f"^{number}")).first.click()
    expect(board.locator(".question-number")).to_have_text(f"{number}/5")


def test_from_a_suspicion_to_a_printed_plan(browser: Browser, running: Server, tmp_path: Path) -> None:
    with context_of(browser, locale="en-GB") as context:
        page = context.new_page()
        faults = faults_of(page)
        desk = Desk(page)
        begin(desk, running)
        code = make_an_assignment(desk)
        prepare(desk)
        name_key_persons(desk)
        with phones(browser, running, code, "Execution", "Policy") as room:
            consult(desk, room)
            interview(desk)
            analyse(desk)
            fix_and_publish(desk, room[0])
        weigh(desk)
        settle(desk)
        consult_about_the_goal(desk, browser, running)
        ask_for_approval(desk, browser, running)
        weigh_the_goal(desk)
        plan(desk)
        give_feedback(desk, browser)
        assert faults == []


def begin(desk: Desk, server: Server) -> None:
    """Set up the first account by the link that the server prints."""
    found = re.search(r"http://\S+(/setup/\S+)", server.stdout.read_text())
    assert found is not None
    desk.page.goto(server.url + found[1])
    desk.fill(name="ada", password=PASSWORD, again=PASSWORD)
    desk.press("Begin")
    desk.is_at("Your assignments")


def make_an_assignment(desk: Desk) -> str:
    """Make a process with its suspicion; the code for the phones."""
    desk.follow("Make your first consultation")
    desk.fill(theme="debt and poverty", suspicion=SUSPICION)
    desk.page.get_by_text("Language, organisation and waiting time").click()
    desk.choose("English")
    desk.fill(hold="0")
    desk.press("Make the consultation")
    desk.is_at("debt and poverty")
    return desk.page.locator("p.code").inner_text()


def prepare(desk: Desk) -> None:
    """Answer the starting questions, and word a question better."""
    desk.file()
    desk.follow("Answer them")
    desk.fill(intention="Earlier help.", horizon_point="Nobody is afraid of the post.")
    desk.press("Save")
    desk.file()
    expect(desk.page.locator("dl.touchstone")).to_contain_text("Nobody is afraid of the post.")
    desk.step("Suspicion")
    desk.fill(owners="The alderman", where="In two districts.")
    desk.press("Save")
    desk.follow("The five questions")
    desk.fill(title_1="What changes")
    desk.press("Save")
    desk.file()


def name_key_persons(desk: Desk) -> None:
    """Find somebody from function to name, and read the others in from a list with a slip in it."""
    desk.step("Key persons")
    desk.follow("Add a seat")
    desk.choose("Execution", "External")
    desk.fill(function="Care")
    desk.press("On to the sub-function")
    desk.fill(sub_function="district team")
    desk.press("On to the name")
    desk.fill(name="Fatma", reason="Sees people at home.")
    desk.press("Save")
    desk.follow("Read in a CSV file")
    lines = "environment;internal_external;function;sub_function;name;reason"
    desk.fill(text=f"{lines}\nPolicy;internal;Income;minimum income;Ben;\nEnforcement;external;Collection;bailiffs;;")
    desk.press("Look what is in it")
    expect(desk.page.locator('[role="alert"]')).to_contain_text("Line 2")
    text = desk.page.locator("#text")
    text.fill(text.input_value().replace("Ben;", "Ben;Knows the schemes."))
    desk.press("Look what is in it")
    desk.press("Take these over")
    desk.is_at("Key persons")
    expect(desk.page.locator("main")).to_contain_text("Ben")
    desk.file()


def consult(desk: Desk, room: Sequence[Page]) -> None:
    """Two questions in the room: sorted by keyboard, starred, asked on; and closed for good."""
    desk.follow("Board", within=".consultations")
    board, (ben, fatma) = desk.page, room
    for number, (first, second) in enumerate(SAID, 1):
        open_question(board, number)
        say(ben, number, first)
        say(fatma, number, second)
        expect(unsorted(board)).to_have_count(2)
        for _ in range(2):
            if number == 1 and not board.locator(".column").count():
                board.keyboard.press("ArrowDown")
                board.keyboard.press("n")
                board.keyboard.type("Shame")
                board.keyboard.press("Enter")
            else:
                board.keyboard.press("ArrowDown")
                board.keyboard.press("1")
        expect(unsorted(board)).to_have_count(0)
    card(board, SAID[1][0]).locator(".card-face").click()
    board.keyboard.press("*")
    expect(card(board, SAID[1][0]).locator(".sign")).to_have_count(1)
    board.keyboard.press("p")
    board.get_by_role("dialog").get_by_role("button", name="What causes that?").click()
    board.get_by_role("dialog").get_by_role("button", name="Ask", exact=True).click()
    answer = ben.locator("#probe-text")
    expect(answer).to_be_visible()
    answer.fill("They think it is their own fault.")
    ben.locator('[data-part="probe-form"]').get_by_role("button", name="Send").tap()
    expect(card(board, "their own fault")).to_have_count(1)
    desk.follow("Back")
    close(desk)
    expect(ben.get_by_role("heading", name="Thank you.")).to_be_visible()


def interview(desk: Desk) -> None:
    """Write down what somebody says at a kitchen table, read it back and close it."""
    desk.file()
    desk.step("Consult")
    desk.follow("Write down a conversation one to one")
    desk.choose("Regulation")
    desk.press("Begin the interview")
    expect(desk.page.get_by_role("tablist")).to_be_visible()
    expect(desk.page.locator("textarea:visible")).to_be_focused()
    desk.page.keyboard.type(AT_TABLE)
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator('[data-part="keeping"]')).to_have_text("Everything is on the server.")
    desk.follow("Read back")
    desk.press("Close the interview")
    expect(desk.page.get_by_text("This interview is closed.")).to_be_visible()


def analyse(desk: Desk) -> None:
    """Link a cause over both consultations."""
    desk.follow("To the analysis")
    board = desk.page
    card(board, AT_TABLE).locator(".card-face").click()
    board.keyboard.press("1")
    card(board, SAID[1][1]).locator(".card-menu").click()
    board.get_by_role("dialog").get_by_role("button", name="Causes, tensions").click()
    board.get_by_role("dialog").get_by_role("button", name="Comes of another").click()
    card(board, AT_TABLE).locator(".card-face").click()
    expect(card(board, SAID[1][1]).locator('[data-sign="cause"]')).to_have_count(1)
    desk.follow("Versions")


def fix_and_publish(desk: Desk, phone: Page) -> None:
    """Fix version 1 and let everybody read it; a phone that took part opens it."""
    desk.press("Fix version 1")
    desk.press("Publish version 1")
    address = desk.page.locator("code.copy").inner_text()
    phone.reload()
    phone.get_by_role("link", name="See the map of what was said").tap()
    expect(phone).to_have_url(address)
    expect(phone.locator(".line", has_text=SAID[0][0]).first).to_be_attached()
    desk.file()


def weigh(desk: Desk) -> None:
    """Fill the weighing in, section by section, and fix it; from there the goal track begins."""
    desk.step("Weigh")
    desk.press("Weigh this version")
    desk.follow("Fill in")
    desk.fill(course="See debts earlier.", own_view="Shame weighs more than money.", own_view_by="ada", budget="180000")
    desk.press("Save")
    for _ in range(desk.page.get_by_role("link", name="Decide").count()):
        desk.follow("Decide")
        desk.fill(finding="The first step asks for courage.")
        desk.choose("Take over")
        desk.press("Save")
    desk.follow("Fill in")
    desk.choose("Partly")
    desk.fill(diagnosis="Help is there, but the first step asks for courage.", owners="The alderman")
    tick(desk.page, "recognised_by", SAID[1][0])
    desk.press("Save")
    desk.fill(by="ada")
    desk.press("Fix the weighing")
    expect(desk.page.get_by_text("Nothing in it changes any more.")).to_be_visible()
    desk.press("Start a goal track")


def tick(page: Page, name: str, text: str) -> None:
    """Tick a sentence, behind the fold of its category where need be."""
    row = page.locator("label", has=page.locator(f'[name="{name}"]'), has_text=text)
    if not row.is_visible():
        page.locator("details", has=row).locator("summary").click()
    row.click()


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


def close(desk: Desk) -> None:
    desk.page.get_by_text("I want to close it").click()
    desk.press("Close for good")
    expect(desk.page.locator('.facts [data-phase="closed"]')).to_be_visible()
