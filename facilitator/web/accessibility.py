"""How accessible this is, for everybody: what was tested, what is not right yet, where to complain."""

from flask import Blueprint, render_template

from facilitator import current

pages = Blueprint("accessibility", __name__)


@pages.get("/accessibility")
def statement() -> str:
    """Show the statement; the organisation that serves this names itself in the settings."""
    settings = current.application().settings
    return render_template("accessibility.html", contact=settings.contact, organisation=settings.organisation)
