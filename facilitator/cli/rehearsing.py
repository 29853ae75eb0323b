"""`run.py rehearse`: simulated phones against a running server, and whether all arrived once."""

import argparse
import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from facilitator.cli.failed import Failed
from facilitator.rehearsal.connection import NotLetIn
from facilitator.rehearsal.gathering import gather
from facilitator.rehearsal.measured import percentiles
from facilitator.rehearsal.phone import RehearsalPhone, Tally
from facilitator.rehearsal.sayings import EXAMPLE, CantReadSayings, Supply, read

HUMAN_RATE = 0.1  # one-liners a second of one phone, where no rate is given
PATIENCE = 20.0  # seconds that answers are waited for when time is up
REPEATED = 20  # one in so many is sent twice with the same key
REASONS = {
    "unknown_code": "there is no consultation with this code",
    "closed": "this consultation is closed",
    "try_later": "the server asks to try again later",
}


@dataclass
class Rehearsal:
    """One run. `rate` is in one-liners a second of all phones together."""

    rate: float
    seconds: float
    supply: Supply
    tally: Tally = field(default_factory=Tally)
    said: int = 0
    _under_way: set[asyncio.Task[None]] = field(default_factory=set)

    async def run(self, phones: list[RehearsalPhone]) -> None:
        """Say things for as long as it lasts, then see what became of them."""
        idle: asyncio.Queue[RehearsalPhone] = asyncio.Queue()
        for phone in phones:
            idle.put_nowait(phone)
        await _until_open(phones[0])
        start = time.perf_counter()
        try:
            async with asyncio.timeout(self.seconds):
                while True:
                    await asyncio.sleep(max(0.0, start + self.said / self.rate - time.perf_counter()))
                    await phones[0].opened.wait()
                    self._start(await idle.get(), idle)
        except TimeoutError:
            await self._finish(phones)

    def _start(self, phone: RehearsalPhone, idle: asyncio.Queue[RehearsalPhone]) -> None:
        question = phone.question
        self.said += 1
        say = phone.repeat if self.said % REPEATED == 0 else phone.say
        task = asyncio.create_task(say(self.supply.next(question["number"] if question else 0)))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        task.add_done_callback(lambda _: idle.put_nowait(phone))

    async def _finish(self, phones: Iterable[RehearsalPhone]) -> None:
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=PATIENCE)
        async with asyncio.timeout(PATIENCE * 2):
            await asyncio.gather(*(phone.check() for phone in phones))
        for phone in phones:
            phone.leave()


def rehearse(arguments: argparse.Namespace) -> int:
    """Run it and print what came of it. Returns: 1 when something was lost or doubled."""
    try:
        said = read(Path(arguments.file) if arguments.file else EXAMPLE)
    except CantReadSayings as error:
        raise Failed(str(error)) from None
    if arguments.phones < 1 or arguments.seconds <= 0 or arguments.rate < 0:
        raise Failed("--phones and --seconds must be more than 0, --rate 0 or more")
    rehearsal = Rehearsal(arguments.rate or arguments.phones * HUMAN_RATE, arguments.seconds, Supply(said))
    asyncio.run(_rehearse(rehearsal, arguments))
    print("\n".join(report(rehearsal)))
    return 1 if rehearsal.tally.lost or rehearsal.tally.doubled else 0


async def _rehearse(rehearsal: Rehearsal, arguments: argparse.Namespace) -> None:
    server = arguments.server.rstrip("/")
    try:
        phones = await gather(server, arguments.code, arguments.phones, rehearsal.tally)
    except NotLetIn as error:
        raise Failed(REASONS.get(error.code, f"turned away: {error.code}")) from None
    except (OSError, TimeoutError) as error:
        raise Failed(f"{server} can't be reached: {error or 'no answer'}") from None
    print(f"{len(phones)} phones are in.", flush=True)
    try:
        await rehearsal.run(phones)
    except NotLetIn as error:
        raise Failed(REASONS.get(error.code, f"turned away: {error.code}")) from None
    except TimeoutError:
        raise Failed("the server no longer answers: what was kept could not be compared") from None


async def _until_open(phone: RehearsalPhone) -> None:
    if not phone.opened.is_set():
        print("No question is open: waiting until the facilitator opens one.", flush=True)
    await phone.opened.wait()


def report(rehearsal: Rehearsal) -> list[str]:
    """The lines that say what came of it."""
    tally = rehearsal.tally
    times = ", ".join(f"{name} {value} ms" for name, value in percentiles(tally.seconds).items())
    refused = ", ".join(f"{code} {count}" for code, count in sorted(tally.refused.items()))
    unanswered = rehearsal.said - len(tally.acknowledged) - tally.refused.total()
    return [
        f"Sent: {rehearsal.said}",
        f"Acknowledged: {len(tally.acknowledged)}",
        f"Refused: {tally.refused.total()}" + (f" ({refused})" if refused else ""),
        f"Unanswered: {unanswered}",
        f"Time to acknowledgement: {times}",
        f"Told to wait: {tally.waited}, sent again: {tally.resent}",
        f"Lost: {len(tally.lost)}",
        f"Doubled: {len(tally.doubled)}",
    ]
