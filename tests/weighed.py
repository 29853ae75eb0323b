"""A fixed map to weigh, on a process and on a goal track, for tests that go in by the services or the web."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from facilitator.domain.extras import Extras
from facilitator.services import assignments
from facilitator.services.application import Application
from facilitator.services.assignments import Wanted
from facilitator.services.documents import versions as maps
from facilitator.services.own import OwnTrack
from facilitator.steps.weighing import service as weighing
from facilitator.steps.weighing.rules import Alternative, Choice, Diagnosis, Inputs, Other, Verdict, Weighed
from facilitator.steps.weighing.service import KeptWeighing
from tests.makers import NOON, Room
from tests.servers import ROOT

EXAMPLE = ROOT / "facilitator" / "example"
FILES = {"process": "oneliners_nl.csv", "goal": "oneliners_goal_nl.csv"}
ENVIRONMENTS = {
    "beleid": "policy",
    "regelgeving": "regulation",
    "handhaving": "enforcement",
    "uitvoering": "execution",
    "doelgroep": "target_group",
}


class Said(NamedTuple):
    """Something that is said in the room, and the category where it is laid ("" = none)."""

    question: int
    text: str
    category: str = ""
    environment: str | None = "execution"
    cooperation: str | None = None


COSTS, WORK = "Incasso & <kosten>", "Werk en inkomen"
PROCESS = (
    Said(1, "Steeds meer mensen met een baan komen niet rond.", WORK),
    Said(1, "De stapel dwangbevelen groeit.", COSTS, "enforcement"),
    Said(2, "Mensen schamen zich, en openen geen post.", WORK),
    Said(2, "Een schuld van 90 euro wordt 740 euro.", COSTS, "enforcement"),
    Said(3, "=1+1 <b>Bel eerst</b>, dan pas een brief.", COSTS),
    Said(4, "Wij rekenen geen kosten meer over de eerste maand.", COSTS),
    Said(5, "Wij worden de gemeente die opbelt."),
)
GOAL = (
    Said(1, "Begin met één wijk en breid elk kwartaal uit.", WORK),
    Said(1, "Nodig: zes schuldhulpverleners en een bus koffie.", WORK, "enforcement"),
    Said(2, "Ons buurthuis kan op dinsdag open.", WORK, cooperation="yes"),
    Said(2, "Alleen als de huur wordt betaald.", WORK, cooperation="if"),
    Said(2, "Daar hebben wij geen mensen voor.", WORK, cooperation="no"),
    Said(3, "De bus, want die komt ook in de dorpen."),
    Said(4, "Kleine ondernemers moeten hun geld krijgen.", COSTS),
    Said(4, "Privacy aan de balie.", COSTS, "enforcement"),
    Said(5, "Als niemand meer wegloopt bij de deur.", COSTS),
    Said(5, "Binnen een week een gesprek."),
)


@dataclass
class FixedMap:
    """A room whose consultation was closed and whose map was fixed; ids by text and by category name."""

    room: Room
    owner: str
    said: dict[str, str] = field(default_factory=dict)
    categories: dict[str, str] = field(default_factory=dict)
    answers: dict[int, list[str]] = field(default_factory=dict)

    @property
    def track(self) -> str:
        return self.room.made.track

    @property
    def own(self) -> OwnTrack:
        """The track, asked for by its owner."""
        return OwnTrack(self.room.store, self.owner, self.track)

    def fix(self) -> int:
        """Fix the map as it is now; its number."""
        return maps.freeze(self.own, NOON, anew=True).number


def fixed_map(
    application: Application, *, kind: str = "process", owner: str = "ada", said: Iterable[Said] = (), **wanted: object
) -> FixedMap:
    """Let a room speak, sort what is said, close the consultation and fix the map."""
    plain = {"track": kind, "theme": "schulden en armoede", "hold": 0} | wanted
    made_of = assignments.create(application.store, owner, Wanted(**plain))  # type: ignore[arg-type]
    room = Room(application, made_of, owner=owner)
    made = FixedMap(room, owner)
    for it in said or (GOAL if kind == "goal" else PROCESS):
        _say(made, it)
    room.act("star", oneliners=list(made.said.values())[::9])
    for environment in ("execution", "policy", "target_group"):
        room.attend(environment, 5)
    room.act("close")
    made.fix()
    return made


def _say(made: FixedMap, it: Said) -> None:
    if it.question not in made.answers:
        made.room.open(it.question)
    extras = Extras(cooperation=it.cooperation)
    id = made.room.say(it.text, question=it.question, environment=it.environment, extras=extras)
    made.said[it.text] = id
    made.answers.setdefault(it.question, []).append(id)
    if it.category:
        if it.category not in made.categories:
            made.categories[it.category] = made.room.add_category(it.category)
        made.room.act("sort", oneliners=[id], category=made.categories[it.category])


def example(kind: str) -> list[Said]:
    """What the example data of a track says, as far as it may be said."""
    with (EXAMPLE / FILES[kind]).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if len(row["text"]) <= 140 and row["text"].isprintable()]
    held = [row for row in rows if row["text"] == " ".join(row["text"].split())]
    answers = ("yes", "if", "no")
    said = [
        Said(
            int(row["prompt"]),
            row["text"],
            row["category"],
            ENVIRONMENTS.get(row["environment"]),
            answers[at % 3] if kind == "goal" and row["prompt"] == "2" else None,
        )
        for at, row in enumerate({row["text"]: row for row in held}.values())
    ]
    return sorted(said, key=lambda it: it.question)


def weighed_process(it: FixedMap) -> Weighed:
    """A process weighing with everything filled in."""
    first, second, *rest = it.categories.values()
    return Weighed(
        inputs=_inputs(),
        verdicts={
            first: Verdict("Betalen kan pas als het rustig is.", "take_over"),
            second: Verdict("De kosten lopen te snel op.", "partly", "De invorderingskosten staan in de wet."),
            **{key: Verdict("Nog te weinig gehoord.", "look_into", "Eerst cijfers van de corporatie.") for key in rest},
        },
        diagnosis=Diagnosis(
            recognised="partly",
            recognised_by=tuple(it.answers[2][:3]),
            diagnosis="Hulp is er, maar de eerste stap vraagt moed die schulden juist wegnemen.",
            owners=("Wethouder Sociaal Domein", "Directeur corporatie"),
            solution="Een Geldpunt in elke wijk",
        ),
    )


def weighed_goal(it: FixedMap) -> Weighed:
    """A goal weighing with three alternatives, the second chosen."""
    first, second, *_ = it.categories.values()
    texts = (
        "in elke wijk een vast Geldpunt te openen in het gezondheidscentrum.",
        "een bus langs de dorpen te laten rijden en in de wijken de buurthuizen te gebruiken.",
        "eerst één wijk te proberen en na een jaar te besluiten.",
    )
    return Weighed(
        inputs=_inputs(),
        verdicts={
            first: Verdict("Klein beginnen wordt breed gedragen.", "take_over"),
            second: Verdict("", "not", "Extra personeel past niet in de begroting."),
        },
        alternatives=tuple(_alternative(it, text, number) for number, text in enumerate(texts)),
        choice=Choice(2, "De bus bereikt ook de dorpen, en de buurthuizen zijn er al."),
    )


def _alternative(it: FixedMap, text: str, number: int) -> Alternative:
    return Alternative(
        text=text,
        carried=tuple(it.answers[1][: 2 + 3 * number]),
        served=tuple(it.answers[4][:1]),
        hurt=tuple(it.answers[4][1:2]) if number else (),
        met=tuple(it.answers[5][: 1 + number]),
        cost=12_500_050 * (number + 1),
        capacity="1,5 fte",
        term="2027-04-01",
        risks="De winter is duur.",
        workable_who="Team Schuldhulp en de buurthuizen",
        workable_with="een bus en zes laptops",
        owner="Directeur Samenleving",
    )


def _inputs() -> Inputs:
    return Inputs(
        course="Het college wil schulden eerder zien en samen oplossen.",
        course_source="Coalitieakkoord 2026, blz. 12",
        own_view="Ik denk dat schaamte zwaarder weegt dan geld.",
        own_view_by="Marieke",
        budget=18_000_000,
        budget_note="Eenmalig, reserve sociaal domein",
        planning_from="2026-05-01",
        planning_until="2027-04-01",
        planning="Na het zomerreces naar de raad.",
        personnel="Twee coördinatoren, 24 uur per week",
        others=(Other("Wet", "Wet gemeentelijke schuldhulpverlening"),),
    )


def keep(it: FixedMap, weighed: Weighed, *, closed: bool = False) -> KeptWeighing:
    """Weigh a fixed map in the store, as it would be after saving; closed by Ada where that is asked."""
    begun = weighing.latest(it.own)
    if begun is None:
        weighing.begin(it.own, 1)
    kept = _latest(it)
    weighing.save(it.own, kept, revision=kept.revision, weighed=weighed)
    if closed:
        kept = _latest(it)
        weighing.close(it.own, kept, revision=kept.revision, by="Ada", day="2026-04-09")
    return _latest(it)


def _latest(it: FixedMap) -> KeptWeighing:
    found = weighing.latest(it.own)
    assert found is not None
    return found
