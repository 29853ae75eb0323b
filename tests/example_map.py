"""The example one-liners as a whole map: rounds and interviews held, sorted, starred, linked and closed."""

import csv
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import insert, update

from facilitator.catalogues import translator
from facilitator.domain import method, text
from facilitator.domain.events import Act
from facilitator.domain.extras import Extras
from facilitator.domain.refusals import Refusal
from facilitator.domain.submissions import Submission
from facilitator.services import assignments, rounds
from facilitator.services.application import Application
from facilitator.services.assignments import Made, Wanted
from facilitator.services.rounds import Gathering
from facilitator.services.writing import Perform, Submit
from facilitator.store.tables import Attendance, Consultation, Relation
from tests.owners import own_track

EXAMPLE = Path(__file__).resolve().parents[1] / "facilitator" / "example"
ENVIRONMENT = {translator("nl")(label): key for key, label in method.ENVIRONMENT_LABELS.items()}
NOT_SHOWN = ("offensive", "off_topic", "html_script", "punct_only")
ASKED = "Schaamte."
SUSPICION = "inwoners met beginnende schulden ons pas bereiken als het te laat is."
SETTLED = {
    "issue": "Inwoners met schulden zoeken te laat hulp.",
    "solution": "Binnen 12 maanden een Geldpunt in elke wijk, met een pauzeknop van zes maanden.",
    "owner": "wethouder Sociaal Domein",
    "term": "2027-04-01",
    "settled_by": "college",
    "variants": [
        {"key": "A", "name": "vast punt"},
        {"key": "B", "name": "bus"},
        {"key": "C", "name": "buurthuizen"},
    ],
}


class Example:
    """A track of ada's that is being filled; `ids` are the one-liners' by the number of their row in the example."""

    def __init__(self, application: Application, wanted: Wanted, owner: str = "ada") -> None:
        self.application, self.owner = application, owner
        self.made: Made = assignments.create(application.store, owner, wanted)
        self.track = self.made.track
        self.rooms = {"round1": self.made.consultation}
        self.ids: dict[str, str] = {}
        self.rows: list[dict[str, str]] = []

    def room(self, name: str, *, round: int, interview: bool = False) -> None:
        added = rounds.add_consultation(own_track(self.application.store, self.track), Gathering(name, round, 0))
        self.rooms[name] = added.consultation
        if interview:
            with self.application.store.work() as connection:
                mine = Consultation.id == added.consultation
                connection.execute(update(Consultation).where(mine).values(kind="interview"))
        self.application.refresh(self.track)

    def act(self, type: str, *, room: str = "round1", **fields: Any) -> Any:
        act = Act(type, fields, str(uuid4()))
        (outcome,) = self.application.write(
            [Perform(track=self.track, consultation=self.rooms[room], act=act, by=self.owner)]
        )
        assert not isinstance(outcome, Refusal), (type, outcome.code)
        return outcome

    def question(self, number: str) -> str:
        return self.made.questions[int(number) - 1].id

    def say(self, room: str, rows: Iterable[dict[str, str]], *, probe: str | None = None) -> None:
        """Let people say these, question by question."""
        by_question: dict[str, list[dict[str, str]]] = defaultdict(list)
        for row in rows:
            by_question[row["prompt"]].append(row)
        for number, said in sorted(by_question.items()):
            self.act("open_question", room=room, question=self.question(number))
            jobs = [self._submission(room, row, probe) for row in said]
            for row, outcome in zip(said, self.application.write(jobs), strict=True):
                assert isinstance(outcome, str), (row, outcome)
                self.ids[row["id"]] = outcome
                self.rows.append(row)
            self.act("close_question", room=room)

    def _submission(self, room: str, row: dict[str, str], probe: str | None) -> Submit:
        stance = {"voor": "for", "tegen": "against"}.get(row.get("variant_stance") or "")
        variants = tuple((key, stance) for key in (row.get("variant") or "").split("+")) if stance else ()
        question, said = self.question(row["prompt"]), text.tidy(row["text"])
        sent = Submission(str(uuid4()), question, said, probe, Extras(variants=variants))
        return Submit(
            track=self.track,
            consultation=self.rooms[room],
            submission=sent,
            environment=ENVIRONMENT[row["environment"]],
        )

    def sort(self, names: Iterable[str]) -> None:
        held = defaultdict(list)
        for row in self.rows:
            held[row["category"]].append(self.ids[row["id"]])
        for name in names:
            before = set(self.board.categories)
            self.act("add_category", name=name)
            (made,) = set(self.board.categories) - before
            if held[name]:
                self.act("sort", oneliners=held[name], category=made, before=None)

    def attend_and_close(self, people: int = 6) -> None:
        for room, consultation in self.rooms.items():
            self.act("close", room=room)
            rows = [
                {"consultation_id": consultation, "environment": it, "people": people}
                for it in method.ENVIRONMENTS["process" if len(self.rows) > 100 else "goal"]
            ]
            with self.application.store.work() as connection:
                connection.execute(insert(Attendance), rows)

    def relate(self, kind: str, one: str, other: str | None = None) -> None:
        row = {"id": uuid4().hex[:16], "track_id": self.track, "kind": kind}
        ends = {"from_id": self.ids[one], "to_id": self.ids[other] if other else None}
        with self.application.store.work() as connection:
            connection.execute(insert(Relation), row | ends)

    @property
    def board(self) -> Any:
        return self.application.track(self.track).board


