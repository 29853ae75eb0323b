"""`run.py demo`: an example consultation on a throw-away database, with people who take part.

The server, the people and whoever facilitates are processes apart that meet over the network, as
they would anywhere else.
"""

import asyncio
import contextlib
import os
import secrets
import signal
import sys
import tempfile
import time
import urllib.request
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from facilitator.cli.addresses import LOOPBACK, lan_address
from facilitator.cli.failed import Failed
from facilitator.config import Settings
from facilitator.rehearsal.connection import Connection
from facilitator.rehearsal.entering import sign_in
from facilitator.rehearsal.facilitating import Course
from facilitator.rehearsal.sayings import read
from facilitator.services import assignments
from facilitator.services.accounts import facilitators
from facilitator.services.accounts.local import local_facilitator
from facilitator.services.assignments import Made, Wanted
from facilitator.store import Store, prepare_file
from facilitator.store.migrations import upgrade

EXAMPLE = Wanted(
    track="process",
    theme="schulden en armoede",
    language="nl",
    title="Schulden en armoede in Waterveen",
    organisation="gemeente Waterveen",
    suspicion="Inwoners van Waterveen met schulden komen bij ons als het te laat is.",
    hold=2,
)
START_WITHIN = 30.0  # seconds


@dataclass(frozen=True)
class DemoRoom:
    """What was made for the demo; each token opens the board once."""

    made: Made
    visitor: str
    own: str


def demo(settings: Settings, *, pace: float = 1.0) -> int:
    """Run it until stopped; nothing is kept. Returns: the exit code."""
    if not 0 < pace <= 100:
        raise Failed("--pace must be more than 0 and at most 100")
    with tempfile.TemporaryDirectory(prefix="facilitator-demo-") as directory:
        file = Path(directory) / "demo.sqlite"
        settings = replace(settings, database=f"sqlite:///{file}", queue=None)
        prepare_file(file)
        return asyncio.run(_demo(settings, _prepare(settings), pace))


def _prepare(settings: Settings) -> DemoRoom:
    """Make the example consultation."""
    store = Store(settings.database)
    upgrade(store)
    owner = local_facilitator(store)
    made = assignments.create(store, owner, EXAMPLE)
    now = int(time.time())
    visitor = facilitators.make_board_link(store, facilitator=owner, consultation=made.consultation, now=now)
    own = facilitators.make_board_link(store, facilitator=owner, consultation=made.consultation, now=now)
    store.close()
    return DemoRoom(made, visitor, own)


async def _demo(settings: Settings, prepared: DemoRoom, pace: float) -> int:
    """The server, the people and the facilitator, until one is told to stop."""
    stopped = _stopped()
    local = f"http://{_reachable(settings.host)}:{settings.port}"
    async with _running(_serve_command(settings), _environment(settings)) as server:
        if not await _is_up(local, server, stopped):
            return server.returncode or 1
        print("\n".join(_addresses(settings, prepared, local)), flush=True)
        people = [sys.executable, "-m", "facilitator.rehearsal.people", local, prepared.made.code, str(pace)]
        async with _running(people, os.environ, stdin=asyncio.subprocess.PIPE):
            course = asyncio.create_task(_facilitate(local, prepared, pace))
            await _first(stopped.wait(), server.wait())
            course.cancel()
    return 0


def _reachable(host: str) -> str:
    """Where this machine itself finds what listens on `host`."""
    return "127.0.0.1" if host in (*LOOPBACK, "0.0.0.0", "::") else host


def _stopped() -> asyncio.Event:
    """Set when this process is asked to end."""
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # on Windows Ctrl-C interrupts instead
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    return stopped


def _serve_command(settings: Settings) -> Sequence[str]:
    place = ["--host", settings.host, "--port", str(settings.port)]
    return [sys.executable, "-m", "facilitator.cli", "serve", *place]


def _environment(settings: Settings) -> Mapping[str, str]:
    others = {name: it for name, it in os.environ.items() if name != "FACILITATOR_QUEUE"}
    return others | {"FACILITATOR_DATABASE": settings.database, "FACILITATOR_SECRET": secrets.token_hex(32)}


@contextlib.asynccontextmanager
async def _running(
    command: Sequence[str], environment: Mapping[str, str], stdin: int | None = None
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A process that ends with the block. What it would say of itself is not the demo's to say."""
    process = await asyncio.create_subprocess_exec(
        *command, env=environment, stdin=stdin, stdout=asyncio.subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


async def _is_up(local: str, server: asyncio.subprocess.Process, stopped: asyncio.Event) -> bool:
    until = time.monotonic() + START_WITHIN
    while server.returncode is None and time.monotonic() < until and not stopped.is_set():
        if await asyncio.to_thread(_answers, f"{local}/healthz"):
            return True
        await asyncio.sleep(0.1)
    return False


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2):
            return True
    except OSError:
        return False


async def _first(*waits: object) -> None:
    tasks = [asyncio.ensure_future(wait) for wait in waits]  # type: ignore[call-overload]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()


def _addresses(settings: Settings, prepared: DemoRoom, local: str) -> list[str]:
    """What is printed: where to look."""
    made, base = prepared.made, settings.public_url or local
    lines = [
        "An example: the municipality of Waterveen consults 24 people about debt and poverty.",
        "Ctrl-C ends it; nothing is kept.",
        f"Board, once, within 10 minutes: {base}/enter/{prepared.visitor}",
        f"Screen: {base}/screen/{made.screen_token}",
        f"Phone: {base}/j/{made.code}",
    ]
    if settings.public_url is None and settings.host not in LOOPBACK:
        lan = f"http://{lan_address()}:{settings.port}"
        lines += [f"Screen in this network: {lan}/screen/{made.screen_token}"]
        lines += [f"Phone in this network: {lan}/j/{made.code}"]
    return lines


async def _facilitate(local: str, prepared: DemoRoom, pace: float) -> None:
    cookie = await asyncio.to_thread(sign_in, f"{local}/enter/{prepared.own}")
    board = Connection("/board")
    course = Course(board, read(), pace)
    await board.open(local, {"consultation": prepared.made.consultation}, {"Cookie": cookie, "Origin": local})
    await course.run()
