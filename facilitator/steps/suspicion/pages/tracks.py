"""Beginning a track of an assignment that is there."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from facilitator import current
from facilitator.catalogues import translator
from facilitator.domain.beginnings import INTRODUCTION, VARIANT_KEYS
from facilitator.i18n import reader_language
from facilitator.services import assignments, desk
from facilitator.services.assignments import Beginning
from facilitator.services.desk import DeskAssignment, DeskTrack
from facilitator.steps.suspicion.forms import GoalForm, ProcessForm
from facilitator.web.desk import pages
from facilitator.web.desk.owned import own_assignment, owned_assignment
from facilitator.web.forms import text_of
from facilitator.web.forms.once import made_once, own_address
from facilitator.web.who import own_account


@pages.route("/assignments/<assignment_id>/process", methods=["GET", "POST"])
@own_account
def begin_process(assignment_id: str) -> str | Response:
    """Begin the process track; where there is one, go there."""
    found = owned_assignment(assignment_id)
    if (there := _process_of(found)) is not None:
        return redirect(url_for("desk.suspicion", track_id=there.id), 303)
    form = ProcessForm()
    if not form.validate_on_submit():
        return render_template("suspicion/begin_process.html", assignment=found, form=form)
    made = assignments.begin_process(own_assignment(found.id), text_of(form.text), language=reader_language())
    return redirect(url_for("desk.suspicion", track_id=made), 303)


def _process_of(found: DeskAssignment) -> DeskTrack | None:
    tracks = desk.tracks_of(current.application().store, found)
    return next((it for it in tracks if it.kind == "process"), None)


@pages.route("/assignments/<assignment_id>/goal", methods=["GET", "POST"])
@own_account
def begin_goal(assignment_id: str) -> str | Response:
    """Begin a goal track from what was settled; a closed process weighing fills in what it knows."""
    found, application = owned_assignment(assignment_id), current.application()
    if (own := own_address()) is not None:
        return redirect(own)
    form, store = GoalForm(), application.store
    if not form.is_submitted():
        language = assignments.language_of(own_assignment(found.id), reader_language())
        form.fill(application.steps.settled(store, found), translator(language)(INTRODUCTION))
    elif form.validate():
        beginning = Beginning(form.wanted(), text_of(form.introduction), reader_language(), once=form.key())
        made = made_once(lambda: assignments.begin_goal(own_assignment(found.id), beginning))
        return redirect(url_for("desk.consult", track_id=made), 303)
    return render_template("suspicion/begin_goal.html", assignment=found, form=form, variant_keys=VARIANT_KEYS)
