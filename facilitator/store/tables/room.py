"""The room: what is consulted, what came in, and every act on it.

A one-liner's row holds nobody: no participant, device, address, time or sequence. What lets a
phone resend, withdraw or be asked on (`Receipt`) lives apart, by the hash of a key that the phone
alone knows, and is deleted when its consultation closes.
"""

from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.store.tables.base import BY_KEY_ONLY, Base, once


class Assignment(Base):
    """A task of a civil servant: a theme, in whose work, and what the team asked itself before it began.

    `work_form`: programme, commission, line_process or project, "" = not said. `parent_id`: the programme it is
    part of. `start`: answers to "We gaan anders werken?" by key. `feedback`: what participants are told of it,
    public while there is a `feedback_token`. `contact_months`: how long key persons are kept after the last closing.
    """

    __tablename__ = "assignment"
    __table_args__ = (Index("assignment_by_feedback_token", "feedback_token", unique=True),)
    id: Mapped[str] = mapped_column(primary_key=True)
    facilitator_id: Mapped[str] = mapped_column(ForeignKey("facilitator.id"))
    title: Mapped[str]
    theme: Mapped[str]
    organisation: Mapped[str]
    work_form: Mapped[str] = mapped_column(default="")
    parent_id: Mapped[str | None]
    archived: Mapped[bool] = mapped_column(default=False)
    start: Mapped[dict[str, Any]] = mapped_column(default=dict)
    feedback: Mapped[dict[str, Any]] = mapped_column(default=dict)
    feedback_token: Mapped[str | None]
    contact_months: Mapped[int] = mapped_column(default=3)


class Track(Base):
    """The process or the goal side of an assignment; owns the map and its journal.

    `revision` is the last event's; `floor` the revision before which arrivals are forgotten;
    `chain` the hash over all facilitator acts so far. `inquiry`: what is known, suspected or not
    known of the suspicion, by key; `introduction`: why we ask, for the screen and the phones. `begun_from`: the
    closed weighing that a goal track comes of; the weighing may be gone. `named_after`, `whole_after`: the revisions
    after which acts name what they destroy, and are kept whole and not by digest; 0 but for what an earlier release
    or another server did.
    """

    __tablename__ = "track"
    __table_args__ = (
        Index("track_by_weighing", "begun_from", unique=True),
        once("process_by_assignment", "assignment_id", where="kind = 'process'"),
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    assignment_id: Mapped[str] = mapped_column(ForeignKey("assignment.id"))
    kind: Mapped[str]
    language: Mapped[str]
    suspicion: Mapped[str]
    settled: Mapped[dict[str, Any]]
    inquiry: Mapped[dict[str, Any]] = mapped_column(default=dict)
    introduction: Mapped[str] = mapped_column(default="")
    begun_from: Mapped[str | None]
    revision: Mapped[int] = mapped_column(BigInteger)
    floor: Mapped[int] = mapped_column(BigInteger)
    chain: Mapped[str]
    named_after: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    whole_after: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")


class Question(Base):
    """One of a track's five questions, in its own words."""

    __tablename__ = "question"
    id: Mapped[str] = mapped_column(primary_key=True)
    track_id: Mapped[str] = mapped_column(ForeignKey("track.id"), index=True)
    number: Mapped[int]
    kind: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]


