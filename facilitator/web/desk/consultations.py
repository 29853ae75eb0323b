"""One consultation: where its phones, screen and board are, what it brought, and how it ends."""

from collections.abc import Iterable
from uuid import uuid4

from flask import Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from facilitator import current, exports, serving, showing
from facilitator.domain.events import Act
from facilitator.domain.method import TrackKind, environments_for
from facilitator.services import desk, proposals
from facilitator.services.accounts import helpers
from facilitator.services.documents import gathering
from facilitator.services.writing import Perform, SetQuestionnaire
from facilitator.web.beside import takes_long
from facilitator.web.desk import pages
from facilitator.web.desk.forms import AgainForm
from facilitator.web.desk.owned import own_track
from facilitator.web.desk.steps import ShownStep, steps_explained, steps_of
from facilitator.web.downloads import OF_A_CONSULTATION, asked_for, handed_over
from facilitator.web.who import me, seconds, signed_in


def owned(consultation_id: str) -> desk.DeskConsultation:
    """Give one of the own consultations; somebody else's does not exist here."""
    return desk.consultation(current.application().store, me().id, consultation_id) or abort(404)


def as_owner(consultation_id: str) -> desk.DeskConsultation:
    """Give a consultation to its owner; somebody else's does not exist here, and who helps may not do this."""
    found = owned(consultation_id)
    return found if found.owner == me().id else abort(403)


@pages.get("/consultations/<consultation_id>")
@signed_in
def consultation(consultation_id: str) -> str | AnyResponse:
    """Show everything about one consultation; of a kind that a step has a page for, go there."""
    found = owned(consultation_id)
    if elsewhere := current.application().steps.page_of_kind(_kind_of(found.id)):
        return redirect(url_for(elsewhere, consultation_id=found.id))
    return render_template("desk/consultation.html", **about(found))


def about(found: desk.DeskConsultation) -> dict[str, object]:
    """Collect what the page of a consultation shows; what its owner alone may do only where `mine`."""
    application, mine = current.application(), found.owner == me().id
    return {
        "consultation": found,
        "mine": mine,
        "questions": desk.questions(application.store, found),
        "steps": (steps := steps_around(found)),
        "here": _here(found, steps),
        "exports": OF_A_CONSULTATION,
        "join_url": showing.join_url(application, found.code),
        "helpers": helpers.helpers(application.store, found.id) if mine else [],
        "coverage": coverage(found),
        "again": AgainForm(formdata=None, data={"title": found.title, "hold": found.hold}),
        "next_round": desk.last_round(application.store, found.track) + 1,
        "waiting": proposals.count(own_track(found.track)) if mine else 0,
        "invitations": helpers.open_invitations(application.store, found.id, now=seconds()) if mine else 0,
    }


def steps_around(found: desk.DeskConsultation) -> list[ShownStep]:
    """List the steps of the method; how far they are, and the way to them, is for the owner."""
    track = desk.track(current.application().store, me().id, found.track)
    return steps_of(track) if track else steps_explained(_track_kind(found))


def _here(found: desk.DeskConsultation, steps: Iterable[ShownStep]) -> ShownStep | None:
    """Give the step among `steps` in which a consultation is held."""
    place = current.application().steps.place_of_kind(_kind_of(found.id), _track_kind(found))
    return next((it for it in steps if place and it.key == place.key), None)


def _kind_of(consultation_id: str) -> str:
    return current.application().track_of(consultation_id).consultations[consultation_id].kind


def _track_kind(found: desk.DeskConsultation) -> TrackKind:
    return "goal" if found.track_kind == "goal" else "process"


def coverage(found: desk.DeskConsultation) -> list[tuple[str, int | None]]:
    """Tell how many people each environment has here, or had at most; None where that is too few to be shown."""
    application = current.application()
    known = desk.attendance(application.store, found.id) if found.phase == "closed" else here_now(found.id)
    return [(it["label"], known.get(it["key"])) for it in environments_for(_track_kind(found), _)]


def here_now(consultation_id: str) -> dict[str, int]:
    """How many phones are here by environment, as far as may be known."""
    environments = current.application().doors.presence(consultation_id)["environments"]
    return dict(environments) if isinstance(environments, dict) else {}


@pages.post("/consultations/<consultation_id>/close")
@signed_in
def close(consultation_id: str) -> AnyResponse:
    """End a consultation for good; it can't be undone, so that only its owner may."""
    found = as_owner(consultation_id)
    if found.phase != "closed":
        act = Act("close", key=str(uuid4()))
        current.application().ask(Perform(track=found.track, consultation=found.id, act=act, by=me().id))
    return redirect(url_for("desk.consultation", consultation_id=found.id), 303)


@pages.get("/consultations/<consultation_id>/export/<format>")
@signed_in
@takes_long
def export(consultation_id: str, format: str) -> Response:
    """Hand over the outcome as a file."""
    found = owned(consultation_id)
    wanted = asked_for(exports.EXPORTS, format)
    outcome = gathering.of_consultation(current.application().store, found.id)
    return handed_over(serving.in_thread(exports.export, outcome, wanted))


@pages.post("/consultations/<consultation_id>/questionnaire")
@signed_in
def questionnaire(consultation_id: str) -> AnyResponse:
    """Open all questions of a self-paced consultation to whoever has the link, or stop taking answers for now."""
    found, opened = owned(consultation_id), "open" in request.form
    wanted = SetQuestionnaire(track=found.track, consultation=found.id, by=me().id, opened=opened)
    current.application().ask(wanted)
    return redirect(url_for("desk.consultation", consultation_id=found.id), 303)
