"""About the method: where it comes from, its five laws, its steps."""

from flask import render_template

from facilitator.web.desk import pages
from facilitator.web.desk.steps import steps_explained
from facilitator.web.who import signed_in


@pages.get("/method")
@signed_in
def method() -> str:
    """Explain the method."""
    return render_template("desk/method.html", process=steps_explained("process"), goal=steps_explained("goal"))
