"""Weighing a fixed map: begun on a version, saved while open, closed with a name and a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, insert, select, update

from facilitator.domain import shapes
from facilitator.domain.beginnings import LONGEST, Settled
from facilitator.domain.map.whole import Map
from facilitator.domain.refusals import Refusal
from facilitator.domain.written import check, line
from facilitator.services import desk
from facilitator.services.assignments import Beginning, add_goal
from facilitator.services.desk import DeskAssignment, DeskTrack
from facilitator.services.own import OwnTrack
from facilitator.services.steps import Progress
from facilitator.services.writing import new_id
from facilitator.steps.weighing import bounds
from facilitator.steps.weighing import rules as weighing
from facilitator.steps.weighing.rules import Obstacle, Weighed
from facilitator.store import Store, journal, rows
from facilitator.store.tables import MapVersion, Track, Weighing


@dataclass(frozen=True)
class WeighedVersion:
    """A fixed map, without what is in it."""

    id: str
    number: int
    day: str
    by: str


@dataclass(frozen=True)
class KeptWeighing:
    """A weighing with the version it rests on; `contents` is that map's document. Closed: by whom and when."""

    id: str
    track: str
    version: WeighedVersion
    fingerprint: str
    contents: Mapping[str, Any]
    weighed: Weighed
    revision: int
    closed_on: str | None
    closed_by: str | None

    def obstacles(self, track: str) -> list[Obstacle]:
        """Tell what keeps it from being closed, on a "process" or a "goal" track."""
        return self.weighed.on(Map.of(self.contents)).obstacles(track)


def versions(own: OwnTrack) -> list[WeighedVersion]:
    """List the fixed maps of a track, the newest first."""
    wanted = select(*rows.columns(WeighedVersion, MapVersion))
    with own.read() as connection:
        newest = wanted.where(MapVersion.track_id == own.id).order_by(MapVersion.number.desc())
        return rows.read(WeighedVersion, connection.execute(newest))


def every(own: OwnTrack) -> list[KeptWeighing]:
    """List the weighings of a track, that of the newest map first."""
    with own.read() as connection:
        return [_kept(row) for row in connection.execute(_weighings(own.id))]


def latest(own: OwnTrack) -> KeptWeighing | None:
    """Give the weighing of the newest map that was weighed."""
    with own.read() as connection:
        return _latest(connection, own.id)


def latest_closed(own: OwnTrack) -> KeptWeighing | None:
    """Give the last weighing that was closed."""
    return next((it for it in every(own) if it.closed_on), None)


def last_closed_id(connection: Connection, track: str) -> str | None:
    """Tell which weighing was closed last, within a transaction."""
    closed = _weighings(track).where(Weighing.closed_on.is_not(None)).with_only_columns(Weighing.id)
    return connection.scalar(closed.limit(1))


def lines_under(connection: Connection, id: str) -> frozenset[str]:
    """Give the one-liners on the map that a weighing rests on, within a transaction."""
    return frozenset(_resting_on(connection, id)[1].lines)


def begin(own: OwnTrack, number: int) -> str:
    """Begin to weigh a version. After a closed weighing only a newer one, which takes its text over as a draft.

    Raises:
        Refusal("changed_since"): there is an open one already, or no such (newer) version.
    """
    with own.work() as connection:
        journal.head(connection, own.id, lock=True)
        before, version = _latest(connection, own.id), _version(connection, own.id, number)
        if version is None or (before and (before.closed_on is None or version.number <= before.version.number)):
            raise Refusal("changed_since")
        row = {
            "id": new_id(),
            "track_id": own.id,
            "version_id": version.id,
            "contents": weighing.written(before.weighed if before else Weighed()),
            "revision": 1,
            "closed_on": None,
            "closed_by": None,
        }
        connection.execute(insert(Weighing), row)
    return str(row["id"])


def move(own: OwnTrack, kept: KeptWeighing, *, revision: int, number: int) -> None:
    """Lay an open weighing on a newer version of the map. Raises: Refusal("changed_since")"""
    with own.work() as connection:
        version = _version(connection, own.id, number)
        if version is None or version.number <= kept.version.number:
            raise Refusal("changed_since")
        _change(connection, _this(own, kept), revision, {"version_id": version.id})


def save(own: OwnTrack, kept: KeptWeighing, *, revision: int, weighed: Weighed) -> None:
    """Keep what was written, as far as nobody wrote after `revision`.

    Raises:
        Refusal("changed_since"): somebody did, or the weighing was closed; nothing is stored.
        Refusal("bad_request"): it holds more than it may, or what belongs to the other kind of track; it contradicts
            itself; or what was changed in it goes beyond `bounds`.
    """
    with own.work() as connection:
        if not weighed.fits(_kind(connection, own.id)) or weighed.contradicts_itself:
            raise Refusal("bad_request")
        bounds.check(weighed, *_resting_on(connection, kept.id))
        _change(connection, _this(own, kept), revision, {"contents": weighing.written(weighed)})


def close(own: OwnTrack, kept: KeptWeighing, *, revision: int, by: str, day: str) -> None:
    """Fix a weighing, by whom and when.

    Raises:
        Refusal("changed_since"): it is not what was looked at any more, or something is still missing.
        Refusal("bad_request"): nobody's name stands under it, or no day.
    """
    check({"by": by, "day": day}, {"by": line(LONGEST["settled_by"], must=True), "day": shapes.day})
    with own.work() as connection:
        if kept.revision != revision or kept.obstacles(_kind(connection, own.id)):
            raise Refusal("changed_since")
        _change(connection, _this(own, kept), revision, {"closed_on": day, "closed_by": by})


