"""Around the room: who was asked, what was fixed of the map, its approval, weighing and plan.

What people write here themselves (a finding, a plan) lies as one document in `contents`, with a
`revision` that a form hands back: an older one is refused, so nobody overwrites what they never saw.
Key persons lie apart from everything that was said; nothing here leads from one to the other.
"""

from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.store.tables.base import BY_KEY_ONLY, Base, once


class KeyPerson(Base):
    """Somebody with knowledge of the suspicion, or a seat that still has no name (`name` null).

    `network_type`: key_persons, adaptive_group, target_group, rhizome or public_group; of a rhizome network
    only `route` (how it is reached) is kept. `stake`: experience, insight or interest (goal track). `invited`:
    rounds and "interview". `spoken`: the ISO week of an interview.
    """

    __tablename__ = "key_person"
    __table_args__ = (BY_KEY_ONLY,)
    id: Mapped[str] = mapped_column(primary_key=True)
    track_id: Mapped[str] = mapped_column(ForeignKey("track.id"), index=True)
    environment: Mapped[str]
    internal: Mapped[bool]
    network_type: Mapped[str]
    function: Mapped[str]
    sub_function: Mapped[str]
    name: Mapped[str | None]
    organisation: Mapped[str]
    contact: Mapped[str]
    route: Mapped[str]
    reason: Mapped[str]
    stake: Mapped[str]
    note: Mapped[str]
    invited: Mapped[list[Any]]
    spoken: Mapped[str | None]


class Turnout(Base):
    """How many of an environment were invited to a round (or "interview"), said yes and came: counts, no names."""

    __tablename__ = "turnout"
    track_id: Mapped[str] = mapped_column(ForeignKey("track.id"), primary_key=True)
    round: Mapped[str] = mapped_column(primary_key=True)
    environment: Mapped[str] = mapped_column(primary_key=True)
    invited: Mapped[int]
    accepted: Mapped[int]
    came: Mapped[int]


class Relation(Base):
    """What the analyst sees between one-liners: `cause` (from, to), `tension` (both ways), `intervention` (to null)."""

    __tablename__ = "relation"
    id: Mapped[str] = mapped_column(primary_key=True)
    track_id: Mapped[str] = mapped_column(ForeignKey("track.id"), index=True)
    kind: Mapped[str]
    from_id: Mapped[str]
    to_id: Mapped[str | None]


class MapVersion(Base):
    """A map as it was fixed: its number, day, who, commitments' fingerprint and contents.

    Whoever has the `token` may read it; null: not published, or withdrawn.
    """

    __tablename__ = "map_version"
    __table_args__ = (
        Index("map_version_by_number", "track_id", "number", unique=True),
        Index("map_version_by_token", "token", unique=True),
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    track_id: Mapped[str] = mapped_column(ForeignKey("track.id"), index=True)
    number: Mapped[int]
    day: Mapped[str]
    by: Mapped[str]
    fingerprint: Mapped[str]
    contents: Mapped[dict[str, Any]]
    token: Mapped[str | None]


class ApprovalRound(Base):
    """That those consulted are asked whether a version renders them correctly; the text of one reminder.

    `totals`: what came of it, by answer, from its closing on; before, it is counted.
    """

    __tablename__ = "approval_round"
    __table_args__ = (once("open_round_by_track", "track_id", where="NOT closed"),)
    track_id: Mapped[str] = mapped_column(ForeignKey("track.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    deadline: Mapped[str]
    reminder: Mapped[str]
    closed: Mapped[bool]
    totals: Mapped[dict[str, Any]]


class Approval(Base):
    """One consulted person's link or code on paper. Made from the invitation list; never tied to a one-liner.

    `asked`: the version last asked about; `answered`: the version that `answer` (agreed, agreed_with_remark,
    not_agreed) is about.
    """

    __tablename__ = "approval"
    __table_args__ = (Index("approval_by_person", "key_person_id", unique=True), BY_KEY_ONLY)
    id: Mapped[str] = mapped_column(primary_key=True)
    track_id: Mapped[str] = mapped_column(ForeignKey("track.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    key_person_id: Mapped[str | None] = mapped_column(ForeignKey("key_person.id", ondelete="SET NULL"))
    asked: Mapped[int]
    answered: Mapped[int | None]
    answer: Mapped[str | None]


class Remark(Base):
    """What is said to be missing or wrong in a version. By nobody: no link to an approval.

    `kind`: missing, category or other. `handling`: "" = not handled yet, taken, not_taken; `reply` says why.
    """

    __tablename__ = "remark"
    __table_args__ = (BY_KEY_ONLY,)
    id: Mapped[str] = mapped_column(primary_key=True)
    track_id: Mapped[str] = mapped_column(ForeignKey("track.id"), index=True)
    version: Mapped[int]
    kind: Mapped[str]
    text: Mapped[str]
    handling: Mapped[str]
    reply: Mapped[str]


class Weighing(Base):
    """A version of the map beside course, own view, budget and planning. Closed: fixed, by whom and when."""

    __tablename__ = "weighing"
    __table_args__ = (once("open_weighing_by_track", "track_id", where="closed_on IS NULL"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    track_id: Mapped[str] = mapped_column(ForeignKey("track.id"), index=True)
    version_id: Mapped[str] = mapped_column(ForeignKey("map_version.id"))
    contents: Mapped[dict[str, Any]]
    revision: Mapped[int]
    closed_on: Mapped[str | None]
    closed_by: Mapped[str | None]


class ActionPlan(Base):
    """The plan of approach that a closed weighing of a goal track ends in."""

    __tablename__ = "action_plan"
    id: Mapped[str] = mapped_column(primary_key=True)
    track_id: Mapped[str] = mapped_column(ForeignKey("track.id"), unique=True)
    weighing_id: Mapped[str] = mapped_column(ForeignKey("weighing.id"))
    contents: Mapped[dict[str, Any]]
    revision: Mapped[int]


class Scan(Base):
    """One taking of the organisation scan: at the `start` or the `end` of an assignment, by whoever has the link."""

    __tablename__ = "scan"
    __table_args__ = (Index("scan_by_moment", "assignment_id", "moment", unique=True),)
    id: Mapped[str] = mapped_column(primary_key=True)
    assignment_id: Mapped[str] = mapped_column(ForeignKey("assignment.id"), index=True)
    moment: Mapped[str]
    token: Mapped[str] = mapped_column(unique=True)
    open: Mapped[bool]


class ScanAnswer(Base):
    """Somebody's six sliders, 0 to 100; nothing says whose."""

    __tablename__ = "scan_answer"
    __table_args__ = (BY_KEY_ONLY,)
    id: Mapped[str] = mapped_column(primary_key=True)
    scan_id: Mapped[str] = mapped_column(ForeignKey("scan.id"), index=True)
    values: Mapped[dict[str, Any]]


class Reflection(Base):
    """A civil servant's own five lines on an assignment; nobody else's to read."""

    __tablename__ = "reflection"
    facilitator_id: Mapped[str] = mapped_column(ForeignKey("facilitator.id"), primary_key=True)
    assignment_id: Mapped[str] = mapped_column(ForeignKey("assignment.id"), primary_key=True)
    contents: Mapped[dict[str, Any]]
