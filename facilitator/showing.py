"""What doors show of a consultation: the state for phones, snapshots for boards and screens."""

from collections.abc import Mapping
from typing import Any

from facilitator import wire
from facilitator.services.accounts.facilitators import SignedIn
from facilitator.services.application import Application
from facilitator.services.documents import gathering
from facilitator.services.tracks import LiveTrack
from facilitator.serving.packets import Encoded


def public_url(application: Application) -> str:
    """Where others reach us: as set, else what this machine is called in its own network."""
    return application.settings.public_url or application.lan_url


def join_url(application: Application, code: str | None) -> str | None:
    """Where people come in with a code; None where there is no code (any more)."""
    return f"{public_url(application)}/j/{code}" if code else None


def screen_url(application: Application, token: str) -> str:
    """Where a consultation's screen is."""
    return f"{public_url(application)}/screen/{token}"


def phone_state(application: Application, track: LiveTrack, consultation: str, language: str) -> dict[str, Any]:
    """What the contract calls `state`, in a language, read under the track's lock."""
    with track.lock:
        return wire.phone_state(track, consultation, language=language, now=application.now().isoformat())


def board_snapshot(application: Application, consultation: str, facilitator: SignedIn) -> dict[str, Any]:
    """All of it, for the facilitator's own board."""
    track = application.track_of(consultation)
    around = _around(application, track, consultation) | {"you": you(track, facilitator)}
    with track.lock:
        return wire.snapshot(track, consultation, screen=False, around=around)


def board_snapshot_json(application: Application, consultation: str, facilitator: SignedIn) -> str:
    """The same as JSON, in half the time."""
    track = application.track_of(consultation)
    around = _around(application, track, consultation) | {"you": you(track, facilitator)}
    with track.lock:
        frame = wire.snapshot_frame(track, consultation, screen=False, around=around)
        return wire.snapshot_json(frame, track.board.cards.values(), around["people"])


def you(track: LiveTrack, facilitator: SignedIn) -> dict[str, Any]:
    """Who looks at a board; what can't be taken back is for the `owner` of the assignment."""
    return {"id": facilitator.id, "name": facilitator.name, "owner": facilitator.id == track.owner}


def frame(track: LiveTrack, consultation: str, around: dict[str, Any], *, screen: bool) -> dict[str, Any]:
    """All of a snapshot but its one-liners and who looks, read under the track's lock."""
    return wire.snapshot_frame(track, consultation, screen=screen, around=around)


def listed(track: LiveTrack, *, screen: bool, people: Mapping[str, Any]) -> Encoded:
    """Its one-liners, encoded already, read under the track's lock."""
    return wire.listed_json(track, screen=screen, people=people)


def around(application: Application, track: LiveTrack, consultation: str, *, screen: bool) -> dict[str, Any]:
    """What a snapshot says beside the board: to a screen, of no environment."""
    told = _around(application, track, consultation)
    if screen:
        told |= {"presence": {**told["presence"], "environments": {}}, "people": {}}
    return told


def _around(application: Application, track: LiveTrack, consultation: str) -> dict[str, Any]:
    """What a snapshot says beside the board."""
    facts = track.consultations[consultation]
    return {
        "join_url": join_url(application, facts.code),
        "screen_url": screen_url(application, facts.screen_token),
        "now": application.now().isoformat(),
        "presence": application.doors.presence(consultation),
        "people": shown_environments(application, track),
    }


def shown_environments(application: Application, track: LiveTrack) -> dict[str, dict[str, bool]]:
    """For each closed consultation, which environments enough people came from to be shown."""
    if all(it.phase != "closed" for it in track.board.consultations.values()):
        return {}
    told = gathering.shown_environments(application.store, track.id)
    return {consultation: dict.fromkeys(people, True) for consultation, people in told.items()}
