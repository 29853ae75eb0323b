"""The screen in the room, in a real browser: it shows what the board chose, and comes back by itself."""

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import update

from facilitator.store import Store, tables
from tests.journeys.boards import choose_phase
from tests.journeys.rooms import Room, board_of, context_of, screen_of
from tests.looks import photograph
from tests.servers import Server

PROJECTOR: dict[str, Any] = {"viewport": {"width": 1920, "height": 1080}}
OLD_PROJECTOR: dict[str, Any] = {"viewport": {"width": 1024, "height": 768}}
HOLD = 3
"""In seconds."""
SMALLEST_TEXT = 28
SMALLEST_SPOTLIGHT = 56
SMALLEST_CODE = 120


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for all tests that don't stop it."""
    with Server(tmp_path_factory.mktemp("screen"), PHONE_RATE="0", CONSULTATION_RATE="0") as server:
        yield server


@pytest.fixture(scope="module")
def full(running: Server) -> Iterator[Room]:
    """A consultation with the whole example round."""
    room = Room(running)
    room.fill()
    yield room
    room.close()


@pytest.fixture
def room(running: Server) -> Iterator[Room]:
    """A consultation with its first question open."""
    made = Room(running)
    made.open_question()
    yield made
    made.close()


def show(room: Room, page: Page, mode: str, **fields: object) -> None:
    """Choose what the screen shows, and wait until it does."""
    room.act("screen", mode=mode, **fields)
    expect(page.locator(".screen")).to_have_attribute("data-mode", mode)


def size(page: Page, selector: str) -> float:
    """How large the text of an element is, in pixels."""
    return float(page.locator(selector).first.evaluate("it => parseFloat(getComputedStyle(it).fontSize)"))


