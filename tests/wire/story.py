"""A small consultation, told through the doors: it brings out every message that the protocol has.

`python -m tests.wire.story` writes the examples under messages/ anew, with ids that stay the same.
"""

import hashlib
import json
import re
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from facilitator.domain.acts import ACT_TYPES
from facilitator.domain.board import resting_order
from facilitator.services import assignments
from facilitator.services.assignments import Wanted
from facilitator.serving.packets import TextPacket
from tests.wire.stage import Stage

MESSAGES = Path(__file__).resolve().parent / "messages"

BILLS = "De vaste lasten stijgen sneller dan de lonen."
SHAME = "Schaamte is de grootste wachtrij, want niemand meldt zich op tijd."
FIRST = "Vroegsignalering werkt, als er ook capaciteit achter zit."
NAMED = "Mevrouw Bakker van de Molenstraat kreeg drie aanmaningen op één dag."
PAPER = "Niemand houdt geld over aan tandarts en brillen."
DETAIL = "Vooral de energienota."


class Story:
    """`messages` maps a name, such as `to-board/events/sorted`, to the message as it went."""

    def __init__(self, directory: Path) -> None:
        self.messages: dict[str, Any] = {}
        self.stage = Stage(directory)
        self.made = self.stage.made
        self.people_join()
        self.they_speak()
        self.ada_sorts()
        self.ada_looks_after_the_room()
        self.others_help()
        self.it_ends()
        self.a_goal_is_asked_about()
        self.who_helps_proposes()
        self._keep_events()

    # Tools

    def keep(self, name: str, message: Any) -> Any:
        """Keep the first message of a name."""
        self.messages.setdefault(name, json.loads(TextPacket.json.dumps(message)))
        return message

    def phone(self, sid: str, event: str, data: dict[str, Any], *, sent: str, told: str) -> dict[str, Any]:
        """Ask from a phone."""
        self.keep(f"from-phone/{sent}", data)
        answer = self.stage.ask(self.stage.phones, sid, event, data)
        self.keep(f"to-phone/{told}", answer)
        return answer

    def submit(self, sid: str, text: str, *, told: str = "submitted", sent: str = "submit", **more: Any) -> Any:
        fields = {"key": str(uuid4()), "question": self.made.questions[0].id, "text": text} | more
        answer = self.phone(sid, "submit", fields, sent=sent, told=told)
        return fields["key"], answer.get("id")

    def act(self, type: str, **fields: Any) -> dict[str, Any]:
        """Act as ada."""
        data = {"key": str(uuid4()), "type": type, **fields}
        self.keep(f"from-board/acts/{type}", data)
        answer = self.stage.ask(self.stage.boards, "board", "act", data)
        assert answer["ok"], (type, answer)
        self.keep("to-board/acted", answer)
        return answer

    def category(self, name: str, **more: Any) -> str:
        before = set(self.board.categories)
        self.act("add_category", name=name, **more)
        (made,) = set(self.board.categories) - before
        return str(made)

    @property
    def board(self) -> Any:
        return self.stage.application.track(self.made.track).board

    def latest(self, sid: str, event: str, name: str) -> None:
        self.keep(name, self.stage.heard(sid, event)[-1])

    # The story

    def people_join(self) -> None:
        code = self.made.code
        self.keep("to-phone/connect_refused", self.stage.refuse(self.stage.phones, {"code": "ZZZZZZ"}))
        self.keep("to-board/connect_refused", self.stage.refuse(self.stage.boards, {"screen": "mallory's guess"}))
        self.stage.join("ben", self.keep("from-phone/connect", {"code": code, "environment": "execution"}))
        for number, environment in enumerate(("execution", "execution", "policy", None)):
            self.stage.join(f"phone {number}", {"code": code, "environment": environment})
        self.latest("ben", "state", "to-phone/state_lobby")
        self.stage.watch("board", self.keep("from-board/connect", {"consultation": self.made.consultation}))
        self.stage.watch("screen", self.keep("from-board/connect_screen", {"screen": self.made.screen_token}))
        self.stage.pass_time(1)
        self.latest("board", "presence", "to-board/presence")
        self.latest("screen", "presence", "to-screen/presence")

    def they_speak(self) -> None:
        self.act("open_question", question=self.made.questions[0].id, seconds=600)
        self.latest("ben", "state", "to-phone/state_open")
        self.bens, self.bills = self.submit("ben", BILLS)
        self.stage.pass_time(5)
        _, self.shame = self.submit("phone 0", SHAME)
        self.stage.pass_time(5)
        _, self.first = self.submit("phone 1", FIRST)
        self.stage.pass_time(5)
        _, self.named = self.submit("phone 2", NAMED)
        self.stage.pass_time(5)
        for _ in range(6):
            self.submit("phone 3", " " + PAPER, sent="submit_untidy", told="submit_refused")
        self.messages["to-phone/too_fast"] = self.stage.ask(
            self.stage.phones,
            "phone 3",
            "submit",
            {"key": str(uuid4()), "question": self.made.questions[0].id, "text": PAPER},
        )
        self.phone("ben", "mine", {"keys": [self.bens]}, sent="mine", told="mine")
        self.keep("from-phone/oneliner_http", self.messages["from-phone/submit"] | {"environment": "execution"})

    def ada_sorts(self) -> None:
        bills, shame, first, named = self.bills, self.shame, self.first, self.named
        self.fixed = self.category("Vaste lasten", color="#0072B2")
        self.trust = self.category("Schaamte en vertrouwen", before=self.fixed)
        self.skill = self.category("Capaciteit")
        self.act("rename_category", category=self.skill, name="Capaciteit en vakmanschap")
        self.act("recolor_category", category=self.skill, color="#5B5B5B")
        self.act("move_category", category=self.skill, before=self.trust)
        self.act("sort", oneliners=[shame], category=self.trust, before=None)
        self.act("sort", oneliners=[first], category=self.skill, before=None)
        self.act("sort", oneliners=[bills], category=self.fixed, before=None)
        self.act("sort_also", oneliners=[shame], category=self.skill)
        self.act("star", oneliners=[shame])
        self.act("link", **{"from": shame, "to": bills})
        self.act("mark_tension", oneliners=[shame, first])
        self.act("mark_intervention", oneliners=[first])
        self.act("set_world", oneliners=[shame], world="lived")
        self.act("release", oneliners=[named])
        self.act("mask", oneliner=named, start=0, end=14, what="person")
        self.latest("phone 2", "fate", "to-phone/fate_masked")
        self.keep("to-board/snapshot", self.whole("board"))
        self.keep("to-screen/snapshot", self.whole("screen"))
        self.act("hide", oneliners=[bills], reason="hoort bij een andere vraag")
        self.latest("ben", "fate", "to-phone/fate_hidden")
        self.act("show", oneliners=[bills])
        self.latest("ben", "fate", "to-phone/fate_restored")
        self.act("mark_same", oneliners=[shame, first])
        self.act("mark_different", oneliners=[first])
        self.act("unstar", oneliners=[shame])
        (link,) = [it.id for it in self.board.relations.values() if it.kind == "cause"]
        self.act("unlink", link=link)
        self.act("unmark_tension", oneliners=[shame, first])
        self.act("unmark_intervention", oneliners=[first])
        self.act("set_kind", oneliners=[shame], kind="cause")
        self.act("undo")
        self.act("redo")

    def whole(self, sid: str) -> dict[str, Any]:
        answer = self.stage.ask(self.stage.boards, sid, "since", {"revision": 10**6})
        found: dict[str, Any] = answer["snapshot"]
        return found

    def ada_looks_after_the_room(self) -> None:
        question = self.made.questions[0].id
        self.act("probe", oneliner=self.bills, text="Welke lasten bedoelt u?", to="author")
        self.latest("ben", "probe", "to-phone/probe_author")
        probe = self.stage.heard("ben", "probe")[-1]["id"]
        self.submit("ben", DETAIL, sent="submit_to_probe", probe=probe)
        asked = {"oneliner": None, "text": "Wat gaat er juist goed?", "to": "everyone"}
        self.stage.ask(self.stage.boards, "board", "act", {"key": str(uuid4()), "type": "probe", **asked})
        self.latest("ben", "probe", "to-phone/probe_everyone")
        self.act("add_oneliner", question=question, text=PAPER, environment="policy", source="paper", parent=None)
        late_key, late = self.submit("phone 0", "De schuldeiser is soms de gemeente zelf.")
        self.act("release", oneliners=[late])
        self.stage.stop_holding()
        self.submit("phone 1", "Een schuld van 90 euro wordt zo 500 euro.")
        self.act("screen", mode="spotlight", oneliner=self.shame, corner=True)
        self.phone("phone 0", "withdraw", {"key": late_key}, sent="withdraw", told="withdrawn")
        at = self.board.revision
        self.act("pause")
        self.latest("ben", "state", "to-phone/state_paused")
        self.act("resume")
        since = self.keep("from-board/since", {"revision": at})
        self.keep("from-board/connect_since", {"consultation": self.made.consultation, "since": at})
        self.keep("to-board/since_events", self.stage.ask(self.stage.boards, "board", "since", since))
        self.act("merge_categories", **{"from": self.skill, "into": self.trust})
        self.act("remove_category", category=self.trust)
        refused = {"key": str(uuid4()), "type": "sort", "oneliners": [self.bills], "category": self.trust}
        self.keep("to-board/act_refused", self.stage.ask(self.stage.boards, "board", "act", refused))
        self.keep("to-screen/act_refused", self.stage.ask(self.stage.boards, "screen", "act", refused))
        self.keep("to-board/since_snapshot", self.stage.ask(self.stage.boards, "board", "since", {"revision": 10**6}))

    def others_help(self) -> None:
        held = self.keep("from-board/hold", {"oneliner": self.bills})
        self.keep("to-board/held", self.stage.ask(self.stage.boards, "board", "hold", held))
        self.latest("board", "holding", "to-board/holding")
        asked = self.keep("from-board/suggest", {"oneliner": self.bills})
        self.keep("to-board/suggested", self.stage.ask(self.stage.boards, "board", "suggest", asked))
        self.act("add_division", name="Levensfase")
        self.stage.pass_time(1)
        track = self.stage.application.track(self.made.track)
        (other,) = set(track.divisions) - {track.division[0]}
        self.act("use_division", division=other)
        self.stage.pass_time(1)

    def it_ends(self) -> None:
        self.act("close_question")
        self.act("close")
        self.latest("ben", "state", "to-phone/state_closed")
        self.stage.pass_time(1)

    def who_helps_proposes(self) -> None:
        self.stage.help("helper", {"consultation": self.made.consultation})
        wanted = {"oneliner": self.bills, "start": 0, "end": 1, "what": "person"}
        asked = {"key": str(uuid4()), "type": "mask", **wanted}
        self.keep("to-board/proposed", self.stage.ask(self.stage.boards, "helper", "act", asked))

    def a_goal_is_asked_about(self) -> None:
        """The next track has questions that ask something beside the text."""
        variants = [{"key": "A", "name": "vast punt"}, {"key": "B", "name": "bus"}]
        settled = {"solution": "Een geldpunt in elke wijk", "variants": variants}
        wanted = Wanted(track="goal", theme="geldpunten", title="Geldpunten", settled=settled)
        goal = assignments.create(self.stage.application.store, self.stage.ada, wanted)
        self.stage.join("mia", {"code": goal.code, "environment": "target_group"})
        self.stage.watch("board", {"consultation": goal.consultation})
        question = goal.questions[2].id
        self.act("open_question", question=question)
        self.latest("mia", "state", "to-phone/state_goal")
        chosen: dict[str, Any] = {
            "variants": [{"variant": "A", "stance": "for"}, {"variant": "B", "stance": "against"}]
        }
        self.submit("mia", "De bus komt nooit op tijd.", sent="submit_goal", question=question, **chosen)

    def _keep_events(self) -> None:
        """The first of each type, as a board and as a screen got it; and one whole batch."""
        self.keep("to-board/events", self.stage.heard("board", "events")[1])
        for place, sid in (("to-board", "board"), ("to-screen", "screen")):
            for batch in self.stage.heard(sid, "events"):
                for event in batch["events"]:
                    self.keep(f"{place}/events/{event['type']}", event)


