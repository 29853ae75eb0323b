"""The file of one assignment: its tracks, how far each of them is, and the way to every step."""

from flask import render_template

from facilitator import current
from facilitator.services import desk
from facilitator.web.desk import pages
from facilitator.web.desk.owned import owned_assignment
from facilitator.web.who import own_account


@pages.get("/assignments/<assignment_id>")
@own_account
def assignment(assignment_id: str) -> str:
    """Show an assignment with its tracks."""
    found = owned_assignment(assignment_id)
    store = current.house().store
    tracks = [(track, desk.consultations_on(store, track.id)) for track in desk.tracks_of(store, found)]
    return render_template("desk/assignment.html", assignment=found, tracks=tracks)
