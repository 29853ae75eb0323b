"""The consultations of a track, and making another."""

from flask import redirect, render_template, url_for
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from facilitator import current
from facilitator.services import assignments, desk
from facilitator.services.desk import DeskTrack
from facilitator.steps.consult.forms import ConsultForm
from facilitator.web.desk import pages
from facilitator.web.desk.owned import owned_track
from facilitator.web.desk.steps import steps_of
from facilitator.web.forms import text_of
from facilitator.web.who import own_account


@pages.route("/tracks/<track_id>/consult", methods=["GET", "POST"])
@own_account
def consult(track_id: str) -> str | Response:
    """Show the consultations of a track; make another."""
    track, store = owned_track(track_id), current.house().store
    there = desk.consultations_on(store, track.id)
    form = ConsultForm(data={"title": track.assignment_title, "hold": 4})
    if form.validate_on_submit() and _fits(form, there):
        made = _made(track, form)
        return redirect(url_for("desk.consultation", consultation_id=made), 303)
    return render_template(
        "consult/consult.html",
        track=track,
        steps=steps_of(track),
        consultations=there,
        form=form,
        last_round=desk.last_round(store, track.id),
    )


def _fits(form: ConsultForm, there: list[desk.DeskConsultation]) -> bool:
    """A dry run is alone on its track, and is wiped before the real thing."""
    if any(it.dry_run for it in there):
        form.form_errors.append(lazy_gettext("There is a dry run. Wipe it first, on its own page."))
        return False
    if form.dry_run.data and there:
        form.form_errors.append(lazy_gettext("Only the first consultation of a track can be a dry run."))
        return False
    return True


def _made(track: DeskTrack, form: ConsultForm) -> str:
    house = current.house()
    last = desk.last_round(house.store, track.id)
    added = assignments.add_consultation(
        house.store,
        track.id,
        round=last + 1 if form.which.data == "round" else max(last, 1),
        title=text_of(form.title),
        hold=form.hold.data or 0,
        self_paced=bool(form.self_paced.data),
        dry_run=bool(form.dry_run.data),
    )
    house.refresh(track.id)
    return added.consultation
