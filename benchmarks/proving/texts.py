"""Texts and bodies that nobody types, at every door: all of one mind, and none at fault."""

import random
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask

from benchmarks.proving import Outcome, outcome
from facilitator.services import assignments
from facilitator.services.assignments import Wanted
from tests.apps import app_on, writing
from tests.doors import doors_of
from tests.hostile import hostile_bodies, hostile_texts
from tests.makers import add_facilitators

SENDS = 4
"""So often is a text sent: by the socket, as JSON, tidied by the socket, by the form. A body goes by two of these."""
AT_ONCE = 3000
"""After so many texts and bodies another consultation is begun on another database: one may be full."""


def texts(count: int) -> Outcome:
    """Send so many, two of three by texts and the others as bodies."""
    wrong, sent, seed = list[str](), 0, 0
    while sent < count:
        some = min(AT_ONCE, (count - sent) // (SENDS + 2) + 1)
        wrong += _sent(some, random.Random(seed))
        sent += some * (SENDS + 2)
        seed += 1
    tried = f"{sent} hostile texts and bodies by socket, JSON and form"
    return outcome(tried, wrong, well="taken byte for byte or refused by all alike; no fault")


def _sent(some: int, chance: random.Random) -> list[str]:
    with tempfile.TemporaryDirectory() as folder, app_on(Path(folder, "texts.sqlite"), _now) as app:
        return _at_doors(app, some, chance)


def _at_doors(app: Flask, some: int, chance: random.Random) -> list[str]:
    application = app.extensions["facilitator"]
    with writing(application):
        add_facilitators(application.store, "ada")
        made = assignments.create(application.store, "ada", Wanted(track="process", theme="wonen"))
        doors = doors_of(app, application, made)
        found = [doors.disagree(it) for it in hostile_texts(chance, some)]
        found += [doors.fault(it) for it in hostile_bodies(chance, some)]
    return [it for it in found if it]


def _now() -> datetime:
    return datetime(2026, 3, 12, 9, tzinfo=UTC)
