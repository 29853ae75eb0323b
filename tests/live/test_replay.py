"""Every one-liner there is to be had goes in through a real socket and comes out of the CSV, byte for byte.

Besides the example one-liners of this project: real statements in other languages, where they lie beside the clone.
"""

import csv
import io
import threading
from collections import Counter
from pathlib import Path

import pytest

from facilitator.catalogues import translator
from facilitator.domain import method, text
from facilitator.domain.refusals import Refusal
from tests.live.clients import Phone, Shape, new_key
from tests.live.rooms import Room, room_on
from tests.outside.process import wait_until
from tests.servers import ROOT, Server

EXAMPLES = sorted((ROOT / "facilitator/example").glob("oneliners*.csv"))
STATEMENTS = sorted((ROOT.parent / "shared/data/polis").glob("*.csv"))
PHONES_EACH = 3  # fewer of an environment would not be shown


def texts_of(file: Path) -> list[str]:
    """What people wrote, as their phones would send it."""
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    column = "text" if "text" in rows[0] else "comment_body"
    return [text.tidy(row[column]) for row in rows]


def code_for(said: str) -> str | None:
    """The code by which a text is refused; None when it is taken."""
    try:
        text.check(said)
    except Refusal as refusal:
        return refusal.code
    return None


class Replayed:
    """What was sent from where, and what was answered."""

    def __init__(self, room: Room, said: list[str]) -> None:
        self.answers: list[tuple[str, str, Shape]] = []
        environments = method.ENVIRONMENTS["process"]
        phones = [(it, room.phone(it)) for it in environments for _ in range(PHONES_EACH)]
        expected = dict.fromkeys(environments, PHONES_EACH)
        room.board.wait("presence", lambda told: told["environments"] == expected)
        for at, one in enumerate(said):
            self._send(*phones[at % len(phones)], one, room.questions[0])
        wait_until(lambda: len(self.answers) == len(said), seconds=40, what="all answers")

    def _send(self, environment: str, phone: Phone, said: str, question: str) -> None:
        lock = threading.Lock()

        def answered(answer: Shape) -> None:
            with lock:
                self.answers.append((environment, said, answer))

        phone.send("submit", {"key": new_key(), "question": question, "text": said}, answered)


@pytest.mark.parametrize("file", [*EXAMPLES, *STATEMENTS], ids=lambda file: file.name)
def test_what_people_wrote_comes_out_as_it_went_in(live_server: Server, tmp_path: Path, file: Path) -> None:
    said = texts_of(file)
    assert len(said) > 50
    with room_on(live_server) as room:
        room.open()
        replayed = Replayed(room, said)
        refused = Counter((one, answer["error"]["code"]) for _, one, answer in replayed.answers if not answer["ok"])
        assert refused == Counter((one, code) for one in said if (code := code_for(one)) is not None)
        taken = Counter((it, one) for it, one, answer in replayed.answers if answer["ok"])
        room.board.do("close")
        exported = tmp_path / "export.csv"
        done = live_server.command("export", room.made["consultation"], "--format", "csv", "-o", str(exported))
        assert done.returncode == 0, done.stderr
        header, *rows = csv.reader(io.StringIO(exported.read_bytes().decode(), newline=""))
        labels = {translator("nl")(method.ENVIRONMENT_LABELS[it]): it for it in method.ENVIRONMENTS["process"]}
        at, where = header.index("uitspraak"), header.index("omgeving")
        assert Counter((labels[row[where]], row[at]) for row in rows) == taken
        assert sum(taken.values()) + sum(refused.values()) == len(said)


def test_nothing_of_the_examples_is_refused() -> None:
    assert EXAMPLES
    assert [one for file in EXAMPLES for one in texts_of(file) if code_for(one)] == []
