"""The day in the life: two rounds and four interviews on one track, and the counts that come out at the end."""

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.exports.golden import golden_rows
from tests.journeys.boards import card, choose_phase, column, open_menu, rename
from tests.journeys.day.people import Crowd
from tests.journeys.day.rounds import Later
from tests.journeys.day.script import (
    INSULT,
    NAMED,
    NOT_SHOWN,
    REPLY,
    ROUNDS,
    SCRIPT,
    Line,
    Pile,
    categories,
    category_of,
    counts,
    read,
)
from tests.journeys.day.wifi import Behind, Wifi
from tests.journeys.phone.phones import PHONE, Wire, expect_received, field, line, send
from tests.journeys.rooms import Room, board_of, context_of, screen_of
from tests.looks import photograph
from tests.servers import Server

CROWD = 37
PHONES = CROWD + 3
HELD = 1
PROJECTOR: dict[str, Any] = {"viewport": {"width": 1024, "height": 768}}
PROBED = "De stapel dwangbevelen groeit, de kans op betaling daalt."
TWICE = ("Budgetcoach op elk mbo, gewoon in de kantine.", "Zet budgetcoaches op het mbo, elke dinsdag, bij de kantine.")
MASKED_END = "lacht mensen gewoon uit."
PASSING = "Nog uit te zoeken"


class Gathering:
    """One meeting: ada's board and the projector, three phones with a window, and the crowd."""

    def __init__(self, browser: Browser, room: Room, windows: ExitStack, source: str) -> None:
        self.room, self.pile = room, Pile(source)
        self.windows, self.browser = windows, browser
        self.frames: list[str] = []
        self.board = windows.enter_context(board_of(browser, room))
        self.screen = windows.enter_context(screen_of(browser, room, **PROJECTOR))
        self.listen(self.screen)
        self.crowd = windows.enter_context(Crowd(room.server.url, room.made["code"], CROWD))

    def listen(self, page: Page) -> None:
        """Keep all that the projector is told, from its next loading on."""
        note: Callable[[Any], None] = lambda frame: self.frames.append(str(frame))  # noqa: E731
        page.on("websocket", lambda socket: socket.on("framereceived", note))
        page.reload()
        expect(page.locator("[data-mode]")).to_be_visible()

    def phone(self, environment: str, *, wired: bool = False) -> tuple[Page, Wire | None]:
        """Somebody scans the code, says from which angle, and takes part."""
        page = self.windows.enter_context(context_of(self.browser, **PHONE)).new_page()
        wire = Wire(page) if wired else None
        page.goto(f"{self.room.server.url}/j/{self.room.made['code']}")
        page.get_by_role("button", name=environment).tap()
        page.get_by_role("button", name="Ik doe mee").tap()
        expect(page.locator('[data-part="connection"]')).to_have_attribute("data-state", "online")
        return page, wire

    def show(self, mode: str, **fields: object) -> None:
        """Choose what the projector shows, and wait until it does."""
        self.room.act("screen", mode=mode, **fields)
        expect(self.screen.locator(".screen")).to_have_attribute("data-mode", mode)

    def open(self, number: int) -> None:
        """Open a question; everybody stands at it."""
        self.room.open_question(number)
        self.crowd.wait_for(self.room.questions[number - 1])

    def finish(self, number: int) -> None:
        """Give three more seconds, as the thirty of the room, until the question closes by itself."""
        self.room.act("open_question", question=self.room.questions[number - 1], seconds=3)
        expect(self.board.locator("[data-opens=phases]")).to_contain_text("Tussen vragen")

    def cards(self) -> dict[str, dict[str, Any]]:
        """All on the board that came here, by text."""
        here = self.room.made["consultation"]
        return {it["text"]: it for it in self.room.snapshot()["oneliners"] if it["consultation"] == here}

    def snapshot_here(self) -> list[dict[str, Any]]:
        here = self.room.made["consultation"]
        return [it for it in self.room.snapshot()["oneliners"] if it["consultation"] == here]

    def sort_rest(self, number: int) -> None:
        """Sort what the keyboard has left, as the example has it."""
        sort_as_written(self.room, number)

    def take_picture(self, page: Page, name: str) -> None:
        photograph(page, f"day-{name}")


def sort_as_written(room: Room, number: int) -> None:
    """Lay every unsorted one-liner of a question where the example puts it; hide and mark nothing."""
    snapshot = room.snapshot()
    at = {it["name"]: it["id"] for it in snapshot["categories"]}
    wanted = category_of()
    for name, category in at.items():
        here = [
            it["id"]
            for it in snapshot["oneliners"]
            if it["question"] == room.questions[number - 1]
            and it["category"] is None
            and wanted.get((number, it["text"]), "").startswith(name)
        ]
        if here:
            room.sort(category, *here)


