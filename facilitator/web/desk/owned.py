"""What whoever is signed in asks for as their own. Whatever is another's answers exactly as what does not exist."""

from flask import abort

from facilitator import current
from facilitator.services import desk
from facilitator.services.own import OwnAssignment, OwnTrack
from facilitator.web.who import me


def own_assignment(assignment_id: str) -> OwnAssignment:
    """Name an assignment to a service, which looks whether it is one's own."""
    return OwnAssignment(current.application().store, me().id, assignment_id)


def own_track(track_id: str) -> OwnTrack:
    """Name a track to a service, which looks whether it is one's own."""
    return OwnTrack(current.application().store, me().id, track_id)


def owned_assignment(assignment_id: str) -> desk.DeskAssignment:
    """Give one of the own assignments, or answer 404."""
    return desk.assignment(current.application().store, me().id, assignment_id) or abort(404)


def owned_track(track_id: str) -> desk.DeskTrack:
    """Give a track of one of the own assignments, or answer 404."""
    return desk.track(current.application().store, me().id, track_id) or abort(404)
