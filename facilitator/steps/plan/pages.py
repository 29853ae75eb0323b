"""The plan of approach: generated from what was settled, said and weighed, and finished by hand."""

from collections.abc import Callable
from dataclasses import replace

from flask import Response, abort, redirect, render_template, request, url_for
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response as AnyResponse

from facilitator import current
from facilitator.domain.beginnings import read_settled
from facilitator.domain.map.whole import Map
from facilitator.domain.refusals import Refusal
from facilitator.exports.names import filename
from facilitator.services.desk import DeskTrack
from facilitator.steps.approval import service as approvals
from facilitator.steps.persons import service as key_persons
from facilitator.steps.plan import export as plan_docx
from facilitator.steps.plan import service as plans
from facilitator.steps.plan.document import PlanDocument
from facilitator.steps.plan.forms import ActionForm, TextForm
from facilitator.steps.plan.rules import MOST_ACTIONS, Action, Plan
from facilitator.steps.plan.words import Sources, compose
from facilitator.steps.weighing import service as weighings
from facilitator.steps.weighing.fields import SectionForm
from facilitator.steps.weighing.pages.whole import number_in_form, shared
from facilitator.steps.weighing.service import KeptWeighing
from facilitator.web.beside import takes_long
from facilitator.web.desk import pages
from facilitator.web.desk.owned import own_track, owned_assignment, owned_track
from facilitator.web.desk.steps import steps_of
from facilitator.web.downloads import handed_over
from facilitator.web.forms import text_of
from facilitator.web.who import own_account

CHANGED = lazy_gettext(
    "Somebody changed this plan after you opened this page, perhaps you yourself in another window."
    " Nothing was overwritten and what you typed is still here. Copy it, and open the page anew."
)


def _goal(track_id: str) -> DeskTrack:
    track = owned_track(track_id)
    return track if track.kind == "goal" else abort(404)


def _weighing(track_id: str) -> KeptWeighing:
    return weighings.latest_closed(own_track(track_id)) or abort(404)


def home(track_id: str, anchor: str | None = None) -> str:
    """Give the address of the plan of a track."""
    return url_for("desk.plan", track_id=track_id, _anchor=anchor)


@pages.get("/tracks/<track_id>/plan")
@own_account
@takes_long
def plan(track_id: str) -> str:
    """Show the plan as it stands, or what has to come first."""
    track = _goal(track_id)
    weighing = weighings.latest_closed(own_track(track_id))
    if weighing is None:
        return render_template("plan/first.html", track=track, steps=steps_of(track))
    kept = plans.kept(own_track(track_id))
    newest = weighings.latest(own_track(track_id))
    return render_template(
        "plan/plan.html",
        **shared(track, weighing),
        steps=steps_of(track),
        told=document_of(track, weighing, kept.plan),
        written=kept,
        reopened=newest is not None and newest.id != weighing.id,
        changed="changed" in request.args,
        most_actions=MOST_ACTIONS,
    )


def document_of(track: DeskTrack, weighing: KeptWeighing, written: Plan) -> PlanDocument:
    """Put together what the plan tells."""
    store, assignment = current.application().store, owned_assignment(track.assignment_id)
    return compose(
        Sources(
            title=track.assignment_title,
            settled=read_settled(track.settled),
            intention=str(assignment.start.get("intention") or ""),
            horizon_point=str(assignment.start.get("horizon_point") or ""),
            weighing=weighing,
            plan=written,
            approval=approvals.totals(store, track.id, weighing.version.number),
            communication=key_persons.communication(own_track(track.id)),
        )
    )


@pages.route("/tracks/<track_id>/plan/text", methods=["GET", "POST"])
@own_account
def plan_text(track_id: str) -> str | AnyResponse:
    """Introduction and risks."""
    track, weighing, form = _goal(track_id), _weighing(track_id), TextForm()
    kept = plans.kept(own_track(track_id))

    def take() -> Plan:
        return replace(kept.plan, introduction=text_of(form.introduction), risks=text_of(form.risks))

    if request.method == "GET":
        form.introduction.data, form.risks.data = kept.plan.introduction, kept.plan.risks
        form.revision.data = str(kept.revision)
    elif _saved(track_id, form, take):
        return redirect(home(track_id, "introduction"), 303)
    return render_template("plan/text.html", form=form, **shared(track, weighing))


@pages.route("/tracks/<track_id>/plan/actions/<int:number>", methods=["GET", "POST"])
@own_account
def plan_action(track_id: str, number: int) -> str | AnyResponse:
    """One action; one number further than there are makes a new one."""
    track, weighing, form = _goal(track_id), _weighing(track_id), ActionForm()
    kept = plans.kept(own_track(track_id))
    actions = kept.plan.actions
    if not 1 <= number <= min(len(actions) + 1, MOST_ACTIONS):
        abort(404)
    form.carried.offer(Map.of(weighing.contents).lines.values())

    def take() -> Plan:
        return replace(kept.plan, actions=(*actions[: number - 1], form.action(), *actions[number:]))

    if request.method == "GET":
        form.fill(actions[number - 1] if number <= len(actions) else Action())
        form.revision.data = str(kept.revision)
    elif "find" not in request.form and _saved(track_id, form, take):
        return redirect(home(track_id, "actions"), 303)
    facts = {"number": number, "find": request.form.get("words", "")[:100]}
    return render_template("plan/action.html", form=form, **shared(track, weighing), **facts)


@pages.post("/tracks/<track_id>/plan/actions/<int:number>/remove")
@own_account
def remove_action(track_id: str, number: int) -> AnyResponse:
    """Take an action out."""
    _goal(track_id)
    weighing = _weighing(track_id)
    without = plans.kept(own_track(track_id)).plan.without(number)
    try:
        plans.save(own_track(track_id), weighing=weighing.id, revision=number_in_form("revision"), written=without)
    except Refusal:
        return redirect(url_for("desk.plan", track_id=track_id, changed=1), 303)
    return redirect(home(track_id, "actions"), 303)


def _saved(track_id: str, form: SectionForm, take: Callable[[], Plan]) -> bool:
    """Keep what was typed; where that can't be, the form says why."""
    if not form.validate_on_submit():
        return False
    weighing = _weighing(track_id)
    try:
        plans.save(own_track(track_id), weighing=weighing.id, revision=form.seen_revision(), written=take())
    except Refusal:
        form.refuse(CHANGED)
        return False
    return True


@pages.get("/tracks/<track_id>/plan/docx")
@own_account
@takes_long
def plan_docx_file(track_id: str) -> Response:
    """Hand the plan over for Word."""
    track, weighing = _goal(track_id), _weighing(track_id)
    told = document_of(track, weighing, plans.kept(own_track(track_id)).plan)
    name = filename(
        track="goal",
        theme=track.theme,
        version=weighing.version.number,
        day=current.today(),
        extension=plan_docx.WORD.suffix,
        part=plan_docx.WORD.part,
    )
    return handed_over(plan_docx.WORD.file(told, name))
