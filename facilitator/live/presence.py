"""How many people are here: told at most once a second, added up over processes."""

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from facilitator.live.connections import Connections
from facilitator.live.pubsub import Here
from facilitator.services import attendance
from facilitator.services.application import Application
from facilitator.services.attendance import UNSAID

REMEMBERED = 15.0  # seconds that another process's last word counts


@dataclass
class Presence:
    """Counts of this process and the last word of others, by consultation and environment."""

    application: Application
    connections: Connections
    others: dict[str, tuple[float, Here]] = field(default_factory=dict)
    _told: dict[str, dict[str, object]] = field(default_factory=dict)
    _most: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def counts(self, consultation: str) -> Counter[str]:
        """How many phones by environment, in all processes."""
        seats: dict[str, set[str]] = defaultdict(set)
        now = time.monotonic()
        recent = [told for heard_at, told in self.others.values() if now - heard_at < REMEMBERED]
        for told in (self._of(consultation), *(told.get(consultation, {}) for told in recent)):
            for environment, found in told.items():
                seats[environment].update(found)
        return Counter({environment: len(found) for environment, found in seats.items()})

    def shown(self, consultation: str) -> dict[str, object]:
        """The `presence` of the protocol: environments with too few people are left out."""
        counts = self.counts(consultation)
        return {"phones": counts.total(), "environments": attendance.shown(counts)}

    def own(self) -> Here:
        """What this process tells the others."""
        return {consultation: self._of(consultation) for consultation in self.connections.consultations()}

    def _of(self, consultation: str) -> dict[str, list[str]]:
        return {it or UNSAID: sorted(seats) for it, seats in self.connections.here(consultation).items()}

    def heard(self, worker: str, told: Here) -> None:
        """Take in who are at another process, and when that was."""
        self.others[worker] = (time.monotonic(), told)

    def publish(self, to: Callable[[str], Any]) -> None:
        """Call `to` for each consultation whose presence changed since the last time."""
        watched = {viewer.consultation for viewer in list(self.connections.viewers.values())}
        for consultation in watched | set(self.connections.consultations()):
            now = self.shown(consultation)
            if self._told.get(consultation) != now:
                self._told[consultation] = now
                to(consultation)
            self._keep_most(consultation)

    def forget(self, consultations: Iterable[str]) -> None:
        """Count anew how many there were; what is kept of it only ever grows."""
        for consultation in consultations:
            self._most.pop(consultation, None)

    def _keep_most(self, consultation: str) -> None:
        """Keep how many there were at most, for what may be shown once all is over."""
        most = self._most[consultation]
        grown = attendance.grown(self.counts(consultation), most)
        if grown:
            most.update({it: people - most[it] for it, people in grown.items()})
            attendance.keep_most(self.application.store, consultation, grown)
