"""The whole example day on a database, as fixtures: two rounds, interviews, map, weighing, goal, approval, plan.

A test module takes them by name: `app, application, ada = whole_day.app, whole_day.application, whole_day.ada`, with
all that those ask for.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from facilitator.domain.beginnings import Settled, Variant
from facilitator.domain.extras import Extras
from facilitator.services import assignments, desk, rounds
from facilitator.services.application import Application
from facilitator.services.assignments import Beginning
from facilitator.services.documents import versions as maps
from facilitator.services.own import OwnTrack
from facilitator.services.rounds import Gathering
from facilitator.steps.approval import invitations
from facilitator.steps.approval import service as approvals
from facilitator.steps.interviews import service as interviews
from facilitator.steps.interviews.service import Line
from facilitator.steps.plan import service as plan
from facilitator.steps.plan.rules import Action, Plan
from facilitator.steps.weighing import service as weighing
from tests.apps import writing
from tests.journeys.day import script
from tests.makers import Room
from tests.owners import own_assignment, own_track
from tests.web.conftest import Clock, add_facilitator, browser_of
from tests.weighed import ENVIRONMENTS, EXAMPLE, FixedMap, weighed_goal, weighed_process

RECEIVED, MAPPED, MASKED, HIDDEN = 257, 253, 1, 4
COUNTS = "257 ontvangen = 253 in de map (1 deels afgeschermd) + 4 niet getoond"
SUSPICION = "inwoners met beginnende schulden ons pas bereiken als het te laat is."
VARIANTS = (Variant("A", "Vast punt"), Variant("B", "Bus"), Variant("C", "Buurthuizen"))
FIRST_ROUND, SECOND_ROUND, INTERVIEWS = date(2026, 3, 12), date(2026, 3, 19), date(2026, 3, 24)


@dataclass
class Day:
    """The assignment as it grows."""

    room: Room
    said: dict[str, str]
    categories: dict[str, str]
    answers: dict[int, list[str]]

    @property
    def track(self) -> str:
        return self.room.made.track

    @property
    def own(self) -> OwnTrack:
        return OwnTrack(self.room.store, "ada", self.track)

    @property
    def fixed(self) -> FixedMap:
        return FixedMap(self.room, "ada", self.said, self.categories, self.answers)


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("whole-day")


@pytest.fixture(scope="module")
def app(folder: Path, clock: Clock) -> Iterator[object]:
    from facilitator import create_app
    from facilitator.config import Settings

    made = create_app(Settings(database=f"sqlite:///{folder / 'test.sqlite'}", secret="only for tests"))
    made.extensions["facilitator"].now = clock
    yield made
    made.extensions["facilitator"].store.close()


@pytest.fixture(scope="module")
def application(app: object) -> Iterator[Application]:
    found: Application = app.extensions["facilitator"]  # type: ignore[attr-defined]
    with writing(found):
        yield found


@pytest.fixture(scope="module")
def facilitator(application: Application) -> str:
    return add_facilitator(application.store, "ada")


@pytest.fixture
def ada(app: object, application: Application, process: Day, clock: Clock) -> FlaskClient:
    """Ada's browser, signed in now: weeks go by."""
    return browser_of(app, application.store, "ada", clock.seconds)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def process(application: Application, facilitator: str, clock: Clock) -> Day:
    """The process track: two rounds of groups and four interviews, sorted, masked, hidden, and closed."""
    wanted = assignments.Wanted("process", "schulden en armoede", suspicion=SUSPICION, hold=0)
    room = Room(application, assignments.create(application.store, facilitator, wanted))
    day = Day(room, {}, {}, {})
    for name in script.categories():
        day.categories[name] = room.add_category(name)
    hear(day, "round1", FIRST_ROUND, clock, people={"policy": 6, "regulation": 5, "enforcement": 6, "execution": 5})
    made = rounds.add_consultation(own_track(application.store, day.track), Gathering("Ronde 2", 2, 0))
    application.refresh(day.track)
    later = replace(room.made, consultation=made.consultation, code=made.code)
    day.room = Room(application, later)
    hear(day, "round2", SECOND_ROUND, clock, people={"policy": 5, "regulation": 4, "enforcement": 5, "execution": 4})
    for number, environment in enumerate(("beleid", "regelgeving", "handhaving", "uitvoering")):
        interview(day, environment, INTERVIEWS - timedelta(days=number), clock)
    return day


