"""A consultation on a database of its own, for tests that go in by the services."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import insert

from facilitator import showing, steps, wire
from facilitator.config import Settings
from facilitator.domain.events import Act
from facilitator.domain.refusals import Refusal
from facilitator.domain.submissions import Submission
from facilitator.services import assignments
from facilitator.services.application import Application
from facilitator.services.assignments import Made, Wanted
from facilitator.services.own import OwnAssignment, OwnTrack
from facilitator.services.writing import Perform, Submit, Withdraw
from facilitator.store import Store
from facilitator.store.migrations import upgrade
from facilitator.store.tables import Attendance, Facilitator, Membership
from tests.furnished import furnish_at

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)


def application_on(database: str) -> Application:
    """One running facilitator on a database; several on the same stand for several processes."""
    furnish_at(database)
    store = Store(database)
    upgrade(store)
    return Application(Settings(database=database), store, steps=steps.method(), now=lambda: NOON)


def add_facilitators(store: Store, *names: str) -> None:
    with store.work() as connection:
        connection.execute(insert(Facilitator), [{"id": it, "name": it, "password_hash": None} for it in names])


@dataclass
class Room:
    """A consultation of ada's, and what people do in it. Outcomes may be Refusals."""

    application: Application
    made: Made
    keys: dict[str, str] = field(default_factory=dict)
    """The key of each one-liner that `say` sent, by its id."""
    owner: str = "ada"
    """Who acts where nobody else is named."""

    @property
    def store(self) -> Store:
        return self.application.store

    @property
    def own(self) -> OwnTrack:
        """The track, asked for by its owner."""
        return OwnTrack(self.store, self.owner, self.made.track)

    @property
    def own_assignment(self) -> OwnAssignment:
        """The assignment, asked for by its owner."""
        return OwnAssignment(self.store, self.owner, self.made.assignment)

    def question(self, number: int = 1) -> str:
        return self.made.questions[number - 1].id

    def submission(self, text: str, *, key: str = "", question: int = 1, **more: Any) -> Submit:
        at = {name: more.pop(name) for name in ("track", "consultation", "environment") if name in more}
        fields: Mapping[str, Any] = {"track": self.made.track, "consultation": self.made.consultation} | at
        sent = Submission(key or str(uuid4()), self.question(question), text, **more)
        return Submit(submission=sent, **fields)

    def send(self, text: str, **more: Any) -> Any:
        """Give the outcome of one submission: an id, or a Refusal."""
        return self.application.write([self.submission(text, **more)])[0]

    def say(self, text: str, **more: Any) -> str:
        """Take down a one-liner that must be accepted; give its id."""
        job = self.submission(text, **more)
        outcome = self.application.write([job])[0]
        assert isinstance(outcome, str), outcome
        self.keys[outcome] = job.submission.key
        return outcome

    def withdraw(self, key: str) -> Any:
        job = Withdraw(track=self.made.track, consultation=self.made.consultation, key=key)
        return self.application.write([job])[0]

    def performance(self, type: str, *, by: str | None = None, key: str = "", **fields: object) -> Perform:
        act = Act(type, fields, key or str(uuid4()))
        return Perform(
            track=self.made.track, consultation=self.made.consultation, act=act, by=self.owner if by is None else by
        )

    def act(self, type: str, **more: Any) -> Any:
        """Give the outcome of an act: the revision after it, or a Refusal."""
        return self.application.write([self.performance(type, **more)])[0]

    def open(self, question: int = 1) -> None:
        self.act("open_question", question=self.question(question))

    def add_category(self, name: str) -> str:
        before = set(self.board.categories)
        self.act("add_category", name=name)
        (made,) = set(self.board.categories) - before
        return made

    def attend(self, environment: str, people: int) -> None:
        """Let so many people of an environment have been there."""
        row = {"consultation_id": self.made.consultation, "environment": environment, "people": people}
        with self.store.work() as connection:
            connection.execute(insert(Attendance), row)

    def join(self, helper: str) -> None:
        """Let somebody help."""
        row = {"consultation_id": self.made.consultation, "facilitator_id": helper}
        with self.store.work() as connection:
            connection.execute(insert(Membership), row)

    @property
    def board(self) -> Any:
        return self.application.track(self.made.track).board


def room_on(application: Application, **wanted: Any) -> Room:
    """Make a consultation without a hold; `wanted` says otherwise."""
    plain: dict[str, Any] = {"track": "process", "theme": "Schulden en armoede", "hold": 0}
    return Room(application, assignments.create(application.store, "ada", Wanted(**(plain | wanted))))


def code_of(outcome: object) -> str:
    """Why something was refused."""
    assert isinstance(outcome, Refusal), outcome
    return outcome.code


def screen_snapshot(application: Application, consultation: str) -> dict[str, Any]:
    """What may be shown in the room, made for one who asks."""
    track = application.track_of(consultation)
    around = showing.around(application, track, consultation, screen=True)
    with track.lock:
        return wire.snapshot(track, consultation, screen=True, around=around)
