"""The load: phones, one board and one screen from one process, and how long everything took.

`paced` sends at a fixed rate and counts from the moment each one-liner was due, so that a server
that stands still is charged for all that waited. `closed` keeps a number of one-liners under way
and finds how many a second the server takes at most.
"""

import asyncio
import gc
import time
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from benchmarks.servers import Place
from facilitator.rehearsal.connection import Connection
from facilitator.rehearsal.measured import percentiles

AT_ONCE = 50  # connections being made at the same time
MOST_MILLISECONDS = 250.0  # phone to screen, p99, beyond which a rate no longer counts
UNDER_WAY = (50, 100, 200, 400, 800)
TEXT = "Wie zijn huur niet kan betalen, heeft aan een folder met tips niets."


@dataclass
class Crowd:
    """Those who are connected. `mark` is in each text, so that a screen's frame tells which it is."""

    place: Place
    phones: list[Connection]
    viewers: list[Connection]
    due: dict[str, float] = field(default_factory=dict)
    acknowledged: list[float] = field(default_factory=list)
    shown: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    beats: list[float] = field(default_factory=list)
    sent: int = 0

    def forget(self) -> None:
        """Measure anew."""
        for measured in (self.due, self.acknowledged, self.shown, self.refused, self.beats):
            measured.clear()

    def send(self, due: float, done: Callable[[], None] | None = None) -> None:
        """Send one from the next phone; `due` is when it should have been sent."""
        self.sent += 1
        mark = str(self.sent)
        self.due[mark] = due
        message = {"key": str(uuid.uuid4()), "question": self.place.question, "text": f"{TEXT} {mark}"}

        def answered(told: dict[str, Any]) -> None:
            if told["ok"]:
                self.acknowledged.append(time.perf_counter() - due)
            else:
                self.refused.append(told["error"]["code"])
            if done is not None:
                done()

        self.phones[self.sent % len(self.phones)].emit("submit", message, answered)

    def saw(self, text: str) -> None:
        """The screen shows a one-liner."""
        now = time.perf_counter()
        self.beats.append(now)
        due = self.due.pop(text.rpartition(" ")[2], None)
        if due is not None:
            self.shown.append(now - due)

    @property
    def longest_pause(self) -> float:
        """Milliseconds between two things that the screen showed, at most."""
        gaps = [after - before for before, after in zip(self.beats, self.beats[1:], strict=False)]
        return round(max(gaps, default=0.0) * 1000, 1)


@asynccontextmanager
async def crowd(place: Place, phones: int) -> AsyncIterator[Crowd]:
    """So many phones, a board and a screen, connected."""
    gathered = Crowd(place, [], [])
    try:
        await gather_viewers(gathered)
        await join(gathered, phones)
        gc.collect()
        gc.freeze()
        yield gathered
    finally:
        for connection in [*gathered.phones, *gathered.viewers]:
            connection.abort()
        await asyncio.sleep(0.2)


async def gather_viewers(gathered: Crowd) -> None:
    """A board, which opens the question, and a screen."""
    place = gathered.place
    screen = await _viewer(place, place.screen, {})
    screen.on["oneliner"] = lambda oneliner: gathered.saw(oneliner["text"])
    screen.on["events"] = lambda batch: _saw_events(gathered, batch)
    board = await _viewer(place, place.board, {"Cookie": place.cookie, "Origin": place.url})
    gathered.viewers += [screen, board]
    if place.consultation:
        await board.ask("act", {"key": str(uuid.uuid4()), "type": "open_question", "question": place.question})


async def _viewer(place: Place, auth: dict[str, object], headers: dict[str, str]) -> Connection:
    connection = Connection("/board")
    for name in ("snapshot", "presence", "events"):
        connection.on[name] = lambda told: None
    return await connection.open(place.url, auth, headers)


def _saw_events(gathered: Crowd, batch: dict[str, Any]) -> None:
    for event in batch["events"]:
        if "oneliner" in event:
            gathered.saw(event["oneliner"]["text"])


