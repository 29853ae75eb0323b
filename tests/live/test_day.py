"""A day in the life, with forty phones: two rounds, four interviews, and the map's own numbers at the end.

The one-liners are the example's; what comes out must add up as the method says: 257 received, 253 in
the map (one partly masked) and four not shown.
"""

import csv
import io
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from facilitator.domain.text import tidy
from facilitator.services import rounds
from facilitator.services.accounts.local import local_facilitator
from facilitator.services.rounds import Gathering
from tests.live.clients import Board, Phone, Screen, new_key, sign_in
from tests.live.rooms import cookie_for, store_of
from tests.owners import own_track
from tests.servers import Server

EXAMPLE = Path(__file__).parent.parent.parent / "facilitator" / "example" / "oneliners_nl.csv"
GOLDEN = Path(__file__).parent.parent / "exports" / "example_export_nl.csv"
ENVIRONMENTS = {
    "beleid": "policy",
    "regelgeving": "regulation",
    "handhaving": "enforcement",
    "uitvoering": "execution",
}
NOT_SHOWN = {
    "?!": "geen inhoud",
    "Die wethouder is een leugenaar en een zakkenvuller.": "persoonlijke belediging",
    "Wanneer is de pauze? De koffie is op.": "hoort niet bij deze vraag",
    "<script>alert('test')</script>": "geen inhoud",
}
NAMED = "Mevrouw J. de Wit van het loket aan de Dorpsstraat lacht mensen gewoon uit."
PHONES = 40


@dataclass(frozen=True)
class Saying:
    question: int
    environment: str
    category: str
    text: str
    source: str


def sayings(source: str) -> list[Saying]:
    rows = csv.DictReader(EXAMPLE.open(encoding="utf-8"))
    return [
        Saying(int(it["prompt"]), ENVIRONMENTS[it["environment"]], it["category"], tidy(it["text"]), it["source"])
        for it in rows
        if it["source"] == source
    ]


@dataclass
class Day:
    """Everybody in it. `ids`: the one-liners by id, as they were said."""

    server: Server
    made: dict[str, Any]
    cookie: str
    leave: ExitStack
    ids: dict[str, Saying] = field(default_factory=dict)
    categories: dict[str, str] = field(default_factory=dict)
    frames: list[str] = field(default_factory=list)

    def questions(self) -> list[str]:
        return [str(it["id"]) for it in self.made["questions"]]

    def board(self, consultation: str) -> Board:
        return self.leave.enter_context(Board(self.server.url, consultation, self.cookie))

    def phones(self, code: str) -> dict[str, Iterator[Phone]]:
        """Forty people, ten from each environment; each line is said by the next of its environment."""
        joined = defaultdict(list)
        for number in range(PHONES):
            environment = list(ENVIRONMENTS.values())[number % 4]
            phone = self.leave.enter_context(Phone(self.server.url, code, environment=environment))
            joined[environment].append(phone)
        return {environment: cycle(phones) for environment, phones in joined.items()}

    def say(self, phone: Phone, saying: Saying) -> None:
        phone.wait("state", lambda state: (state["question"] or {}).get("number") == saying.question)
        question = self.questions()[saying.question - 1]
        answer = phone.submit(saying.text, question=question)
        assert answer["ok"], (saying.text, answer)
        self.ids[answer["id"]] = saying

    def sort(self, board: Board) -> None:
        """Lay everything where its analyst laid it, category by category; hide and mask what must be."""
        for name in dict.fromkeys(it.category for it in self.ids.values() if it.category):
            if name not in self.categories:
                revision = board.do("add_category", name=name)
                event = board.wait_event("category_added", lambda it, at=revision: it["revision"] == at)  # type: ignore[misc]
                self.categories[name] = next(id for _, id, what, _, _ in event["changes"] if what is None)
            mine = [id for id, it in self.ids.items() if it.category == name]
            board.do("sort", oneliners=mine, category=self.categories[name], before=None)
        for id, saying in self.ids.items():
            if saying.text in NOT_SHOWN:
                board.do("hide", oneliners=[id], reason=NOT_SHOWN[saying.text])
            if saying.text == NAMED:
                board.do("mask", oneliner=id, start=0, end=16, what="person")
                board.do("release", oneliners=[id])

    def round(self, source: str, consultation: str, code: str) -> None:
        """One evening: five questions, everybody says what they say, all of it is sorted."""
        board = self.board(consultation)
        phones = self.phones(code)
        board.wait("presence", lambda told: told["phones"] == PHONES and len(told["environments"]) == 4)
        for number, question in enumerate(self.questions(), start=1):
            board.do("open_question", question=question, seconds=840)
            for saying in [it for it in sayings(source) if it.question == number]:
                self.say(next(phones[saying.environment]), saying)
            board.do("close_question")
        self.sort(board)

    def export(self, format: str) -> bytes:
        file = self.server.directory / f"out.{format}"
        done = self.server.command("export", "--track", str(self.made["track"]), "--format", format, "-o", str(file))
        assert done.returncode == 0, done.stderr
        return file.read_bytes()


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    with ExitStack() as leave:
        server = leave.enter_context(Server(tmp_path, PHONE_RATE="0", CONSULTATION_RATE="0"))
        made = server.new(title="Schulden en armoede", hold=1)
        yield Day(server, made, sign_in(made["board_url"]), leave)


