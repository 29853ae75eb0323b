"""All measurements, one after the other, as Markdown tables on the standard output.

`.venv/bin/python benchmarks/run.py [SECTION …]` takes some five minutes and both cores: one for the
server, the other for the load. Everything stays on the loopback and in temporary folders.
"""

import asyncio
import contextlib
import gzip
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import load, snapshot
from benchmarks.servers import LOAD_CORE, ROOT, Place, bare, pin, product
from tests.outside import Postgres

Start = Callable[[], AbstractContextManager[Place]]
Row = Sequence[object]
MODES = ("eventlet", "threading", "gevent")
LATENCY_HEAD = (
    "phones", "one-liners/s", "acknowledged p50", "p95", "p99", "max", "on the screen p50", "p95", "p99", "max",
    "longest pause", "CPU ms each",
)  # fmt: skip


def table(title: str, head: Row, rows: Sequence[Row]) -> None:
    """Print one table."""
    lines = [head, ["---"] * len(head), *rows]
    print(f"\n### {title}\n")
    print("\n".join("| " + " | ".join(str(it) for it in line) + " |" for line in lines), flush=True)


def say(what: str) -> None:
    """Tell whoever waits what is being measured."""
    print(f"… {what}", file=sys.stderr, flush=True)


# The most that it takes


async def _highest(place: Place, seconds: float) -> dict[str, Any]:
    async with load.crowd(place, 300) as gathered:
        return await load.highest(gathered, seconds)


def ratio(mode: str = "eventlet", rounds: int = 3, seconds: float = 2.0) -> None:
    """The highest rate beside the bare server's, taking turns."""
    starts: dict[str, Start] = {"bare": lambda: bare(mode), "facilitator": lambda: product(mode)}
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in starts}
    for turn in range(rounds):
        for name, start in starts.items():
            say(f"the most that {name} takes with {mode}, turn {turn + 1}")
            with start() as place:
                found[name].append(asyncio.run(_highest(place, seconds)))
    middle = {name: statistics.median(step["rate"] for step in steps) for name, steps in found.items()}
    cpu = {name: statistics.median(step["cpu_ms"] for step in steps) for name, steps in found.items()}
    rows = [
        [name, round(middle[name]), ", ".join(str(it["rate"]) for it in steps), cpu[name], steps[-1]["shown"]["p99"]]
        for name, steps in found.items()
    ]
    rows.append(
        [
            "ratio",
            f"**{middle['facilitator'] / middle['bare']:.2f}**",
            "",
            f"{cpu['bare'] / cpu['facilitator']:.2f}",
            "",
        ]
    )
    head = ("server", "one-liners/s", "each turn", "CPU ms each", "p99 to the screen, ms")
    table(f"The most with p99 to the screen under 250 ms, 300 phones, {mode}", head, rows)


# How long it takes


def _row(measured: Mapping[str, Any]) -> Row:
    names = ("p50", "p95", "p99", "max")
    return [
        measured["phones"],
        round(measured["rate"]),
        *(measured["acknowledged"][it] for it in names),
        *(measured["shown"][it] for it in names),
        measured["pause"],
        measured["cpu_ms"],
    ]


async def _paced(place: Place, phones: int, rate: float, seconds: float) -> dict[str, Any]:
    async with load.crowd(place, phones) as gathered:
        return await load.paced(gathered, rate, seconds)


def latency(
    title: str = "Milliseconds from the phone, eventlet and SQLite",
    *,
    start: Callable[[], AbstractContextManager[Place]] = product,
    cases: Sequence[tuple[int, int]] = ((300, 100), (300, 500), (2000, 500)),
    seconds: float = 10.0,
) -> None:
    """Time to acknowledgement and to the screen at fixed rates."""
    rows = []
    for phones, rate in cases:
        say(f"{title}: {rate} a second from {phones} phones")
        with start() as place:
            rows.append(_row(asyncio.run(_paced(place, phones, rate, seconds))))
    table(title, LATENCY_HEAD, rows)


# What grows


