"""What doors show of a consultation: the state for phones, snapshots for boards and screens."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from facilitator import wire
from facilitator.domain import method
from facilitator.services.facilitators import SignedIn
from facilitator.services.house import House
from facilitator.services.tracks import LiveTrack
from facilitator.store import tables


def public_url(house: House) -> str:
    """Where others reach us: as set, else what this machine is called in its own network."""
    return house.settings.public_url or house.lan_url


def join_url(house: House, code: str | None) -> str | None:
    return f"{public_url(house)}/j/{code}" if code else None


def screen_url(house: House, token: str) -> str:
    return f"{public_url(house)}/screen/{token}"


def phone_state(house: House, track: LiveTrack, consultation: str, language: str) -> dict[str, Any]:
    with track.lock:
        return wire.phone_state(track, consultation, language=language, now=house.now().isoformat())


def board_snapshot(house: House, consultation: str, facilitator: SignedIn) -> dict[str, Any]:
    """All of it, for the facilitator's own board."""
    track = house.track_of(consultation)
    you = {"id": facilitator.id, "name": facilitator.name}
    return _snapshot(house, track, consultation, screen=False, extra={"you": you})


def screen_snapshot(house: House, consultation: str) -> dict[str, Any]:
    """What may be shown in the room."""
    track = house.track_of(consultation)
    return _snapshot(house, track, consultation, screen=True, extra={})


def _snapshot(
    house: House, track: LiveTrack, consultation: str, *, screen: bool, extra: Mapping[str, Any]
) -> dict[str, Any]:
    facts = track.consultations[consultation]
    presence = house.presence(consultation)
    around = {
        "join_url": join_url(house, facts.code),
        "screen_url": screen_url(house, facts.screen_token),
        "now": house.now().isoformat(),
        "presence": {**presence, "environments": {}} if screen else presence,
        "people": {} if screen else shown_environments(house, track),
        **extra,
    }
    with track.lock:
        return wire.snapshot(track, consultation, screen=screen, around=around)


def shown_environments(house: House, track: LiveTrack) -> dict[str, dict[str, bool]]:
    """For each closed consultation, which environments enough people came from to be shown."""
    closed = [it.id for it in track.board.consultations.values() if it.phase == "closed"]
    if not closed:
        return {}
    with house.store.read() as connection:
        rows = connection.execute(select(tables.Attendance).where(tables.Attendance.consultation_id.in_(closed)))
        found: dict[str, dict[str, bool]] = {}
        for row in rows.mappings():
            enough = row["people"] >= method.FEWEST_PEOPLE_SHOWN
            found.setdefault(row["consultation_id"], {})[row["environment"]] = enough
    return found
