"""Masks that others propose after closing: the owner of the track carries them out, or turns them down."""

from collections.abc import Iterable
from typing import Final

from flask import abort, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from facilitator import current
from facilitator.domain.refusals import Refusal
from facilitator.services.proposals import waiting
from facilitator.services.writing import Settle
from facilitator.web.desk import pages
from facilitator.web.desk.owned import own_track, owned_track
from facilitator.web.who import me, own_account

WHAT: Final = {
    "person": _("a person"),
    "address": _("an address"),
    "contact": _("a number or e-mail address"),
    "insult": _("an insult"),
}


@pages.get("/tracks/<track_id>/proposals")
@own_account
def proposals(track_id: str) -> str:
    """List the masks that wait for the owner."""
    return _listed(track_id)


@pages.post("/tracks/<track_id>/proposals/<proposal_id>")
@own_account
def settle_proposal(track_id: str, proposal_id: str) -> str | tuple[str, int] | Response:
    """Carry one out for good, or turn it down."""
    track, said = owned_track(track_id), request.form.get("answer")
    if said not in ("accept", "reject"):
        abort(400)
    job = Settle(track=track.id, proposal=proposal_id, by=me().id, accepted=said == "accept")
    try:
        current.application().ask(job)
    except Refusal as refusal:
        if refusal.code != "changed_since":
            raise
        return _listed(track_id, changed=True), 409
    return redirect(url_for("desk.proposals", track_id=track.id), 303)


def _named(what: Iterable[str]) -> str:
    return ", ".join(str(WHAT[it]) for it in what)


def _listed(track_id: str, *, changed: bool = False) -> str:
    track = owned_track(track_id)
    found = waiting(current.application(), own_track(track.id))
    return render_template("desk/proposals.html", track=track, proposals=found, named=_named, changed=changed)
