"""What a track starts from: kept whole, and only over what its writer has seen."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, select, update

from facilitator.catalogues import translator
from facilitator.domain import beginnings
from facilitator.domain.beginnings import INTRODUCTION_SHAPE, Settled, check_settled, read_settled, written_settled
from facilitator.domain.refusals import RuleBroken
from facilitator.domain.written import check, lines
from facilitator.services import desk, invalidation
from facilitator.services.application import Application
from facilitator.services.desk import DeskAssignment, DeskTrack
from facilitator.services.etags import ChangedMeanwhile, entity_tag
from facilitator.services.own import OwnAssignment, OwnTrack
from facilitator.services.steps import Progress, State
from facilitator.steps.suspicion.questions import ask_for_variants
from facilitator.steps.suspicion.rules import INQUIRY, START, Finding, Suspicion, check_suspicion, read_findings
from facilitator.store import Store, tables


class VariantInUse(RuleBroken):
    """One-liners speak of what was to be taken away; nothing was stored."""


def suspicion_of(track: DeskTrack) -> Suspicion:
    """Read what is suspected on a track."""
    owners = str(track.inquiry.get("owners") or "")
    return Suspicion(track.suspicion, owners, read_findings(track.inquiry), track.introduction)


def etag_of_suspicion(track: DeskTrack) -> str:
    """Mark the suspicion, its questions and the introduction as they are now."""
    return entity_tag(track.suspicion, track.inquiry, track.introduction)


def keep_suspicion(application: Application, own: OwnTrack, wanted: Suspicion, *, etag: str) -> None:
    """Keep what is suspected. Raises: ChangedMeanwhile; Refusal("bad_request"): nothing is, or more than fits"""
    check_suspicion(wanted)
    inquiry = {key: vars(wanted.findings.get(key, Finding())) for key in INQUIRY} | {"owners": wanted.owners}
    values = {"suspicion": wanted.text, "inquiry": inquiry, "introduction": wanted.introduction}
    columns = (tables.Track.suspicion, tables.Track.inquiry, tables.Track.introduction)
    _keep(application, own, values, lambda _, row: entity_tag(*row) == etag, columns)


def settled_of(track: DeskTrack) -> Settled:
    """Read what was settled on a goal track."""
    return read_settled(track.settled)


def etag_of_settled(track: DeskTrack) -> str:
    """Mark what was settled, and the introduction, as they are now."""
    return entity_tag(track.settled, track.introduction)


def keep_settled(application: Application, own: OwnTrack, wanted: Settled, *, introduction: str, etag: str) -> None:
    """Keep what was settled.

    Raises: ChangedMeanwhile; VariantInUse when a variant that one-liners speak of was renamed or is gone;
    Refusal("bad_request"): it may not be kept so
    """
    check({"introduction": introduction}, {"introduction": INTRODUCTION_SHAPE})
    values = {"settled": written_settled(wanted), "introduction": introduction}

    def may(connection: Connection, row: Any) -> bool:
        if entity_tag(*row) != etag:
            return False
        before = {it.key: it.name for it in read_settled(row.settled).variants}
        now = {it.key: it.name for it in wanted.variants}
        if any(now.get(key) != before.get(key) for key in chosen_variants(connection, own.id)):
            raise VariantInUse
        check_settled(wanted)
        ask_for_variants(connection, own.id, named=bool(now))
        return True

    _keep(application, own, values, may, (tables.Track.settled, tables.Track.introduction))


def _keep(
    application: Application,
    own: OwnTrack,
    values: Mapping[str, Any],
    may: Callable[[Connection, Any], bool],
    columns: tuple[Any, ...],
) -> None:
    this = tables.Track.id == own.id
    with own.work() as connection:
        revision = invalidation.invalidate(connection, own.id)
        row = connection.execute(select(*columns).where(this)).one()
        if not may(connection, row):
            raise ChangedMeanwhile
        connection.execute(update(tables.Track).where(this).values(**values))
    invalidation.announce(application, own.id, revision)


def chosen_variants(connection: Connection, track: str) -> set[str]:
    """Tell which variants one-liners of a track speak of, within a transaction."""
    rows = connection.execute(
        select(tables.Oneliner.variants)
        .join(tables.Consultation, tables.Consultation.id == tables.Oneliner.consultation_id)
        .where(tables.Consultation.track_id == track, tables.Oneliner.variants.is_not(None))
    )
    return {str(it.get("variant")) for row in rows for it in row.variants or ()}


def start_of(assignment: DeskAssignment) -> dict[str, str]:
    """Read what the team answered before it began, one text for each question."""
    return {key: str(assignment.start.get(key) or "") for key in START}


def etag_of_start(assignment: DeskAssignment) -> str:
    """Mark the answers as they are now."""
    return entity_tag(assignment.start)


def keep_start(application: Application, own: OwnAssignment, answers: Mapping[str, str], *, etag: str) -> None:
    """Keep what the team answered; screens that tell of it hear it.

    Raises: ChangedMeanwhile; Refusal("bad_request"): an answer is too long
    """
    check(answers, dict.fromkeys(START, lines()))
    table = tables.Assignment
    with own.work() as connection:
        before = connection.execute(select(table.start).where(table.id == own.id).with_for_update()).one()
        if entity_tag(before.start) != etag:
            raise ChangedMeanwhile
        kept = {**before.start, **{key: answers[key] for key in START}}
        connection.execute(update(table).where(table.id == own.id).values(start=kept))
        tracks = connection.scalars(select(tables.Track.id).where(tables.Track.assignment_id == own.id)).all()
        moved = {track: invalidation.invalidate(connection, track) for track in tracks}
    for track, revision in moved.items():
        invalidation.announce(application, track, revision)


def progress(track: DeskTrack) -> Progress:
    """Tell how far the beginning is: done once somebody wrote a suspicion, or completed what was settled."""
    if track.kind == "process":
        is_written = track.suspicion not in ("", beginnings.presumed(track.theme, translator(track.language)))
        return Progress("done" if is_written else "busy" if track.suspicion else "later")
    settled = settled_of(track)
    is_complete = not beginnings.missing(settled) and not beginnings.is_provisional(settled, translator(track.language))
    state: State = "done" if is_complete else "busy" if track.settled else "later"
    return Progress(state, until=settled.settled_on or None, by=settled.settled_by or None)


def start_shown(store: Store, assignment: DeskAssignment) -> dict[str, object]:
    """Give what the file and the record of an assignment show of its start."""
    return {"assignment": assignment, "start": start_of(assignment)}


def tracks_shown(store: Store, assignment: DeskAssignment) -> dict[str, object]:
    """Give what is needed to begin another track; there is one process track at most."""
    kinds = {it.kind for it in desk.tracks_of(store, assignment)}
    return {"assignment": assignment, "has_process": "process" in kinds}