class Consultation(Base):
    """A group that is consulted in a round. `code` is null once closed; days, never times.

    `self_paced`: while open, every question is. `dry_run`: a rehearsal, wiped before the real thing. `asked`: the ids
    of the questions that were opened.
    """

    __tablename__ = "consultation"
    __table_args__ = (once("dry_run_by_track", "track_id", where="dry_run"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    track_id: Mapped[str] = mapped_column(ForeignKey("track.id"), index=True)
    kind: Mapped[str]
    round: Mapped[int]
    title: Mapped[str]
    code: Mapped[str | None] = mapped_column(unique=True)
    screen_token: Mapped[str] = mapped_column(unique=True)
    hold: Mapped[int]
    day: Mapped[str | None]
    phase: Mapped[str]
    question_id: Mapped[str | None] = mapped_column(ForeignKey("question.id"))
    ends_at: Mapped[str | None]
    remaining: Mapped[int | None]
    screen: Mapped[dict[str, Any]]
    self_paced: Mapped[bool] = mapped_column(default=False)
    asked: Mapped[list[Any]] = mapped_column(default=list)
    dry_run: Mapped[bool] = mapped_column(default=False)


class UsedCode(Base):
    """A join code that was given out once and never is again, by its hash.

    `track_id`: whose map it leads to afterwards; the track may be gone. Null for codes of before.
    """

    __tablename__ = "used_code"
    __table_args__ = (BY_KEY_ONLY,)
    code_hash: Mapped[str] = mapped_column(primary_key=True)
    track_id: Mapped[str | None]


class Attendance(Base):
    """How many people of an environment were present at most, as far as it may be known."""

    __tablename__ = "attendance"
    consultation_id: Mapped[str] = mapped_column(ForeignKey("consultation.id"), primary_key=True)
    environment: Mapped[str] = mapped_column(primary_key=True)
    people: Mapped[int]


class Division(Base):
    """One way of dividing a track's one-liners; one is active on the board."""

    __tablename__ = "division"
    __table_args__ = (once("open_division_by_track", "track_id", where="active"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    track_id: Mapped[str] = mapped_column(ForeignKey("track.id"), index=True)
    name: Mapped[str]
    active: Mapped[bool]
    since: Mapped[int] = mapped_column(BigInteger, default=0)  # the revision at which it became the active one


class Category(Base):
    """A column of a division. `order`: its place, 0 first."""

    __tablename__ = "category"
    id: Mapped[str] = mapped_column(primary_key=True)
    division_id: Mapped[str] = mapped_column(ForeignKey("division.id"), index=True)
    name: Mapped[str]
    color: Mapped[str | None]
    order: Mapped[int] = mapped_column("position", BigInteger)


class Oneliner(Base):
    """What somebody said, literally. `text` can't be updated: a trigger on both databases.

    `commitment` is SHA-256(salt ‖ text); a masked or erased text loses its salt and keeps it.
    On a goal track: `variants` as [{"variant", "stance"}], `cooperation` (yes, if, no). `world`: the
    analyst's tag (system, lived).
    """

    __tablename__ = "oneliner"
    __table_args__ = (Index("oneliner_by_consultation", "consultation_id"), BY_KEY_ONLY)
    id: Mapped[str] = mapped_column(primary_key=True)
    consultation_id: Mapped[str] = mapped_column(ForeignKey("consultation.id"))
    question_id: Mapped[str] = mapped_column(ForeignKey("question.id"))
    text: Mapped[str]
    salt: Mapped[str | None]
    commitment: Mapped[str]
    environment: Mapped[str | None]
    source: Mapped[str]
    kind: Mapped[str]
    telling: Mapped[bool]
    hidden: Mapped[str | None]
    masks: Mapped[list[Any]]
    gate: Mapped[str]
    same: Mapped[str | None]
    probe_id: Mapped[str | None]
    parent_id: Mapped[str | None]
    variants: Mapped[list[Any]] = mapped_column(default=list)
    cooperation: Mapped[str | None]
    world: Mapped[str | None]


class Placement(Base):
    """Where a one-liner lies in a division; no row: not sorted yet, and nobody moved it."""

    __tablename__ = "placement"
    __table_args__ = (Index("placement_by_oneliner", "oneliner_id"), BY_KEY_ONLY)
    division_id: Mapped[str] = mapped_column(ForeignKey("division.id"), primary_key=True)
    oneliner_id: Mapped[str] = mapped_column(primary_key=True)
    category_id: Mapped[str | None]
    order: Mapped[int] = mapped_column("position", BigInteger)
    also_category_id: Mapped[str | None]


class Proposal(Base):
    """A mask on a one-liner of a closed consultation, which waits for the owner: it can't be undone.

    `spans` as [{"start", "end", "what"}], in code points of what is shown; `seen` is its SHA-256. `by`: the name of
    who proposed it.
    """

    __tablename__ = "proposal"
    __table_args__ = (BY_KEY_ONLY,)
    id: Mapped[str] = mapped_column(primary_key=True)
    track_id: Mapped[str] = mapped_column(ForeignKey("track.id"), index=True)
    oneliner_id: Mapped[str]
    spans: Mapped[list[Any]]
    seen: Mapped[str]
    by: Mapped[str]
    day: Mapped[str]


class Probe(Base):
    """A facilitator's question on from a one-liner, or to everyone."""

    __tablename__ = "probe"
    id: Mapped[str] = mapped_column(primary_key=True)
    consultation_id: Mapped[str] = mapped_column(ForeignKey("consultation.id"), index=True)
    oneliner_id: Mapped[str | None]
    text: Mapped[str]
    audience: Mapped[str]


class Receipt(Base):
    """That a key was taken, for resending and withdrawing; gone when the consultation closes.

    `digest` is SHA-256(key ‖ text): without the phone's key it tells nothing of the text.
    """

    __tablename__ = "receipt"
    __table_args__ = (BY_KEY_ONLY,)
    key_hash: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str]
    consultation_id: Mapped[str] = mapped_column(ForeignKey("consultation.id"))
    oneliner_id: Mapped[str]
    withdrawn: Mapped[bool]


class Arrival(Base):
    """What came in together, by id, for other workers to pick up; kept for a minute."""

    __tablename__ = "arrival"
    __table_args__ = (BY_KEY_ONLY,)
    track_id: Mapped[str] = mapped_column(ForeignKey("track.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    events: Mapped[list[Any]]


class ActRecord(Base):
    """A facilitator's act: chained, kept, without a time and without anybody's text."""

    __tablename__ = "act"
    __table_args__ = (UniqueConstraint("track_id", "key_hash"), BY_KEY_ONLY)
    track_id: Mapped[str] = mapped_column(ForeignKey("track.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    type: Mapped[str]
    by: Mapped[str | None]
    consultation_id: Mapped[str | None]
    day: Mapped[str]
    key_hash: Mapped[str | None]
    body: Mapped[dict[str, Any]]
    chain: Mapped[str]
