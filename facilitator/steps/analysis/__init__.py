"""The analysis: the map under way, its history, and the versions in which it is fixed."""

from flask_babel import lazy_gettext as _

from facilitator.services import proposals
from facilitator.services.desk import DeskTrack
from facilitator.services.own import OwnTrack
from facilitator.services.steps import Place, Progress, Shown, Step
from facilitator.steps.analysis import service
from facilitator.store import Store

PAGE = "/desk/tracks/{id}/map"


def _version(found: Progress) -> object:
    return _("version %(number)s", number=found.count) if found.count else ""


def _on_track(store: Store, track: DeskTrack) -> dict[str, object]:
    return {"track": track, "waiting": proposals.count(OwnTrack(store, track.owner, track.id))}


STEP = Step(
    "analysis",
    after="interviews",
    places={
        "process": Place(
            "map",
            _("Process map"),
            _("Sorted in your own division, developments, causes and solution directions become clear."),
            PAGE,
        ),
        "goal": Place(
            "map",
            _("Goal map"),
            _("Sorted in your own division, ways, needs and interests become clear."),
            PAGE,
        ),
    },
    progress=service.progress,
    note=_version,
    shown={
        "track": Shown("analysis/on_track.html", _on_track),
        "removal": Shown("analysis/on_removal.html", lambda store, track: {"track": track}),
    },
)
