"""A fixed map to weigh, on a process and on a goal track, for tests that go in by the services or the web."""

from dataclasses import dataclass

from facilitator.services import maps
from facilitator.services.assignments import Made
from facilitator.services.house import House
from tests.makers import NOON, Room, room_on

PROCESS = {
    1: ["Steeds meer mensen met een baan komen niet rond.", "De stapel dwangbevelen groeit."],
    2: ["Mensen schamen zich, en openen geen post.", "Een schuld van 90 euro wordt 740 euro."],
    3: ["Bel eerst, dan pas een brief."],
    4: ["Wij rekenen geen kosten meer over de eerste maand."],
    5: ["Wij worden de gemeente die opbelt."],
}
GOAL = {
    1: ["Begin met één wijk en breid elk kwartaal uit.", "Nodig: zes schuldhulpverleners en een bus koffie."],
    2: ["Ons buurthuis kan op dinsdag open."],
    3: ["De bus, want die komt ook in de dorpen."],
    4: ["Kleine ondernemers moeten hun geld krijgen.", "Privacy aan de balie."],
    5: ["Als niemand meer wegloopt bij de deur.", "Binnen een week een gesprek."],
}


@dataclass
class FixedMap:
    """A room whose consultation was closed and whose map was fixed; ids by the text that was said."""

    room: Room
    said: dict[str, str]
    categories: dict[str, str]

    @property
    def track(self) -> str:
        return self.room.made.track

    def ids(self, question: int) -> list[str]:
        """The one-liners that answered a question."""
        return [
            self.said[it] for it in (GOAL if question in GOAL and GOAL[question][0] in self.said else PROCESS)[question]
        ]

    def fix(self) -> int:
        """Fix the map once more; its number."""
        return maps.freeze(self.room.store, self.track, "ada", NOON).number


def fixed_map(house: House, made: Made | None = None, *, kind: str = "process") -> FixedMap:
    """Let a room speak, sort some of it, close it and fix the map."""
    room = Room(house, made) if made else room_on(house, track=kind)
    said: dict[str, str] = {}
    for number, texts in (GOAL if kind == "goal" else PROCESS).items():
        room.open(number)
        for at, text in enumerate(texts):
            extra = {"environment": "execution" if at == 0 else "enforcement"}
            said[text] = room.say(text, question=number, **extra)
        room.act("close_question")
    categories = {name: room.add_category(name) for name in ("Incasso & kosten", "Werk en inkomen")}
    ids = list(said.values())
    room.act("sort", oneliners=ids[::2], category=categories["Incasso & kosten"])
    room.act("sort", oneliners=ids[1:4:2], category=categories["Werk en inkomen"])
    room.act("star", oneliners=ids[:1])
    room.attend("execution", 5)
    room.act("close")
    made_map = FixedMap(room, said, categories)
    made_map.fix()
    return made_map
