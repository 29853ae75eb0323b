"""The three ways in for a one-liner: the socket, JSON, and the plain form."""

from dataclasses import replace
from queue import SimpleQueue
from typing import Any
from uuid import uuid4

from flask import Flask
from sqlalchemy import select

from facilitator.domain import text
from facilitator.domain.events import Act
from facilitator.domain.fields import is_id
from facilitator.live.connections import Connections
from facilitator.live.guard import Guard
from facilitator.live.phone import PhoneDoor
from facilitator.services.application import Application
from facilitator.services.assignments import Made
from facilitator.services.pace import Pace
from facilitator.services.writing import Perform
from facilitator.store import tables
from facilitator.web.errors import STATUS_OF
from tests.patience import PATIENCE
from tests.wire.stage import Recorder

SID = "ben"


class Doors:
    """The three ways in for a one-liner; each says its id, or the code of the refusal."""

    def __init__(self, app: Flask, application: Application, made: Made) -> None:
        application.settings = replace(application.settings, phone_rate=0)
        application.pace = Pace(0)
        self._application, self._made = application, made
        self._browser = app.test_client()
        self._guard = Guard(PhoneDoor(Recorder(), application, Connections()))
        self._guard.connect(SID, {}, {"code": made.code})

    def disagree(self, said: str) -> str:
        """How the doors answer a text otherwise, or keep it otherwise than it came; "": they don't."""
        told = [self.by_socket(said), self.by_json(said)]
        if is_id(told[0]):
            if [self.stored(it) for it in told] != [said, said]:
                return f"{said!r} was stored as something else"
        elif told[0] != told[1]:
            return f"{said!r}: {told}"
        tidied = self.by_socket(text.tidy(said))
        expected = 200 if is_id(tidied) else STATUS_OF.get(tidied, 400)
        form = self.by_form(said)
        return "" if form == expected else f"{said!r}: the form said {form}, not {expected}"

    def fault(self, data: object) -> str:
        """How the doors fail at anything at all in place of a submission; "": they answer it."""
        answers: SimpleQueue[dict[str, Any]] = SimpleQueue()
        self._guard.event(SID, ["submit", data], answers.put)
        told = answers.get(timeout=PATIENCE)
        status = self._browser.post(f"/j/{self._made.code}/oneliners", json=data).status_code
        is_fault = status >= 500 or (not told["ok"] and told["error"]["code"] == "internal")
        return f"{data!r}: {told}, {status}" if is_fault else ""

    def by_socket(self, said: str) -> str:
        """Its id, or why not."""
        answers: SimpleQueue[dict[str, Any]] = SimpleQueue()
        self._guard.event(SID, ["submit", self._fields(said)], answers.put)
        return _outcome(answers.get(timeout=PATIENCE))

    def by_json(self, said: str) -> str:
        """Its id, or why not."""
        answer = self._browser.post(f"/j/{self._made.code}/oneliners", json=self._fields(said))
        assert answer.json is not None
        return _outcome(answer.json)

    def by_form(self, said: str) -> int:
        """The status of the page that answers: the reason stands in it in words."""
        return self._browser.post(f"/j/{self._made.code}/oneliners", data=self._fields(said)).status_code

    def _fields(self, said: str) -> dict[str, str]:
        return {"key": str(uuid4()), "question": self._made.questions[0].id, "text": said}

    def stored(self, oneliner: str) -> str:
        """A text as it lies in the database."""
        with self._application.store.read() as connection:
            of = tables.Oneliner
            return str(connection.scalar(select(of.text).where(of.id == oneliner)))


def doors_of(app: Flask, application: Application, made: Made) -> Doors:
    """The doors of a consultation whose first question is open; somebody must write."""
    act = Act("open_question", {"question": made.questions[0].id}, str(uuid4()))
    application.ask(Perform(track=made.track, consultation=made.consultation, act=act, by="ada"))
    return Doors(app, application, made)


def _outcome(told: dict[str, Any]) -> str:
    return str(told["id"] if told["ok"] else told["error"]["code"])
