"""One transaction's worth of a track."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from facilitator.domain import method
from facilitator.domain.board import Card
from facilitator.domain.events import Event
from facilitator.domain.refusals import Refusal
from facilitator.services.accounts import facilitators, helpers
from facilitator.services.tracks import Announcement, LiveTrack, ProbeFacts
from facilitator.services.writing.jobs import THE_SERVER
from facilitator.store.receipts import Receipt


@dataclass(frozen=True, slots=True)
class Arriving:
    """A submission that was accepted and waits to be written with the others of its run."""

    card: Card
    row: dict[str, Any]
    receipt: Receipt


@dataclass
class UnitOfWork:
    """A track's part of a transaction. `announcements` is what is told once it is durable.

    `reread`: the tables say more than the events did, so that the track must be read anew.
    `receipts` are those of the keys that its jobs name, by the key's hash.
    """

    track: LiveTrack
    connection: Connection
    now: datetime
    announcements: list[Announcement] = field(default_factory=list)
    reread: bool = False
    receipts: dict[str, Receipt] = field(default_factory=dict)
    arriving: list[Arriving] = field(default_factory=list)
    _helping: dict[tuple[str, str], bool] = field(default_factory=dict)
    _signed_in: dict[str, bool] = field(default_factory=dict)

    @property
    def next_revision(self) -> int:
        """The revision of the event that comes next."""
        return self.track.board.revision + 1

    @property
    def kind(self) -> method.TrackKind:
        """What the track asks about."""
        return "goal" if self.track.kind == "goal" else "process"

    def check_lead(self, facilitator: str, consultation: str, *, owner: bool = False) -> None:
        """Let nobody act in a consultation who has no business there. `owner`: who helps may not do this.

        Raises: Refusal("forbidden" | "not_yours")
        """
        if self.owns(facilitator):
            return
        if not self._helps(facilitator, consultation):
            raise Refusal("forbidden")
        if owner:
            raise Refusal("not_yours")

    def owns(self, facilitator: str) -> bool:
        """Whether somebody may do here what can't be undone; the server does what its clock says."""
        return facilitator in (self.track.owner, THE_SERVER)

    def _helps(self, facilitator: str, consultation: str) -> bool:
        """Whether somebody was invited to a consultation; it is looked up once."""
        key = (facilitator, consultation)
        if key not in self._helping:
            is_here = consultation in self.track.consultations
            self._helping[key] = is_here and helpers.helps(self.connection, facilitator, consultation)
        return self._helping[key]

    def check_signed_in(self, sign_in: str) -> None:
        """Let nobody act who signed out since; it is looked up once. Raises: Refusal("forbidden")"""
        if sign_in not in self._signed_in:
            self._signed_in[sign_in] = facilitators.holds(self.connection, sign_in, now=int(self.now.timestamp()))
        if not self._signed_in[sign_in]:
            raise Refusal("forbidden")

    def announce(self, event: Event, cards: Iterable[Card] = ()) -> None:
        """Let an event that was recorded be so, here and, once it is durable, for everybody concerned."""
        self.announcements.append(self.track.apply(event, cards))

    def probe(self, probe: object, consultation: str) -> ProbeFacts | None:
        """The probe that a one-liner answers; None: it answers none. Raises: Refusal("bad_request")"""
        if probe is None:
            return None
        found = self.track.probes.get(str(probe))
        if found is None or found.consultation != consultation:
            raise Refusal("bad_request")
        return found
