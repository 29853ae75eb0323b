"""The list of assignments, and making a consultation from a template."""

from dataclasses import dataclass
from itertools import groupby

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from facilitator import current
from facilitator.domain.method import LANGUAGES, Track, questions_for
from facilitator.i18n import reader_language
from facilitator.services import assignments, desk
from facilitator.web.desk import pages
from facilitator.web.desk.forms import NewConsultationForm
from facilitator.web.desk.steps import steps_of
from facilitator.web.who import me, own_account, signed_in


@dataclass(frozen=True)
class ShownAssignment:
    """An assignment with its consultations, as the list shows it."""

    id: str
    title: str
    theme: str
    consultations: list[desk.DeskConsultation]


@dataclass(frozen=True)
class ShownQuestion:
    """A question before it is made."""

    number: int
    title: str
    text: str


@pages.get("/")
@signed_in
def overview() -> str:
    """List the own assignments."""
    found = desk.consultations(current.house().store, me().id)
    by_assignment = [list(group) for _, group in groupby(found, key=lambda one: one.assignment)]
    shown = [
        ShownAssignment(group[0].assignment, group[0].assignment_title, group[0].theme, group)
        for group in by_assignment
    ]
    return render_template("desk/assignments.html", assignments=shown, steps=steps_of("process"))


@pages.route("/new", methods=["GET", "POST"])
@own_account
def new() -> str | Response:
    """Make a consultation: an assignment, a track with its five questions, and a group to consult."""
    form = NewConsultationForm()
    if "preview" in request.form:
        return render_template("desk/new.html", form=form, preview=preview_of(form))
    if not form.validate_on_submit():
        return render_template("desk/new.html", form=form, preview=None)
    made = assignments.create(current.house().store, me().id, form.wanted())
    return redirect(url_for("desk.consultation", consultation_id=made.consultation), 303)


def preview_of(form: NewConsultationForm) -> list[ShownQuestion]:
    """Fill what was typed so far into the five questions."""
    track: Track = "goal" if form.track.data == "goal" else "process"
    language = form.language.data if form.language.data in LANGUAGES else reader_language()
    theme = form.theme.data or "…"
    filled = questions_for(track, language=language, theme=theme, organisation=form.organisation.data)
    return [ShownQuestion(question.number, title, text) for question, title, text in filled]
