"""12 March, the first round: five questions, all that a facilitator does, and a break."""

from playwright.sync_api import Page, expect

from tests.journeys.boards import card, choose_phase, column
from tests.journeys.day.gathering import CROWD, PASSING, Gathering, close, hide
from tests.journeys.day.script import INSULT, REPLY, Line, categories, category_of
from tests.journeys.day.second_half import (
    fifth_question,
    fourth_question,
    the_break,
    third_question,
    walk_through_the_map,
)
from tests.journeys.phone.phones import Wire, expect_received, line, send

PROBED = "De stapel dwangbevelen groeit, de kans op betaling daalt."


def first_round(day: Gathering) -> None:
    ben, _ = day.phone("Handhaving")
    vera, wire = day.phone("Beleid", wired=True)
    assert wire
    expect_presence(day, CROWD + 2)
    show_the_suspicion(day)
    first_question(day, ben, vera, wire)
    sam, _ = day.phone("Uitvoering")
    late_comer(day, sam)
    second_question(day, sam, ben)
    own = third_question(day, ben)
    the_break(day)
    fourth_question(day, ben, own)
    fifth_question(day)
    walk_through_the_map(day)
    close(day, ben, received=137, hidden=4)
    assert day.pile.is_empty


def expect_presence(day: Gathering, count: int) -> None:
    """The projector counts phones, and says no names."""
    expect(day.screen.locator(".screen")).to_have_attribute("data-mode", "join")
    expect(day.screen.locator(".screen")).to_contain_text(str(count))
    assert min(day.crowd.sizes().values()) >= 6
    day.take_picture(day.screen, "join")


def show_the_suspicion(day: Gathering) -> None:
    day.show("suspicion")
    day.take_picture(day.screen, "suspicion")


def first_question(day: Gathering, ben: Page, vera: Page, wire: Wire) -> None:
    day.board.keyboard.press("Escape")
    choose_phase(day.board, "Ontwikkelingen")
    day.crowd.wait_for(day.room.questions[0])
    day.show("question")
    day.take_picture(day.screen, "question-1")
    probed = day.pile.text(1, PROBED)
    answer, away, lost = (
        day.pile.plain(1, who, many) for who, many in (("handhaving", 1), ("handhaving", 2), ("beleid", 1))
    )
    paper = day.pile.plain(1, "regelgeving", 2)
    late = day.pile.peek(1, "uitvoering")
    day.crowd.say_twice(probed)
    two_lines_wait(day, ben, away, day.pile.take(1, lambda it: it != late))
    the_answer_gets_lost(day, vera, wire, lost[0])
    for slip in paper:
        enter_paper(day, slip)
    probe_everybody(day, ben, answer[0])
    probe_the_reply(day)


def two_lines_wait(day: Gathering, ben: Page, lines: list[Line], others: list[Line]) -> None:
    """Ben stands behind a steel pillar; meanwhile the others write."""
    ben.context.set_offline(True)
    expect(ben.locator('[data-part="away"]')).to_be_visible()
    for one in lines:
        send(ben, one.text)
        expect(line(ben, one.text)).to_have_attribute("data-status", "waiting")
    day.take_picture(ben, "phone-away")
    day.crowd.say(others)
    ben.context.set_offline(False)
    for one in lines:
        expect_received(ben, one.text)


def the_answer_gets_lost(day: Gathering, vera: Page, wire: Wire, one: Line) -> None:
    wire.down = False
    send(vera, one.text)
    expect(card(day.board, one.text)).to_have_count(1)
    expect(line(vera, one.text)).to_have_attribute("data-status", "waiting")
    vera.evaluate("dispatchEvent(new Event('online'))")
    expect_received(vera, one.text)


def enter_paper(day: Gathering, slip: Line) -> None:
    """Who has no phone wrote on a slip."""
    day.board.get_by_role("button", name="Voer in").click()
    day.board.get_by_label("Eén zin, letterlijk").fill(slip.text)
    day.board.locator("dialog select").last.select_option(label=slip.environment)
    day.board.keyboard.press("Tab")
    day.board.locator("dialog [type=submit]").click()
    expect(day.board.get_by_role("dialog")).to_contain_text("1 toegevoegd")
    day.board.get_by_role("button", name="Klaar").click()


