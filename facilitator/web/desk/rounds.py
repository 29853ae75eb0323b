"""Another consultation on the same map, and a dry run that is wiped. For the owner alone."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from facilitator import current
from facilitator.services import desk, rounds
from facilitator.services.rounds import Gathering
from facilitator.services.writing import Wipe
from facilitator.web.desk import pages
from facilitator.web.desk.consultations import about, as_owner
from facilitator.web.desk.forms import AgainForm
from facilitator.web.desk.owned import own_track
from facilitator.web.forms import text_of
from facilitator.web.forms.once import made_once
from facilitator.web.who import me, signed_in


@pages.post("/consultations/<consultation_id>/again")
@signed_in
def again(consultation_id: str) -> str | Response:
    """Make a next round, or a second room in this one. A dry run is wiped first."""
    found, form = as_owner(consultation_id), AgainForm()
    if not form.validate_on_submit():
        return render_template("desk/consultation.html", **{**about(found), "again": form})
    return redirect(url_for("desk.consultation", consultation_id=made_once(lambda: _add(found, form))), 303)


def _add(found: desk.DeskConsultation, form: AgainForm) -> str:
    application = current.application()
    wanted = Gathering(
        text_of(form.title),
        "new" if form.which.data == "round" else found.round,
        form.hold.data or 0,
        self_paced=bool(form.self_paced.data),
        once=form.key(),
    )
    added = rounds.add_consultation(own_track(found.track), wanted)
    application.refresh(found.track)
    return added.consultation


@pages.post("/consultations/<consultation_id>/wipe")
@signed_in
def wipe(consultation_id: str) -> Response:
    """Take out all that a dry run brought."""
    found = as_owner(consultation_id)
    current.application().ask(Wipe(track=found.track, consultation=found.id, by=me().id))
    return redirect(url_for("desk.consultation", consultation_id=found.id), 303)
