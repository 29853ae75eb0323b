"""The file of one assignment: its tracks, how far each of them is, and the way to every step."""

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from facilitator import current
from facilitator.domain.beginnings import Settled, read_settled
from facilitator.services import desk, portfolio, removing
from facilitator.services.desk import DeskAssignment, DeskConsultation, DeskTrack
from facilitator.services.etags import ChangedMeanwhile
from facilitator.services.removing import OtherTitle, StillRunning
from facilitator.web.desk import pages
from facilitator.web.desk.assignments.forms import WORK_FORM_NAMES, DetailsForm, RemoveForm
from facilitator.web.desk.owned import own_assignment, own_track, owned_assignment
from facilitator.web.desk.steps import ShownStep, steps_beside, steps_of
from facilitator.web.forms import text_of
from facilitator.web.who import me, own_account


@dataclass(frozen=True)
class ShownTrack:
    """A track with its steps and consultations."""

    track: DeskTrack
    steps: list[ShownStep]
    consultations: list[DeskConsultation]

    @property
    def now(self) -> str | None:
        """The first step that is not done."""
        return next((it.key for it in self.steps if it.state != "done"), None)

    @property
    def settled(self) -> Settled:
        """What was settled, of a goal."""
        return read_settled(self.track.settled)


@pages.get("/assignments/<assignment_id>")
@own_account
def assignment(assignment_id: str) -> str:
    """Show an assignment with its tracks."""
    found = owned_assignment(assignment_id)
    beside = steps_beside(found)
    return render_template("desk/assignment.html", **file_of(found), beside=beside)


def file_of(found: DeskAssignment) -> dict[str, object]:
    """Collect an assignment's file."""
    store = current.application().store
    every = {it.id: it for it in desk.assignments(store, me().id)}
    return {
        "assignment": found,
        "tracks": [shown(track) for track in desk.tracks_of(store, found)],
        "parent": every.get(found.parent_id or ""),
        "parts": [it for it in every.values() if it.parent_id == found.id],
        "work_form": WORK_FORM_NAMES.get(found.work_form),
    }


def shown(track: DeskTrack) -> ShownTrack:
    """Bring together what is shown of a track."""
    return ShownTrack(track, steps_of(track), desk.consultations_on(own_track(track.id)))


@pages.get("/assignments/<assignment_id>/record")
@own_account
def record(assignment_id: str) -> str:
    """Show how it went, on one sheet of paper."""
    file, today = file_of(owned_assignment(assignment_id)), current.today().isoformat()
    return render_template("desk/record.html", today=today, **file)


@pages.route("/assignments/<assignment_id>/settings", methods=["GET", "POST"])
@own_account
def assignment_settings(assignment_id: str) -> str | Response:
    """Show what an assignment is called and belongs to; keep what is typed."""
    found = owned_assignment(assignment_id)
    form = DetailsForm()
    form.offer(portfolio.possible_parents(desk.assignments(current.application().store, me().id), found.id))
    if not form.is_submitted():
        form.fill(found)
        form.etag.data = portfolio.etag_of_details(found)
    elif form.validate() and _changed(found, form):
        return redirect(url_for("desk.assignment_settings", assignment_id=found.id, saved=1), 303)
    saved = "saved" in request.args and request.method == "GET"
    return render_template("desk/assignment_settings.html", assignment=found, form=form, saved=saved)


def _changed(found: DeskAssignment, form: DetailsForm) -> bool:
    try:
        portfolio.change(current.application(), own_assignment(found.id), form.wanted(), etag=str(form.etag.data))
    except ChangedMeanwhile:
        form.etag.data = portfolio.etag_of_details(owned_assignment(found.id))
        form.changed_meanwhile()
    except portfolio.Unfit:
        form.parent_id.errors = [lazy_gettext("It can't be part of this one. Choose another.")]
    else:
        return True
    return False


@pages.post("/assignments/<assignment_id>/archive")
@own_account
def archive(assignment_id: str) -> Response:
    """Put an assignment away, or bring it back."""
    found = owned_assignment(assignment_id)
    portfolio.put_away(own_assignment(found.id), archived=request.form.get("archived") == "1")
    return redirect(url_for("desk.assignment", assignment_id=found.id), 303)


@pages.route("/assignments/<assignment_id>/remove", methods=["GET", "POST"])
@own_account
def remove(assignment_id: str) -> str | Response:
    """Say what goes, and let it go once its title is typed."""
    found = owned_assignment(assignment_id)
    form = RemoveForm()
    if form.validate_on_submit() and _removed(found, form):
        return redirect(url_for("desk.overview", removed=1), 303)
    return render_template(
        "desk/remove.html", form=form, destroyed=current.application().steps.destroyed, **file_of(found)
    )


def _removed(found: DeskAssignment, form: RemoveForm) -> bool:
    try:
        removing.remove(current.application(), own_assignment(found.id), title=text_of(form.title))
    except OtherTitle:
        form.title.errors = [lazy_gettext("This is not the title. Nothing was removed.")]
        return False
    except StillRunning:
        form.form_errors.append(
            lazy_gettext("A consultation of it is still running. Close it first; nothing was removed.")
        )
        return False
    return True
