"""One consultation: where its phones, screen and board are, what it brought, and how it ends."""

from uuid import uuid4

from flask import Response, abort, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from facilitator import current, exports, runtime, showing
from facilitator.domain.events import Act
from facilitator.services import desk, gathering, helpers
from facilitator.services.writing import Perform
from facilitator.web.desk import pages
from facilitator.web.desk.steps import CONSULT, MAP, SUSPICION, steps_of
from facilitator.web.who import me, seconds, signed_in


def owned(consultation_id: str) -> desk.DeskConsultation:
    """Give one of the own consultations; somebody else's does not exist here."""
    return desk.consultation(current.house().store, me().id, consultation_id) or abort(404)


@pages.get("/consultations/<consultation_id>")
@signed_in
def consultation(consultation_id: str) -> str:
    """Show everything about one consultation."""
    return render_template("desk/consultation.html", **about(owned(consultation_id)))


def about(found: desk.DeskConsultation) -> dict[str, object]:
    """Collect what the page of a consultation shows; what its owner alone may do only where `mine`."""
    house, mine = current.house(), found.owner == me().id
    return {
        "consultation": found,
        "mine": mine,
        "questions": desk.questions(house.store, found),
        "steps": steps_of(found.track_kind),
        "now": MAP if found.phase == "closed" else CONSULT,
        "done": [CONSULT] + ([SUSPICION] if found.suspicion or found.settled else []),
        "exports": formats(),
        "join_url": showing.join_url(house, found.code),
        "helpers": helpers.helpers(house.store, found.id) if mine else [],
        "invitations": helpers.open_invitations(house.store, found.id, now=seconds()) if mine else 0,
    }


@pages.post("/consultations/<consultation_id>/close")
@signed_in
def close(consultation_id: str) -> AnyResponse:
    """End a consultation for good."""
    found = owned(consultation_id)
    if found.phase != "closed":
        act = Act("close", key=str(uuid4()))
        current.house().ask(Perform(track=found.track, consultation=found.id, act=act, by=me().id))
    return redirect(url_for("desk.consultation", consultation_id=found.id), 303)


@pages.get("/consultations/<consultation_id>/export/<format>")
@signed_in
def export(consultation_id: str, format: str) -> Response:
    """Hand over the outcome as a file."""
    found = owned(consultation_id)
    wanted = next((it for it in exports.FORMATS if it == format), None) or abort(404)
    outcome = gathering.of_consultation(current.house().store, found.id)
    file = runtime.in_thread(exports.export, outcome, wanted)
    response = Response(file.content, mimetype=file.mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=file.filename)
    return response


def formats() -> list[tuple[str, str, str]]:
    """List the files there are, as (format, name, what it is for)."""
    return [
        ("xlsx", _("Excel"), _("To read, filter and print. The texts are exactly as they were said.")),
        (
            "csv-excel",
            _("CSV for Excel"),
            _("Opens with a double click in Dutch Excel. What looks like a formula gets an apostrophe before it."),
        ),
        ("csv", _("CSV, exact"), _("For other programs and for the archive. Exact texts, comma between the columns.")),
        ("json", _("JSON"), _("Everything in one file, to keep and to check.")),
    ]