def probe_everybody(day: Gathering, ben: Page, answer: Line) -> None:
    """Everybody is asked on; the answer stands indented with the one-liner, alone on the screen."""
    card(day.board, PROBED).locator(".card-face").click()
    day.board.keyboard.press("p")
    day.board.get_by_role("dialog").locator("input[maxlength]").fill("Waaraan ziet u dat?")
    day.board.get_by_role("radio", name="Iedereen in de zaal").check()
    day.board.get_by_role("dialog").get_by_role("button", name="Vraag", exact=True).click()
    strip = ben.get_by_role("region", name="Doorvraag aan iedereen")
    expect(strip).to_contain_text("Waaraan ziet u dat?")
    assert "dwangbevelen" not in ben.content()
    day.take_picture(ben, "phone-probe")
    strip.get_by_role("textbox").fill(answer.text)
    strip.get_by_role("button", name="Verstuur").tap()
    expect_received(ben, answer.text)
    day.show("spotlight", oneliner=day.cards()[PROBED]["id"])
    expect(day.screen.locator(".answers .card")).to_have_text([answer.text])
    day.take_picture(day.screen, "spotlight")


def probe_the_reply(day: Gathering) -> None:
    """'Agreed with the last speaker' is asked for its own words; it stays unsorted."""
    day.room.act("probe", oneliner=day.cards()[REPLY]["id"], text="Zegt u het in uw eigen woorden?", to="author")
    hide(day, "?!")


def late_comer(day: Gathering, sam: Page) -> None:
    """Lands on the open question, and closes with everybody."""
    expect(sam.get_by_role("heading", level=1)).to_contain_text("Welke ontwikkelingen")
    (one,) = day.pile.take(1)
    send(sam, one.text)
    expect_received(sam, one.text)
    make_categories(day)
    sort_by_keyboard(day, 6)
    day.take_picture(day.board, "board-sorting")
    day.sort_rest(1)
    day.show("columns")
    day.finish(1)
    expect(sam.get_by_role("heading", level=1)).to_have_text("Vraag 1 is gesloten")
    day.take_picture(sam, "phone-closed")
    day.take_picture(day.screen, "columns")
    assert len(day.snapshot_here()) == 28
    expect(day.board.locator("#unsorted-title .count")).to_have_text("1")


def make_categories(day: Gathering) -> None:
    """Two by typing a name, the others by hand elsewhere; one that won't last."""
    names = categories()
    for name in names[:2]:
        day.board.keyboard.press("Escape")
        day.board.keyboard.press("Escape")
        day.board.keyboard.press("n")
        day.board.keyboard.type(name)
        day.board.keyboard.press("Enter")
        expect(column(day.board, name)).to_have_count(1)
    for name in names[2:]:
        day.room.act("add_category", name="Wonen" if name.startswith("Wonen") else name)
    day.room.act("add_category", name=PASSING)
    expect(day.board.locator(".column")).to_have_count(12)


def sort_by_keyboard(day: Gathering, count: int) -> None:
    """Down, a key; the next card is at hand at once."""
    wanted, labels, names = category_of(), "1234567890", categories()
    day.board.locator("body").press("Escape")
    for one in [it for it in day.cards().values() if it["status"] == "received" and it["text"] != REPLY][:count]:
        at = names.index(wanted[1, one["text"]])
        if at >= len(labels):
            continue
        card(day.board, one["text"]).first.locator(".card-face").click()
        day.board.keyboard.press(labels[at])
        name = "Wonen" if names[at].startswith("Wonen") else names[at]
        expect(column(day.board, name).locator(".card", has_text=one["text"])).to_have_count(1)


def second_question(day: Gathering, sam: Page, ben: Page) -> None:
    day.open(2)
    day.show("stream")
    insult = day.pile.text(2, INSULT)
    send(sam, insult.text)
    expect_received(sam, insult.text)
    day.crowd.say(day.pile.take(2))
    card(day.board, INSULT).locator(".card-face").click()
    day.board.keyboard.press("h")
    day.board.get_by_role("dialog").get_by_role("button", name="belediging").click()
    expect(line(sam, INSULT)).to_contain_text("Deze uitspraak tonen we niet")
    expect(ben.get_by_text("zakkenvuller")).to_have_count(0)
    day.take_picture(sam, "phone-hidden")
    hide(day, "Wanneer is de pauze? De koffie is op.")
    day.take_picture(day.screen, "stream")
    day.sort_rest(2)
    day.finish(2)
    assert not any("zakkenvuller" in frame for frame in day.frames)