@contextmanager
def gathering(browser: Browser, room: Room, source: str) -> Iterator[Gathering]:
    with ExitStack() as windows:
        yield Gathering(browser, room, windows, source)


def test_a_day_in_the_life_ends_in_the_counts_that_were_said(browser: Browser, tmp_path: Path) -> None:
    with Wifi() as wifi, Behind(tmp_path, wifi) as server:
        first = Room(server, hold=HELD)
        with gathering(browser, first, "round1") as day:
            first_round(day)
        second = Later(first, kind="group", round=2, hold=HELD)
        with gathering(browser, second, "round2") as day:
            second_round(day, wifi)
        interviews(first)
        with board_of(browser, second) as board:
            same_all_over(second)
            photograph(board, "day-whole-board")
        expect_map(browser, second)
        for room in (first, second):
            room.close()
        expect_exports(server, first)
        expect_no_traces(server, first)


# 12 March, round 1


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


def hide(day: Gathering, text: str) -> None:
    """Not shown, with a reason."""
    day.room.act("hide", oneliners=[day.cards()[text]["id"]], reason=NOT_SHOWN[text])


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


def third_question(day: Gathering, ben: Page) -> str:
    day.open(3)
    (own,) = day.pile.plain(3, "handhaving")
    send(ben, own.text)
    expect_received(ben, own.text)
    day.crowd.say(day.pile.take(3))
    cards = day.cards()
    for text in cards:
        if "HYPERLINK" in text or "script" in text:
            assert cards[text]["gate"] == "flagged", text
    hide(day, SCRIPT)
    day.take_picture(day.board, "board-held")
    projector_sleeps(day)
    assert not any("HYPERLINK" in frame or "script>" in frame for frame in day.frames)
    mark_same_by_keys(day)
    day.sort_rest(3)
    day.finish(3)
    return own.text


def mark_same_by_keys(day: Gathering) -> None:
    """Two say the same; both stay."""
    card(day.board, TWICE[0]).locator(".card-face").click()
    day.board.keyboard.press("=")
    card(day.board, TWICE[1]).locator(".card-face").click()
    expect(day.board.locator(".sign", has_text="≈ 2×")).to_have_count(2)


def projector_sleeps(day: Gathering) -> None:
    """It wakes, and it is loaded anew, in the same mode."""
    day.show("columns", corner=True)
    day.screen.context.set_offline(True)
    day.screen.context.set_offline(False)
    day.screen.reload()
    expect(day.screen.locator(".screen")).to_have_attribute("data-mode", "columns")
    day.take_picture(day.screen, "columns-corner")


def the_break(day: Gathering) -> None:
    """The server dies and comes back; two categories become one, and nothing is as final as it looks."""
    day.show("pause")
    day.take_picture(day.screen, "pause")
    day.room.close()
    day.room.server.kill()
    expect(day.board.locator(".away")).to_be_visible()
    day.take_picture(day.board, "board-away")
    day.room.server.start()
    expect(day.board.locator(".away")).to_have_count(0)
    expect(day.screen.locator(".stale")).to_be_empty()
    expect(day.screen.locator(".screen")).to_have_attribute("data-mode", "pause")
    merge(day.board, PASSING, "Preventie en financiële vaardigheden")
    expect(day.board.locator(".column")).to_have_count(11)
    rename(day.board, "Wonen", "Wonen, energie en vaste lasten")
    expect(column(day.board, "Wonen, energie en vaste lasten")).to_have_count(1)
    day.board.keyboard.press("z")
    expect(column(day.board, "Wonen, energie en vaste lasten")).to_have_count(0)
    day.board.keyboard.press("Shift+Z")
    expect(column(day.board, "Wonen, energie en vaste lasten")).to_have_count(1)
    for number in (1, 2, 3):
        day.sort_rest(number)


def merge(page: Page, gone: str, into: str) -> None:
    """Merge by the menu of a category."""
    menu = open_menu(page, gone)
    menu.get_by_role("button", name="Voeg samen").click()
    page.get_by_role("dialog").get_by_role("button", name=into).click()


def fourth_question(day: Gathering, ben: Page, solution: str) -> None:
    day.open(4)
    own = ben.get_by_role("region", name="Uw oplossingsrichtingen")
    expect(own).to_contain_text(solution)
    day.take_picture(ben, "phone-4")
    day.crowd.say(day.pile.take(4))
    day.sort_rest(4)
    day.finish(4)


def fifth_question(day: Gathering) -> None:
    day.open(5)
    day.show("question")
    day.take_picture(day.screen, "question-5")
    day.crowd.say(day.pile.take(5))
    day.sort_rest(5)
    day.finish(5)