def ended_in(store: Store, assignment: DeskAssignment) -> Settled | None:
    """Give what the last closed weighing of an assignment's process track settled; None where there is none."""
    process = next((it.id for it in desk.tracks_of(store, assignment) if it.kind == "process"), None)
    kept = latest_closed(OwnTrack(store, assignment.facilitator_id, process)) if process else None
    return settled(kept) if kept else None


def begin_goal(own: OwnTrack) -> str:
    """Begin a goal track from what a process track ended in. Returns: its id; asked again, of the same one.

    Raises:
        Refusal("bad_request"): it is no process track, or its weighing isn't closed, or found no problem (any more).
    """
    with own.work() as connection:
        kind, kept = _kind(connection, own.id), _latest(connection, own.id)
        if kind != "process" or kept is None or kept.closed_on is None or kept.weighed.diagnosis.gone:
            raise Refusal("bad_request")
        return add_goal(connection, _assignment(connection, own.id), Beginning(settled(kept), begun_from=kept.id))


def settled(kept: KeptWeighing) -> Settled:
    """Give what a goal track begins with: the outcome of a closed weighing.

    Who settles the goal is another matter than who fixed the weighing, so that stays to be filled in.
    """
    found = kept.weighed.diagnosis
    return Settled(
        issue=found.diagnosis,
        solution=found.solution,
        term=kept.weighed.inputs.planning_until,
        owner=", ".join(found.owners),
    )


def _this(own: OwnTrack, kept: KeptWeighing) -> ColumnElement[bool]:
    return (Weighing.id == kept.id) & (Weighing.track_id == own.id)


def _change(connection: Connection, this: ColumnElement[bool], revision: int, values: dict[str, Any]) -> None:
    open_as_seen = this & (Weighing.revision == revision) & Weighing.closed_on.is_(None)
    done = connection.execute(update(Weighing).where(open_as_seen).values(revision=revision + 1, **values))
    if done.rowcount != 1:
        raise Refusal("changed_since")


def _resting_on(connection: Connection, id: str) -> tuple[Weighed, Map]:
    """Give what is kept of a weighing, and its map. Raises: Refusal("changed_since"): it is gone"""
    wanted = select(Weighing.contents, MapVersion.contents.label("map"))
    joined = wanted.join(MapVersion, MapVersion.id == Weighing.version_id)
    row = connection.execute(joined.where(Weighing.id == id)).one_or_none()
    if row is None:
        raise Refusal("changed_since")
    return weighing.read(row.contents), Map.of(row.map)


def _assignment(connection: Connection, track: str) -> str:
    return str(connection.scalar(select(Track.assignment_id).where(Track.id == track)))


def _kind(connection: Connection, track: str) -> str:
    return connection.scalar(select(Track.kind).where(Track.id == track)) or ""


def _latest(connection: Connection, track: str) -> KeptWeighing | None:
    row = connection.execute(_weighings(track).limit(1)).one_or_none()
    return _kept(row) if row else None


def _version(connection: Connection, track: str, number: int) -> WeighedVersion | None:
    wanted = select(*rows.columns(WeighedVersion, MapVersion))
    row = connection.execute(wanted.where(MapVersion.track_id == track, MapVersion.number == number)).one_or_none()
    return rows.made(WeighedVersion, row) if row else None


def _weighings(track: str) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Weighing.id,
            Weighing.track_id,
            Weighing.contents,
            Weighing.revision,
            Weighing.closed_on,
            Weighing.closed_by,
            MapVersion.id.label("version"),
            MapVersion.number,
            MapVersion.day,
            MapVersion.by,
            MapVersion.fingerprint,
            MapVersion.contents.label("map"),
        )
        .join(MapVersion, MapVersion.id == Weighing.version_id)
        .where(Weighing.track_id == track)
        .order_by(MapVersion.number.desc(), Weighing.closed_on.is_(None).desc())
    )


def _kept(row: Row[*tuple[Any, ...]]) -> KeptWeighing:
    return KeptWeighing(
        id=row.id,
        track=row.track_id,
        version=WeighedVersion(row.version, row.number, row.day, row.by),
        fingerprint=row.fingerprint,
        contents=row.map,
        weighed=weighing.read(row.contents),
        revision=row.revision,
        closed_on=row.closed_on,
        closed_by=row.closed_by,
    )


def progress(connection: Connection, track: DeskTrack) -> Progress:
    """Tell how far the weighing of the newest map is: done once it is closed."""
    rows = connection.execute(
        select(Weighing.closed_on, Weighing.closed_by)
        .join(MapVersion, MapVersion.id == Weighing.version_id)
        .where(Weighing.track_id == track.id)
        .order_by(MapVersion.number)
    ).all()
    if not rows:
        return Progress()
    last = rows[-1]
    return Progress("done" if last.closed_on else "busy", until=last.closed_on, by=last.closed_by)


def outcome_shown(store: Store, track: DeskTrack) -> dict[str, object] | None:
    """Give what the last closed weighing of a process found; None where there is none."""
    found = latest_closed(OwnTrack(store, track.owner, track.id)) if track.kind == "process" else None
    return {"told": found.weighed.diagnosis} if found else None


def carried_shown(store: Store, assignment: DeskAssignment) -> dict[str, object] | None:
    """Tell whether a goal can begin with what a process was found to be; None where it can't."""
    return None if ended_in(store, assignment) is None else {}


def forget(connection: Connection, track: str) -> None:
    """Take every weighing out, with the track itself."""
    connection.execute(delete(Weighing).where(Weighing.track_id == track))
