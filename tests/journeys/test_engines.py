"""The way through a room in browsers of other makes and other times: taking part, sorting, showing, an interview.

What each can do is tried here once; all the rest is tried in Chromium.
"""

from collections.abc import Iterator

import pytest

from tests.journeys.rooms import Room
from tests.looks import kept_in_album
from tests.outside.engines import ENGINES
from tests.outside.engines.engine import RETURN, Engine
from tests.outside.engines.webkit import Webkit
from tests.servers import Server

TEXT = "Mensen schamen zich en openen de post niet."
LATER = "De brief is te lang."


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("engines")) as server:
        yield server


@pytest.fixture(scope="module", params=[pytest.param(name, marks=pytest.mark.engine(name)) for name in ENGINES])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    started = ENGINES[request.param].start(tmp_path_factory.mktemp("engine"))
    yield started
    started.close()


@pytest.fixture(scope="module")
def signed_in(engine: Engine, running: Server) -> Engine:
    engine.open(running.new(theme="schulden")["board_url"])
    engine.click("main form button")
    engine.until("location.pathname.endsWith('/board')")
    return engine


@pytest.fixture
def room(running: Server) -> Iterator[Room]:
    made = Room(running)
    yield made
    made.close()


def texts(room: Room) -> list[str]:
    return [card["text"] for card in room.snapshot()["oneliners"]]


def look(engine: Engine, name: str) -> None:
    engine.keep_picture(kept_in_album(f"engine-{name}-{engine.name.replace(' ', '-')}.png"))


def test_a_phone_takes_part_live(engine: Engine, room: Room) -> None:
    engine.open(f"{room.server.url}/j/{room.made['code']}")
    engine.click('[data-part="environment"] button')
    engine.click('[data-part="join"] button')
    engine.until("document.querySelector('[data-part=connection]').dataset.state === 'online'")
    room.open_question()
    engine.write("#write-text", TEXT)
    look(engine, "phone")
    engine.keys(RETURN)
    engine.until("document.querySelector('.line')?.dataset.status === 'received'")
    look(engine, "phone-sent")
    assert texts(room) == [TEXT]
    room.act("close")
    engine.until("!document.querySelector('[data-step=end]').hidden")


def test_a_board_sorts_what_comes_in(signed_in: Engine, room: Room) -> None:
    engine = signed_in
    room.open_question()
    category, _other = room.categories("Schaamte", "Brieven")
    room.say(TEXT)
    engine.open(room.board_url)
    engine.until("document.querySelectorAll('.unsorted .card').length === 1")
    room.say(LATER)
    engine.until("document.querySelectorAll('.unsorted .card').length === 2")
    engine.click(".unsorted .card .card-face")
    engine.keys("1")
    engine.until("document.querySelectorAll('.unsorted .card').length === 1")
    look(engine, "board")
    assert [card["category"] for card in room.snapshot()["oneliners"]].count(category) == 1


def test_a_screen_shows_it_large(engine: Engine, room: Room) -> None:
    room.open_question()
    engine.open(room.screen_url)
    engine.until("!!document.querySelector('.square')")
    room.act("screen", mode="question")
    engine.until("!!document.querySelector('[data-mode=question] h1')")
    assert engine.value("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)") > 28
    if engine.name != Webkit.name:  # its driver waits for ever for a picture of a page on which nothing moves
        look(engine, "screen")


def test_an_interview_is_written_down(signed_in: Engine, room: Room) -> None:
    engine = signed_in
    engine.open(f"{room.server.url}/desk/tracks/{room.made['track']}/interviews/new")
    engine.click("main form label")
    engine.click("main form .buttons button")
    engine.until("document.activeElement.matches('textarea')")
    engine.keys(TEXT + RETURN + LATER + RETURN)
    engine.until("document.querySelector('[data-part=keeping]').textContent === 'Alles staat op de server.'")
    look(engine, "interview")
    assert sorted(texts(room)) == sorted([TEXT, LATER])
