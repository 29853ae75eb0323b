"""The application: one running facilitator. It holds the store, the tracks in use and the writer.

Doors hand in jobs and are told outcomes; what happened is announced once, after it is durable.
"""

import logging
import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from facilitator.config import Settings
from facilitator.domain.refusals import Refusal
from facilitator.services.accounts.attempts import Attempts
from facilitator.services.doors import Doors, NoDoors
from facilitator.services.likeness import Suggester
from facilitator.services.loading import FellBehind, catch_up, load_track
from facilitator.services.pace import Pace
from facilitator.services.steps import Steps
from facilitator.services.tracks import Announcement, LiveTrack
from facilitator.services.writing import Job, UnitOfWork, carry_out
from facilitator.serving.turns import next_turn
from facilitator.serving.workers import Workers
from facilitator.store import Store, Unavailable, is_transient, journal, tables
from facilitator.store.commits import Writer
from facilitator.store.sweeping import sweep

log = logging.getLogger(__name__)


@dataclass
class Application:
    """`doors` are told what happened; `stale` are the tracks whose clients must start afresh.

    `workers` do beside it what takes long; None: it is done here.
    `lan_url` is what this machine is called in its own network; `origins` are those of the pages that we serve.
    """

    settings: Settings
    store: Store
    doors: Doors = field(default_factory=NoDoors)
    steps: Steps = field(default_factory=Steps)
    workers: Workers | None = None
    lan_url: str = "http://127.0.0.1:8000"
    origins: frozenset[str] = frozenset()
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    tracks: dict[str, LiveTrack] = field(default_factory=dict)
    stale: set[str] = field(default_factory=set)
    _tracks_lock: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        self.writer: Writer[Job] = Writer(self.write)
        self.unswept = self.store.is_sqlite  # the last process may have died before it swept
        self.suggester = Suggester()
        self.attempts = Attempts()
        self.pace = Pace(self.settings.consultation_rate)

    # Reading

    def track(self, track_id: str) -> LiveTrack:
        """The track, read from the tables when it is not held yet. Raises: Refusal."""
        if (held := self.tracks.get(track_id)) is not None:
            return held
        with self._tracks_lock:
            if (held := self.tracks.get(track_id)) is not None:
                return held
            with self.store.read() as connection:
                found = load_track(connection, track_id, breathe=next_turn)
            if found is None:
                raise Refusal("bad_request")
            return self.tracks.setdefault(track_id, found)  # the writer may have read it meanwhile

    def track_of(self, consultation_id: str) -> LiveTrack:
        """The track a consultation belongs to. Raises: Refusal("unknown_code")."""
        for held in self.tracks.values():
            if consultation_id in held.consultations:
                return held
        with self.store.read() as connection:
            track_id = connection.execute(
                select(tables.Consultation.track_id).where(tables.Consultation.id == consultation_id)
            ).scalar_one_or_none()
        if track_id is None:
            raise Refusal("unknown_code")
        track = self.track(track_id)
        if consultation_id not in track.consultations:
            self.refresh(track_id)
        return self.track(track_id)

    def refresh(self, track_id: str) -> None:
        """Forget what is held of a track; its clients start afresh at the next `freshen`."""
        if self.tracks.pop(track_id, None) is not None:
            self.stale.add(track_id)

    def freshen(self) -> None:
        """Give the clients of refreshed tracks a new start, once the tables can be read."""
        for track_id in list(self.stale):
            track = self.track(track_id)
            self.stale.discard(track_id)
            self.doors.reset(track)

    def look(self, track_id: str) -> None:
        """See whether other processes moved a track on, and announce what they did."""
        track = self.tracks.get(track_id)
        if track is None:
            return
        with self.store.read() as connection:
            head = journal.head(connection, track_id)
            if head is None or head.revision == track.board.revision:
                return
            with track.lock:
                if head.revision <= track.board.revision:
                    return
                try:
                    announcements = catch_up(connection, track, head.revision)
                except FellBehind:
                    self.refresh(track_id)
                    return
                track.chain = head.chain
                self.doors.announce(track, announcements)

    def look_everywhere(self) -> None:
        """Look for what other processes wrote, on every track in memory."""
        for track_id in list(self.tracks):
            self.look(track_id)

    def health(self) -> dict[str, str]:
        """The answer of /healthz: "ok", "down", and "off" for a queue that is not used."""
        database = "ok" if self.store.is_well() else "down"
        queue = self.doors.queue_health()
        status = "ok" if "down" not in (database, queue) else "down"
        return {"status": status, "database": database, "queue": queue}

    def signed_out(self, sign_in_id: str) -> None:
        """A sign-in ended: whatever is open in its name closes."""
        self.doors.close_sign_in(sign_in_id)

    def let_go(self, consultation: str, facilitator: str) -> None:
        """Somebody's helping ended: the boards open on that consultation close."""
        self.doors.close_helper(consultation, facilitator)

    # Writing

    def put(self, job: Job) -> None:
        """Queue a job for the writer, which answers it when it is durable."""
        self.writer.put(job)

    def ask(self, job: Job, *, patience: float = 15.0) -> object:
        """Hand in a job and wait for its outcome. Raises: Refusal."""
        self.track(job.track)  # read before anybody waits for the writer
        done = threading.Event()
        outcomes: list[object] = []

        def answer(outcome: object) -> None:
            outcomes.append(outcome)
            done.set()

        job.answer = answer
        self.put(job)
        if not done.wait(patience):
            raise Refusal("internal")
        if isinstance(outcomes[0], Refusal):
            raise outcomes[0]
        return outcomes[0]

    def write(self, jobs: Sequence[Job]) -> Sequence[object]:
        """Write a batch durably and announce it. Raises when nothing of it was written."""
        try:
            return self._write(jobs)
        except DBAPIError as error:
            if not is_transient(error):
                raise
            try:
                return self._write(jobs)  # once more: each job is harmless to repeat
            except DBAPIError as again:
                raise Unavailable from again

    def _write(self, jobs: Sequence[Job]) -> Sequence[object]:
        by_track: dict[str, list[int]] = defaultdict(list)
        for at, job in enumerate(jobs):
            by_track[job.track].append(at)
        units: list[tuple[LiveTrack, UnitOfWork]] = []
        outcomes: list[object] = [None] * len(jobs)
        try:
            with self.store.work() as connection:
                for track_id in sorted(by_track):
                    mine = [jobs[at] for at in by_track[track_id]]
                    track, unit, told = self._carry_out(connection, track_id, mine)
                    units.append((track, unit))
                    for at, outcome in zip(by_track[track_id], told, strict=True):
                        outcomes[at] = outcome
            for track, unit in units:
                self._tell(track, unit)
        except BaseException:
            for track_id in by_track:
                self.refresh(track_id)  # what was applied here was not written
            raise
        finally:
            for track, _ in units:
                track.lock.release()
        self._sweep(units)
        return outcomes

    def _carry_out(
        self, connection: Connection, track_id: str, jobs: Sequence[Job]
    ) -> tuple[LiveTrack, UnitOfWork, list[object]]:
        """Do one track's jobs; the track stays locked until they are durable."""
        track, missed = self._current(connection, track_id)
        unit = UnitOfWork(track, connection, self.now(), announcements=missed)
        try:
            told = carry_out(unit, jobs)
        except BaseException:
            track.lock.release()
            raise
        return track, unit, told

    def _current(self, connection: Connection, track_id: str) -> tuple[LiveTrack, list[Announcement]]:
        """The track, locked in the database and here, at the journal's very end."""
        head = journal.head(connection, track_id, lock=True)
        track = self.tracks.get(track_id)
        missed: list[Announcement] = []
        if track is not None and head is not None:
            track.lock.acquire()
            try:
                if head.revision != track.board.revision:
                    missed = catch_up(connection, track, head.revision)
                    track.chain = head.chain
            except FellBehind:
                track.lock.release()
                track = None
            except BaseException:
                track.lock.release()
                raise
        if track is None:
            track = load_track(connection, track_id)
            if track is None:
                raise Refusal("bad_request")
            track.lock.acquire()
            if self.tracks.get(track_id) is not None:
                self.stale.add(track_id)
            self.tracks[track_id] = track
        return track, missed

    def _tell(self, track: LiveTrack, unit: UnitOfWork) -> None:
        if unit.announcements:
            self.doors.announce(track, unit.announcements)
        if unit.reread:
            self.refresh(track.id)
        if unit.announcements or unit.reread:
            self.doors.moved_on(track.id, track.board.revision)

    def _sweep(self, units: Sequence[tuple[LiveTrack, UnitOfWork]]) -> None:
        if any(unit.reread for _, unit in units):
            self.unswept = True
            self.sweep()

    def sweep(self) -> None:
        """Take what was destroyed off the disk, where that was not done yet."""
        if self.unswept:
            self.unswept = not sweep(self.store, self.steps.swept)
