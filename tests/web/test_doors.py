"""A text is the same text at every door: taken by all of them byte for byte, or refused by all for the same reason."""

import random
from dataclasses import replace
from queue import SimpleQueue
from typing import Any
from uuid import uuid4

import pytest
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
from tests.hostile import FAMILY, hostile_texts
from tests.patience import PATIENCE
from tests.wire.stage import Recorder

TEXTS = 40
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

    def by_socket(self, said: str) -> str:
        answers: SimpleQueue[dict[str, Any]] = SimpleQueue()
        self._guard.event(SID, ["submit", self._fields(said)], answers.put)
        return _outcome(answers.get(timeout=PATIENCE))

    def by_json(self, said: str) -> str:
        answer = self._browser.post(f"/j/{self._made.code}/oneliners", json=self._fields(said))
        assert answer.json is not None
        return _outcome(answer.json)

    def by_form(self, said: str) -> int:
        """The status of the page that answers: the reason stands in it in words."""
        return self._browser.post(f"/j/{self._made.code}/oneliners", data=self._fields(said)).status_code

    def _fields(self, said: str) -> dict[str, str]:
        return {"key": str(uuid4()), "question": self._made.questions[0].id, "text": said}

    def stored(self, oneliner: str) -> str:
        with self._application.store.read() as connection:
            of = tables.Oneliner
            return str(connection.scalar(select(of.text).where(of.id == oneliner)))


def _outcome(told: dict[str, Any]) -> str:
    return str(told["id"] if told["ok"] else told["error"]["code"])


@pytest.fixture
def doors(app: Flask, application: Application, made: Made, writer: None) -> Doors:
    act = Act("open_question", {"question": made.questions[0].id}, str(uuid4()))
    application.ask(Perform(track=made.track, consultation=made.consultation, act=act, by="ada"))
    return Doors(app, application, made)


def test_every_text_is_answered_alike_at_every_door(doors: Doors) -> None:
    taken = 0
    for said in hostile_texts(random.Random(9), TEXTS):
        outcomes = [doors.by_socket(said), doors.by_json(said)]
        if is_id(outcomes[0]):
            assert [doors.stored(it) for it in outcomes] == [said, said]
            taken += 1
        else:
            assert outcomes[0] == outcomes[1], said
        tidied = doors.by_socket(text.tidy(said))
        assert doors.by_form(said) == (200 if is_id(tidied) else STATUS_OF.get(tidied, 400)), said
    assert 5 < taken < TEXTS


@pytest.mark.parametrize("door", ["by_socket", "by_json"])
def test_as_many_families_as_a_oneliner_may_hold_are_taken(doors: Doors, door: str) -> None:
    said = FAMILY * text.LIMIT
    assert doors.stored(getattr(doors, door)(said)) == said


def test_a_form_takes_them_too(doors: Doors) -> None:
    assert doors.by_form(FAMILY * text.LIMIT) == 200
