"""What goes by the clock: the hold before the projector, the end of a question, forgetting.

No time is kept with a one-liner: when it may be shown is known to this process alone. After a
restart everything that was held waits its time once more.
"""

import heapq
import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import monotonic

from facilitator.domain.events import Act
from facilitator.services.application import Application
from facilitator.services.tracks import Announcement, LiveTrack
from facilitator.services.writing import THE_SERVER, Perform
from facilitator.store import journal

log = logging.getLogger(__name__)

FORGET_EVERY = 30.0  # seconds; arrivals are kept for one to two of these
FORGET_DUE_EVERY = 3600.0  # seconds
LOOK_EVERY = 2.0  # seconds between looks at what other processes wrote, in case no word came


@dataclass
class Scheduler:
    """`tick` is called a few times a second; `noticed` with everything that happens."""

    application: Application
    clock: Callable[[], float] = monotonic
    shared: bool = False  # other processes may write to the same tracks
    _due: list[tuple[float, str, str]] = field(default_factory=list)
    _waiting: set[str] = field(default_factory=set)  # the one-liners in `_due`
    _kept_since: dict[str, int] = field(default_factory=dict)
    _forgets_at: float = 0.0
    _forgets_due_at: float = 0.0
    _looks_at: float = 0.0
    _meets_at: float = 0.0

    def noticed(self, track: LiveTrack, announcements: Sequence[Announcement]) -> None:
        """Remember when what came in may be shown."""
        for announcement in announcements:
            for card in announcement.arrived:
                self._hold(track, card.id)

    def _hold(self, track: LiveTrack, oneliner: str) -> None:
        card = track.board.cards.get(oneliner)
        if card is not None and card.gate == "held" and oneliner not in self._waiting:
            hold = track.consultations[card.consultation].hold
            self._waiting.add(oneliner)
            heapq.heappush(self._due, (self.clock() + hold, track.id, oneliner))

    def tick(self) -> None:
        """Do what is due now."""
        now = self.clock()
        self.application.freshen()
        if now >= self._meets_at:
            self._meets_at = now + LOOK_EVERY
            self._meet_held()
        self._release()
        self._close_questions()
        if self.shared and now >= self._looks_at:
            self._looks_at = now + LOOK_EVERY
            self.application.look_everywhere()
        if now >= self._forgets_at:
            self._forgets_at = now + FORGET_EVERY
            self._forget()
            self._forget_due(now)
            self.application.sweep()

    def _meet_held(self) -> None:
        """What is held and not waiting waits from now on: read from the tables, or its release failed."""
        for track in list(self.application.tracks.values()):
            for card in list(track.board.cards.values()):
                if card.gate == "held":
                    self._hold(track, card.id)

    def _release(self) -> None:
        due: dict[tuple[str, str], list[str]] = defaultdict(list)
        while self._due and self._due[0][0] <= self.clock():
            _, track_id, oneliner = heapq.heappop(self._due)
            self._waiting.discard(oneliner)
            track = self.application.tracks.get(track_id)
            card = track.board.cards.get(oneliner) if track else None
            if card is not None and card.gate == "held":
                due[track_id, card.consultation].append(oneliner)
        for (track_id, consultation), oneliners in due.items():
            act = Act("release", {"oneliners": sorted(oneliners)})
            self._perform(track_id, consultation, act)

    def _close_questions(self) -> None:
        now = self.application.now()
        for track in list(self.application.tracks.values()):
            for state in list(track.board.consultations.values()):
                if state.phase == "open" and state.is_over(now):
                    self._perform(track.id, state.id, Act("close_question"))

    def _perform(self, track: str, consultation: str, act: Act) -> None:
        self.application.put(Perform(track=track, consultation=consultation, act=act, by=THE_SERVER))

    def _forget_due(self, now: float) -> None:
        """Let go what has been kept long enough, off the disk too."""
        if now < self._forgets_due_at:
            return
        self._forgets_due_at = now + FORGET_DUE_EVERY
        if self.application.steps.forget_due(self.application.store, self.application.now().date()):
            self.application.unswept = True

    def _forget(self) -> None:
        """Forget arrivals that all had half a minute to pick up."""
        for track in list(self.application.tracks.values()):
            kept = self._kept_since.get(track.id)
            self._kept_since[track.id] = track.board.revision
            if kept:
                with self.application.store.work() as connection:
                    journal.forget_arrivals(connection, track.id, up_to=kept)
