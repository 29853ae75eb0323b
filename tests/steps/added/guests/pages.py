"""The page of the guest book."""

from flask import Blueprint

pages = Blueprint("guests", __name__)


@pages.get("/guests/<track_id>")
def book(track_id: str) -> str:
    """Show whose page it is."""
    return f"The guests of {track_id}"
