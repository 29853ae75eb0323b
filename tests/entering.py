"""Coming in by the single-use link to a board, in a browser."""

from playwright.sync_api import Page


def enter(page: Page, board_url: str) -> None:
    """Press the button of the link's page, as ada does."""
    page.goto(board_url)
    page.locator("main form button").click()
    page.wait_for_url("**/board")
