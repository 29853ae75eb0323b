"""The steps of the method as the kernel asks of them: what each tells of itself, in the method's order.

Each package under `facilitator.steps` has one `Step`; `create_app` gives them all to the application. The kernel goes
over them and names none: what a step is called, how far it is, what falls due, what goes with a track and where it is
found are the step's own to say.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from sqlalchemy import Connection

from facilitator.domain.beginnings import Settled
from facilitator.domain.method import TrackKind
from facilitator.services.desk import DeskAssignment, DeskTrack
from facilitator.store import Store

State = Literal["later", "busy", "done"]
Subject = TrackKind | Literal["assignment", "desk"]
"""What a step has a page of: a kind of track, an assignment as a whole, or all that somebody has on the desk."""
Spot = Literal["assignment", "track", "onward", "removal", "record", "record_of_track", "map", "network"]
"""Where a page has room for what steps show: an assignment, the links of each of its tracks, going on from it; taking
a track home before its removal; the record of an assignment and of each track; the foot of a map; and under the network
over all assignments, a page of a step itself."""


@dataclass(frozen=True)
class Progress:
    """How far a step is. Days in ISO 8601, an interview's a week ("2026-W12"); `by` who did it, as it was kept.

    `count` and `of` say how much there is, in what the step counts; `oneliners` only of the consulting.
    """

    state: State = "later"
    since: str | None = None
    until: str | None = None
    by: str | None = None
    count: int = 0
    of: int = 0
    oneliners: int = 0


@dataclass(frozen=True)
class Place:
    """A step's place among those of a track or an assignment. `name`, `why`: words, in the reader's language as `str`.

    `address`: of its page, with "{id}" for the track or the assignment; `contents`: of what it counts, where that is
    another page.
    """

    key: str
    name: object
    why: object = ""
    address: str = ""
    contents: str = ""


@dataclass(frozen=True)
class Shown:
    """What a step shows on a page of the kernel. `facts`: what fills the template; None: nothing to show. `sheet`: its
    style sheet, where the page's own do not do.

    They are asked with what stands there: a DeskAssignment, a DeskTrack, on a map a FixedMap, under the network the
    titles of assignments by their ids.
    """

    template: str
    facts: Callable[[Store, Any], Mapping[str, object] | None]
    sheet: str = ""


@dataclass(frozen=True)
class FixedMap:
    """A version of a map, by its track and number."""

    track: str
    kind: TrackKind
    number: int


def _no_progress(connection: Connection, track: DeskTrack) -> Progress:
    return Progress()


def _nothing_kept(connection: Connection, id: str) -> None:
    """There is nothing to take out."""


def _nothing_due(store: Store, today: date) -> int:
    return 0


def _no_files(store: Store, track: str) -> Mapping[str, bytes]:
    return {}


def _nothing_settled(store: Store, assignment: DeskAssignment) -> Settled | None:
    return None


def _no_note(found: Progress) -> object:
    return ""


@dataclass(frozen=True)
class Step:
    """One step of the method. `key`: also the name of its package; `after`: the step that it follows, None: none.

    `places`: where it is found, by kind of track; "assignment" for a step beside the
    tracks, "desk" for a page over all assignments.
    `progress`: how far it is on a track, asked in one transaction for all; `note`: how much of it there is, in words.
    `forget_track`, `forget_assignment`: take out what it keeps of one, by its id.
    `forget_due`: let go what has been kept long enough; returns how many rows went. `swept`: its tables from which
    that must go off the disk as well.
    `destroyed`: what goes with an assignment that is removed, in words that fit in a list; "": nothing to tell.
    `shown`: what it shows on pages of the kernel.
    `consultations`: kinds of consultation that are held in it, with the endpoint of their page; "": the kernel's own.
    `settled`: what the process track of an assignment ended in, for a goal track to begin with; None: nothing (yet).
    `archived`: what it gives to the archive of a track, by file name.
    """

    key: str
    after: str | None = None
    places: Mapping[Subject, Place] = field(default_factory=dict)
    progress: Callable[[Connection, DeskTrack], Progress] = _no_progress
    note: Callable[[Progress], object] = _no_note
    forget_track: Callable[[Connection, str], None] = _nothing_kept
    forget_assignment: Callable[[Connection, str], None] = _nothing_kept
    forget_due: Callable[[Store, date], int] = _nothing_due
    swept: tuple[str, ...] = ()
    destroyed: object = ""
    shown: Mapping[Spot, Shown] = field(default_factory=dict)
    consultations: Mapping[str, str] = field(default_factory=dict)
    settled: Callable[[Store, DeskAssignment], Settled | None] = _nothing_settled
    archived: Callable[[Store, str], Mapping[str, bytes]] = _no_files


@dataclass(frozen=True)
class Steps:
    """All steps there are, in the method's order."""

    every: tuple[Step, ...] = ()

    @classmethod
    def of(cls, found: Iterable[Step]) -> "Steps":
        """Lay steps in their order. Raises: ValueError where one follows a step that is not there, or itself."""
        given = sorted(found, key=lambda it: it.key)
        laid = tuple(_following(given, None))
        if lost := {it.key for it in given} - {it.key for it in laid}:
            raise ValueError(f"these steps follow no other: {', '.join(sorted(lost))}")
        return cls(laid)

    def on(self, subject: Subject) -> list[tuple[Step, Place]]:
        """List the steps of a kind of track, or of an assignment, with their places."""
        return [(it, it.places[subject]) for it in self.every if subject in it.places]

    def progress(self, store: Store, track: DeskTrack) -> list[tuple[Step, Place, Progress]]:
        """Tell how far each step of a track is."""
        with store.read() as connection:
            return [(step, place, step.progress(connection, track)) for step, place in self.on(track.kind)]

    def forget_track(self, connection: Connection, track: str) -> None:
        """Take out what the steps keep of a track: the last first, since it may rest on an earlier one."""
        for step in reversed(self.every):
            step.forget_track(connection, track)

    def forget_assignment(self, connection: Connection, assignment: str) -> None:
        """Take out what the steps keep of an assignment beside its tracks, the last first."""
        for step in reversed(self.every):
            step.forget_assignment(connection, assignment)

    def forget_due(self, store: Store, today: date) -> int:
        """Let go what has been kept long enough. Returns: how many rows went."""
        return sum([it.forget_due(store, today) for it in self.every])

    @property
    def swept(self) -> tuple[str, ...]:
        """The tables from which what goes must go off the disk as well."""
        return tuple(table for it in self.every for table in it.swept)

    def shown(self, spot: Spot) -> list[Shown]:
        """List what the steps show at a spot."""
        return [it.shown[spot] for it in self.every if spot in it.shown]

    @property
    def destroyed(self) -> list[object]:
        """List in words what goes of the steps with an assignment that is removed."""
        return [it.destroyed for it in self.every if it.destroyed]

    def page_of_kind(self, kind: str) -> str:
        """Name the endpoint where a kind of consultation has its page; "": the kernel's own."""
        return next((it.consultations[kind] for it in self.every if kind in it.consultations), "")

    def place_of_kind(self, kind: str, subject: Subject) -> Place | None:
        """Give the place, on a kind of track, of the step in which a kind of consultation is held."""
        return next((place for step, place in self.on(subject) if kind in step.consultations), None)

    def settled(self, store: Store, assignment: DeskAssignment) -> Settled:
        """Give what the process track of an assignment ended in; nothing where it did not (yet)."""
        return next((found for it in self.every if (found := it.settled(store, assignment))), Settled())

    def archived(self, store: Store, track: str) -> dict[str, bytes]:
        """Collect what the steps give to the archive of a track."""
        return {name: file for it in self.every for name, file in it.archived(store, track).items()}


def _following(given: Iterable[Step], key: str | None) -> Iterator[Step]:
    given = list(given)
    for it in given:
        if it.after == key:
            yield it
            yield from _following(given, it.key)
