"""A consultation with everybody in it, in one thread and without real time: any of them goes on by one step."""

import functools
import random
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from facilitator import showing, steps
from facilitator.config import Settings
from facilitator.live.board import BoardDoor
from facilitator.live.broadcast import Broadcast
from facilitator.live.connections import BOARD, PHONE, Connections
from facilitator.live.guard import Guard
from facilitator.live.phone import PhoneDoor
from facilitator.live.presence import Presence
from facilitator.services.accounts import facilitators
from facilitator.services.accounts.facilitators import SignedIn
from facilitator.services.application import Application
from facilitator.services.assignments import Made
from facilitator.services.doors import NoDoors
from facilitator.services.scheduler import Scheduler
from facilitator.services.tracks import Announcement, LiveTrack
from tests.makers import NOON, add_facilitators, application_on, room_on, screen_snapshot
from tests.simulation.chance import seeded
from tests.simulation.disk import Disk, PowerCut
from tests.simulation.network import Link, Network
from tests.simulation.phones import Phone
from tests.simulation.viewers import Viewer

ORIGIN = "http://192.168.1.20:8000"
HOLDS = (0, 4)
ENVIRONMENTS = ("policy", "policy", "policy", "execution", None, "policy")
FARTHEST_CLOCK = timedelta(hours=5)
METHOD = steps.method()


@dataclass(frozen=True)
class Beginning:
    """A file with a consultation in which nobody has said anything, and who is signed in."""

    content: bytes
    made: Made
    cookies: dict[str, str]


@functools.cache
def beginning(hold: int) -> Beginning:
    """Make it once: the same whenever it is made."""
    with tempfile.TemporaryDirectory() as folder, seeded(hold):
        application = application_on(f"sqlite:///{folder}/facilitator.sqlite")
        add_facilitators(application.store, "ada", "ben")
        room = room_on(application, hold=hold)
        room.join("ben")
        room.open()
        now = int(NOON.timestamp())
        cookies = {it: facilitators.sign_in(application.store, it, now=now).token for it in ("ada", "ben")}
        application.store.close()
        return Beginning(Path(folder, "facilitator.sqlite").read_bytes(), room.made, cookies)


