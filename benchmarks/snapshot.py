"""The snapshot that a board starts from: how long it holds the server up, how large it is.

`python benchmarks/snapshot.py` measures in this process alone; run.py asks a server as well.
"""

import gzip
import json
import os
import random
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from facilitator import showing
from facilitator.config import Settings
from facilitator.domain.events import Act
from facilitator.domain.submissions import Submission
from facilitator.rehearsal.sayings import read
from facilitator.services import assignments
from facilitator.services.accounts.facilitators import SignedIn
from facilitator.services.accounts.local import local_facilitator
from facilitator.services.application import Application
from facilitator.services.assignments import Wanted
from facilitator.services.writing import Job, Perform, Submit
from facilitator.store import Store
from facilitator.store.migrations import upgrade

ONELINERS = 10_000
TIMES = 9


def filled(
    directory: str, count: int = ONELINERS, *, database: str = "", closed: bool = False
) -> tuple[Application, str, str]:
    """A application with so many different one-liners, half of them sorted; its consultation and owner."""
    store = Store(database or f"sqlite:///{directory}/snapshot.sqlite")
    upgrade(store)
    application = Application(Settings(database=str(store.url)), store)
    owner = local_facilitator(store)
    made = assignments.create(store, owner, Wanted(track="process", theme="schulden en armoede", hold=0))
    question = made.questions[0].id

    def act(kind: str, **fields: object) -> Perform:
        done = Act(kind, fields, str(uuid.uuid4()))
        return Perform(track=made.track, consultation=made.consultation, act=done, by=owner)

    def submit(text: str) -> Submit:
        sent = Submission(str(uuid.uuid4()), question, text)
        return Submit(track=made.track, consultation=made.consultation, submission=sent)

    jobs: list[Job] = [act("open_question", question=question), act("add_category", name="Incasso")]
    application.write(jobs)
    texts = different(count)
    for start in range(0, count, 400):
        application.write([submit(text) for text in texts[start : start + 400]])
    board = application.track(made.track).board
    half = [it for at, it in enumerate(board.cards) if at % 2]
    application.write(
        [
            act("sort", oneliners=half[at : at + 1000], category=next(iter(board.categories)))
            for at in range(0, len(half), 1000)
        ]
    )
    if closed:
        application.write([act("close")])
    return application, made.consultation, owner


def different(count: int) -> list[str]:
    """The example's one-liners over and over, with a number behind: no two are the same."""
    texts = [saying.text[:130].strip() for saying in read()]
    return [f"{texts[at % len(texts)]} {at}" for at in range(count)]


def unlike(count: int) -> list[str]:
    """The example's words put together at random: what compresses worse than any real text."""
    words = [word for saying in read() for word in saying.text.split()]
    dice = random.Random(1)
    return [" ".join(dice.choices(words, k=dice.randint(6, 14)))[:130].strip() for _ in range(count)]


def best(work: Callable[[], object]) -> float:
    """Milliseconds of processor time, the middle one of some runs."""
    times = []
    for _ in range(TIMES):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    return round(sorted(times)[TIMES // 2], 1)


def measure() -> dict[str, float]:
    """Processor time of each step in ms, sizes in kB."""
    with tempfile.TemporaryDirectory() as directory:
        application, consultation, owner = filled(directory)
        me = SignedIn(owner, "ada", "none")
        shape = showing.board_snapshot(application, consultation, me)
        body = json.dumps(shape).encode()
        told = {
            "oneliners": len(shape["oneliners"]),
            "shape_ms": best(lambda: showing.board_snapshot(application, consultation, me)),
            "json_ms": best(lambda: json.dumps(shape)),
            "kB": round(len(body) / 1000, 1),
        }
        for level in (1, 2, 3, 4, 5, 6, 9):
            told[f"gzip{level}_ms"] = best(lambda level=level: gzip.compress(body, level))  # type: ignore[misc]
            told[f"gzip{level}_kB"] = round(len(gzip.compress(body, level)) / 1000, 1)
    return told


if __name__ == "__main__":
    os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[0]})
    print(json.dumps(measure(), indent=1))