CUT = """() => [...document.querySelectorAll(".stream .card, .spotlight, .alone, .spotlit")].filter((it) => {
  const { top, bottom, right } = it.getBoundingClientRect();
  const page = document.documentElement;
  const isOutside = top + scrollY < -1 || bottom + scrollY > page.scrollHeight + 1 || right > page.clientWidth + 1;
  return it.scrollHeight > it.clientHeight + 1 || it.scrollWidth > it.clientWidth + 1 || isOutside;
}).map((it) => it.className)"""
"""What is not wholly seen."""
SIZES = "its => its.map((it) => parseFloat(getComputedStyle(it).fontSize))"
TRANSLATE = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    if (data.trim() && !parentElement.closest("script, style, [translate=no]")) found.push(texts.currentNode);
  }
  for (const text of found) {
    const font = document.createElement("font");
    font.append(document.createElement("font"));
    font.firstChild.textContent = `[${text.data}]`;
    text.replaceWith(font);
  }
}"""
"""What browsers do to a page that they translate."""
MODES = ("join", "suspicion", "question", "stream", "columns", "overview", "pause", "end")


@pytest.mark.parametrize("how", [PROJECTOR, OLD_PROJECTOR], ids=["1920x1080", "1024x768"])
def test_nothing_scrolls_and_nothing_can_be_pressed_in_any_mode(browser: Browser, full: Room, how: Any) -> None:
    with screen_of(browser, full, **how) as page:
        for mode in MODES:
            show(full, page, mode, corner=True)
            assert page.evaluate("() => document.documentElement.scrollHeight <= innerHeight")
            assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
            assert page.locator("button, a, input, select").count() == 0
            assert page.evaluate("() => getComputedStyle(document.body).cursor") == "none"


def test_every_text_can_be_read_from_the_last_row(browser: Browser, full: Room) -> None:
    with screen_of(browser, full, **PROJECTOR) as page:
        for mode in MODES:
            show(full, page, mode)
            sizes = page.locator(".screen *").evaluate_all(
                "all => all.filter(it => [...it.childNodes].some(one => one.nodeType === 3 && one.data.trim())"
                " && !it.closest('.unseen')).map(it => parseFloat(getComputedStyle(it).fontSize))"
            )
            assert min(sizes) >= SMALLEST_TEXT - 0.1, mode


def test_the_code_is_large_and_its_square_is_a_hand_wide(browser: Browser, full: Room) -> None:
    with screen_of(browser, full, **PROJECTOR) as page:
        show(full, page, "join")
        square = page.locator(".square").bounding_box()

        assert size(page, ".code") >= SMALLEST_CODE
        assert square and square["width"] >= 1920 / 10  # 20 cm on a picture of 2 m
        assert page.locator(".code").inner_text().replace(" ", "") == full.made["code"]


def test_a_spotlit_one_liner_is_larger_with_its_probe_and_answers(browser: Browser, room: Room) -> None:
    (said,) = room.say("Armoede wordt onzichtbaar: nette straat, lege koelkast.")
    room.act("probe", oneliner=said, text="Waaraan ziet u dat?", to="everyone")
    room.act("add_oneliner", question=room.questions[0], text="Aan de gordijnen.", source="spoken", parent=said)
    with screen_of(browser, room, **PROJECTOR) as page:
        show(room, page, "spotlight", oneliner=said)

        assert size(page, ".spotlit") >= SMALLEST_SPOTLIGHT
        expect(page.locator(".asked")).to_contain_text("Waaraan ziet u dat?")
        expect(page.locator(".answers .card")).to_have_text(["Aan de gordijnen."])


def test_the_stream_holds_the_last_six_latest_first(browser: Browser, room: Room) -> None:
    with screen_of(browser, room, **PROJECTOR) as page:
        show(room, page, "stream")
        for number in range(8):
            room.say(f"Uitspraak {number}.")
            expect(page.locator(".stream .card").first).to_have_text(f"Uitspraak {number}.")

        expect(page.locator(".stream .card")).to_have_text([f"Uitspraak {number}." for number in range(7, 1, -1)])


@pytest.mark.parametrize("how", [PROJECTOR, OLD_PROJECTOR], ids=["1920x1080", "1024x768"])
def test_the_widest_lines_are_not_cut(browser: Browser, room: Room, how: Any) -> None:
    ids = room.say("W" * 140, "😀" * 140, ("Een gewone zin. " * 8).strip(), "Kort.", "Ook.", "En ook.")
    with screen_of(browser, room, **how) as page:
        show(room, page, "stream")
        expect(page.locator(".stream .card")).to_have_count(6)
        photograph(page, f"screen-widest-stream-{how['viewport']['width']}")
        assert page.evaluate(CUT) == []
        sizes = page.locator(".stream .card").evaluate_all(SIZES)
        assert min(sizes) > max(sizes) / 2
        for oneliner in ids[:2]:
            show(room, page, "spotlight", oneliner=oneliner)
            photograph(page, f"screen-widest-spotlight-{how['viewport']['width']}")
            assert page.evaluate(CUT) == []


def test_a_translated_screen_and_board_follow_all_the_same(browser: Browser, room: Room) -> None:
    with screen_of(browser, room) as page, board_of(browser, room) as board:
        show(room, page, "question")
        for each in (page, board):
            each.evaluate(TRANSLATE)
            expect(each.locator("font").first).to_be_attached()

        room.open_question(2)

        expect(page.locator(".large")).to_contain_text("symptomen en/of valkuilen")
        expect(page.locator(".screen")).not_to_contain_text("op ons af")
        expect(board.locator(".top-bar")).to_contain_text("symptomen en/of valkuilen")
        expect(board.locator(".top-bar")).not_to_contain_text("op ons af")


def test_a_screen_in_a_small_window_is_scrolled_and_loses_nothing(browser: Browser, room: Room) -> None:
    room.say("Een gewone zin.", "W" * 140)
    with screen_of(browser, room, viewport={"width": 320, "height": 256}) as page:
        for mode in ("join", "question", "stream", "columns", "overview"):
            show(room, page, mode)
            assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), mode
            assert page.evaluate(CUT) == [], mode
            assert size(page, "h1") >= 16, mode


def test_at_most_five_columns_and_a_count_of_what_does_not_fit(browser: Browser, full: Room) -> None:
    with screen_of(browser, full, **OLD_PROJECTOR) as page:
        show(full, page, "columns")

        expect(page.locator(".column")).to_have_count(5)
        expect(page.locator(".foot")).to_contain_text("1 tot en met 5 van 11")
        expect(page.locator(".more:visible").first).to_contain_text("+")


def test_the_map_shows_counts_and_gaps_and_last_the_unsorted(browser: Browser, full: Room) -> None:
    with screen_of(browser, full, **PROJECTOR) as page:
        show(full, page, "overview")

        expect(page.locator(".map tbody tr").last).to_contain_text("Nog in te delen")
        assert "–" in page.locator(".map td").all_text_contents()


def test_a_cell_of_the_map_shows_its_one_liners(browser: Browser, full: Room) -> None:
    category = full.snapshot()["categories"][0]
    with screen_of(browser, full, **PROJECTOR) as page:
        show(full, page, "cell", category=category["id"], question=full.questions[0])

        expect(page.locator(".cell-name")).to_contain_text(category["name"])
        assert page.locator(".fit-list .card:visible").count() > 1


def test_the_keys_of_the_board_blank_it_and_bring_it_back(browser: Browser, room: Room) -> None:
    room.say("Schaamte.")
    with screen_of(browser, room) as screen, board_of(browser, room) as board:
        show(room, screen, "stream")
        expect(board.locator("[data-opens=screens]")).to_contain_text("stroom")
        board.keyboard.press("b")
        expect(screen.locator(".screen")).to_have_attribute("data-mode", "blank")
        expect(screen.locator(".card")).to_have_count(0)
        board.keyboard.press("b")
        expect(screen.locator(".screen")).to_have_attribute("data-mode", "stream")
        board.keyboard.press("q")
        expect(screen.locator(".screen")).to_have_attribute("data-mode", "join")


def test_the_menu_of_the_board_chooses_what_it_shows(browser: Browser, room: Room) -> None:
    with screen_of(browser, room) as screen, board_of(browser, room) as board:
        board.locator("[data-opens=screens]").click()
        board.get_by_role("dialog").get_by_role("button", name="pauze").click()
        expect(screen.locator(".screen")).to_have_attribute("data-mode", "pause")
        board.locator("[data-opens=screens]").click()
        board.get_by_role("dialog").get_by_role("checkbox").check()
        expect(screen.locator(".corner")).to_be_visible()


def test_a_pause_says_what_the_question_will_have_left(browser: Browser, room: Room) -> None:
    room.act("open_question", question=room.questions[0], seconds=590)
    room.act("screen", mode="pause")
    with screen_of(browser, room) as screen, board_of(browser, room) as board:
        expect(screen.get_by_text("voor deze vraag")).to_have_count(0)
        room.act("pause")
        expect(screen.get_by_text("voor deze vraag")).to_contain_text(re.compile(r"09:\d\d"))
        expect(board.locator(".time-left")).to_contain_text(re.compile(r"09:\d\d"))
        for page in (screen, board):
            page.reload()
        expect(screen.get_by_text("voor deze vraag")).to_contain_text(re.compile(r"09:\d\d"))
        expect(board.locator(".time-left")).to_contain_text(re.compile(r"09:\d\d"))


def test_what_is_hidden_vanishes_at_once_and_what_is_held_waits(browser: Browser, running: Server) -> None:
    room = Room(running, hold=HOLD)
    room.open_question()
    with screen_of(browser, room) as page:
        show(room, page, "stream")
        began = time.monotonic()
        (said,) = room.say("De koffie is op, wanneer is de pauze?")
        expect(page.locator(".card")).to_have_count(1)
        assert time.monotonic() - began >= HOLD - 1  # the server counts in whole seconds
        room.act("hide", oneliners=[said], reason="hoort niet bij deze vraag")
        expect(page.locator(".card")).to_have_count(0)
    room.close()


def test_a_mask_covers_the_words_on_the_screen_too(browser: Browser, room: Room) -> None:
    (said,) = room.say("Mevrouw de Wit lacht.")
    with screen_of(browser, room) as page:
        show(room, page, "stream")
        room.act("release", oneliners=[said])
        expect(page.locator(".card")).to_have_text(["Mevrouw de Wit lacht."])
        room.act("mask", oneliner=said, start=0, end=14, what="person")

        expect(page.locator(".card")).to_have_text(["▮▮▮▮ lacht."])


def test_markup_is_text(browser: Browser, room: Room) -> None:
    mark = "<img src=x onerror=\"document.title='raak'\">"
    room.act("release", oneliners=room.say(mark))
    with screen_of(browser, room) as page:
        show(room, page, "stream")
        expect(page.locator(".card")).to_have_text([mark])
        assert "raak" not in page.title()


def test_it_says_when_it_is_stale_and_comes_back_in_the_right_mode(browser: Browser, server: Server) -> None:
    room = Room(server)
    room.open_question()
    room.say("Voor de storing.")
    with screen_of(browser, room) as page:
        show(room, page, "stream")
        room.close()
        server.kill()
        expect(page.locator(".stale")).to_contain_text("Even geen verbinding")
        expect(page.locator(".screen")).to_have_attribute("data-stale", "true")
        server.start()
        expect(page.locator(".stale")).to_be_empty()
        show(room, page, "question")
    room.close()


def test_nothing_moves_for_who_wants_no_motion(browser: Browser, room: Room) -> None:
    room.say("Schaamte.")
    with screen_of(browser, room, reduced_motion="reduce") as page:
        show(room, page, "stream")
        assert page.locator(".card").evaluate("it => parseFloat(getComputedStyle(it).animationDuration)") < 0.001


def test_an_unknown_screen_does_not_exist(browser: Browser, room: Room) -> None:
    with context_of(browser) as context:
        page = context.new_page()
        answer = page.goto(f"{room.server.url}/screen/mallory")

        assert answer and answer.status == 404


@pytest.mark.parametrize("corner", [False, True], ids=["alone", "with the code"])
@pytest.mark.parametrize("how", [PROJECTOR, OLD_PROJECTOR], ids=["1920x1080", "1024x768"])
def test_twelve_rows_and_the_line_that_adds_up_fit_and_no_head_breaks_without_a_hyphen(
    browser: Browser, full: Room, how: Any, corner: bool
) -> None:
    with screen_of(browser, full, **how) as page:
        show(full, page, "overview", corner=corner)
        expect(page.locator(".corner")).to_have_count(int(corner))

        expect(page.locator(".map tbody tr:visible")).to_have_count(12)
        expect(page.locator(".counted")).to_be_in_viewport(ratio=1)
        expect(page.locator(".map tbody tr").last).to_be_in_viewport(ratio=1)
        heads = page.locator(".map th")
        assert heads.evaluate_all("all => all.every(it => it.scrollWidth <= it.clientWidth)")
        broken = page.locator(".map .whole[data-breaks=true]").all_text_contents()
        assert all("\u00ad" in text for text in broken)


@pytest.mark.parametrize("mode", ["columns", "stream", "question"])
def test_after_a_question_is_closed_it_is_still_the_one_that_is_shown(browser: Browser, room: Room, mode: str) -> None:
    room.act("screen", mode=mode, question=room.questions[0])
    with board_of(browser, room) as board, screen_of(browser, room) as screen:
        choose_phase(board, "Symptomen en valkuilen")
        expect(screen.locator(".screen h1").first).to_contain_text("symptomen en/of valkuilen")
        choose_phase(board, "Sluit deze vraag nu")
        expect(board.locator(".top-bar")).to_contain_text("Tussen vragen")

        expect(screen.locator(".screen h1").first).to_contain_text("symptomen en/of valkuilen")
        screen.reload()
        expect(screen.locator(".screen h1").first).to_contain_text("symptomen en/of valkuilen")


def told(running: Server, template: str, **screen: object) -> str:
    """Make a consultation about something settled, with an intention; the address of its screen in some mode."""
    made = running.new(template=template, theme="schulden en armoede")
    settled = {
        "issue": "Te laat.",
        "solution": "Een Geldpunt in elke wijk.",
        "owner": "de wethouder",
        "term": "2027-04-01",
    }
    store = Store(running.database)
    assignment, track, consultation = tables.Assignment, tables.Track, tables.Consultation
    start = {"intention": "Niemand hoeft zich te schamen.", "horizon_point": "In 2030 komt niemand te laat."}
    with store.work() as connection:
        connection.execute(update(assignment).where(assignment.id == made["assignment"]).values(start=start))
        if template == "goal":
            connection.execute(update(track).where(track.id == made["track"]).values(settled=settled))
        question = made["questions"][int(str(screen.pop("number", 1))) - 1]["id"]
        shown = {**screen, "question": question}
        connection.execute(update(consultation).where(consultation.id == made["consultation"]).values(screen=shown))
    store.close()
    return str(made["screen_url"])


def test_before_the_questions_it_says_why_people_are_asked(browser: Browser, running: Server) -> None:
    with context_of(browser, **OLD_PROJECTOR) as context:
        page = context.new_page()
        page.goto(told(running, "process", mode="suspicion"))

        expect(page.locator(".introduction")).to_contain_text("Daarom vragen we het u.")
        assert page.evaluate("() => document.documentElement.scrollHeight <= innerHeight")
        photograph(page, "screen-suspicion-nl-1024")


def test_what_it_is_all_for_is_told_at_the_last_question_alone(browser: Browser, running: Server) -> None:
    with context_of(browser, **PROJECTOR) as context:
        page = context.new_page()
        page.goto(told(running, "process", mode="question", number=4))
        expect(page.locator(".question-number")).to_have_text("PROCES 4/5")
        expect(page.get_by_text("Niemand hoeft zich te schamen.")).to_have_count(0)

        page.goto(told(running, "process", mode="question", number=5))

        expect(page.locator(".touchstone")).to_contain_text("Niemand hoeft zich te schamen.")
        expect(page.locator(".touchstone")).to_contain_text("In 2030 komt niemand te laat.")
        photograph(page, "screen-last-question-nl-1920")


@pytest.mark.parametrize("mode", ["suspicion", "question", "stream", "columns"])
def test_on_a_goal_track_the_solution_stays_in_sight(browser: Browser, running: Server, mode: str) -> None:
    with context_of(browser, **OLD_PROJECTOR) as context:
        page = context.new_page()
        page.goto(told(running, "goal", mode=mode))

        expect(page.get_by_text("Een Geldpunt in elke wijk.")).to_be_visible()
        assert page.evaluate("() => document.documentElement.scrollHeight <= innerHeight")
        photograph(page, f"screen-goal-{mode}-nl-1024")
