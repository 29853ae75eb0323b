"""Five lines for oneself at the end of an assignment."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from facilitator.services.etags import ChangedMeanwhile, entity_tag
from facilitator.steps.reflection import service as reflections
from facilitator.steps.reflection.forms import ReflectionForm
from facilitator.steps.reflection.rules import REFLECTION
from facilitator.web.desk import pages
from facilitator.web.desk.owned import own_assignment, owned_assignment
from facilitator.web.who import own_account


@pages.route("/assignments/<assignment_id>/reflection", methods=["GET", "POST"])
@own_account
def reflection(assignment_id: str) -> str | Response:
    """Show one's own five lines; keep what is typed."""
    found, form = owned_assignment(assignment_id), ReflectionForm()
    if not form.is_submitted():
        kept = reflections.of(own_assignment(found.id))
        form.fill(kept)
        form.etag.data = entity_tag(kept)
    elif form.validate() and _kept(found.id, form):
        return redirect(url_for("desk.reflection", assignment_id=found.id, saved=1), 303)
    saved = "saved" in request.args and request.method == "GET"
    return render_template("reflection/reflection.html", assignment=found, form=form, lines=REFLECTION, saved=saved)


def _kept(assignment_id: str, form: ReflectionForm) -> bool:
    try:
        reflections.keep(own_assignment(assignment_id), form.wanted(), etag=str(form.etag.data))
    except ChangedMeanwhile:
        form.etag.data = entity_tag(reflections.of(own_assignment(assignment_id)))
        form.changed_meanwhile()
        return False
    return True
