"""Asking those consulted whether a version of the goal map renders them correctly and completely.

A person's link comes from the invitation list and never from what was said: nothing here leads to a
one-liner. Of a link only the hash is kept. A remark lies apart from who made it; what a person answered
is read by nobody, only counted, and told as "still has to answer".
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, delete, exists, func, insert, select, update

from facilitator.domain.refusals import Refusal
from facilitator.services.desk import DeskTrack
from facilitator.services.documents import sizes
from facilitator.services.own import OwnTrack
from facilitator.services.steps import FixedMap, Progress
from facilitator.services.writing import new_id
from facilitator.steps.approval import rules
from facilitator.store import Store, rows
from facilitator.store.once import hold
from facilitator.store.tables import Approval, ApprovalRound, MapVersion, Remark, Track

MOST_REMARKS_IN_ALL: Final = 2000


@dataclass(frozen=True)
class Round:
    """One version that people are asked about. `deadline` is the last day, ISO 8601."""

    version: int
    deadline: str
    reminder: str
    closed: bool
    totals: rules.Totals


@dataclass(frozen=True)
class Changed:
    """What may be changed of a round while it is open: the last day, and the text of the one reminder."""

    deadline: date
    reminder: str


@dataclass(frozen=True)
class Asked:
    """What a link or code asks about."""

    approval: str
    track: str
    version: int
    deadline: str
    closed: bool
    must: bool
    answered: bool


@dataclass(frozen=True)
class Said:
    """One remark to a version. `handling` "" = not handled yet."""

    id: str
    version: int
    kind: str
    text: str
    handling: str
    reply: str


def begin(own: OwnTrack, *, version: int, deadline: date, today: date) -> None:
    """Ask about a version: everybody who was asked before and did not simply agree.

    Raises:
        Refusal("not_now"): no such version, an older round still open, or a later one was.
        Refusal("bad_request"): the last day is over already, or too far off.
    """
    if not rules.may_end(deadline, today):
        raise Refusal("bad_request")
    with own.work() as connection:
        if not hold(connection, Track, own.id) or not _may_begin(connection, own.id, version):
            raise Refusal("not_now")
        row = {"track_id": own.id, "version": version, "deadline": deadline.isoformat(), "reminder": ""}
        connection.execute(insert(ApprovalRound), {**row, "closed": False, "totals": {}})
        again = [id for id, standing in standings(connection, own.id) if standing.must_be_asked_again]
        connection.execute(update(Approval).where(Approval.id.in_(again)).values(asked=version))


def _may_begin(connection: Connection, track: str, version: int) -> bool:
    is_goal = exists().where(Track.id == track, Track.kind == "goal")
    is_there = exists().where(MapVersion.track_id == track, MapVersion.number == version)
    busy = exists().where(ApprovalRound.track_id == track, ~ApprovalRound.closed | (ApprovalRound.version >= version))
    return bool(connection.scalar(select(is_goal & is_there & ~busy)))


def asked(store: Store, token: str, *, today: date) -> Asked | None:
    """Tell what a link or code asks about now; None where there is no such link."""
    with store.read() as connection:
        return _asked(connection, token, today)


def size(store: Store, token: str) -> int:
    """How many one-liners the track has whose map a link asks about; 0 where there is no such link."""
    with store.read() as connection:
        track = connection.scalar(select(Approval.track_id).where(Approval.token_hash == rules.token_hash(token)))
    return sizes.of_track(store, track) if track is not None else 0


def _held(connection: Connection, token: str, today: date) -> Asked | None:
    """The same, kept so until the end of the transaction: no round closes between an answer and its counting."""
    track = connection.scalar(select(Approval.track_id).where(Approval.token_hash == rules.token_hash(token)))
    if track is not None:
        hold(connection, Track, track)
    return _asked(connection, token, today)


def _asked(connection: Connection, token: str, today: date) -> Asked | None:
    found = connection.execute(
        select(Approval.id, Approval.track_id, Approval.asked, Approval.answered, Approval.answer).where(
            Approval.token_hash == rules.token_hash(token)
        )
    ).one_or_none()
    if found is None:
        return None
    latest = _rounds(connection, ApprovalRound.track_id == found.track_id)[-1]
    over = latest.closed or today.isoformat() > latest.deadline
    must = found.asked == latest.version
    answered = rules.Standing(found.asked, found.answered, found.answer).on(latest.version) is not None
    return Asked(found.id, found.track_id, latest.version, latest.deadline, over, must, answered)


def answer(
    store: Store, token: str, said: rules.Answer, remarks: Sequence[tuple[rules.RemarkKind, str]], *, today: date
) -> bool:
    """Keep an answer to the version that is asked about; a later one takes its place, but its remarks stay.

    Whether it was kept: not after the deadline, for a version that is over, or without the remark it speaks of.

    Raises: Refusal("bad_request"): it is no answer, or a remark is none of a known kind, or too long
    """
    rules.check_answer(said, remarks)
    if (said == "agreed_with_remark" and not remarks) or len(remarks) > rules.MOST_REMARKS:
        return False
    with store.work() as connection:
        wanted = _held(connection, token, today)
        if wanted is None or wanted.closed or not _fits(connection, wanted.track, len(remarks)):
            return False
        values = {"asked": wanted.version, "answered": wanted.version, "answer": said}
        connection.execute(update(Approval).where(Approval.id == wanted.approval).values(**values))
        made = [_remark(wanted, kind, text) for kind, text in remarks]
        if made:
            connection.execute(insert(Remark), made)
        return True


def _remark(wanted: Asked, kind: str, text: str) -> dict[str, Any]:
    row = {"id": new_id(), "track_id": wanted.track, "version": wanted.version, "kind": kind}
    return {**row, "text": text, "handling": "", "reply": ""}


def _fits(connection: Connection, track: str, more: int) -> bool:
    there = connection.scalar(select(func.count()).where(Remark.track_id == track)) or 0
    return there + more <= MOST_REMARKS_IN_ALL


def rounds(own: OwnTrack) -> list[Round]:
    """List what people were asked about, the first version first, with what came of it."""
    with own.read() as connection:
        return _counted(connection, own.id)


def totals(store: Store, track: str, version: int) -> rules.Totals | None:
    """Count the answers to a version; None where nobody was asked about it."""
    with store.read() as connection:
        return next((it.totals for it in _counted(connection, track) if it.version == version), None)


def _counted(connection: Connection, track: str) -> list[Round]:
    everyone = [standing for _, standing in standings(connection, track)]
    return [_round(it, everyone) for it in _rounds(connection, ApprovalRound.track_id == track)]


def _rounds(connection: Connection, which: ColumnElement[bool]) -> Sequence[Row[Any]]:
    return connection.execute(select(ApprovalRound.__table__).where(which).order_by(ApprovalRound.version)).all()


def _round(row: Row[Any], standings: Sequence[rules.Standing]) -> Round:
    counted = rules.Totals(**row.totals) if row.closed else rules.count(standings, row.version)
    return Round(row.version, row.deadline, row.reminder, row.closed, counted)


def standings(connection: Connection, track: str) -> list[tuple[str, rules.Standing]]:
    """Give for everybody who has a link, by its id, what they were asked and answered."""
    found = connection.execute(
        select(Approval.id, Approval.asked, Approval.answered, Approval.answer).where(Approval.track_id == track)
    )
    return [(it.id, rules.Standing(it.asked, it.answered, it.answer)) for it in found]


def open_version(connection: Connection, track: str) -> int | None:
    """Tell which version people are asked about now; None: no round is open."""
    return connection.scalar(
        select(ApprovalRound.version).where(ApprovalRound.track_id == track, ~ApprovalRound.closed)
    )


def keep(own: OwnTrack, version: int, changed: Changed, *, today: date) -> None:
    """Keep the last day and the reminder's text of a round that is open.

    Raises: Refusal("bad_request"): the day is over already or too far off, or the text too long
    """
    if not rules.may_end(changed.deadline, today) or len(changed.reminder) > rules.LONGEST_REMINDER:
        raise Refusal("bad_request")
    chosen = (ApprovalRound.track_id == own.id, ApprovalRound.version == version, ~ApprovalRound.closed)
    with own.work() as connection:
        values = {"deadline": changed.deadline.isoformat(), "reminder": changed.reminder}
        connection.execute(update(ApprovalRound).where(*chosen).values(**values))


def close(own: OwnTrack, version: int) -> None:
    """End a round: its totals stand. Who did not answer is counted as no answer, never as agreed."""
    with own.work() as connection:
        hold(connection, Track, own.id)
        if open_version(connection, own.id) != version:
            return
        counted = rules.count([it for _, it in standings(connection, own.id)], version)
        chosen = (ApprovalRound.track_id == own.id, ApprovalRound.version == version)
        connection.execute(update(ApprovalRound).where(*chosen).values(closed=True, totals=asdict(counted)))


def remarks(own: OwnTrack) -> list[Said]:
    """List what was remarked, the last version first, in no order within it."""
    wanted = (
        select(*rows.columns(Said, Remark)).where(Remark.track_id == own.id).order_by(Remark.version.desc(), Remark.id)
    )
    with own.read() as connection:
        return rows.read(Said, connection.execute(wanted))


def handle(own: OwnTrack, remark: str, handling: rules.Handling, reply: str) -> bool:
    """Keep what was done with a remark; why not, where it wasn't taken over. Whether it was kept."""
    if (handling == "not_taken" and not reply) or len(reply) > rules.LONGEST_REPLY:
        return False
    with own.work() as connection:
        chosen = (Remark.track_id == own.id, Remark.id == remark)
        return connection.execute(update(Remark).where(*chosen).values(handling=handling, reply=reply)).rowcount == 1


def forget(connection: Connection, track: str) -> None:
    """Take all of it out, with the track itself."""
    for table in (Approval, ApprovalRound, Remark):
        connection.execute(delete(table).where(table.track_id == track))


def progress(connection: Connection, track: DeskTrack) -> Progress:
    """Tell how far the approval is; a round is asked of one version, and the last one counts."""
    rows = _rounds(connection, ApprovalRound.track_id == track.id)
    if not rows:
        return Progress()
    last = rows[-1]
    return Progress("done" if last.closed else "busy", until=last.deadline or None, count=last.version)


def shown_on_map(store: Store, map: FixedMap) -> dict[str, object] | None:
    """Give how many of those consulted say that a goal map renders them correctly; None where nobody was asked."""
    found = totals(store, map.track, map.number) if map.kind == "goal" else None
    return {"approval": found, "number": map.number} if found and found.asked else None
