"""The list of assignments, and making a consultation from a template."""

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from facilitator import current
from facilitator.catalogues import translator
from facilitator.domain.method import TrackKind, questions_for
from facilitator.i18n import reader_language
from facilitator.languages import LANGUAGES
from facilitator.services import assignments, desk, portfolio
from facilitator.web.desk import pages
from facilitator.web.desk.assignments.forms import WORK_FORM_NAMES
from facilitator.web.desk.forms import NewConsultationForm
from facilitator.web.desk.steps import steps_explained
from facilitator.web.forms.once import made_once, own_address
from facilitator.web.who import me, own_account, signed_in


@dataclass(frozen=True)
class ShownAssignment:
    """An assignment with its consultations, as the list shows it."""

    own: desk.DeskAssignment
    work_form: object
    consultations: list[desk.DeskConsultation]


@dataclass(frozen=True)
class ShownGroup:
    """Assignments of one programme, which comes first; or those of none."""

    programme: ShownAssignment | None
    assignments: list[ShownAssignment]


@dataclass(frozen=True)
class ShownQuestion:
    """A question before it is made."""

    number: int
    title: str
    text: str


@pages.get("/")
@signed_in
def overview() -> str:
    """List the own assignments, and what one helps with."""
    store, who = current.application().store, me().id
    own, found = desk.assignments(store, who), desk.consultations(store, who)
    return render_template(
        "desk/assignments.html",
        groups=grouped([it for it in own if not it.archived], found),
        archived=[it for it in own if it.archived],
        helping=[it for it in found if it.owner != who],
        steps=steps_explained("process"),
        removed="removed" in request.args,
    )


def grouped(own: list[desk.DeskAssignment], found: list[desk.DeskConsultation]) -> list[ShownGroup]:
    """Lay assignments under their programme, each with its consultations."""
    shown = {it.id: _shown(it, found) for it in own}
    return [
        ShownGroup(shown[group.programme.id] if group.programme else None, [shown[it.id] for it in group.assignments])
        for group in portfolio.grouped(own)
    ]


def _shown(own: desk.DeskAssignment, found: list[desk.DeskConsultation]) -> ShownAssignment:
    consultations = [it for it in found if it.assignment == own.id]
    return ShownAssignment(own, WORK_FORM_NAMES.get(own.work_form), consultations)


@pages.route("/new", methods=["GET", "POST"])
@own_account
def new() -> str | Response:
    """Make a consultation: an assignment, a track with its five questions, and a group to consult."""
    if (own := own_address()) is not None:
        return redirect(own)
    form = NewConsultationForm()
    if "preview" in request.form:
        return render_template("desk/new.html", form=form, preview=preview_of(form))
    if not form.validate_on_submit():
        return render_template("desk/new.html", form=form, preview=None)
    made = made_once(lambda: assignments.create(current.application().store, me().id, form.wanted()).consultation)
    return redirect(url_for("desk.consultation", consultation_id=made), 303)


def preview_of(form: NewConsultationForm) -> list[ShownQuestion]:
    """Fill what was typed so far into the five questions."""
    track: TrackKind = "goal" if form.track.data == "goal" else "process"
    language = form.language.data if form.language.data in LANGUAGES else reader_language()
    theme = form.theme.data or "…"
    filled = questions_for(track, translator(language), theme=theme, organisation=form.organisation.data)
    return [ShownQuestion(question.number, title, text) for question, title, text in filled]