def read(name: str) -> list[dict[str, str]]:
    with (EXAMPLE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def process(application: Application, *, owner: str = "ada", closed: bool = True) -> Example:
    """All 257 of the process example: 253 on the map, 4 not shown."""
    wanted = Wanted(track="process", theme="schulden en armoede", organisation="gemeente Waterveen", hold=0)
    wanted = Wanted(**{**vars(wanted), "suspicion": SUSPICION, "title": "Schulden en armoede in Waterveen"})
    made, rows = Example(application, wanted, owner), read("oneliners_nl.csv")
    made.room("round2", round=2)
    interviewed = [row for row in rows if row["source"] == "interview"]
    for number in range(4):
        made.room(f"interview {number + 1}", round=1, interview=True)
    asked = next(row for row in rows if row["text"] == ASKED)
    answer = _answer_to(rows, asked)
    for room in ("round1", "round2"):
        made.say(room, [row for row in rows if row["source"] == room and row is not answer])
    _probe(made, asked, answer)
    for number in range(4):
        made.say(f"interview {number + 1}", interviewed[number::4])
    made.sort(row["name"] for row in read("categories_nl.csv"))
    _mark(made, rows)
    if closed:
        made.attend_and_close()
    return made


def _answer_to(rows: list[dict[str, str]], asked: dict[str, str]) -> dict[str, str]:
    """Some other one-liner of the same cell and room: it answers the probe here."""
    same = ("prompt", "category", "source")
    return next(row for row in rows if row is not asked and all(row[it] == asked[it] for it in same))


def _probe(made: Example, asked: dict[str, str], answer: dict[str, str]) -> None:
    made.act("open_question", question=made.question(asked["prompt"]))
    probes = set(made.application.track(made.track).probes)
    made.act("probe", oneliner=made.ids[asked["id"]], text="Waardoor komt dat?", to="everyone")
    (probe,) = set(made.application.track(made.track).probes) - probes
    made.act("close_question")
    made.say(asked["source"], [answer], probe=probe)


def _mark(made: Example, rows: list[dict[str, str]]) -> None:
    groups = defaultdict(list)
    for row in rows:
        for note in row["note"].split():
            if "_dup:" in note:
                groups[note.partition(":")[2]].append(made.ids[row["id"]])
            if note in NOT_SHOWN:
                made.act("hide", oneliners=[made.ids[row["id"]]], reason="geen inhoud")
    for group in groups.values():
        made.act("mark_same", oneliners=group)
    named = next(row for row in rows if row["text"].startswith("Mevrouw J. de Wit"))
    made.act("mask", oneliner=made.ids[named["id"]], start=0, end=len("Mevrouw J. de Wit"), what="person")
    shown = [row for row in rows if row["category"] and not set(row["note"].split()) & {*NOT_SHOWN}]
    made.act("star", oneliners=[made.ids[row["id"]] for row in shown[::11]])
    made.relate("cause", shown[40]["id"], shown[45]["id"])
    made.relate("cause", shown[45]["id"], shown[50]["id"])
    made.relate("intervention", shown[50]["id"])
    made.relate("tension", shown[60]["id"], shown[66]["id"])


def goal(application: Application, *, owner: str = "ada") -> Example:
    """All 80 of the goal example."""
    wanted = Wanted(
        track="goal", theme="Geldpunt in elke wijk", organisation="gemeente Waterveen", settled=SETTLED, hold=0
    )
    made, rows = Example(application, wanted, owner), read("oneliners_goal_nl.csv")
    made.say("round1", rows)
    made.sort(dict.fromkeys(row["category"] for row in rows if row["category"]))
    made.attend_and_close()
    return made


def crowd(application: Application, *, count: int, owner: str = "ada") -> Example:
    """So many one-liners, the example's over and over."""
    wanted = Wanted(track="process", theme="schulden en armoede", suspicion=SUSPICION, hold=0)
    made, rows = Example(application, wanted, owner), read("oneliners_nl.csv")
    many = [rows[at % len(rows)] | {"id": str(at)} for at in range(count)]
    made.say("round1", many)
    made.sort(row["name"] for row in read("categories_nl.csv"))
    return made