def hear(day: Day, source: str, when: date, clock: Clock, people: dict[str, int]) -> None:
    """Let a round speak, sort it, mask a name, hide what is no one-liner, and close it."""
    clock.time = clock.time.replace(month=when.month, day=when.day, hour=12)
    for environment, number in people.items():
        day.room.attend(environment, number)
    for question in range(1, 6):
        day.room.open(question)
        for line in (it for it in script.read() if it.source == source and it.question == question):
            sort(day, line, day.room.say(line.text, question=question, environment=ENVIRONMENTS[line.environment]))
    assert isinstance(day.room.act("close"), int)


def interview(day: Day, environment: str, when: date, clock: Clock) -> None:
    """Take down what somebody says at a kitchen table, two lines a question as in the example."""
    application, key = day.room.application, ENVIRONMENTS[environment]
    clock.time = clock.time.replace(month=when.month, day=when.day)
    made = interviews.make(own_track(application.store, day.track), interviews.NewInterview(2, key, when))
    application.refresh(day.track)
    room = Room(application, replace(day.room.made, consultation=made))
    for line in (it for it in script.read() if it.source == "interview" and it.environment == environment):
        wanted = Line(str(uuid4()), room.question(line.question), line.text)
        sort(replace_room(day, room), line, interviews.take_down(application, made, "ada", wanted))
    assert isinstance(room.act("close"), int)


def replace_room(day: Day, room: Room) -> Day:
    return Day(room, day.said, day.categories, day.answers)


def sort(day: Day, line: script.Line, id: str) -> None:
    """Lay a one-liner where the example has it."""
    day.said[line.text] = id
    day.answers.setdefault(line.question, []).append(id)
    if line.category:
        day.room.act("sort", oneliners=[id], category=day.categories[line.category], before=None)
    if line.text in script.NOT_SHOWN:
        day.room.act("hide", oneliners=[id], reason=script.NOT_SHOWN[line.text])
    elif line.text == script.NAMED:
        day.room.act("mask", oneliner=id, start=0, end=len("Mevrouw J. de Wit"), what="person")
        day.room.act("release", oneliners=[id])


@pytest.fixture(scope="module")
def frozen(process: Day, application: Application) -> maps.Version:
    """Version 1 of the process map, starred and linked in analysis."""
    room = process.room
    room.act("star", oneliners=list(process.said.values())[5:27])
    room.act("set_kind", oneliners=[process.answers[1][3]], kind="solution_direction")
    return maps.freeze(process.own, application.now())


@pytest.fixture(scope="module")
def goal(process: Day, frozen: maps.Version, application: Application, clock: Clock) -> Day:
    """The goal track that came of the weighing, heard, sorted and closed."""
    weighing.begin(process.own, frozen.number)
    kept = weighing.latest(process.own)
    assert kept is not None
    weighing.save(process.own, kept, revision=kept.revision, weighed=weighed_process(process.fixed))
    kept = weighing.latest(process.own)
    assert kept is not None
    weighing.close(process.own, kept, revision=kept.revision, by="ada", day="2026-04-09")
    settled = weighing.settled(kept := weighing.latest_closed(process.own) or kept)
    assert settled.issue == weighed_process(process.fixed).diagnosis.diagnosis
    track = begin_goal(application, process, replace(settled, variants=VARIANTS))
    return hear_goal(application, process, track, clock)


