"""Telling those who were consulted what was asked, what was heard, what was decided and why.

Only what stands: fixed maps, closed weighings. A civil servant adds a few words; the rest comes from the source.
"""

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from sqlalchemy import select, update

from facilitator.domain.map.counts import shown_line
from facilitator.domain.map.lines import UNSORTED
from facilitator.domain.map.reading import unasked
from facilitator.domain.written import check, lines
from facilitator.services import desk
from facilitator.services.desk import DeskAssignment, DeskTrack
from facilitator.services.documents import sizes
from facilitator.services.documents import versions as maps
from facilitator.services.etags import entity_tag
from facilitator.services.own import OwnAssignment, OwnTrack
from facilitator.steps.weighing import service as weighing
from facilitator.steps.weighing.rules import Alternative
from facilitator.steps.weighing.service import KeptWeighing
from facilitator.store import Store
from facilitator.store.tables import Assignment

LONGEST: Final = {"thanks": 1000, "next": 2000, "contact": 300}
"""Characters, by what is written."""


@dataclass(frozen=True)
class Written:
    """What the civil servant adds: thanks, what happens next, and whom to ask."""

    thanks: str = ""
    next: str = ""
    contact: str = ""

    @property
    def etag(self) -> str:
        """What a form hands back, to tell whether this is still what it showed."""
        return entity_tag(asdict(self))


@dataclass(frozen=True)
class CategoryDecision:
    """What is done with a category. `name` "": with what is in none. `decision`: take_over, partly, not, look_into."""

    name: str
    finding: str
    decision: str
    reason: str


@dataclass(frozen=True)
class TrackFeedback:
    """What one track has to tell. `map`: the last fixed map's document; None: nothing is fixed yet.

    `published`: the token of that version, where anybody may read it. `weighed`: the last closed weighing.
    """

    track: DeskTrack
    map: Mapping[str, Any] | None
    published: str | None
    weighed: KeptWeighing | None

    @property
    def asked(self) -> list[Mapping[str, Any]]:
        """The questions that were put to people, as the document tells them, in their order."""
        never = unasked(self.map) if self.map else frozenset()
        return [it for it in self.map["questions"] if it["id"] not in never] if self.map else []

    @property
    def counts_line(self) -> str:
        """The sentence that says what was received and where it went; "" where nothing is fixed."""
        return shown_line(self.map) if self.map else ""

    @property
    def decisions(self) -> list[CategoryDecision]:
        """The categories that something was decided about, in the map's order."""
        if self.weighed is None:
            return []
        names = {it["id"]: it["name"] for it in self.weighed.contents["categories"]} | {UNSORTED: ""}
        verdicts = self.weighed.weighed.verdicts
        found = [(names[id], verdicts[id]) for id in names if id in verdicts]
        return [CategoryDecision(name, it.finding, it.decision, it.reason) for name, it in found if it.decision]

    @property
    def chosen(self) -> Alternative | None:
        """The alternative that was chosen; None where nothing is settled."""
        return self.weighed.weighed.chosen if self.weighed else None


def read(kept: Mapping[str, Any]) -> Written:
    """Read what is kept with an assignment."""
    return Written(**{name: str(kept.get(name, "")) for name in ("thanks", "next", "contact")})


def of_assignment(store: Store, assignment: DeskAssignment) -> list[TrackFeedback]:
    """Collect what there is to tell, the process track first."""
    return [_of_track(store, it) for it in desk.tracks_of(store, assignment)]


def _of_track(store: Store, track: DeskTrack) -> TrackFeedback:
    versions = maps.versions(store, track.id)
    fixed = maps.contents(store, track.id, versions[-1].number) if versions else None
    published = next((it.token for it in reversed(versions) if it.token), None)
    return TrackFeedback(track, fixed, published, weighing.latest_closed(OwnTrack(store, track.owner, track.id)))


def size(store: Store, token: str) -> int:
    """How many one-liners were said of what a link tells of; 0 where it leads nowhere."""
    assignment = published(store, token)
    return sum(sizes.of_track(store, it.id) for it in desk.tracks_of(store, assignment)) if assignment else 0


def save(own: OwnAssignment, written: Written, *, etag: str) -> bool:
    """Keep what was written, as far as it is still what was `etag` (its entity tag). Whether it was kept.

    Raises: Refusal("bad_request"): a text is too long
    """
    check(asdict(written), {name: lines(longest) for name, longest in LONGEST.items()})
    this = Assignment.id == own.id
    with own.work() as connection:
        kept = connection.scalar(select(Assignment.feedback).where(this).with_for_update())
        if read(kept or {}).etag != etag:
            return False
        connection.execute(update(Assignment).where(this).values(feedback=asdict(written)))
    return True


def publish(own: OwnAssignment) -> None:
    """Let whoever has the link read it; the same link while it is not withdrawn."""
    unpublished = (Assignment.id == own.id) & Assignment.feedback_token.is_(None)
    with own.work() as connection:
        connection.execute(update(Assignment).where(unpublished).values(feedback_token=secrets.token_urlsafe(16)))


def withdraw(own: OwnAssignment) -> None:
    """Let nobody read it any more; publishing it again makes another link."""
    with own.work() as connection:
        connection.execute(update(Assignment).where(Assignment.id == own.id).values(feedback_token=None))


def published(store: Store, token: str) -> DeskAssignment | None:
    """Find the assignment that a link tells of; None where it leads nowhere (any more)."""
    wanted = select(Assignment.facilitator_id, Assignment.id).where(Assignment.feedback_token == token)
    with store.read() as connection:
        found = connection.execute(wanted).one_or_none()
    return desk.assignment(store, found.facilitator_id, found.id) if found else None
