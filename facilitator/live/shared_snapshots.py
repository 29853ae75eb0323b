"""One snapshot for all who ask: making it takes long on a large board, sending it again does not."""

import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from facilitator import showing
from facilitator.domain.events import RECEIVED
from facilitator.services.application import Application
from facilitator.services.tracks import Announcement, LiveTrack
from facilitator.serving import gc_tuning
from facilitator.serving.packets import Encoded

FRESH: Final = 0.5  # seconds; until then a snapshot is given again, with what happened since behind it
MOST: Final = 8  # tracks, boards and screens counted apart, whose one-liners are held
LONGEST: Final = 20.0  # seconds that they are held


@dataclass(frozen=True)
class SharedSnapshot:
    """The one-liners of a track as boards, or as screens, are sent them; and of which track they are, as it was."""

    track: LiveTrack
    revision: int
    at: float
    people: Mapping[str, Any]
    oneliners: Encoded
    frames: dict[str, dict[str, Any]]


class SharedSnapshots:
    """Holds what was made last of each track."""

    def __init__(self, application: Application, clock: Callable[[], float] = time.monotonic) -> None:
        self._application = application
        self._clock = clock
        self._made: OrderedDict[tuple[str, bool], SharedSnapshot] = OrderedDict()

    def of(self, track: LiveTrack, consultation: str, *, screen: bool) -> tuple[dict[str, Any], list[Announcement]]:
        """A snapshot for a viewer, and what happened since. Hold the track's lock."""
        around = showing.around(self._application, track, consultation, screen=screen)
        made = self._held(track, screen=screen, people=around["people"])
        if made is None or (consultation not in made.frames and made.revision != track.board.revision):
            made = self._make(track, screen=screen, people=around["people"])
        if consultation not in made.frames:
            made.frames[consultation] = showing.frame(track, consultation, around, screen=screen)
        told = made.frames[consultation]
        now = {"consultation": told["consultation"] | {"now": around["now"]}, "presence": around["presence"]}
        return {**told, **now, "oneliners": made.oneliners}, track.since(made.revision) or []

    def _held(self, track: LiveTrack, *, screen: bool, people: Mapping[str, Any]) -> SharedSnapshot | None:
        """What was made last, where it is as it would be made now, or was a moment ago and only more was said since."""
        made = self._made.get((track.id, screen))
        if made is None or made.track is not track or made.people != people:
            return None
        if self._clock() - made.at >= FRESH:
            return made if made.revision == track.board.revision else None
        missed = track.since(made.revision)
        return made if missed is not None and all(it.event.type == RECEIVED for it in missed) else None

    def _make(self, track: LiveTrack, *, screen: bool, people: Mapping[str, Any]) -> SharedSnapshot:
        with gc_tuning.paused():
            listed = showing.listed(track, screen=screen, people=people)
        made = SharedSnapshot(track, track.board.revision, self._clock(), people, listed, {})
        self._made[track.id, screen] = made
        self._made.move_to_end((track.id, screen))
        if len(self._made) > MOST:
            self._made.popitem(last=False)
        return made

    def forget_old(self) -> None:
        """Give the memory back of what was made a while ago."""
        now = self._clock()
        for key, made in list(self._made.items()):
            if now - made.at > LONGEST:
                del self._made[key]
