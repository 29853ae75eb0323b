"""The versions of a map: fixing, publishing, comparing and taking them home."""

from dataclasses import dataclass

from flask import Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from facilitator import current, exports, serving
from facilitator.domain.map.fingerprint import SHOWN
from facilitator.domain.method import KINDS
from facilitator.services.accounts.local import LOCAL_NAME
from facilitator.services.desk import DeskTrack
from facilitator.services.documents import gathering
from facilitator.services.documents import versions as maps
from facilitator.showing import public_url
from facilitator.web.addresses import day
from facilitator.web.beside import takes_long
from facilitator.web.desk import pages
from facilitator.web.desk.owned import own_track, owned_track
from facilitator.web.desk.steps import steps_of
from facilitator.web.downloads import OF_A_MAP, asked_for, handed_over
from facilitator.web.who import own_account


@dataclass(frozen=True)
class ShownVersion:
    """A version as the list shows it. `address`: where it is published; None: it is not."""

    number: int
    day: str
    by: str
    fingerprint: str
    address: str | None


@pages.get("/tracks/<track_id>/map/versions")
@own_account
@takes_long
def versions(track_id: str) -> str:
    """List the versions of a map."""
    return listed(owned_track(track_id))


def listed(track: DeskTrack, *, refused: maps.NotYet | None = None) -> str:
    """Show the versions, or why there is none yet."""
    store = current.application().store
    found = [_shown(it) for it in reversed(maps.versions(store, track.id))]
    return render_template(
        "analysis/versions.html",
        track=track,
        steps=steps_of(track),
        state=maps.state(own_track(track.id)),
        versions=found,
        refused=refused,
        formats=OF_A_MAP,
    )


def _shown(it: maps.Version) -> ShownVersion:
    by = "" if it.by == LOCAL_NAME else it.by
    address = f"{public_url(current.application())}/map/{it.token}" if it.token else None
    return ShownVersion(it.number, day(it.day), by, it.fingerprint[:SHOWN], address)


@pages.post("/tracks/<track_id>/map/versions")
@own_account
@takes_long
def freeze(track_id: str) -> str | AnyResponse:
    """Fix the map as the next version; one that was not touched since is fixed already."""
    track, application = owned_track(track_id), current.application()
    try:
        maps.freeze(own_track(track.id), application.now())
    except maps.NotYet as refused:
        return listed(track, refused=refused)
    return _back(track)


@pages.post("/tracks/<track_id>/map/versions/<int(max=1000000):number>/publish")
@own_account
def publish(track_id: str, number: int) -> AnyResponse:
    """Let whoever has its link read a version."""
    track = owned_track(track_id)
    if maps.publish(own_track(track.id), number) is None:
        abort(404)
    return _back(track)


@pages.post("/tracks/<track_id>/map/versions/<int(max=1000000):number>/withdraw")
@own_account
def withdraw(track_id: str, number: int) -> AnyResponse:
    """Let a version's link lead nowhere any more."""
    track = owned_track(track_id)
    maps.withdraw(own_track(track.id), number)
    return _back(track)


def _back(track: DeskTrack) -> AnyResponse:
    return redirect(url_for("desk.versions", track_id=track.id), 303)


@pages.get("/tracks/<track_id>/map/versions/compare")
@own_account
@takes_long
def compare(track_id: str) -> str:
    """Say what is different between two versions, or since one: `older` and `newer`, "live" for what is now."""
    track = owned_track(track_id)
    older, newer = _number("older"), _number("newer")
    if older is None or (newer is None and request.args.get("newer", "live") != "live"):
        abort(404)
    found = maps.changes(own_track(track.id), older, newer)
    if found is None:
        abort(404)
    return render_template(
        "analysis/compare.html",
        track=track,
        steps=steps_of(track),
        changes=found,
        older=older,
        newer=newer,
        kinds={key: _(kind) for key, kind in KINDS.items()},
    )


def _number(name: str) -> int | None:
    asked = request.args.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else None


@pages.get("/tracks/<track_id>/export/<format>")
@own_account
@takes_long
def track_export(track_id: str, format: str) -> Response:
    """Hand over the map as it is now, all rounds together."""
    track, wanted = owned_track(track_id), asked_for(exports.EXPORTS, format)
    application = current.application()
    outcome = gathering.of_track(application.store, track.id, versions=wanted.whole)
    beside = exports.beside(application.store, track.id, wanted, application.steps)
    return handed_over(serving.in_thread(exports.export, outcome, wanted, beside))


@pages.get("/tracks/<track_id>/map/versions/<int(max=1000000):number>/export/<format>")
@own_account
@takes_long
def version_export(track_id: str, number: int, format: str) -> Response:
    """Hand over a map as it was fixed."""
    track = owned_track(track_id)
    contents = maps.exported(current.application().store, track.id, number) or abort(404)
    return handed_over(serving.in_thread(exports.export, contents, asked_for(exports.EXPORTS, format)))
