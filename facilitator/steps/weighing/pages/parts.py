"""The parts of a weighing, each edited on a page of its own."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from flask import abort, redirect, render_template, request, url_for
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response as AnyResponse

from facilitator.domain.map.whole import Map
from facilitator.domain.refusals import Refusal
from facilitator.services.desk import DeskTrack
from facilitator.steps.weighing import heard
from facilitator.steps.weighing import service as weighings
from facilitator.steps.weighing.fields import SectionForm
from facilitator.steps.weighing.forms import AlternativeForm, ChoiceForm, DiagnosisForm, InputsForm, VerdictForm
from facilitator.steps.weighing.pages.whole import attempt, home, latest, number_in_form, shared
from facilitator.steps.weighing.rules import MOST_ALTERNATIVES, Alternative, Verdict, Weighed
from facilitator.steps.weighing.service import KeptWeighing
from facilitator.web.desk import pages
from facilitator.web.desk.owned import own_track, owned_track
from facilitator.web.who import own_account

CHANGED: Final = lazy_gettext(
    "Somebody changed this weighing after you opened this page, perhaps you yourself in another window."
    " Nothing was overwritten and what you typed is still here. Copy it, and open the page anew."
)


@dataclass(frozen=True)
class Section:
    """A part that is edited on a page of its own: its form, what it changes, and where to go on."""

    name: str
    form: Callable[[], SectionForm]
    fill: Callable[[SectionForm], None]
    take: Callable[[SectionForm], Weighed]
    onward: Callable[[], str]
    facts: dict[str, object]


@pages.route("/tracks/<track_id>/weighing/inputs", methods=["GET", "POST"])
@own_account
def weighing_inputs(track_id: str) -> str | AnyResponse:
    """Course, own view, budget, planning and what else there is."""
    track, kept = owned_track(track_id), latest(track_id)
    return edit(
        track,
        kept,
        Section(
            "inputs",
            InputsForm,
            lambda form: form.fill(kept.weighed.inputs),
            lambda form: replace(kept.weighed, inputs=form.inputs()),
            lambda: home(track_id, "inputs"),
            {},
        ),
    )


@pages.route("/tracks/<track_id>/weighing/categories/", defaults={"category_id": ""}, methods=["GET", "POST"])
@pages.route("/tracks/<track_id>/weighing/categories/<category_id>", methods=["GET", "POST"])
@own_account
def weighing_category(track_id: str, category_id: str) -> str | AnyResponse:
    """What is found of one category and what is done with it, beside all that was said in it."""
    track, kept = owned_track(track_id), latest(track_id)
    rows = Map.of(kept.contents).rows()
    at = next((at for at, it in enumerate(rows) if it.id == category_id), None)
    if at is None:
        abort(404)
    following = rows[at + 1] if at + 1 < len(rows) else None

    def onward() -> str:
        if "next" in request.form and following:
            return url_for("desk.weighing_category", track_id=track_id, category_id=following.id)
        return home(track_id, "categories")

    return edit(
        track,
        kept,
        Section(
            "category",
            VerdictForm,
            lambda form: form.fill(kept.weighed.verdicts.get(category_id, Verdict())),
            lambda form: replace(
                kept.weighed, verdicts={**kept.weighed.verdicts, category_id: form.verdict(rows[at].name)}
            ),
            onward,
            {"row": rows[at], "following": following},
        ),
    )


@pages.route("/tracks/<track_id>/weighing/diagnosis", methods=["GET", "POST"])
@own_account
def weighing_diagnosis(track_id: str) -> str | AnyResponse:
    """What is going on, who recognises it and whose it is."""
    track, kept = owned_track(track_id), latest(track_id)
    if track.kind != "process":
        abort(404)

    def form() -> SectionForm:
        made = DiagnosisForm()
        made.recognised_by.offer(Map.of(kept.contents).lines.values())
        if not kept.weighed.diagnosis.diagnosis:
            del made.solution
        return made

    return edit(
        track,
        kept,
        Section(
            "diagnosis",
            form,
            lambda made: made.fill(kept.weighed.diagnosis),
            lambda made: replace(kept.weighed, diagnosis=made.kept(kept.weighed.diagnosis)),
            lambda: home(track_id, "outcome"),
            {},
        ),
    )


@pages.route("/tracks/<track_id>/weighing/alternatives/<int:number>", methods=["GET", "POST"])
@own_account
def weighing_alternative(track_id: str, number: int) -> str | AnyResponse:
    """One proposal; one number further than there are makes a new one."""
    track, kept = owned_track(track_id), latest(track_id)
    written = kept.weighed.alternatives
    if track.kind != "goal" or not 1 <= number <= min(len(written) + 1, MOST_ALTERNATIVES):
        abort(404)
    map = Map.of(kept.contents)

    def form() -> SectionForm:
        made = AlternativeForm()
        for name, offered in heard.offered(map).items():
            made[name].offer(offered)
        return made

    def take(made: SectionForm) -> Weighed:
        return replace(kept.weighed, alternatives=(*written[: number - 1], made.alternative(), *written[number:]))

    return edit(
        track,
        kept,
        Section(
            "alternative",
            form,
            lambda made: made.fill(written[number - 1] if number <= len(written) else Alternative()),
            take,
            lambda: home(track_id, "alternatives"),
            {"number": number, "is_new": number > len(written)},
        ),
    )


@pages.post("/tracks/<track_id>/weighing/alternatives/<int:number>/remove")
@own_account
def remove_alternative(track_id: str, number: int) -> AnyResponse:
    """Take an alternative out."""
    kept = latest(track_id)
    without, revision = kept.weighed.without(number), number_in_form("revision")
    return attempt(track_id, lambda: weighings.save(own_track(track_id), kept, revision=revision, weighed=without))


@pages.route("/tracks/<track_id>/weighing/choice", methods=["GET", "POST"])
@own_account
def weighing_choice(track_id: str) -> str | AnyResponse:
    """Which alternative it becomes, and why."""
    track, kept = owned_track(track_id), latest(track_id)
    if track.kind != "goal" or not kept.weighed.alternatives:
        abort(404)

    def form() -> SectionForm:
        made = ChoiceForm()
        made.offer(kept.weighed.alternatives)
        return made

    return edit(
        track,
        kept,
        Section(
            "choice",
            form,
            lambda made: made.fill(kept.weighed.choice),
            lambda made: replace(kept.weighed, choice=made.choice()),
            lambda: home(track_id, "alternatives"),
            {},
        ),
    )


def edit(track: DeskTrack, kept: KeptWeighing, section: Section) -> str | AnyResponse:
    """Show a section's form, or keep what was typed; nothing is stored over what somebody wrote meanwhile."""
    if kept.closed_on and request.method == "GET":
        return redirect(home(track.id))
    form = section.form()
    if request.method == "GET":
        section.fill(form)
        form.revision.data = str(kept.revision)
    elif "find" not in request.form and form.validate_on_submit():
        try:
            weighings.save(own_track(track.id), kept, revision=form.seen_revision(), weighed=section.take(form))
            return redirect(section.onward(), 303)
        except Refusal:
            form.refuse(CHANGED)
    facts = {**shared(track, kept), **section.facts, "find": request.form.get("words", "")[:100]}
    return render_template(f"weighing/{section.name}.html", form=form, **facts)
