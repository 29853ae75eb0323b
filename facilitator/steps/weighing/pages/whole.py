"""Weighing: what was heard on one side, what the organisation brings in on the other, and what comes of it."""

from collections.abc import Callable
from datetime import date
from typing import Final

from flask import Response, abort, redirect, render_template, request, url_for
from flask_babel import format_date, lazy_gettext
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from facilitator import current
from facilitator.domain.map.whole import Map
from facilitator.domain.method import ENVIRONMENT_LABELS
from facilitator.domain.refusals import Refusal
from facilitator.i18n import reader_language
from facilitator.services.accounts.local import LOCAL_NAME
from facilitator.services.desk import DeskTrack
from facilitator.steps.weighing import export as files
from facilitator.steps.weighing import heard, money
from facilitator.steps.weighing import service as weighings
from facilitator.steps.weighing.forms import CloseForm
from facilitator.steps.weighing.rules import MOST_ALTERNATIVES, Obstacle
from facilitator.steps.weighing.service import KeptWeighing
from facilitator.web.beside import takes_long
from facilitator.web.desk import pages
from facilitator.web.desk.owned import own_track, owned_assignment, owned_track
from facilitator.web.desk.steps import steps_of
from facilitator.web.downloads import asked_for, handed_over
from facilitator.web.forms import text_of
from facilitator.web.who import me, own_account

OBSTACLES: Final[dict[Obstacle, object]] = {
    "diagnosis": lazy_gettext("Write what is going on."),
    "gone_reason": lazy_gettext("Write how you know that the problem does not exist like this."),
    "issue_owner": lazy_gettext("Name at least one owner of the issue."),
    "reasons": lazy_gettext("Give a reason wherever the decision is partly, not or look into."),
    "alternatives": lazy_gettext("Write at least two alternatives."),
    "choice": lazy_gettext("Choose one of the alternatives."),
    "choice_reason": lazy_gettext("Write why you choose this alternative."),
    "solution_owner": lazy_gettext("Name the owner of the chosen alternative."),
    "workable": lazy_gettext("Write who can carry out the chosen alternative."),
    "carried": lazy_gettext("Tick the one-liners that carry the chosen alternative."),
}
DECIDED: Final = {
    "": lazy_gettext("Not decided yet"),
    "take_over": lazy_gettext("Take over"),
    "partly": lazy_gettext("Partly"),
    "not": lazy_gettext("Not"),
    "look_into": lazy_gettext("Look into"),
}
RECOGNISED: Final = {
    "": lazy_gettext("We do not know yet"),
    "yes": lazy_gettext("Yes"),
    "partly": lazy_gettext("Partly"),
    "no": lazy_gettext("No"),
}


def latest(track_id: str) -> KeptWeighing:
    """Give the weighing of the newest map that was weighed; 404 where none was begun."""
    return weighings.latest(own_track(track_id)) or abort(404)


def said_day(iso: str) -> str:
    """Write a day in words."""
    return str(format_date(date.fromisoformat(iso), "d MMMM y"))


def home(track_id: str, anchor: str | None = None) -> str:
    """Give the address of the weighing of a track."""
    return url_for("desk.weighing", track_id=track_id, _anchor=anchor)


@pages.get("/tracks/<track_id>/weighing")
@own_account
@takes_long
def weighing(track_id: str) -> str:
    """Show the weighing of the newest map that was weighed, or how to begin one."""
    track = owned_track(track_id)
    kept = weighings.latest(own_track(track_id))
    if kept is None:
        return render_template(
            "weighing/begin.html",
            track=track,
            assignment=owned_assignment(track.assignment_id),
            versions=weighings.versions(own_track(track_id)),
            day=said_day,
            steps=steps_of(track),
        )
    return render_template("weighing/weighing.html", **about(track, kept))


@pages.get("/tracks/<track_id>/weighing/<weighing_id>/earlier")
@own_account
@takes_long
def earlier_weighing(track_id: str, weighing_id: str) -> str:
    """Show a weighing that another followed."""
    track = owned_track(track_id)
    every = weighings.every(own_track(track_id))
    kept = next((it for it in every if it.id == weighing_id and it.closed_on), None) or abort(404)
    return render_template("weighing/weighing.html", **{**about(track, kept), "is_latest": kept is every[0]})


def about(track: DeskTrack, kept: KeptWeighing) -> dict[str, object]:
    """Collect what the page of a weighing shows."""
    newest = weighings.versions(own_track(track.id))[0]
    return {
        **shared(track, kept),
        "steps": steps_of(track),
        "is_latest": True,
        "newer": newest if newest.number > kept.version.number else None,
        "earlier": [it for it in weighings.every(own_track(track.id)) if it.id != kept.id],
        "obstacles": [OBSTACLES[it] for it in kept.obstacles(track.kind)],
        "close": CloseForm(formdata=None, data={"revision": kept.revision, "by": _own_name()}),
        "most_alternatives": MOST_ALTERNATIVES,
        "changed": "changed" in request.args,
    }


