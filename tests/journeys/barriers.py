"""What stands in the way of people, as far as a program can tell."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""Named, because axe leaves out the rules of WCAG 2.2 unless it is asked."""


def barriers_of(page: Page, name: str = "page") -> list[str]:
    """What axe finds in this state of a page; a report a state, none where there is nothing."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": list(TAGS)}})
    return [f"{name}: {found.generate_report()}"] if found.violations_count else []
