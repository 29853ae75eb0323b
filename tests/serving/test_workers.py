"""Processes beside the server: few, in turn, ended when idle, and nobody waits for one that died."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from facilitator.serving import workers
from facilitator.serving.workers import MOST_WAITING, TooMuch, Work, Workers
from tests.outside.process import wait_until
from tests.patience import PATIENCE

WORKER = """
import json, os, sys
from pathlib import Path
print("a worker writes to nobody")
greeting = json.loads(sys.stdin.readline())
for line in sys.stdin:
    told = json.loads(line)
    asked, made = Path(told["asked"]), Path(told["made"])
    head = json.loads((asked / "head.json").read_text())
    if head.get("die"):
        sys.exit(1)
    while head.get("until") and not Path(head["until"]).exists():
        pass
    draft = made.with_suffix(".draft")
    draft.mkdir()
    (draft / "body").write_bytes((asked / "body").read_bytes() * 2)
    (draft / "head.json").write_text(json.dumps({"pid": os.getpid(), **greeting, **head}))
    draft.rename(made)
"""


@pytest.fixture
def crew() -> Iterator[Workers]:
    made = Workers([sys.executable, "-c", WORKER], lambda: {"hello": "x"}, environment=dict(os.environ))
    yield made
    made.end()


def done(work: Work) -> Work:
    assert work.wait(PATIENCE)
    return work


def pid_of(work: Work) -> int:
    assert work.head is not None
    return int(work.head["pid"])


def is_gone(pid: int) -> Callable[[], bool]:
    return lambda: not Path(f"/proc/{pid}").exists()


def test_what_is_asked_is_done_by_a_process_that_was_greeted(crew: Workers) -> None:
    work = done(crew.put("ada", {"what": "map"}, b"ab"))
    assert work.head is not None
    assert (work.head["hello"], work.head["what"], b"".join(work.parts())) == ("x", "map", b"abab")
    assert pid_of(work) != os.getpid()


def test_what_came_of_it_can_be_read_again(crew: Workers) -> None:
    work = done(crew.put("ada", {}, b"ab"))
    assert b"".join(work.parts()) == b"".join(work.parts()) == b"abab"


def test_one_process_does_one_thing_after_the_other(crew: Workers) -> None:
    assert len({pid_of(done(crew.put("ada", {}))) for _ in range(3)}) == 1


def test_one_person_has_one_thing_done_at_a_time(crew: Workers, tmp_path: Path) -> None:
    first = crew.put("ada", {"until": str(tmp_path / "go")})
    second = crew.put("ada", {})
    third = done(crew.put("ben", {}))
    assert not first.done.is_set()
    assert not second.done.is_set()
    (tmp_path / "go").touch()
    assert pid_of(done(second)) in (pid_of(first), pid_of(third))


def test_who_asks_for_more_than_can_wait_is_refused(crew: Workers, tmp_path: Path) -> None:
    waiting = [crew.put("ada", {"until": str(tmp_path / "go")}) for _ in range(MOST_WAITING)]
    with pytest.raises(TooMuch):
        crew.put("ada", {})
    (tmp_path / "go").touch()
    done(waiting[-1])


def test_nobody_waits_for_a_process_that_died(crew: Workers) -> None:
    assert done(crew.put("ada", {"die": True})).head is None
    assert done(crew.put("ada", {})).head is not None


def test_a_process_that_takes_too_long_is_ended(crew: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "LONGEST", 0.0)
    assert done(crew.put("ada", {"until": "/nowhere"})).head is None


def test_a_process_that_is_idle_is_ended(crew: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "IDLE", 0.1)
    pid = pid_of(done(crew.put("ada", {})))
    wait_until(is_gone(pid), seconds=PATIENCE, what="the end of an idle worker")


def test_nothing_is_left_behind(crew: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_quick_place", lambda: str(tmp_path))
    done(crew.put("ada", {}, b"words"))
    [folder] = tmp_path.iterdir()
    assert list(folder.iterdir()) == []
    crew.end()
    assert list(tmp_path.iterdir()) == []
