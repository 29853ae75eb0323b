"""The approval of a goal map at the desk: asking, one reminder, totals, and what is done with remarks."""

from datetime import date

from flask import abort, redirect, render_template, url_for
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response
from wtforms import DateField

from facilitator import current, showing
from facilitator.domain.refusals import Refusal
from facilitator.services.desk import DeskTrack
from facilitator.services.documents import versions as maps
from facilitator.steps.approval import invitations
from facilitator.steps.approval import service as approvals
from facilitator.steps.approval.forms import KINDS, BeginForm, HandlingForm, PeopleForm, ReminderForm
from facilitator.steps.approval.rules import HANDLINGS, USUAL_TIME, Handling
from facilitator.web.beside import takes_long
from facilitator.web.desk import pages
from facilitator.web.desk.owned import own_track, owned_track
from facilitator.web.desk.steps import steps_of
from facilitator.web.forms import text_of
from facilitator.web.forms.fields import choices
from facilitator.web.who import own_account


@pages.get("/tracks/<track_id>/approval", endpoint="approval")
@own_account
def show(track_id: str) -> str:
    """Show how far the approval is, and everything that can be done now."""
    return _page(goal_track(track_id))


def goal_track(track_id: str) -> DeskTrack:
    """Give an own goal track; a process map is not approved."""
    found = owned_track(track_id)
    return found if found.kind == "goal" else abort(404)


@pages.post("/tracks/<track_id>/approval/begin")
@own_account
@takes_long
def approval_begin(track_id: str) -> str | Response:
    """Ask about a version."""
    track, form = goal_track(track_id), BeginForm()
    form.version.choices = choices(_version_choices(track))
    if not form.validate_on_submit():
        return _page(track, begin=form)
    try:
        version, deadline = int(form.version.data), _day(form.deadline)
        approvals.begin(own_track(track.id), version=version, deadline=deadline, today=current.today())
    except Refusal:
        form.form_errors.append(
            lazy_gettext("This version cannot be asked about now: another round is open, or a later one was.")
        )
        return _page(track, begin=form)
    return _back(track)


@pages.post("/tracks/<track_id>/approval/people")
@own_account
def approval_people(track_id: str) -> str | Response:
    """Make the links and codes. They are on this answer and nowhere else."""
    track, form = goal_track(track_id), PeopleForm()
    form.people.choices = choices(_people_choices(track))
    if not form.validate_on_submit():
        return _page(track, people=form)
    try:
        made = invitations.invite(own_track(track.id), people=form.people.data or [], paper=int(form.paper.data or 0))
    except Refusal:
        return _page(track)
    return _page(track, made=made)


@pages.post("/tracks/<track_id>/approval/renew/<approval_id>")
@own_account
def approval_renew(track_id: str, approval_id: str) -> str:
    """Make another link for somebody who lost it."""
    track = goal_track(track_id)
    made = invitations.renew(own_track(track.id), approval_id) or abort(404)
    return _page(track, made=[made])


@pages.post("/tracks/<track_id>/approval/<int:version>/keep")
@own_account
def approval_keep(track_id: str, version: int) -> str | Response:
    """Keep the last day and the reminder."""
    track, form = goal_track(track_id), ReminderForm()
    if not form.validate_on_submit():
        return _page(track, reminder=form)
    changed = approvals.Changed(_day(form.deadline), text_of(form.reminder))
    approvals.keep(own_track(track.id), version, changed, today=current.today())
    return _back(track)


@pages.post("/tracks/<track_id>/approval/<int:version>/close")
@own_account
def approval_close(track_id: str, version: int) -> Response:
    """End a round: its totals stand."""
    track = goal_track(track_id)
    approvals.close(own_track(track.id), version)
    return _back(track)


@pages.post("/tracks/<track_id>/approval/remarks/<remark_id>")
@own_account
def approval_handle(track_id: str, remark_id: str) -> str | Response:
    """Keep what is done with a remark."""
    track, form = goal_track(track_id), HandlingForm(prefix=remark_id)
    if not form.validate_on_submit():
        return _page(track, handling={remark_id: form})
    handling: Handling = next(it for it in HANDLINGS if it == form.handling.data)
    if not approvals.handle(own_track(track.id), remark_id, handling, text_of(form.reply)):
        abort(404)
    return redirect(url_for("desk.approval", track_id=track.id, _anchor=f"r-{remark_id}"), 303)


def _page(
    track: DeskTrack,
    *,
    begin: BeginForm | None = None,
    people: PeopleForm | None = None,
    reminder: ReminderForm | None = None,
    handling: dict[str, HandlingForm] | None = None,
    made: list[invitations.Invitation] | None = None,
) -> str:
    store = current.application().store
    rounds = approvals.rounds(own_track(track.id))
    now = next((it for it in rounds if not it.closed), None)
    return render_template(
        "approval/desk.html",
        track=track,
        steps=steps_of(track),
        rounds=rounds,
        now=now,
        versions=maps.versions(store, track.id),
        begin=begin or _begin_form(track),
        people=people or _people_form(track),
        reminder=reminder or _reminder_form(now),
        remarks=[
            (it, (handling or {}).get(it.id) or _handling_form(it)) for it in approvals.remarks(own_track(track.id))
        ],
        waiting=invitations.to_answer(own_track(track.id)),
        made=[(it.name, _link(it.token), it.token) for it in made or []],
        paper_address=showing.public_url(current.application()) + url_for("approval.code"),
        kinds=KINDS,
        failed=any((begin, people, reminder, handling)),
    )


def _begin_form(track: DeskTrack) -> BeginForm:
    form = BeginForm(formdata=None, data={"deadline": current.today() + USUAL_TIME})
    form.version.choices = choices(_version_choices(track))
    return form


def _version_choices(track: DeskTrack) -> list[tuple[int, str]]:
    found = maps.versions(current.application().store, track.id)
    return [(it.number, f"{it.number} · {it.day} · {it.fingerprint[:16]}") for it in reversed(found)]


def _people_form(track: DeskTrack) -> PeopleForm:
    form = PeopleForm(formdata=None, data={"paper": 0})
    form.people.choices = choices(_people_choices(track))
    return form


def _people_choices(track: DeskTrack) -> list[tuple[str, str]]:
    return [(it.id, it.name or "") for it in invitations.can_be_invited(own_track(track.id))]


def _reminder_form(now: approvals.Round | None) -> ReminderForm | None:
    if now is None:
        return None
    return ReminderForm(formdata=None, data={"deadline": date.fromisoformat(now.deadline), "reminder": now.reminder})


def _handling_form(said: approvals.Said) -> HandlingForm:
    return HandlingForm(formdata=None, data={"handling": said.handling, "reply": said.reply}, prefix=said.id)


def _link(token: str) -> str:
    return showing.public_url(current.application()) + url_for("approval.ask", token=token)


def _day(field: DateField) -> date:
    return field.data or abort(400)


def _back(track: DeskTrack) -> Response:
    return redirect(url_for("desk.approval", track_id=track.id), 303)