def walk_through_the_map(day: Gathering) -> None:
    """The overview has gaps; a cell opens."""
    day.show("overview")
    poor = day.screen.locator(".map tbody tr", has_text="Werkende armen")
    expect(poor.locator("td").nth(2)).to_have_text("–")
    day.take_picture(day.screen, "overview")
    incasso = day.room.snapshot()["categories"][0]
    day.show("cell", category=incasso["id"], question=day.room.questions[0])
    expect(day.screen.locator(".cell-name")).to_contain_text("Incasso")
    day.take_picture(day.screen, "cell")


def close(day: Gathering, ben: Page, *, received: int, hidden: int) -> None:
    """For good, after it said what that does; the board keeps what there is."""
    day.crowd.check()
    told = f"{received} ontvangen = {received - hidden} op het bord + {hidden} niet getoond"
    choose_phase(day.board, "Sluit de consultatie")
    expect(day.board.get_by_role("dialog")).to_contain_text(told)
    day.take_picture(day.board, "board-closing")
    day.board.get_by_role("button", name="Sluit voorgoed").click()
    expect(day.board.locator("[data-opens=phases]")).to_contain_text("Gesloten")
    expect(ben.get_by_role("main")).to_contain_text("losgekoppeld van uw toestel")
    expect(day.screen.locator(".screen")).to_have_attribute("data-mode", "end")
    day.take_picture(ben, "phone-end")
    day.take_picture(day.screen, "end")
    assert len(day.snapshot_here()) == received


# 19 March, round 2


def second_round(day: Gathering, wifi: Wifi) -> None:
    """Other people, the same questions; somebody is named, and the wifi fails for everybody."""
    ben, _ = day.phone("Uitvoering")
    day.show("stream")
    for number in range(1, 6):
        day.open(number)
        if number == 2:
            somebody_is_named(day, ben)
        if number == 3:
            the_wifi_fails(day, wifi, ben)
        day.crowd.say(day.pile.take(number))
        day.sort_rest(number)
    day.show("question")
    close(day, ben, received=80, hidden=0)
    assert day.pile.is_empty


def somebody_is_named(day: Gathering, ben: Page) -> None:
    """Softly asked before, held after: the name reaches no screen; the mask is told to who wrote it."""
    day.pile.text(2, NAMED)
    field(ben).fill(NAMED)
    expect(ben.locator("#write-remark")).to_contain_text("Staat hier een naam in?")
    field(ben).press("Enter")
    expect_received(ben, NAMED)
    expect(card(day.board, "Mevrouw J. de Wit")).to_have_count(1)
    day.take_picture(day.board, "board-named")
    mask(day.board, "Dorpsstraat", "Dorpsstraat", "Mevrouw J. de Wit")  # the name is chosen already
    shown = "▮▮▮▮ van het loket aan de ▮▮▮▮ lacht mensen gewoon uit."
    expect(line(ben, "Mevrouw")).to_have_attribute("data-status", "masked")
    expect(day.screen.locator(".card", has_text="van het loket")).to_have_text([shown])
    day.take_picture(day.screen, "masked")
    assert any("van het loket" in frame for frame in day.frames), "the frames are not listened to"
    assert not any("Wit" in frame or "Dorpsstraat" in frame for frame in day.frames)
    at = {it["name"]: it["id"] for it in day.room.snapshot()["categories"]}
    day.room.sort(at["Schaamte en vertrouwen"], day.cards()[shown]["id"])


def mask(page: Page, first: str, last: str, of: str) -> None:
    """Cover from one word to another."""
    card(page, of).locator(".card-face").click()
    page.keyboard.press("m")
    for word in dict.fromkeys((first, last)):
        page.locator(".mask-word", has_text=word).click()
    page.get_by_role("dialog").get_by_role("button", name="Scherm af").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def the_wifi_fails(day: Gathering, wifi: Wifi, ben: Page) -> None:
    """Everybody writes on; afterwards all of it is there once."""
    (own,) = day.pile.plain(3, "uitvoering")
    wifi.fail()
    expect(ben.locator('[data-part="away"]')).to_be_visible()
    send(ben, own.text)
    waiting = day.crowd.begin(day.pile.take(3))
    expect(day.screen.locator(".stale")).to_contain_text("Even geen verbinding")
    day.take_picture(day.screen, "stale")
    wifi.recover()
    waiting.result(60)
    expect_received(ben, own.text)
    expect(day.screen.locator(".stale")).to_be_empty()
    expect(day.screen.locator(".screen")).to_have_attribute("data-mode", "stream")
    asked = [it["text"] for it in day.snapshot_here() if it["question"] == day.room.questions[2]]
    assert len(asked) == len(set(asked)) == 16


