"""Who is connected: facts that the server holds about each connection, bound when it came in."""

import hashlib
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from facilitator.domain.buckets import Bucket
from facilitator.serving.socketio_adapter import Acknowledge

PHONE = "/phone"
BOARD = "/board"
SEAT = 16  # hex digits

SNAPSHOT_RATE = 0.5  # a second, that a board or screen is sent whole
SNAPSHOTS_AT_ONCE = 3.0

Handler = Callable[[str, object, Acknowledge], None]


@dataclass(slots=True)
class Phone:
    """A phone in a consultation. `oneliners` are those it proved to hold the keys of.

    `seat`: the same for every connection of one phone, told by itself and kept nowhere; "" where it told none.
    """

    sid: str
    track: str
    consultation: str
    environment: str | None
    language: str
    bucket: Bucket
    seat: str = ""
    oneliners: set[str] = field(default_factory=set)
    refusals: int = 0


@dataclass(slots=True)
class Viewer:
    """A board (with a facilitator) or a screen (without) on a track."""

    sid: str
    track: str
    consultation: str
    language: str
    facilitator: str | None = None
    name: str = ""
    sign_in: str | None = None
    since: int | None = None
    holding: str | None = None
    snapshots: Bucket = field(default_factory=lambda: Bucket.full(SNAPSHOT_RATE, SNAPSHOTS_AT_ONCE, time.monotonic()))

    @property
    def is_screen(self) -> bool:
        """Whether it only shows; a board belongs to a facilitator."""
        return self.facilitator is None


@dataclass
class Connections:
    """All phones, boards and screens of this process, in memory only."""

    phones: dict[str, Phone] = field(default_factory=dict)
    viewers: dict[str, Viewer] = field(default_factory=dict)
    _authors: dict[str, tuple[str, str]] = field(default_factory=dict)  # one-liner → (sid, key)
    _here: dict[str, dict[str | None, Counter[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Counter))
    )  # consultation → environment → seat → connections

    def add_phone(self, phone: Phone) -> None:
        """Remember a phone, and count it with its environment."""
        self.phones[phone.sid] = phone
        self._here[phone.consultation][phone.environment][_seat(phone)] += 1

    def drop_phone(self, sid: str) -> None:
        """Forget a phone and which one-liners it wrote; one that is gone already changes nothing."""
        phone = self.phones.pop(sid, None)
        if phone is None:
            return
        _leave(self._here[phone.consultation][phone.environment], _seat(phone))
        for oneliner in phone.oneliners:
            if self._authors.get(oneliner, ("",))[0] == sid:
                del self._authors[oneliner]

    def subscribe(self, phone: Phone, oneliner: str, key: str) -> None:
        """This phone holds the key of this one-liner: what becomes of it is told here."""
        phone.oneliners.add(oneliner)
        self._authors[oneliner] = (phone.sid, key)

    def author(self, oneliner: str) -> tuple[str, str] | None:
        """The connection that holds a one-liner's key, and the key; None when it is away."""
        return self._authors.get(oneliner)

    def here(self, consultation: str) -> dict[str | None, set[str]]:
        """Which phones are here, each once however many tabs it has, by environment (None: not said)."""
        seats = self._here.get(consultation, {})
        return {environment: set(found) for environment, found in list(seats.items()) if found}

    def consultations(self) -> Iterator[str]:
        """Every consultation where a phone has been here."""
        return iter(list(self._here))

    def sign_ins(self) -> set[str]:
        """By what the boards are here."""
        return {viewer.sign_in for viewer in list(self.viewers.values()) if viewer.sign_in is not None}

    def leaders(self) -> set[tuple[str, str]]:
        """Who has a board open here, as (consultation, facilitator)."""
        viewers = list(self.viewers.values())
        return {(it.consultation, it.facilitator) for it in viewers if it.facilitator is not None}

    def of_facilitator(self, consultation: str, facilitator: str) -> list[Viewer]:
        """The boards that a facilitator has open on a consultation."""
        viewers = list(self.viewers.values())
        return [it for it in viewers if (it.consultation, it.facilitator) == (consultation, facilitator)]

    def of_sign_in(self, sign_in: str) -> list[Viewer]:
        """The boards that were opened with one sign-in."""
        return [viewer for viewer in list(self.viewers.values()) if viewer.sign_in == sign_in]


def _seat(phone: Phone) -> str:
    """Stand for a phone: a short digest, which other processes may hear; each connection without a seat by itself."""
    return hashlib.sha256(f"{phone.consultation}{phone.seat or phone.sid}".encode()).hexdigest()[:SEAT]


def _leave(seats: Counter[str], seat: str) -> None:
    seats[seat] -= 1
    if not seats[seat]:
        del seats[seat]


def phones_room(consultation: str) -> str:
    """Name the Socket.IO room of a consultation's phones."""
    return f"phones:{consultation}"


def boards_room(track: str) -> str:
    """Name the Socket.IO room of a track's boards."""
    return f"boards:{track}"


def screens_room(track: str) -> str:
    """Name the Socket.IO room of a track's screens."""
    return f"screens:{track}"
