"""What others notice of a hostile client: one table, by way of waiting.

`.venv/bin/python benchmarks/hostile.py [--on eventlet,threading,postgresql] [--seconds 8] [ATTACK …]`. Beside a
room of ten thousand one-liners, which is attacked from one and from twenty connections, ten phones with a board
and a screen have a consultation of their own. Default limits; all of it on the loopback and in temporary folders.
"""

import argparse
import asyncio
import contextlib
import json
import re
import sys
import tempfile
import time
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.attacks import ATTACKS, Target
from benchmarks.servers import LOAD_CORE, ROOT, Place, pin, product
from benchmarks.snapshot import ONELINERS, filled
from facilitator.rehearsal.connection import Connection
from tests.outside import Postgres

PHONES = 10
EVERY = 1.1  # seconds between two one-liners of a phone: within the default limit
LONGEST = 30.0  # seconds that an answer is waited for
LIMITS = {"FACILITATOR_PHONE_RATE": "1", "FACILITATOR_CONSULTATION_RATE": "200"}
GIVEN_BACK = 30  # MB more than before, at most
WITHIN = 60.0  # seconds
HEAD = (
    "attack", "from", "sent", "answers", "p50", "p99", "max", "/healthz max", "board", "screen", "MB before", "most",
    "after",
)  # fmt: skip


@dataclass
class Room:
    """A room that is in use: how long its phones wait, and how old what its viewers see is, in seconds."""

    phones: list[Connection] = field(default_factory=list)
    viewers: list[Connection] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    health: list[float] = field(default_factory=list)
    due: dict[str, float] = field(default_factory=dict)
    ages: dict[str, list[float]] = field(default_factory=lambda: {"board": [], "screen": []})
    most: float = 0.0

    def forget(self) -> None:
        """Begin to count anew."""
        self.waits, self.health, self.due, self.most = [], [], {}, 0.0
        self.ages = {"board": [], "screen": []}

    def saw(self, where: str, batch: dict[str, Any]) -> None:
        """A viewer is shown what was said."""
        for it in batch["events"]:
            text = it.get("oneliner", {}).get("text", "")
            if text in self.due:
                self.ages[where].append(time.perf_counter() - self.due[text])


@contextlib.asynccontextmanager
async def gathered(place: Place) -> Any:
    """The room with its board, screen and phones."""
    room = Room()
    for where, auth, headers in (
        ("board", place.board, {"Cookie": place.cookie, "Origin": place.url}),
        ("screen", place.screen, {}),
    ):
        viewer = Connection("/board")
        viewer.on["events"] = lambda batch, where=where: room.saw(where, batch)
        room.viewers.append(await viewer.open(place.url, auth, headers))
    question = {"key": str(uuid.uuid4()), "type": "open_question", "question": place.question}
    await room.viewers[0].ask("act", question)
    for _ in range(PHONES):
        room.phones.append(await Connection("/phone").open(place.url, place.phone))
    yield room
    for connection in (*room.phones, *room.viewers):
        connection.abort()


async def used(place: Place, room: Room, ended: asyncio.Event) -> None:
    """Let everybody take part until it has ended."""

    async def take_part(phone: Connection, at: int) -> None:
        await asyncio.sleep(at * EVERY / PHONES)
        while not ended.is_set():
            start, text = time.perf_counter(), f"gewoon {uuid.uuid4().hex[:8]}"
            room.due[text] = start
            fields = {"key": str(uuid.uuid4()), "question": place.question, "text": text}
            with contextlib.suppress(TimeoutError, OSError):
                told = await phone.ask("submit", fields, patience=LONGEST)
                assert told["ok"], told
            room.waits.append(time.perf_counter() - start)
            await asyncio.sleep(max(0.0, EVERY - (time.perf_counter() - start)))

    async def look() -> None:
        while not ended.is_set():
            start = time.perf_counter()
            with contextlib.suppress(OSError):
                await asyncio.to_thread(_fetch, f"{place.url}/healthz")
            room.health.append(time.perf_counter() - start)
            room.most = max(room.most, place.memory)
            await asyncio.sleep(0.25)

    await asyncio.gather(look(), *(take_part(it, at) for at, it in enumerate(room.phones)))


def _fetch(address: str, cookie: str = "") -> str:
    request = urllib.request.Request(address, headers={"Cookie": cookie} if cookie else {})
    with urllib.request.urlopen(request, timeout=LONGEST) as answer:
        return str(answer.read().decode())


