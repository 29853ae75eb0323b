"""Who helps with a consultation: invited by a link that is shown once, let go at any moment. For its owner alone."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from facilitator import current, showing
from facilitator.services import desk
from facilitator.services.accounts import helpers
from facilitator.web.desk import pages
from facilitator.web.desk.consultations import about, as_owner
from facilitator.web.who import me, seconds, signed_in


@pages.post("/consultations/<consultation_id>/invite")
@signed_in
def invite(consultation_id: str) -> str:
    """Make a link for one helper. It is on this answer and nowhere else."""
    found = as_owner(consultation_id)
    application = current.application()
    token = helpers.invite(application.store, facilitator=me().id, consultation=found.id, now=seconds())
    link = showing.public_url(application) + url_for("inviting.invitation", token=token)
    return render_template("desk/consultation.html", **about(found), invitation=link)


@pages.post("/consultations/<consultation_id>/invitations/withdraw")
@signed_in
def withdraw_invitations(consultation_id: str) -> Response:
    """End the links that nobody used yet."""
    found = as_owner(consultation_id)
    helpers.withdraw_invitations(current.application().store, facilitator=me().id, consultation=found.id)
    return _back(found)


@pages.post("/consultations/<consultation_id>/helpers/<helper_id>/let-go")
@signed_in
def let_go(consultation_id: str, helper_id: str) -> Response:
    """End somebody's helping, and close the board that is open on it."""
    found = as_owner(consultation_id)
    application = current.application()
    ended = helpers.let_go(application.store, facilitator=me().id, consultation=found.id, helper=helper_id)
    for sign_in in ended:
        application.signed_out(sign_in)
    application.let_go(found.id, helper_id)
    return _back(found)


def _back(found: desk.DeskConsultation) -> Response:
    return redirect(url_for("desk.consultation", consultation_id=found.id, _anchor="helpers"), 303)
