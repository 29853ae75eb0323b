"""A closed track with something of everything, on a file and as it was exported."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from facilitator.services.documents import verifying
from facilitator.services.documents import versions as maps
from tests.makers import NOON, Room

Document = dict[str, Any]


@dataclass(frozen=True)
class Furnished:
    """A closed track with something of everything, fixed twice, with acts between and after."""

    file: Path
    exported: bytes

    @property
    def document(self) -> Document:
        made: Document = json.loads(self.exported)
        return made


def furnish(room: Room) -> None:
    _, second, _, fourth = hold(room)
    fix(room)
    room.act("mask", oneliner=fourth, start=0, end=9, what="person")
    room.act("add_oneliner", question=room.question(), text="Van papier.", source="paper")
    fix(room)
    room.act("star", oneliners=[second])
    assert verifying.database(room.store).versions == 2


def hold(room: Room) -> tuple[str, str, str, str]:
    """A consultation up to and after its close, in no version yet; gives the first of its one-liners."""
    room.open()
    first, second, third, fourth = (room.say(f"Uitspraak {it}.", environment="policy") for it in range(4))
    rules, shame = room.add_category("Regels"), room.add_category("Schaamte")
    room.act("sort", oneliners=[first, second], category=rules)
    room.act("sort_also", oneliners=[first], category=shame)
    room.act("mask", oneliner=third, start=0, end=9, what="person")
    room.act("hide", oneliners=[second], reason="not_content")
    room.act("probe", oneliner=first, text="Waardoor?", to="author")
    room.say("Door de brieven.", probe=next(iter(room.application.track(room.made.track).probes)))
    room.act("mark_same", oneliners=[first, fourth])
    room.act("star", oneliners=[first])
    room.attend("policy", 3)
    room.act("close")
    room.act("link", **{"from": first, "to": fourth})
    return first, second, third, fourth


def fix(room: Room) -> None:
    maps.freeze(room.own, NOON)
