"""How quick a board with a thousand cards is, in Chromium.

`.venv/bin/python benchmarks/board.py` prints the milliseconds from the snapshot to the first drawing,
and from a key that sorts to the end of the next frame: the middle one and the slowest of some.
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import Page, expect, sync_playwright

from tests.journeys.rooms import Room, board_of
from tests.outside import browser_executable
from tests.outside.browser import launch_arguments
from tests.servers import Server

CARDS = 1000
SORTS = 15
DRAWN = """() => performance.getEntriesByName('board-drawn')[0].startTime
  - performance.getEntriesByType('resource').find(it => it.name.includes('/snapshot')).responseEnd"""
SORT = """async key => {
  const started = performance.now();
  dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - started;
}"""


def filled(server: Server) -> Room:
    """A consultation with a thousand cards, most of them sorted over ten categories."""
    room = Room(server)
    room.open_question()
    said = room.say(*(f"Uitspraak {number} over brieven, regels en vertrouwen." for number in range(CARDS)))
    for at, category in enumerate(room.categories(*(f"Categorie {name}" for name in "abcdefghij"))):
        room.sort(category, *said[at * 70 : at * 70 + 70])
    return room


def measure(page: Page) -> tuple[float, list[float]]:
    """Milliseconds to the first drawing, and of each sort to the end of the next frame."""
    expect(page.locator(".card")).to_have_count(CARDS)
    drawn = float(page.evaluate(DRAWN))
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(500)
    return drawn, sorted(float(page.evaluate(SORT, key)) for key in ("1", "2", "3") * (SORTS // 3))


def main() -> None:
    with tempfile.TemporaryDirectory() as directory, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_executable(), args=launch_arguments())
        with Server(Path(directory), PHONE_RATE="0", CONSULTATION_RATE="0") as server:
            room = filled(server)
            with board_of(browser, room) as page:
                drawn, sorts = measure(page)
            room.close()
        browser.close()
    print("| a board with 1,000 cards | ms |")
    print("| --- | --- |")
    print(f"| snapshot to first drawing | {drawn:.0f} |")
    print(f"| a sort to the end of the next frame, median | {sorts[SORTS // 2]:.0f} |")
    print(f"| the slowest of {SORTS} | {sorts[-1]:.0f} |")


if __name__ == "__main__":
    main()