def test_two_rounds_and_four_interviews_come_out_as_the_method_counts_them(day: Day) -> None:
    screen = day.leave.enter_context(Screen(day.server.url, str(day.made["screen_url"]).rsplit("/", 1)[1]))
    day.round("round1", day.made["consultation"], day.made["code"])
    assert screen.connected
    seen = "".join(screen.frames)
    for text in NOT_SHOWN:
        waits_for_a_look = "leugenaar" in text or "<script>" in text
        assert not waits_for_a_look or json.dumps(text)[1:-1] not in seen, text
    day.board(day.made["consultation"]).do("close")
    day.server.kill()
    day.server.start()
    second = add_round(day, 2, "Schulden en armoede, ronde 2")
    day.cookie = cookie_for(day.server, owner_of(day))
    day.round("round2", second.consultation, second.code)
    interview(day, second.consultation)
    day.board(second.consultation).do("close")
    check_outcome(day)


def add_round(day: Day, number: int, title: str) -> Any:
    with store_of(day.server) as store:
        return rounds.add_consultation(own_track(store, str(day.made["track"])), Gathering(title, number, 0))


def owner_of(day: Day) -> str:
    with store_of(day.server) as store:
        return local_facilitator(store)


def interview(day: Day, consultation: str) -> None:
    """Four conversations, taken down at the board."""
    board = day.board(consultation)
    for saying in sayings("interview"):
        question = day.questions()[saying.question - 1]
        revision = board.do(
            "add_oneliner",
            question=question,
            text=saying.text,
            source="interview",
            environment=saying.environment,
            key=new_key(),
        )
        added = board.wait_event("oneliner_added", lambda it, at=revision: it["revision"] == at)  # type: ignore[misc]
        day.ids[added["oneliner"]["id"]] = saying
    day.sort(board)


def check_outcome(day: Day) -> None:
    """The CSV, the whole document and the checks agree with what was said."""
    whole = json.loads(day.export("json"))
    assert whole["counts"] == {"received": 257, "mapped": 253, "masked": 1, "hidden": 4}
    assert whole["counts_line"] == "257 ontvangen = 253 in de map (1 deels afgeschermd) + 4 niet getoond"
    rows = list(csv.DictReader(io.StringIO(day.export("csv").decode())))
    golden = list(csv.DictReader(io.StringIO(GOLDEN.read_bytes().decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == len(golden) == 253
    assert cells(rows) == cells(golden)
    assert Counter(row["afgeschermd"] for row in rows) == {"nee": 252, "ja": 1}
    assert Counter(row["uitspraak"] for row in rows if row["afgeschermd"] == "nee") == Counter(
        it.text for it in day.ids.values() if it.text not in NOT_SHOWN and it.text != NAMED
    )
    assert {row["omgeving"] for row in rows if row["ronde"] == "ronde 1"} == set(ENVIRONMENTS)
    done = day.server.command("verify", "--track", str(day.made["track"]))
    assert done.returncode == 0, done.stderr


def cells(rows: list[dict[str, str]]) -> Counter[tuple[str, str]]:
    """How many lie in each cell of the map: by question and category."""
    return Counter((row["vraagnr"], row["categorie"]) for row in rows)