def tell() -> dict[str, Any]:
    """Tell the story; every message by its name."""
    with tempfile.TemporaryDirectory() as directory:
        story = Story(Path(directory))
        return settled(story.messages, story)


# The same ids at every telling

_ID = re.compile(r"\b[0-9a-f]{16}\b")
_KEY = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")


def settled(messages: Mapping[str, Any], story: Story) -> dict[str, Any]:
    """Put ids that are made from nothing but their turn in the place of random ones."""
    text = json.dumps(messages)
    ids = {old: _digest("id", at)[:16] for at, old in enumerate(dict.fromkeys(_ID.findall(text)))}
    ids |= {old: str(UUID(_digest("key", at)[:32], version=4)) for at, old in enumerate(_keys(text))}
    ids |= {story.made.code: "BCDFGH", story.made.screen_token: "4v0m3hA8sQ2yP6kT1wZ9xB7dLfNcRgJe"}
    orders = {resting_order(old): resting_order(new) for old, new in ids.items() if _ID.fullmatch(old)}
    found = re.compile("|".join(map(re.escape, sorted(ids, key=len, reverse=True))))
    return {
        name: _replaced(it, lambda old: found.sub(lambda hit: ids[hit[0]], old), orders)
        for name, it in messages.items()
    }


def _keys(text: str) -> list[str]:
    return list(dict.fromkeys(_KEY.findall(text)))


