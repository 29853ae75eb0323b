"""Seeded days in one process, and a real server that holds one day after another."""

import logging
import re
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import requests

from benchmarks.proving import Outcome, outcome
from facilitator.serving.gc_tuning import IDLE
from tests.live.rooms import Room, query, room_on
from tests.patience import PATIENCE
from tests.servers import Server
from tests.simulation.disk import Disk
from tests.simulation.running import Failed, run
from tests.web.conftest import token_in

PHONES, LINES = 12, 20
REST_AFTER = 8
"""Days; then nobody does anything for as long as the server wants, to collect what went."""
MORE_MEMORY = 30.0  # MB that may come and go
ENVIRONMENTS = ("policy", "execution", "regulation")


def seeds(count: int, *, first: int = 0) -> Outcome:
    """Let so many seeds happen."""
    logging.disable(logging.CRITICAL)  # the disk fails all the time
    disk, total, failed = Disk(), Counter[str](), list[str]()
    began = time.process_time()
    for seed in range(first, first + count):
        try:
            done = run(disk, seed, thorough=seed % 10 == 0)
        except Failed as failure:
            failed.append(str(failure).splitlines()[0])
            continue
        total += Counter(steps=done.steps, crashes=done.crashes, acts=done.acts)
    disk.remove()
    logging.disable(logging.NOTSET)
    used = time.process_time() - began
    tried = (
        f"{count} seeds from {first}: {total['steps']} steps, {total['crashes']} times the power went, {total['acts']}"
        f" acts answered, {count / used * 60:.0f} seeds a minute of one core"
    )
    return outcome(tried, failed, well="everything held after every step")


@dataclass(frozen=True)
class Weighed:
    """What a server takes after a day: memory in MB, the file with its log in kB."""

    memory: float
    file: float


def soak(count: int) -> Outcome:
    """Hold one day after another on one server, each removed for good at its end; nothing may grow."""
    with tempfile.TemporaryDirectory() as folder, Server(Path(folder), PHONE_RATE="0", CONSULTATION_RATE="0") as server:
        weighed = []
        for number in range(1, count + 1):
            weighed.append(_day(server))
            if number % REST_AFTER == 0:
                time.sleep(IDLE + 1)
    first, last = weighed[0], weighed[-1]
    tried = (
        f"{count} days of {PHONES} phones and {PHONES * LINES} one-liners, sorted, exported, closed and removed:"
        f" memory {first.memory:.0f} → {last.memory:.0f} MB, file {first.file:.0f} → {last.file:.0f} kB"
    )
    return outcome(tried, _grown(weighed), well="flat")


def _grown(weighed: list[Weighed]) -> list[str]:
    """Hold the last quarter of the days to the second one."""
    quarter = max(1, len(weighed) // 4)
    early, late = weighed[quarter : 2 * quarter], weighed[-quarter:]
    memory = median(it.memory for it in late) - median(it.memory for it in early)
    file = median(it.file for it in late) / median(it.file for it in early)
    wrong = [f"{memory:.0f} MB more memory"] if memory > MORE_MEMORY else []
    return wrong + ([f"a file of {file:.2f} times the size"] if file > 1.5 else [])


def _day(server: Server) -> Weighed:
    with room_on(server) as room:
        _hold(room)
        browser = requests.Session()
        browser.cookies.set(*room.cookie.split("=", 1))
        _take_home(browser, room)
        _remove(browser, server, room)
    file = sum(it.stat().st_size for it in server.directory.glob("facilitator.sqlite*"))
    memory = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{server.pid}/status").read_text())
    return Weighed(int(memory[1]) / 1024 if memory else 0.0, file / 1024)


def _hold(room: Room) -> None:
    """Five questions, of which each gets its share; half is sorted, some is hidden, undone and asked after."""
    phones = [room.phone(ENVIRONMENTS[at % len(ENVIRONMENTS)]) for at in range(PHONES)]
    room.screen()
    categories = [room.category(f"Categorie {number}") for number in range(4)]
    for number in range(1, 6):
        room.open(number)
        question = room.questions[number - 1]
        for phone in phones:
            phone.wait("state", partial(_asks, question))
            texts = (f"Uitspraak {number} {line} 🏠" for line in range(LINES // 5))
            ids = [str(phone.submit(it, question=question)["id"]) for it in texts]
            room.board.do("sort", oneliners=ids[:2], category=categories[number % 4])
        room.board.do("hide", oneliners=ids[:1], reason="not_content")
        room.board.do("undo")
        room.fresh()
    room.board.do("close")


def _asks(question: str, state: dict[str, Any]) -> bool:
    return (state["question"] or {}).get("id") == question


def _take_home(browser: requests.Session, room: Room) -> None:
    base = f"{room.server.url}/desk/consultations/{room.made['consultation']}"
    for format in ("json", "csv", "xlsx"):
        browser.get(f"{base}/export/{format}", timeout=PATIENCE)


def _remove(browser: requests.Session, server: Server, room: Room) -> None:
    """By the desk, as its owner does."""
    ((assignment, title),) = query(
        server,
        "SELECT assignment.id, assignment.title FROM assignment"
        " JOIN track ON track.assignment_id = assignment.id JOIN consultation ON consultation.track_id = track.id"
        f" WHERE consultation.id = '{room.made['consultation']}'",
    )
    address = f"{server.url}/desk/assignments/{assignment}/remove"
    token = token_in(browser.get(address, timeout=PATIENCE).text)
    browser.post(address, data={"csrf_token": token, "title": title}, timeout=PATIENCE)
    assert not query(server, f"SELECT id FROM assignment WHERE id = '{assignment}'"), "it was not removed"
