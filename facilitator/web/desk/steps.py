"""The method's own steps in words: each with its why, how far it is, and the way to its page."""

from dataclasses import dataclass

from flask_babel import gettext as _

from facilitator import current
from facilitator.domain.method import TrackKind
from facilitator.services.desk import DeskAssignment, DeskTrack
from facilitator.services.steps import Place, Progress, Step


@dataclass(frozen=True)
class ShownStep:
    """One step of the bar. Without an `address` it is only explained; `note`: how much of it there is, which can be
    looked at under `contents`."""

    key: str
    name: str
    why: str
    state: str = ""
    state_in_words: str = ""
    note: str = ""
    address: str = ""
    contents: str = ""
    progress: Progress | None = None


def steps_of(track: DeskTrack) -> list[ShownStep]:
    """List the steps of a track with how far they are."""
    application = current.application()
    return [_shown(track.id, *found) for found in application.steps.progress(application.store, track)]


def steps_explained(kind: TrackKind) -> list[ShownStep]:
    """List the steps of a kind of track for who has none yet."""
    return [ShownStep(it.key, str(it.name), str(it.why)) for _step, it in current.application().steps.on(kind)]


def steps_beside(assignment: DeskAssignment) -> list[ShownStep]:
    """List the steps that belong to an assignment as a whole."""
    places = (it for _step, it in current.application().steps.on("assignment"))
    return [ShownStep(it.key, str(it.name), str(it.why), address=it.address.format(id=assignment.id)) for it in places]


def steps_over_all() -> list[ShownStep]:
    """List the pages that steps have over all assignments."""
    places = (it for _step, it in current.application().steps.on("desk"))
    return [ShownStep(it.key, str(it.name), str(it.why), address=it.address) for it in places]


def _shown(track: str, step: Step, place: Place, found: Progress) -> ShownStep:
    address = place.address.format(id=track)
    return ShownStep(
        place.key,
        str(place.name),
        str(place.why),
        found.state,
        {"later": _("not begun"), "busy": _("busy"), "done": _("done")}[found.state],
        str(step.note(found)),
        address,
        place.contents.format(id=track) or address,
        found,
    )
