"""The board and the screen in a real browser: asking on, and what is answered."""

from playwright.sync_api import Browser, Page, expect

from tests.journeys.boards import TEXTS, card, column, texts, told
from tests.journeys.rooms import Room, board_of, screen_of
from tests.looks import photograph

DEPTHS = "all => all.map(it => Number(getComputedStyle(it).getPropertyValue('--depth')))"


def chain(room: Room) -> list[str]:
    """Three one-liners, each an answer to the one before, all in the first category."""
    (said,) = room.say("Armoede wordt onzichtbaar.")
    for text in ("Aan de gordijnen.", "Die blijven dicht uit schaamte."):
        answer = {"question": room.questions[0], "text": text, "source": "spoken", "parent": said}
        room.act("add_oneliner", **answer)
        said = next(it["id"] for it in room.snapshot()["oneliners"] if it["text"] == text)
    wanted = ("Armoede wordt onzichtbaar.", "Aan de gordijnen.", "Die blijven dicht uit schaamte.")
    ids = {it["text"]: it["id"] for it in room.snapshot()["oneliners"]}
    return [ids[text] for text in wanted]


def test_answers_lie_under_what_they_answer_to_any_depth(browser: Browser, room: Room) -> None:
    first, second, third = chain(room)
    (other,) = room.say("Iets anders.")
    category = room.snapshot()["categories"][0]["id"]
    room.sort(category, third, other, second, first)
    with board_of(browser, room) as page:
        cards = column(page, "Regels").locator(".card")
        expect(cards).to_have_count(4)

        assert texts(cards) == [
            "Iets anders.", "Armoede wordt onzichtbaar.", "Aan de gordijnen.", "Die blijven dicht uit schaamte.",
        ]  # fmt: skip
        assert cards.evaluate_all(DEPTHS) == [0, 0, 1, 2]
        photograph(page, "board-chain")


def test_an_answer_can_be_asked_about_too(board: Page, room: Room) -> None:
    chain(room)
    card(board, "Aan de gordijnen").locator(".card-face").click()
    board.keyboard.press("p")
    board.get_by_role("button", name="Waardoor komt dat?").click()
    board.get_by_role("radio", name="Iedereen in de zaal").check()
    board.get_by_role("dialog").get_by_role("button", name="Vraag", exact=True).click()

    expect(card(board, "Aan de gordijnen").locator(".card-asked")).to_have_text("Waardoor komt dat?")
    style = card(board, "Aan de gordijnen").locator(".card-asked").evaluate("it => getComputedStyle(it).fontStyle")
    assert style == "italic"


def test_the_screen_shows_the_whole_chain_under_what_is_spotlit(browser: Browser, room: Room) -> None:
    first, *_ = chain(room)
    with screen_of(browser, room) as page:
        room.act("screen", mode="spotlight", oneliner=first)
        answers = page.locator(".answers .card")
        expect(answers).to_have_text(["Aan de gordijnen.", "Die blijven dicht uit schaamte."])

        assert answers.evaluate_all(DEPTHS) == [0, 1]
        photograph(page, "screen-chain")


def test_a_probe_to_everybody_shows_what_it_is_about(browser: Browser, board: Page, room: Room) -> None:
    with screen_of(browser, room) as page:
        card(board, TEXTS[0]).locator(".card-face").click()
        board.keyboard.press("p")
        board.get_by_role("button", name="Waardoor komt dat?").click()
        board.get_by_role("radio", name="Iedereen in de zaal").check()
        board.get_by_role("dialog").get_by_role("button", name="Vraag", exact=True).click()

        expect(page.locator(".spotlit")).to_have_text(TEXTS[0])
        expect(page.locator(".asked")).to_contain_text("Waardoor komt dat?")


def test_one_press_asks_who_only_agrees_for_own_words(board: Page, room: Room) -> None:
    room.say("Eens met de vorige spreker.")
    card(board, "Eens met").locator(".card-face").click()
    board.keyboard.press("p")
    photograph(board, "board-own-words")
    board.get_by_role("dialog").get_by_role("button", name="Zegt u het in uw eigen woorden?").click()

    expect(told(board)).to_contain_text("Gevraagd aan")
    (probe,) = room.snapshot()["probes"]
    assert (probe["text"], probe["to"]) == ("Zegt u het in uw eigen woorden?", "author")


def test_who_says_something_is_not_asked_for_own_words(board: Page) -> None:
    card(board, "Schaamte").locator(".card-face").click()
    board.keyboard.press("p")

    expect(board.get_by_role("dialog").get_by_role("button", name="in uw eigen woorden?")).to_have_count(0)
