"""Where a track begins: the suspicion with what is known of it, or the settled goal; and the start of both."""

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from facilitator import current
from facilitator.domain.beginnings import VARIANT_KEYS
from facilitator.services.desk import DeskTrack
from facilitator.services.etags import ChangedMeanwhile
from facilitator.steps.suspicion import service as beginnings
from facilitator.steps.suspicion.forms import SettledForm, StartForm, SuspicionForm
from facilitator.steps.suspicion.rules import INQUIRY, START, sounds_like_goal, sounds_like_solution
from facilitator.steps.suspicion.service import VariantInUse
from facilitator.web.desk import pages
from facilitator.web.desk.owned import own_assignment, own_track, owned_assignment, owned_track
from facilitator.web.desk.steps import steps_of
from facilitator.web.who import own_account


@pages.route("/tracks/<track_id>/suspicion", methods=["GET", "POST"])
@own_account
def suspicion(track_id: str) -> str | Response:
    """Show what is suspected and what is known of it; keep what is typed."""
    track = _of_kind(track_id, "process")
    form = SuspicionForm()
    if not form.is_submitted():
        form.fill(beginnings.suspicion_of(track))
        form.etag.data = beginnings.etag_of_suspicion(track)
    elif form.validate() and _kept_suspicion(track, form):
        return redirect(url_for("desk.suspicion", track_id=track.id, saved=1), 303)
    return render_template("suspicion/suspicion.html", form=form, inquiry=INQUIRY, **about(track), **hints(track))


def _of_kind(track_id: str, kind: str) -> DeskTrack:
    track = owned_track(track_id)
    return track if track.kind == kind else abort(404)


def about(track: DeskTrack) -> dict[str, object]:
    """Collect what every page of a track shows."""
    return {"track": track, "steps": steps_of(track), "saved": "saved" in request.args and request.method == "GET"}


def hints(track: DeskTrack) -> dict[str, object]:
    """Notice words of a solution or a goal in what was kept; a hint, never a refusal."""
    kept = beginnings.suspicion_of(track)
    others = " ".join([kept.introduction, *(it.text for it in kept.findings.values())])
    return {
        "solution_words": sounds_like_solution(kept.text),
        "goal_words": sounds_like_goal(f"{kept.text} {others}"),
    }


def _kept_suspicion(track: DeskTrack, form: SuspicionForm) -> bool:
    try:
        beginnings.keep_suspicion(current.application(), own_track(track.id), form.wanted(), etag=str(form.etag.data))
    except ChangedMeanwhile:
        form.etag.data = beginnings.etag_of_suspicion(owned_track(track.id))
        form.changed_meanwhile()
        return False
    return True


@pages.route("/tracks/<track_id>/settled", methods=["GET", "POST"])
@own_account
def settled(track_id: str) -> str | Response:
    """Show what was settled; keep what is typed."""
    track = _of_kind(track_id, "goal")
    form = SettledForm()
    if not form.is_submitted():
        form.fill(beginnings.settled_of(track), track.introduction)
        form.etag.data = beginnings.etag_of_settled(track)
    elif form.validate() and _kept_settled(track, form):
        return redirect(url_for("desk.settled", track_id=track.id, saved=1), 303)
    return render_template("suspicion/settled.html", form=form, variant_keys=VARIANT_KEYS, **about(track))


def _kept_settled(track: DeskTrack, form: SettledForm) -> bool:
    wanted, introduction = form.wanted(), str(form.introduction.data or "")
    try:
        beginnings.keep_settled(
            current.application(), own_track(track.id), wanted, introduction=introduction, etag=str(form.etag.data)
        )
    except ChangedMeanwhile:
        form.etag.data = beginnings.etag_of_settled(owned_track(track.id))
        form.changed_meanwhile()
    except VariantInUse:
        form.in_use()
    else:
        return True
    return False


@pages.route("/assignments/<assignment_id>/start", methods=["GET", "POST"])
@own_account
def start(assignment_id: str) -> str | Response:
    """Show what the team asked itself before it began; keep what is typed."""
    found = owned_assignment(assignment_id)
    form = StartForm()
    if not form.is_submitted():
        form.fill(beginnings.start_of(found))
        form.etag.data = beginnings.etag_of_start(found)
    elif form.validate() and _kept_start(found.id, form):
        return redirect(url_for("desk.start", assignment_id=found.id, saved=1), 303)
    saved = "saved" in request.args and request.method == "GET"
    return render_template("suspicion/start.html", form=form, assignment=found, asked=START, saved=saved)


def _kept_start(assignment_id: str, form: StartForm) -> bool:
    try:
        beginnings.keep_start(
            current.application(), own_assignment(assignment_id), form.wanted(), etag=str(form.etag.data)
        )
    except ChangedMeanwhile:
        form.etag.data = beginnings.etag_of_start(owned_assignment(assignment_id))
        form.changed_meanwhile()
        return False
    return True