async def _growth(place: Place) -> list[Row]:
    async with load.crowd(place, 300) as gathered:
        before = place.memory
        few = await load.paced(gathered, 500, 6)
        await load.fill(gathered, snapshot.ONELINERS)
        many = await load.paced(gathered, 500, 6)
        middle = place.memory
        joins = await load.join(gathered, 1000)
        await asyncio.sleep(0.5)
        memory = place.memory - middle
    return [
        ["joins a second", round(joins)],
        ["MB for 1,000 phones", round(memory, 1)],
        ["MB of the server with 300 phones", round(before)],
        ["CPU ms each at 500/s, 300 phones, few one-liners there", few["cpu_ms"]],
        ["CPU ms each at 500/s, 300 phones, 10,000 there", many["cpu_ms"]],
    ]


def growth() -> None:
    """Joining, memory, and processor time with more phones and with more one-liners."""
    say("joining, memory and processor time")
    with product() as place:
        rows = asyncio.run(_growth(place))
    table("Joining, memory and processor time", ("what", "measured"), rows)


def snapshots() -> None:
    """What a board starts from, when 10,000 one-liners are there."""
    say("the snapshot of 10,000 one-liners")
    with product() as place:
        asyncio.run(_filled(place))
        over_http = _fetch(place)
    table("The snapshot of 10,000 one-liners over HTTP", ("what", "measured"), over_http)
    inside = snapshot.measure()
    table("Its parts, in one process", ("what", "measured"), [list(it) for it in inside.items()])


async def _filled(place: Place) -> None:
    async with load.crowd(place, 50) as gathered:
        await load.fill(gathered, snapshot.ONELINERS)


def _fetch(place: Place) -> list[Row]:
    """Ask for it as a browser would."""
    url = f"{place.url}/desk/consultations/{place.consultation}/snapshot"
    request = urllib.request.Request(url, headers={"Cookie": place.cookie, "Accept-Encoding": "gzip"})
    times, body = [], b""
    before = place.cpu_seconds
    for _ in range(snapshot.TIMES):
        start = time.perf_counter()
        with urllib.request.urlopen(request, timeout=10) as answer:
            body = answer.read()
        times.append((time.perf_counter() - start) * 1000)
    cpu = (place.cpu_seconds - before) * 1000 / snapshot.TIMES
    return [
        ["ms until all is there (median)", round(statistics.median(times), 1)],
        ["CPU ms of the server", round(cpu, 1)],
        ["kB over the wire", round(len(body) / 1000, 1)],
        ["kB unpacked", round(len(gzip.decompress(body)) / 1000, 1)],
    ]


# Elsewhere


def slow_disk() -> None:
    """Each fsync takes 5 ms longer."""
    if shutil.which("cc") is None:
        say("no C compiler: the slow disk is left out")
        return
    with tempfile.TemporaryDirectory() as directory:
        shim = f"{directory}/fsync_delay.so"
        source = str(ROOT / "benchmarks" / "fsync_delay.c")
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", shim, source, "-ldl"], check=True)
        latency(
            "A disk that takes 5 ms longer, eventlet and SQLite",
            start=lambda: product(settings={"LD_PRELOAD": shim}),
            cases=((300, 100), (300, 500)),
            seconds=6,
        )


@contextlib.contextmanager
def _on_postgres(server: Postgres) -> Iterator[Place]:
    url = server.create_database()
    with product(database=url) as place:
        yield place
    server.drop_database(url)


def postgresql() -> None:
    """The same with PostgreSQL on this machine."""
    server = Postgres()
    try:
        server.start()
        latency("PostgreSQL, eventlet", start=lambda: _on_postgres(server), cases=((300, 100), (300, 500)), seconds=6)
    finally:
        server.remove()


def other_modes() -> None:
    """The other ways of waiting."""
    for mode in MODES[1:]:
        ratio(mode, rounds=1)
        title = f"Milliseconds from the phone, {mode} and SQLite"
        latency(title, start=partial(product, mode), cases=((300, 100), (300, 500)), seconds=6)


SECTIONS: dict[str, Callable[[], None]] = {
    "ratio": ratio,
    "latency": latency,
    "growth": growth,
    "snapshot": snapshots,
    "disk": slow_disk,
    "postgresql": postgresql,
    "modes": other_modes,
}


def main(wanted: Sequence[str]) -> None:
    """Measure the sections asked for, or all."""
    pin(LOAD_CORE)
    packages = ("Flask-SocketIO", "python-socketio", "eventlet", "gevent", "SQLAlchemy")
    print(f"Python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in packages))
    for name in wanted or SECTIONS:
        SECTIONS[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
