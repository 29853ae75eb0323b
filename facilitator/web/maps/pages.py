"""A published version of a map, for whoever has its address. Read-only, and nothing of a facilitator is on it."""

from flask import Blueprint, Response, abort, url_for

from facilitator import current
from facilitator.i18n import use_language
from facilitator.services.documents import versions as maps
from facilitator.services.steps import FixedMap
from facilitator.web.beside import takes_long
from facilitator.web.compressed import compressed
from facilitator.web.maps.shown import MapSource, drawn, rendered
from facilitator.web.parts import parts_at

pages = Blueprint("maps", __name__)

LEVEL = 6
TOLD = ("number", "day", "fingerprint")


@pages.get("/map/<token>")
@takes_long
def published(token: str) -> Response:
    """Show a published map, in its track's language; a link that was withdrawn leads nowhere."""
    response = compressed(rendered(source_of(token)), level=LEVEL)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@pages.get("/map/<token>/map.svg")
@takes_long
def published_picture(token: str) -> Response:
    """Give its overview as a picture."""
    return drawn(source_of(token))


def source_of(token: str) -> MapSource:
    """Find what a token lets somebody read, or answer 404."""
    store = current.application().store
    version, contents = maps.published(store, token) or abort(404)
    use_language(contents["track"]["language"])
    path = url_for("maps.published", token=token)
    return MapSource(
        contents,
        "published",
        path,
        version={name: contents["version"][name] for name in TOLD},
        links={"picture": url_for("maps.published_picture", token=token), "report": f"{path}?view=report"},
        parts=parts_at("map", FixedMap(contents["track"]["id"], contents["track"]["kind"], version.number)),
    )
