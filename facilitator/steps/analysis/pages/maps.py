"""The map on the desk: as it is now, and as each version was fixed. Drawn as for everybody, with what one can do."""

from flask import Response, abort, url_for

from facilitator import current
from facilitator.services import desk
from facilitator.services.documents import versions as maps
from facilitator.services.steps import FixedMap
from facilitator.web.beside import takes_long
from facilitator.web.desk import pages
from facilitator.web.desk.owned import own_track, owned_track
from facilitator.web.maps.shown import MapSource, drawn, link, rendered
from facilitator.web.parts import parts_at
from facilitator.web.who import own_account


@pages.get("/tracks/<track_id>/map")
@own_account
@takes_long
def map(track_id: str) -> str:
    """Show the map as it is now."""
    return rendered(live_source(track_id))


@pages.get("/tracks/<track_id>/map/report")
@own_account
@takes_long
def map_report(track_id: str) -> str:
    """Show everything that was said by category, to read and to print."""
    return rendered(live_source(track_id), view="report")


@pages.get("/tracks/<track_id>/map/map.svg")
@own_account
@takes_long
def map_picture(track_id: str) -> Response:
    """Give the overview as a picture."""
    return drawn(live_source(track_id))


@pages.get("/tracks/<track_id>/map/versions/<int(max=1000000):number>")
@own_account
@takes_long
def version(track_id: str, number: int) -> str:
    """Show the map as it was fixed."""
    return rendered(fixed_source(track_id, number))


@pages.get("/tracks/<track_id>/map/versions/<int(max=1000000):number>/report")
@own_account
@takes_long
def version_report(track_id: str, number: int) -> str:
    """Show everything that was said in a version, by category."""
    return rendered(fixed_source(track_id, number), view="report")


@pages.get("/tracks/<track_id>/map/versions/<int(max=1000000):number>/map.svg")
@own_account
@takes_long
def version_picture(track_id: str, number: int) -> Response:
    """Give a version's overview as a picture."""
    return drawn(fixed_source(track_id, number))


def live_source(track_id: str) -> MapSource:
    """Find the map of an own track as it is now, or answer 404."""
    track = owned_track(track_id)
    contents = maps.live(current.application().store, track.id)
    links = links_of(track) | {"picture": url_for("desk.map_picture", track_id=track.id)}
    path = url_for("desk.map", track_id=track.id)
    stage = maps.stage(contents)
    last = maps.last_fixed(own_track(track.id), contents) if stage == "analysis" else None
    return MapSource(contents, stage, path, links=links, last=last)


def fixed_source(track_id: str, number: int) -> MapSource:
    """Find a version of an own track's map, or answer 404."""
    store, track = current.application().store, owned_track(track_id)
    contents = maps.contents(store, track.id, number) or abort(404)
    links = links_of(track)
    links["picture"] = url_for("desk.version_picture", track_id=track.id, number=number)
    path = url_for("desk.version", track_id=track.id, number=number)
    parts = parts_at("map", FixedMap(track.id, track.kind, number))
    return MapSource(contents, "frozen", path, contents["version"], links, parts)


def links_of(track: desk.DeskTrack) -> dict[str, str]:
    """Say where one can go from a map: back, and on with it."""
    wanted = {
        "assignment": link("desk.assignment", assignment_id=track.assignment_id),
        "versions": link("desk.versions", track_id=track.id),
        "analysis": link("desk.analysis", track_id=track.id),
        "live": link("desk.map", track_id=track.id),
    }
    return {name: address for name, address in wanted.items() if address}