async def measured(place: Place, room: Room, target: Target, name: str, count: int, seconds: float) -> list[object]:
    """One row of the table."""
    room.forget()
    before, ended = place.memory, asyncio.Event()
    everybody = asyncio.create_task(used(place, room, ended))
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(ROOT / "benchmarks" / "attacks.py"), name, str(count), str(seconds),
        json.dumps(target.__dict__), stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    output, _ = await process.communicate()
    ended.set()
    await everybody
    told = json.loads(output or b'{"sent": 0, "answered": 0}')
    after = await _memory_after(place, before)
    missing = len(room.due) * 2 - sum(map(len, room.ages.values()))
    ages = [f"{_at(room.ages[it], 0.99)}" for it in ("board", "screen")]
    if missing:
        ages[1] += f" ({missing} missing)"
    shown = (_at(room.waits, 0.5), _at(room.waits, 0.99), _at(room.waits, 1.0), _at(room.health, 1.0))
    return [name, count, told["sent"], len(room.waits), *shown, *ages, round(before), round(room.most), after]


async def _memory_after(place: Place, before: float) -> str:
    """Wait until most of it was given back, a minute at most."""
    start = time.monotonic()
    while place.memory > before + GIVEN_BACK and time.monotonic() - start < WITHIN:
        await asyncio.sleep(1)
    return f"{place.memory:.0f} in {time.monotonic() - start:.0f} s"


def _at(found: list[float], share: float) -> int:
    """Milliseconds at this share of all."""
    if not found:
        return -1
    return round(sorted(found)[min(len(found) - 1, int(len(found) * share))] * 1000)


def large_rooms(place: Place, database: str, directory: str) -> Target:
    """Fill two rooms beside the one that is used, one of them closed, and say what they are attacked with."""
    application, consultation, _ = filled(directory, ONELINERS, database=database)
    track = application.track_of(consultation)
    facts, longest = track.consultations[consultation], max(track.board.cards.values(), key=lambda it: len(it.text))
    _, closed, _ = filled(directory, ONELINERS, database=database, closed=True)
    cookie, token = _form(f"{place.url}/desk/import", place.cookie)
    file = Path(directory) / "large.json"
    over = application.track_of(closed).id
    file.write_text(_fetch(f"{place.url}/desk/tracks/{over}/export/json", cookie))
    return Target(
        url=place.url, code=facts.code or "", consultation=consultation, track=track.id, closed=over,
        screen=facts.screen_token, cookie=cookie, question=next(iter(track.questions)), oneliner=longest.id,
        file=str(file), token=token,
    )  # fmt: skip


def _form(address: str, cookie: str) -> tuple[str, str]:
    """The cookies and the token that a form is sent with."""
    request = urllib.request.Request(address, headers={"Cookie": cookie})
    with urllib.request.urlopen(request, timeout=LONGEST) as answer:
        token, *_ = re.findall('name="csrf_token"[^>]*value="([^"]+)"', answer.read().decode())
        given = [it.partition(";")[0] for it in answer.headers.get_all("Set-Cookie", [])]
    kept = [it for it in cookie.split("; ") if not (given and it.startswith("form="))]
    return "; ".join([*kept, *given]), token


def main() -> None:
    """Measure what was asked for."""
    asked = argparse.ArgumentParser()
    asked.add_argument("attacks", nargs="*", default=list(ATTACKS))
    asked.add_argument("--on", default="eventlet,threading,postgresql")
    asked.add_argument("--seconds", type=float, default=8.0)
    asked.add_argument("--from", dest="counts", default="1,20")
    told = asked.parse_args()
    pin(LOAD_CORE)
    for on in told.on.split(","):
        print(f"\n### On {on}: milliseconds of the others, MB of the server\n", flush=True)
        print("\n".join("| " + " | ".join(it) + " |" for it in (HEAD, ["---"] * len(HEAD))), flush=True)
        with started(on) as (place, database):
            asyncio.run(rows(place, database, told))


async def rows(place: Place, database: str, told: argparse.Namespace) -> None:
    """Print a row for each attack."""
    with tempfile.TemporaryDirectory(prefix="facilitator-measure-") as directory:
        target = await asyncio.to_thread(large_rooms, place, database, directory)
        async with gathered(place) as room:
            await (await Connection("/phone").open(place.url, {"code": target.code})).ask("mine", {"keys": []})
            for name in told.attacks:
                for count in map(int, told.counts.split(",")):
                    row = await measured(place, room, target, name, count, told.seconds)
                    print("| " + " | ".join(map(str, row)) + " |", flush=True)


@contextlib.contextmanager
def started(on: str) -> Iterator[tuple[Place, str]]:
    """A server with its default limits, and its database."""
    if on != "postgresql":
        with product(on, settings=LIMITS) as place:
            yield place, f"sqlite:///{place.directory}/facilitator.sqlite"
        return
    server = Postgres()
    try:
        server.start()
        database = server.create_database()
        with product(database=database, settings=LIMITS) as place:
            yield place, database
    finally:
        server.remove()


if __name__ == "__main__":
    main()
