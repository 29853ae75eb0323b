"""The live doors with a recorder in the place of the network: what they are sent, and what they send."""

import json
import secrets
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from facilitator.domain.refusals import Refusal
from facilitator.live.board import BoardDoor
from facilitator.live.broadcast import Broadcast
from facilitator.live.connections import BOARD, PHONE, Connections
from facilitator.live.guard import turned_away
from facilitator.live.phone import PhoneDoor
from facilitator.live.presence import Presence
from facilitator.services import assignments
from facilitator.services.accounts import facilitators
from facilitator.services.assignments import Wanted
from facilitator.services.doors import NoDoors
from facilitator.services.scheduler import Scheduler
from facilitator.serving.packets import TextPacket
from facilitator.store.tables import Facilitator, Membership
from tests.makers import NOON, application_on

HOLD = 4
ORIGIN = "http://192.168.1.20:8000"
SECONDS = int(NOON.timestamp())


class Recorder:
    """Keeps what would go over the network: (sid or room, event, message)."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str, Any]] = []
        self.rooms: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.manager = self

    def emit(self, event: str, message: object, *, room: str, namespace: str) -> None:
        here = self.rooms[namespace].get(room, {room})
        self.sent += [(sid, event, json.loads(TextPacket.json.dumps(message))) for sid in sorted(here)]

    def enter_room(self, sid: str, room: str, *, namespace: str) -> None:
        self.rooms[namespace][room].add(sid)

    def disconnect(self, sid: str, *, namespace: str) -> None:
        for members in self.rooms[namespace].values():
            members.discard(sid)


class StageDoors(NoDoors):
    """The doors of a stage: those who are on it hear of everything."""

    def __init__(self, stage: "Stage") -> None:
        self._stage = stage

    def announce(self, track: Any, announcements: Any) -> None:
        self._stage.scheduler.noticed(track, announcements)
        self._stage.broadcast.announce(track, announcements)

    def reset(self, track: Any) -> None:
        self._stage.broadcast.reset(track)

    def presence(self, consultation: str) -> dict[str, object]:
        return self._stage.presence.shown(consultation)


class Stage:
    """A consultation of ada's with its doors, in one thread: all that is asked is done on return."""

    def __init__(self, directory: Path) -> None:
        self.network = Recorder()
        self.seconds = 0.0
        self.application = application_on(f"sqlite:///{directory / 'stage.sqlite'}")
        self.application.lan_url, self.application.origins = ORIGIN, frozenset({ORIGIN})
        self.ada = secrets.token_hex(8)
        with self.application.store.work() as connection:
            connection.execute(insert(Facilitator), {"id": self.ada, "name": "Ada", "password_hash": None})
        wanted = Wanted(track="process", theme="schulden en armoede", title="Schulden en armoede", hold=HOLD)
        self.made = assignments.create(self.application.store, self.ada, wanted)
        self.connections = Connections()
        self.broadcast = Broadcast(self.network, self.application, self.connections)
        self.presence = Presence(self.application, self.connections)
        self.scheduler = Scheduler(self.application, clock=lambda: self.seconds)
        self.application.doors = StageDoors(self)
        self.phones = PhoneDoor(self.network, self.application, self.connections)
        self.boards = BoardDoor(self.application, self.connections, self.broadcast)

    def join(self, sid: str, auth: dict[str, Any]) -> None:
        """A phone comes in."""
        self.phones.connect(sid, {}, auth)
        self.phones.greet(sid)
        self.network.enter_room(sid, sid, namespace=PHONE)

    def refuse(self, door: Any, auth: dict[str, Any]) -> dict[str, Any]:
        """Somebody is turned away; what the refusal of the connection carries."""
        try:
            door.connect("nobody", {}, auth)
        except Refusal as refusal:
            told: dict[str, Any] = turned_away(door, refusal).error_args
            return told
        raise AssertionError("it was let in")

    def help(self, sid: str, auth: dict[str, Any]) -> None:
        """The board of somebody comes in who was invited to help."""
        helper = secrets.token_hex(8)
        with self.application.store.work() as connection:
            connection.execute(insert(Facilitator), {"id": helper, "name": "Ben", "password_hash": None})
            row = {"consultation_id": self.made.consultation, "facilitator_id": helper}
            connection.execute(insert(Membership), row)
        self.watch(sid, auth, by=helper)

    def watch(self, sid: str, auth: dict[str, Any], *, by: str = "") -> None:
        """A board or screen comes in; ada's, where nobody else is named."""
        link = facilitators.make_board_link(
            self.application.store, facilitator=by or self.ada, consultation=self.made.consultation, now=SECONDS
        )
        used = facilitators.use_board_link(self.application.store, link, now=SECONDS)
        assert used is not None
        environ = {"HTTP_COOKIE": f"{facilitators.COOKIE}={used[0].token}", "HTTP_ORIGIN": ORIGIN}
        self.boards.connect(sid, environ, auth)
        self.boards.greet(sid)
        self.network.enter_room(sid, sid, namespace=BOARD)

    def ask(self, door: Any, sid: str, event: str, data: dict[str, Any]) -> dict[str, Any]:
        """Send a message and give its acknowledgement."""
        answers: list[dict[str, Any]] = []
        try:
            door.handlers[event](sid, data, answers.append)
            self.application.writer.drain()
        except Refusal as refusal:
            answers.append(door.refused(door.language_of(sid), refusal))
        (answer,) = answers
        told: dict[str, Any] = json.loads(TextPacket.json.dumps(answer))
        return told

    def pass_time(self, seconds: float) -> None:
        """Let so much time pass, and what goes by the clock happen."""
        self.seconds += seconds
        self.scheduler.tick()
        self.application.writer.drain()
        self.application.freshen()
        self.presence.publish(self.broadcast.presence)

    def stop_holding(self) -> None:
        """From now on one-liners are shown at once, as in a consultation without a hold."""
        track = self.application.track(self.made.track)
        for consultation, facts in track.consultations.items():
            track.consultations[consultation] = replace(facts, hold=0)

    def heard(self, sid: str, event: str) -> list[Any]:
        """All that a connection was sent of one kind."""
        return [message for whom, name, message in self.network.sent if (whom, name) == (sid, event)]
