"""Pictures of pages and states, in a folder that git ignores: to leaf through the product after a test run."""

from playwright.sync_api import Page

from tests.servers import ROOT

ALBUM = ROOT / "tests" / "photographs"


def photograph(page: Page, name: str) -> None:
    """Take a picture of the whole page."""
    page.screenshot(path=ALBUM / f"{name}.png", full_page=True)