async def join(gathered: Crowd, count: int) -> float:
    """Let more phones in. Returns: how many came in a second."""
    start = time.perf_counter()
    waiting = iter(range(count))

    async def come_in() -> None:
        for _ in waiting:
            gathered.phones.append(await Connection("/phone").open(gathered.place.url, gathered.place.phone))

    async with asyncio.TaskGroup() as tasks:
        for _ in range(min(AT_ONCE, count)):
            tasks.create_task(come_in())
    return count / (time.perf_counter() - start)


async def paced(gathered: Crowd, rate: float, seconds: float) -> dict[str, Any]:
    """Send at a fixed rate and tell how long it took until acknowledged and until shown."""
    await _at_rate(gathered, rate, 1.0)
    await asyncio.sleep(0.3)
    gathered.forget()
    cpu = gathered.place.cpu_seconds
    sent = await _at_rate(gathered, rate, seconds)
    await _settled(gathered, sent)
    cpu = gathered.place.cpu_seconds - cpu
    return {
        "rate": rate,
        "phones": len(gathered.phones),
        "sent": sent,
        "acknowledged": percentiles(gathered.acknowledged),
        "shown": percentiles(gathered.shown),
        "missing": sent - len(gathered.acknowledged),
        "pause": gathered.longest_pause,
        "cpu_ms": round(cpu * 1000 / sent, 3),
    }


async def _at_rate(gathered: Crowd, rate: float, seconds: float) -> int:
    start, sent = time.perf_counter(), 0
    while (elapsed := time.perf_counter() - start) < seconds:
        while sent <= elapsed * rate:
            gathered.send(start + sent / rate)
            sent += 1
        await asyncio.sleep(0.0005)
    return sent


async def _settled(gathered: Crowd, sent: int) -> None:
    """Wait until all is answered and shown, for five seconds at most."""
    until = time.perf_counter() + 5
    while time.perf_counter() < until:
        if len(gathered.acknowledged) + len(gathered.refused) >= sent and len(gathered.shown) >= sent:
            return
        await asyncio.sleep(0.02)


async def fill(gathered: Crowd, count: int) -> None:
    """See to it that so many one-liners are there."""
    while gathered.sent < count:
        await closed(gathered, 200, 0.5)


async def closed(gathered: Crowd, under_way: int, seconds: float) -> dict[str, Any]:
    """Keep so many under way: each answer brings the next one-liner."""
    gathered.forget()
    until = time.perf_counter() + seconds

    def again() -> None:
        if (now := time.perf_counter()) < until:
            gathered.send(now, again)

    start, cpu, own = time.perf_counter(), gathered.place.cpu_seconds, time.process_time()
    for _ in range(under_way):
        gathered.send(time.perf_counter(), again)
    await asyncio.sleep(seconds)
    rate = len(gathered.acknowledged) / (time.perf_counter() - start)
    cpu, own = gathered.place.cpu_seconds - cpu, (time.process_time() - own) / seconds
    answered = len(gathered.acknowledged)
    await _settled(gathered, answered)
    return {
        "under_way": under_way,
        "rate": round(rate),
        "acknowledged": percentiles(gathered.acknowledged),
        "shown": percentiles(gathered.shown),
        "refused": len(gathered.refused),
        "cpu_ms": round(cpu * 1000 / max(answered, 1), 3),
        "load": round(own, 2),
    }


async def highest(gathered: Crowd, seconds: float = 2.0) -> dict[str, Any]:
    """The highest rate at which 99 of 100 one-liners are on the screen within 250 ms."""
    await closed(gathered, 100, 1.0)
    steps = [await closed(gathered, under_way, seconds) for under_way in UNDER_WAY]
    passing = [step for step in steps if step["shown"]["p99"] < MOST_MILLISECONDS]
    return max(passing or steps[:1], key=lambda step: float(step["rate"]))