class World(NoDoors):
    """Server, disk, network and people. `heard` are the announcements of this step."""

    def __init__(self, disk: Disk, chance: random.Random, hold: int) -> None:
        self.random = chance
        self.disk = disk
        self._cookies = beginning(hold).cookies
        self.made = beginning(hold).made
        self.now: datetime = NOON
        self.seconds = 0.0
        self.heard: list[Announcement] = []
        self.announced: Callable[[], None] = lambda: None
        """Called whenever something was told: one step may tell several things one after the other."""
        self.crashes = 0
        self.went_down = False
        disk.insert(beginning(hold).content, chance)
        self.network = Network(chance, disk.point)
        self.phones = [
            Phone(chance, self.made.code, environment, seat=f"seat {at}") for at, environment in enumerate(ENVIRONMENTS)
        ]
        self.viewers = [self._board("ada"), self._board("ada"), self._board("ben"), Viewer(chance, self._screen())]
        self.start()
        for one in self.people[::2]:
            one.come(self.network)

    def _board(self, name: str) -> Viewer:
        environ = {"HTTP_COOKIE": f"{facilitators.COOKIE}={self._cookies[name]}", "HTTP_ORIGIN": ORIGIN}
        return Viewer(self.random, {"consultation": self.made.consultation}, environ)

    def _screen(self) -> dict[str, str]:
        return {"screen": self.made.screen_token}

    @property
    def people(self) -> list[Phone | Viewer]:
        """Everybody who may have a connection."""
        return [*self.phones, *self.viewers]

    # The server

    def start(self) -> None:
        """Start a server on what is on the disk."""
        settings = Settings(database=str(self.disk.store.url), phone_rate=0, consultation_rate=0)
        self.application = Application(settings, self.disk.store, steps=METHOD, now=lambda: self.now)
        self.application.lan_url, self.application.origins = ORIGIN, frozenset({ORIGIN})
        self.application.doors = self
        self.connections = Connections()
        self.broadcast = Broadcast(self.network, self.application, self.connections)
        self.counts = Presence(self.application, self.connections)
        self.scheduler = Scheduler(self.application, clock=lambda: self.seconds)
        self.network.guards = {
            PHONE: Guard(PhoneDoor(self.network, self.application, self.connections)),
            BOARD: Guard(BoardDoor(self.application, self.connections, self.broadcast)),
        }

    def announce(self, track: LiveTrack, announcements: Sequence[Announcement]) -> None:
        """As Live does, noting what is told."""
        self.heard += announcements
        self.scheduler.noticed(track, announcements)
        self.broadcast.announce(track, announcements)
        self.announced()

    def reset(self, track: LiveTrack) -> None:
        """As Live does."""
        self.counts.forget(track.consultations)
        self.broadcast.reset(track)

    def presence(self, consultation: str) -> dict[str, object]:
        """As Live does."""
        return self.counts.shown(consultation)

    @property
    def track(self) -> LiveTrack:
        """The track as the server holds it."""
        return self.application.track(self.made.track)

    @property
    def waits(self) -> bool:
        """Whether the writer has something to write."""
        return bool(self.application.writer._waiting)

    def write(self) -> None:
        """Let the server's writer write what waits."""
        self.application.writer.drain()

    def tick(self) -> None:
        """Let the server's clock go on."""
        self.seconds += self.random.choice((0.2, 1.0, 5.0, 40.0))
        self.scheduler.tick()

    def tell_presence(self) -> None:
        """Let the server tell how many are here."""
        self.counts.publish(self.broadcast.presence)

    def jump(self) -> None:
        """The clock of the machine is set, by a second or by hours."""
        moved = self.now + timedelta(seconds=self.random.choice((1, 1, 1, 30, -30, 7200, -7200, 14400, -14400)))
        if abs(moved - NOON) < FARTHEST_CLOCK:
            self.now = moved

    def restart(self) -> None:
        """The server is asked to end, writes what waits, and starts again."""
        self.write()
        self.went_down = True
        self.network.lose_server()
        self.application.tracks.clear()
        self.start()

    def end(self) -> None:
        """The power is gone: what is on the disk is what a new server finds."""
        self.crashes += 1
        self.went_down = True
        self.network.lose_server()
        self.application.tracks.clear()
        self.disk.recover()
        self.start()

    def shown(self, viewer: Viewer) -> dict[str, Any]:
        """What a board or screen would be shown if it came in now."""
        if viewer.is_screen:
            return screen_snapshot(self.application, self.made.consultation)
        return showing.board_snapshot(self.application, self.made.consultation, SignedIn("ada", "ada", ""))

    # Steps

    def step(self) -> str:
        """Let anything happen; says what."""
        self.heard, self.went_down = [], False
        chance = self.random.random()
        if chance < 0.02:
            self.disk.arm()
        elif chance < 0.03:
            self.disk.ail()
        if self.waits and self.random.random() < 0.4:
            return self._do(self.write, "write")
        if self.random.random() < 0.5 and (links := self._busy()):
            return self._do(lambda: self._carry(self.random.choice(links)), "carry")
        names = list(WHAT_HAPPENS)
        (name,) = self.random.choices(names, list(WHAT_HAPPENS.values()))
        return self._do(lambda: getattr(self, name)(), name)

    def _do(self, what: Callable[[], object], name: str) -> str:
        try:
            what()
        except PowerCut:
            self.end()
            return f"{name}, and the power went"
        except DBAPIError:  # what goes by the clock is taken up again when it breaks; so does a connection
            if not self.disk.failures:
                raise
            return f"{name}, and the disk failed"
        return name

    def _busy(self) -> list[Link]:
        return [it for it in self.network.links.values() if it.up or it.down]

    def _carry(self, link: Link) -> None:
        """Some of what is under way arrives."""
        for _ in range(self.random.randint(1, 6)):
            if link.up and (not link.down or self.random.random() < 0.5):
                self.network.carry_up(link)
            elif link.down:
                self.network.carry_down(link)

    def somebody_writes(self) -> None:
        """A phone sends something, or several things."""
        phone = self.random.choice(self.phones)
        for _ in range(self.random.randint(1, 3)):
            phone.write(self.network)

    def somebody_sends_again(self) -> None:
        """A phone waited too long."""
        self.random.choice(self.phones).send_again(self.network)

    def somebody_takes_back(self) -> None:
        """A phone withdraws something."""
        self.random.choice(self.phones).take_back(self.network)

    def somebody_acts(self) -> None:
        """A board does something, or several things."""
        board = self.random.choice(self.viewers[:3])
        if self.track.board.consultations[self.made.consultation].phase == "lobby" and board.seen and board.is_in:
            board.do(self.network, "open_question", question=self.random.choice(board.questions))
            return
        for _ in range(self.random.randint(1, 3)):
            board.act(self.network)

    def somebody_asks(self) -> None:
        """A board or screen looks whether it missed anything."""
        self.random.choice(self.viewers).ask(self.network)

    def somebody_comes(self) -> None:
        """Whoever is not in comes in."""
        away = [it for it in self.people if not it.is_in]
        if away:
            self.random.choice(away).come(self.network)

    def somebody_loses_the_network(self) -> None:
        """A connection breaks; the server has not noticed yet."""
        links = [it for it in self.network.links.values() if it.at_client]
        if links:
            self.network.hang_up(self.random.choice(links))

    def the_server_notices(self) -> None:
        """The server finds out about one of them."""
        links = [it for it in self.network.links.values() if not it.at_client and not it.up]
        if links:
            self.network.notice(self.random.choice(links))

    def clients_notice(self) -> None:
        """Clients whose server is gone find out."""
        for link in [it for it in self.network.links.values() if not it.at_server and not it.down]:
            self.network.hang_up(link)

    # The end

    def settle(self) -> None:
        """Let everybody come back and all arrive that is under way."""
        self.disk.disarm()
        self.heard, self.went_down = [], True
        self._let_all_arrive()
        for link in [it for it in self.network.links.values() if not (it.at_client and it.at_server)]:
            self.network.hang_up(link)
            self.network.notice(link)
        for one in self.people:
            if one.is_in:
                one.ask(self.network)
            else:
                one.come(self.network)
        for phone in self.phones:
            phone.send_again(self.network)
        self._let_all_arrive()
        self.application.freshen()
        self._let_all_arrive()

    def _let_all_arrive(self) -> None:
        while links := self._busy():
            for link in links:
                while link.up:
                    self.network.carry_up(link)
                self.write()
                while link.down:
                    self.network.carry_down(link)


WHAT_HAPPENS: dict[str, float] = {
    "somebody_writes": 6,
    "somebody_acts": 12,
    "somebody_comes": 2,
    "somebody_sends_again": 1,
    "somebody_takes_back": 1,
    "somebody_asks": 1.5,
    "somebody_loses_the_network": 0.7,
    "the_server_notices": 1,
    "clients_notice": 1,
    "tick": 1.5,
    "tell_presence": 0.7,
    "jump": 1,
    "restart": 0.2,
}
