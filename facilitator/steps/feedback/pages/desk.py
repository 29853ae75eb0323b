"""Writing and publishing the feedback to those who were consulted."""

from flask import redirect, render_template, request, url_for
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from facilitator import current, showing
from facilitator.services.desk import DeskAssignment
from facilitator.steps.feedback import service as feedback
from facilitator.steps.feedback.forms import FeedbackForm
from facilitator.steps.feedback.pages.public import page
from facilitator.web.desk import pages
from facilitator.web.desk.owned import own_assignment, owned_assignment
from facilitator.web.forms import text_of
from facilitator.web.who import own_account


@pages.get("/assignments/<assignment_id>/feedback", endpoint="feedback")
@own_account
def show(assignment_id: str) -> str:
    """Show the form, and whether it is published."""
    assignment = owned_assignment(assignment_id)
    written = feedback.read(assignment.feedback)
    return _page(assignment, FeedbackForm(formdata=None, data={**vars(written), "etag": written.etag}))


@pages.get("/assignments/<assignment_id>/feedback/preview")
@own_account
def feedback_preview(assignment_id: str) -> str:
    """Show it as people will see it."""
    assignment = owned_assignment(assignment_id)
    return page(assignment, feedback.of_assignment(current.application().store, assignment), "feedback/preview.html")


@pages.post("/assignments/<assignment_id>/feedback")
@own_account
def feedback_save(assignment_id: str) -> str | Response:
    """Keep what was written, and publish or withdraw it where that was asked."""
    assignment, form = owned_assignment(assignment_id), FeedbackForm()
    if "withdraw" in request.form:
        feedback.withdraw(own_assignment(assignment.id))
        return _back(assignment)
    if not form.validate_on_submit():
        return _page(assignment, form)
    if not feedback.save(own_assignment(assignment.id), form.written(), etag=text_of(form.etag)):
        form.form_errors.append(
            lazy_gettext(
                "This was changed elsewhere meanwhile. Open the page anew beside this one and take over what you need."
            )
        )
        return _page(assignment, form)
    if "publish" in request.form:
        feedback.publish(own_assignment(assignment.id))
    return _back(assignment)


def _page(assignment: DeskAssignment, form: FeedbackForm) -> str:
    token = assignment.feedback_token
    link = showing.public_url(current.application()) + url_for("feedback.published", token=token) if token else ""
    told = feedback.of_assignment(current.application().store, assignment)
    return render_template("feedback/desk.html", assignment=assignment, form=form, link=link, told=told)


def _back(assignment: DeskAssignment) -> Response:
    return redirect(url_for("desk.feedback", assignment_id=assignment.id), 303)
