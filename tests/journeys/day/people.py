"""The people in the room whose phones need no window: they come in, and each says what is handed to them."""

import asyncio
import threading
from collections import defaultdict
from collections.abc import Coroutine, Iterable
from concurrent.futures import Future
from itertools import cycle
from typing import Any, Self

from facilitator.rehearsal.gathering import gather
from facilitator.rehearsal.phone import RehearsalPhone, Tally
from tests.journeys.day.script import Line
from tests.patience import PATIENCE


class Crowd:
    """So many simulated phones, spread over the environments, on a thread of their own."""

    def __init__(self, server: str, code: str, count: int) -> None:
        self.tally = Tally()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.phones = self._start(gather(server, code, count, self.tally)).result(PATIENCE)
        self._of: dict[str, list[RehearsalPhone]] = defaultdict(list)
        labels = {it["key"]: it["label"].casefold() for it in self.phones[0].state["environments"]}
        for phone in self.phones:
            self._of[labels.get(str(phone.environment), "")].append(phone)
        self._turns = {name: cycle(phones) for name, phones in self._of.items()}

    def _start(self, work: Coroutine[Any, Any, Any]) -> "Future[Any]":
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def sizes(self) -> dict[str, int]:
        """How many phones there are of each environment, by its Dutch name."""
        return {name: len(phones) for name, phones in self._of.items()}

    def begin(self, lines: Iterable[Line]) -> "Future[Any]":
        """Let them say lines, those of one phone in order; the future is done when all are answered."""
        jobs: dict[RehearsalPhone, list[str]] = defaultdict(list)
        for line in lines:
            jobs[next(self._turns[line.environment])].append(line.text)
        return self._start(self._all(jobs))

    def say(self, lines: Iterable[Line]) -> None:
        """Let them say lines, and wait until every phone has its answers."""
        self.begin(lines).result(PATIENCE)

    def say_twice(self, line: Line) -> None:
        """One phone sends its line again, because the answer got lost."""
        self._start(next(self._turns[line.environment]).repeat(line.text)).result(PATIENCE)

    async def _all(self, jobs: dict[RehearsalPhone, list[str]]) -> None:
        await asyncio.gather(*(self._in_order(phone, texts) for phone, texts in jobs.items()))

    @staticmethod
    async def _in_order(phone: RehearsalPhone, texts: list[str]) -> None:
        async with asyncio.timeout(PATIENCE):
            await phone.opened.wait()
        for text in texts:
            await phone.say(text)

    def wait_for(self, question: str) -> None:
        """Wait until every phone stands at a question."""

        async def stand() -> None:
            await asyncio.gather(*(phone.be_there() for phone in self.phones))
            while any((phone.question or {}).get("id") != question for phone in self.phones):
                await asyncio.sleep(0.02)

        self._start(asyncio.wait_for(stand(), PATIENCE)).result(PATIENCE)

    def check(self) -> None:
        """Every phone asks what became of its lines; none may be lost, refused or doubled."""

        async def ask() -> None:
            await asyncio.gather(*(phone.check() for phone in self.phones))

        self._start(ask()).result(PATIENCE)
        assert (self.tally.lost, self.tally.doubled, dict(self.tally.refused)) == (set(), set(), {})

    def leave(self) -> None:
        """Everybody goes home."""

        async def go() -> None:
            for phone in self.phones:
                phone.leave()

        self._start(go()).result(PATIENCE)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()
