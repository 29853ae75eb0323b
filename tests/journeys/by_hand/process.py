"""The process track by hand: from a suspicion to a closed weighing."""

import re
from collections.abc import Sequence

from playwright.sync_api import Page, expect

from tests.journeys.boards import card, unsorted
from tests.journeys.by_hand.desk import Desk, close, open_question, say, tick
from tests.servers import Server

PASSWORD = "four blue bicycles"


SUSPICION = "people with debts only reach us when it is too late."


SAID = (
    ("People are ashamed and leave their post unopened.", "Every year there is another scheme."),
    ("A debt of 90 euros becomes 740.", "The letters are too long to read."),
)


AT_TABLE = "Every ministry writes its own law."


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