def _own_name() -> str:
    """Give the reader's name, where there is one."""
    return "" if me().name == LOCAL_NAME else me().name


def shared(track: DeskTrack, kept: KeptWeighing) -> dict[str, object]:
    """Collect what every page about one weighing needs."""
    map = Map.of(kept.contents)
    return {
        "track": track,
        "assignment": owned_assignment(track.assignment_id),
        "kept": kept,
        "weighed": kept.weighed.on(map),
        "off_the_map": kept.weighed.off(map),
        "map": map,
        "heard": heard,
        "money": lambda cents: money.said(cents, reader_language()),
        "environment_name": lambda key: _(ENVIRONMENT_LABELS[key]),
        "day": said_day,
        "DECIDED": DECIDED,
        "RECOGNISED": RECOGNISED,
    }


@pages.post("/tracks/<track_id>/weighing/begin")
@own_account
@takes_long
def begin_weighing(track_id: str) -> AnyResponse:
    """Begin to weigh a version; when somebody did already, or there is none, the page shows how it stands."""
    return attempt(track_id, lambda: weighings.begin(own_track(track_id), number_in_form("version")))


@pages.post("/tracks/<track_id>/weighing/move")
@own_account
def move_weighing(track_id: str) -> AnyResponse:
    """Lay an open weighing on the newest version of the map."""
    kept = latest(track_id)
    revision, number = number_in_form("revision"), number_in_form("version")
    return attempt(track_id, lambda: weighings.move(own_track(track_id), kept, revision=revision, number=number))


def attempt(track_id: str, act: Callable[[], object]) -> AnyResponse:
    """Do something and show how it stands; where it came too late, that is said there."""
    try:
        act()
    except Refusal:
        return redirect(url_for("desk.weighing", track_id=track_id, changed=1), 303)
    return redirect(home(track_id), 303)


def number_in_form(name: str) -> int:
    """Read a number that a form hands back; -1 where it is none."""
    typed = request.form.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else -1


@pages.post("/tracks/<track_id>/weighing/close")
@own_account
def close_weighing(track_id: str) -> str | AnyResponse:
    """Fix the weighing under a name and a day."""
    track, kept, form = owned_track(track_id), latest(track_id), CloseForm()
    if form.validate_on_submit():
        try:
            weighings.close(
                own_track(track_id),
                kept,
                revision=form.seen_revision(),
                by=text_of(form.by),
                day=current.today().isoformat(),
            )
            return redirect(home(track_id), 303)
        except Refusal:
            form.refuse(_("This weighing is not as you saw it any more. Look at it again below."))
    return render_template("weighing/weighing.html", **{**about(track, kept), "close": form})


@pages.get("/tracks/<track_id>/weighing/sentences")
@own_account
@takes_long
def weighing_sentences(track_id: str) -> str:
    """Show the literal one-liners behind a number: of a category, an environment, or both."""
    track, every = owned_track(track_id), weighings.every(own_track(track_id))
    kept = next((it for it in every if it.id == request.args.get("of", it.id)), None) or abort(404)
    map, category, environment = Map.of(kept.contents), request.args.get("category"), request.args.get("environment")
    row = None if category is None else map.row(category) or abort(404)
    found = [
        line
        for line in map.lines.values()
        if (row is None or line.category == row.id) and environment in (None, line.environment or "")
    ]
    facts = {"found": found, "row": row, "environment": environment, "known_environments": ENVIRONMENT_LABELS}
    return render_template("weighing/sentences.html", **shared(track, kept), **facts)


@pages.get("/tracks/<track_id>/weighing/export/<format>")
@own_account
@takes_long
def export_weighing(track_id: str, format: str) -> Response:
    """Hand the weighing over as a file."""
    track, kept = owned_track(track_id), latest(track_id)
    return handed_over(files.export(files.TrackWeighing(track, kept), asked_for(files.EXPORTS, format)))


@pages.post("/tracks/<track_id>/weighing/goal-track")
@own_account
def goal_from_weighing(track_id: str) -> AnyResponse:
    """Begin a goal track from what a process track ended in; asked again, lead to the one that was begun."""
    try:
        goal = weighings.begin_goal(own_track(track_id))
    except Refusal:
        abort(404)
    return redirect(f"/desk/tracks/{goal}/settled", 303)