def begin_goal(application: Application, process: Day, settled: Settled) -> str:
    assignment = desk.assignment(application.store, "ada", process.room.made.assignment)
    assert assignment is not None
    return assignments.begin_goal(own_assignment(application.store, assignment), Beginning(settled))


def hear_goal(application: Application, process: Day, track: str, clock: Clock) -> Day:
    made = rounds.add_consultation(own_track(application.store, track), Gathering("Doel", 1, 0))
    application.refresh(track)
    questions = application.track(track).question_numbered()
    room = Room(
        application, replace(process.room.made, track=track, consultation=made.consultation, questions=questions)
    )
    day = Day(room, {}, {}, {})
    clock.time = clock.time.replace(month=4, day=14)
    for environment in ("execution", "regulation", "enforcement", "target_group"):
        room.attend(environment, 6)
    for row in goal_rows():
        say_goal(day, row)
    assert isinstance(room.act("close"), int)
    return day


def goal_rows() -> list[dict[str, str]]:
    with (EXAMPLE / "oneliners_goal_nl.csv").open(encoding="utf-8", newline="") as source:
        return sorted(csv.DictReader(source), key=lambda row: int(row["prompt"]))


def say_goal(day: Day, row: dict[str, str]) -> None:
    question = int(row["prompt"])
    if question not in day.answers:
        day.room.open(question)
    stances = {"voor": "for", "tegen": "against", "": "for"}
    variants = re.findall(r"\w", row["variant"]) if question == 3 else []
    chosen = tuple((key, stances[row["variant_stance"]]) for key in variants)
    extras = Extras(cooperation="yes" if question == 2 else None, variants=chosen)
    id = day.room.say(row["text"], question=question, environment=ENVIRONMENTS[row["environment"]], extras=extras)
    day.said[row["text"]] = id
    day.answers.setdefault(question, []).append(id)
    if row["category"]:
        if row["category"] not in day.categories:
            day.categories[row["category"]] = day.room.add_category(row["category"])
        day.room.act("sort", oneliners=[id], category=day.categories[row["category"]], before=None)


@pytest.fixture(scope="module")
def planned(goal: Day, application: Application) -> Day:
    """The goal map approved to version 2, weighed, and planned."""
    store, today = application.store, application.now().date()
    maps.freeze(goal.own, application.now())
    approvals.begin(goal.own, version=1, deadline=today + timedelta(days=14), today=today)
    links = [it.token for it in invitations.invite(goal.own, people=[], paper=24)]
    answers = ["agreed"] * 19 + ["agreed_with_remark"] * 2 + ["not_agreed"]
    for link, said in zip(links, answers, strict=False):
        assert approvals.answer(store, link, said, [("missing", "Mijn zin staat er niet in.")], today=today)  # type: ignore[arg-type]
    approvals.close(goal.own, 1)
    for it in approvals.remarks(goal.own):
        approvals.handle(goal.own, it.id, "taken", "")
    maps.freeze(goal.own, application.now(), anew=True)
    approvals.begin(goal.own, version=2, deadline=today + timedelta(days=14), today=today)
    for link in links[19:22]:
        assert approvals.answer(store, link, "agreed", [], today=today)
    approvals.close(goal.own, 2)
    weigh_goal(goal)
    return goal


def weigh_goal(goal: Day) -> None:
    weighing.begin(goal.own, 2)
    kept = weighing.latest(goal.own)
    assert kept is not None
    weighing.save(goal.own, kept, revision=kept.revision, weighed=weighed_goal(goal.fixed))
    kept = weighing.latest(goal.own)
    assert kept is not None
    weighing.close(goal.own, kept, revision=kept.revision, by="ada", day="2026-05-06")
    written = Plan(actions=(Action(what="Bus huren", who="Team Schuldhulp", carried=tuple(goal.answers[1][:2])),))
    plan.save(goal.own, weighing=kept.id, revision=0, written=written)
