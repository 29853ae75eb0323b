"""The consultations of a track, and making another."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from facilitator import current
from facilitator.domain.consultations import USUAL_HOLD
from facilitator.domain.refusals import Refusal
from facilitator.i18n import refusal_message
from facilitator.services import desk, rounds
from facilitator.services.desk import DeskTrack
from facilitator.services.rounds import Gathering
from facilitator.steps.consult.forms import ConsultForm
from facilitator.web.desk import pages
from facilitator.web.desk.owned import own_track, owned_track
from facilitator.web.desk.steps import steps_of
from facilitator.web.forms import text_of
from facilitator.web.forms.once import made_once, own_address
from facilitator.web.who import own_account


@pages.route("/tracks/<track_id>/consult", methods=["GET", "POST"])
@own_account
def consult(track_id: str) -> str | Response:
    """Show the consultations of a track; make another."""
    track, store = owned_track(track_id), current.application().store
    if (own := own_address()) is not None:
        return redirect(own)
    form = ConsultForm(data={"title": track.assignment_title, "hold": USUAL_HOLD})
    if form.validate_on_submit() and (made := made_once(lambda: _made(track, form))):
        return redirect(url_for("desk.consultation", consultation_id=made), 303)
    return render_template(
        "consult/consult.html",
        track=track,
        steps=steps_of(track),
        consultations=desk.consultations_on(own_track(track.id)),
        form=form,
        last_round=desk.last_round(store, track.id),
    )


def _made(track: DeskTrack, form: ConsultForm) -> str:
    """Make what was asked for; where that can't be, the form says why, and "" is given."""
    application = current.application()
    wanted = Gathering(
        text_of(form.title),
        "new" if form.which.data == "round" else "last",
        form.hold.data or 0,
        self_paced=bool(form.self_paced.data),
        dry_run=bool(form.dry_run.data),
        once=form.key(),
    )
    try:
        added = rounds.add_consultation(own_track(track.id), wanted)
    except Refusal as refusal:
        form.form_errors.append(refusal_message(refusal.code))
        return ""
    application.refresh(track.id)
    return added.consultation
