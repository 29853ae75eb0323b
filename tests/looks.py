"""Looking at pages in a real browser: what stands in people's way, sideways scrolling, and pictures on request.

`pytest --pictures` keeps a picture of every page and state in a folder that git ignores, to leaf through the product.
"""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Page

from tests.patience import PATIENCE
from tests.servers import ROOT

ALBUM = ROOT / "tests" / "photographs"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""Named, because axe leaves out the rules of WCAG 2.2 unless it is asked."""
LAPTOP = (1366, 768)
SIZES = ((1920, 1080), (360, 740), LAPTOP)
EVERYTHING = {"type": "tag", "values": list(TAGS)}
COLOURS = {"type": "rule", "values": ["color-contrast"]}
WITHIN = "document.querySelector('dialog:modal') ?? document.documentElement"
"""What can be reached: while a modal dialog is open, what lies behind it can't, and was looked through without it."""
RUN = f"""rules => axe.run({WITHIN}, {{runOnly: rules, resultTypes: ['violations']}})
  .then(({{violations}}) => ({{violations}}))"""
AT_REST = """async () => {
  await document.fonts.ready;
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const moving = document.getAnimations().filter((it) => it.effect?.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(moving.map((it) => it.finished));
}"""
MARKUP = (
    f"() => {{ const whole = {WITHIN};"
    + """
  const words = new Set([
    "action", "alt", "aria-description", "aria-label", "aria-valuetext", "content", "data-words", "href", "hreflang",
    "lang", "nonce", "placeholder", "src", "srcdoc", "title", "value",
  ]);
  const attribute = ({name, value}) => `${name}=${words.has(name) ? !!value : value}`;
  const set = (it) => [...it.attributes].map(attribute).concat(it.checkVisibility(), it.checked, it.selectedIndex);
  const told = (it) => it.nodeType === Node.TEXT_NODE ? (it.data.trim() && "t") : it.localName ? element(it) : "";
  const inside = (it) => it.localName === "script" ? "" : [...it.childNodes].map(told).join("");
  const element = (it) => `<${it.localName} ${set(it)}>${inside(it)}</>`;
  return element(whole).replace(/[0-9a-f]{16}/g, "#");
}"""
)
"""A page's elements with what is set on them; of words only that they are there, of ids only that they are ids."""

_seen: set[tuple[object, ...]] = set()
_album: Path | None = None


def keep_pictures() -> None:
    """From now on, keep pictures: somebody asked for them."""
    global _album
    _album = ALBUM


def kept_in_album(name: str) -> Path | None:
    """Where a picture or a print goes; None when nobody asked for them."""
    return _album / name if _album else None


def photograph(page: Page, name: str) -> None:
    """Take a picture of the whole page, where pictures are asked for."""
    if path := kept_in_album(f"{name}.png"):
        page.screenshot(path=path, full_page=True)


def rest(page: Page) -> None:
    """Wait until what was done is drawn and nothing moves any more."""
    page.evaluate(AT_REST)


def wait_until(page: Page, holds: Callable[[], object]) -> None:
    """Wait until something holds of what is outside a page, while the page goes on; fail when it does not in time."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it did not come to hold"
        page.wait_for_timeout(50)


def pass_time(page: Page, milliseconds: int) -> None:
    """Wait in the page itself: what it had put off for less time was done before."""
    page.evaluate("milliseconds => new Promise((done) => setTimeout(done, milliseconds))", milliseconds)


def barriers_of(page: Page, name: str = "page") -> list[str]:
    """What axe finds in this state of a page; a report a state, none where there is nothing.

    The same markup in other words (another language) is not looked through again.
    """
    return _found(page, name, EVERYTHING)


def too_faint(page: Page, name: str = "page") -> list[str]:
    """The same of contrast alone: all that another colour scheme can change."""
    return _found(page, name, COLOURS)


def _found(page: Page, name: str, rules: dict[str, Any]) -> list[str]:
    rest(page)
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    state = (rules["type"], dark, str(page.viewport_size), page.evaluate(MARKUP))
    if state in _seen:
        return []
    page.evaluate(AXE_SCRIPT)
    found = AxeResults(page.evaluate(RUN, rules))
    if not found.violations_count:
        _seen.add(state)
    return [f"{name}: {found.generate_report()}"] if found.violations_count else []


def check(page: Page, name: str, language: str, *, sizes: Sequence[tuple[int, int]] = SIZES) -> None:
    """Look at a page in every size, and in the dark; complain of what axe finds, and of sideways scrolling.

    Colours change with the theme and places do not: in the dark the last size will do.
    """
    assert page.locator("html").get_attribute("lang") == language, name
    page.emulate_media(color_scheme="light")
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        photograph(page, f"{name}-{language}-light-{width}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (name, width)
    assert barriers_of(page, name) == []
    page.emulate_media(color_scheme="dark")
    photograph(page, f"{name}-{language}-dark-{sizes[-1][0]}")
    assert too_faint(page, name) == []