def _digest(kind: str, at: int) -> str:
    return hashlib.sha256(f"example {kind} {at}".encode()).hexdigest()


def _replaced(value: Any, text: Callable[[str], str], orders: Mapping[int, int]) -> Any:
    if isinstance(value, str):
        return text(value)
    if isinstance(value, dict):
        return {text(name): _replaced(it, text, orders) for name, it in value.items()}
    if isinstance(value, list):
        return [_replaced(it, text, orders) for it in value]
    return orders.get(value, value) if type(value) is int else value


# Files

WIDTH = 110


def written(value: Any, indent: str = "") -> str:
    """JSON that people read: on one line where that fits."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(indent) + len(flat) <= WIDTH or not isinstance(value, dict | list) or not value:
        return flat
    deeper = indent + "  "
    if isinstance(value, list):
        parts = [deeper + written(it, deeper) for it in value]
        return "[\n" + ",\n".join(parts) + f"\n{indent}]"
    parts = [f"{deeper}{json.dumps(name)}: {written(it, deeper)}" for name, it in value.items()]
    return "{\n" + ",\n".join(parts) + f"\n{indent}}}"


def file_of(name: str) -> Path:
    return MESSAGES / f"{name}.json"


def write() -> None:
    """Write every example, and take away those that nobody sends any more."""
    messages = tell()
    for name, message in messages.items():
        file_of(name).parent.mkdir(parents=True, exist_ok=True)
        file_of(name).write_text(written(message) + "\n", encoding="utf-8")
    for file in MESSAGES.rglob("*.json"):
        if file.relative_to(MESSAGES).with_suffix("").as_posix() not in messages:
            file.unlink()
    print(f"{len(messages)} examples, {len(ACT_TYPES)} acts", file=sys.stderr)


if __name__ == "__main__":
    write()
