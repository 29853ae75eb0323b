"""What the services ask of whoever keeps the connections: to be told what happened, and who is there."""

from collections.abc import Sequence
from typing import Protocol

from facilitator.services.tracks import Announcement, LiveTrack


class Doors(Protocol):
    """The live doors as the services see them. Nothing here raises."""

    def announce(self, track: LiveTrack, announcements: Sequence[Announcement]) -> None:
        """Tell what happened on a track, in order of revision, once it is durable; the track is locked."""

    def reset(self, track: LiveTrack) -> None:
        """Let all who look at a track start afresh: what they know can't be brought up to date by events."""

    def moved_on(self, track: str, revision: int) -> None:
        """Tell the other processes that a track is at a revision. Only a hint: they look for themselves too."""

    def presence(self, consultation: str) -> dict[str, object]:
        """Count who is there: {"phones": int, "environments": {environment: people}}, small groups left out."""

    def close_sign_in(self, sign_in: str) -> None:
        """Close what is open in the name of a sign-in that ended."""

    def close_helper(self, consultation: str, facilitator: str) -> None:
        """Close the boards of somebody who no longer helps with a consultation."""

    def queue_health(self) -> str:
        """Say how the word between processes is: "ok", "down", or "off" where it is not used."""


class NoDoors:
    """Nobody is connected: the command line, and a server whose doors are not there yet."""

    def announce(self, track: LiveTrack, announcements: Sequence[Announcement]) -> None:
        """Tell nobody."""

    def reset(self, track: LiveTrack) -> None:
        """Nobody looks."""

    def moved_on(self, track: str, revision: int) -> None:
        """There are no other processes to tell."""

    def presence(self, consultation: str) -> dict[str, object]:
        """Count nobody."""
        return {"phones": 0, "environments": {}}

    def close_sign_in(self, sign_in: str) -> None:
        """Nothing is open."""

    def close_helper(self, consultation: str, facilitator: str) -> None:
        """Nothing is open."""

    def queue_health(self) -> str:
        """There is no queue."""
        return "off"
