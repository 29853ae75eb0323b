"""What was asked, heard, decided and why: for those who were consulted, behind a link."""

from flask import Blueprint, Response, abort, make_response, render_template
from flask_babel import lazy_gettext

from facilitator import current
from facilitator.i18n import use_language
from facilitator.services.desk import DeskAssignment
from facilitator.steps.feedback import service as feedback
from facilitator.web.beside import takes_long_by

pages = Blueprint("feedback", __name__)

DECISIONS = {
    "take_over": lazy_gettext("We take this over"),
    "partly": lazy_gettext("We take part of this over"),
    "not": lazy_gettext("We do not take this over"),
    "look_into": lazy_gettext("We look into this"),
}


@pages.get("/feedback/<token>")
@takes_long_by(feedback.size, shared=True)
def published(token: str) -> Response:
    """Show it, in the language that people were asked in."""
    assignment = feedback.published(current.application().store, token) or abort(404)
    told = feedback.of_assignment(current.application().store, assignment)
    if told:
        use_language(language_of(told))
    response = make_response(page(assignment, told, "plain.html"))
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def language_of(told: list[feedback.TrackFeedback]) -> str:
    """The language of the first track."""
    return told[0].track.language


def page(assignment: DeskAssignment, told: list[feedback.TrackFeedback], layout: str, **more: object) -> str:
    """Draw what there is to tell, for the public or as a preview on the desk."""
    written = feedback.read(assignment.feedback)
    return render_template(
        "feedback/told.html",
        layout=layout,
        assignment=assignment,
        written=written,
        told=told,
        decisions=DECISIONS,
        **more,
    )