# 20-24 March, four interviews, and afterwards


def interviews(first: Room) -> None:
    """One from each environment, literally, at a kitchen table."""
    pile = Pile("interview")
    keys = {"beleid": "policy", "regelgeving": "regulation", "handhaving": "enforcement", "uitvoering": "execution"}
    for environment, key in keys.items():
        table = Later(first, kind="interview", round=2)
        for number in range(1, 6):
            for one in pile.of(number, environment):
                question = table.questions[number - 1]
                table.act("add_oneliner", question=question, text=one.text, environment=key, source="interview")
            sort_as_written(table, number)
        table.close()
    assert pile.is_empty


def same_all_over(room: Room) -> None:
    """What was said again is marked, as the example has it."""
    cards = {it["text"]: it["id"] for it in room.snapshot()["oneliners"]}
    rows = {row["nr"]: row for row in golden_rows()}
    groups: dict[str, list[str]] = {}
    for row in rows.values():
        if row["gelijk_aan_nr"]:
            first = rows[row["gelijk_aan_nr"]]
            groups.setdefault(row["gelijk_aan_nr"], [cards[first["uitspraak"]]]).append(cards[row["uitspraak"]])
    for same in groups.values():
        room.act("mark_same", oneliners=list(dict.fromkeys(same)))


def expect_map(browser: Browser, room: Room) -> None:
    """The counts on the board are those of the example, gaps and all."""
    snapshot = room.snapshot()
    names = {it["id"]: it["name"] for it in snapshot["categories"]} | {None: ""}
    numbers = {it["id"]: it["number"] for it in snapshot["questions"]}
    shown = [it for it in snapshot["oneliners"] if it["status"] != "hidden"]
    assert Counter((names[it["category"]], numbers[it["question"]]) for it in shown) == counts()
    assert [counts()["Incasso en schuldeisers", number] for number in range(1, 6)] == [9, 9, 11, 6, 8]
    assert len(snapshot["oneliners"]) == 257
    assert (len(shown), sum(it["status"] == "masked" for it in shown)) == (253, 1)


def expect_exports(server: Server, room: Room) -> None:
    """The files hold the same as the map, and the checks find nothing."""
    plain = table(export(server, room, "csv"), delimiter=",")
    assert Counter((named(row), int(row["vraagnr"])) for row in plain) == counts()
    assert facts(plain) == facts_of_the_example()
    excel = table(export(server, room, "csv-excel"), delimiter=";")
    assert facts(excel) == facts(golden_rows())
    assert len(json.loads(export(server, room, "json"))["oneliners"]) == 257
    assert export(server, room, "xlsx")[:2] == b"PK"
    done = server.command("verify")
    assert done.returncode == 0, done.stdout + done.stderr


def export(server: Server, room: Room, format: str) -> bytes:
    file = server.directory / f"map.{format}"
    done = server.command("export", "--track", room.made["track"], "--format", format, "-o", str(file))
    assert done.returncode == 0, done.stderr
    return file.read_bytes()


def table(file: bytes, *, delimiter: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"), newline=""), delimiter=delimiter, strict=True))


Facts = Counter[tuple[str, str, str, str]]


def named(row: dict[str, str]) -> str:
    return "" if row["categorie"].startswith("(") else row["categorie"]


def facts(rows: list[dict[str, str]]) -> Facts:
    """What every export must say of its one-liners, whatever their order and masks."""
    return Counter((row["vraagnr"], named(row), plainly(row), row["ronde"]) for row in rows)


def plainly(row: dict[str, str]) -> str:
    """The text without the apostrophe of Excel, a mask as a mask, blanks as one."""
    text = row["uitspraak"].removeprefix("'") if row["teken_toegevoegd"] == "ja" else row["uitspraak"]
    if row["afgeschermd"] == "ja":
        return "masked " + text[-len(MASKED_END) :]
    return " ".join(text.split())


def facts_of_the_example() -> Facts:
    found: Facts = Counter()
    for one in read():
        if one.text not in NOT_SHOWN:
            text = "masked " + one.text[-len(MASKED_END) :] if one.text == NAMED else " ".join(one.text.split())
            found[str(one.question), one.category, text, ROUNDS[one.source]] += 1
    return found


def expect_no_traces(server: Server, room: Room) -> None:
    """No log says what was said, by which code, from where."""
    said = (server.stdout.read_bytes() + server.stderr.read_bytes()).decode()
    canaries = {one.text for one in read() if len(one.text) > 15} | {room.made["code"], "HeadlessChrome", "Mozilla"}
    assert [it for it in canaries if it in said] == []
