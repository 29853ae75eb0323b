"""A real server that is killed under load, whose clock is set, whose file is damaged."""

import random
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from benchmarks.proving import Outcome, outcome, times
from tests.faults.ledger import Ledger, Sender, senders, wait_until
from tests.live.clients import Phone
from tests.live.rooms import Room, query, room_on
from tests.servers import Server

PHONES = 6
EACH = 60  # acknowledgements before the next kill
STORED = "SELECT id, text FROM oneliner"
HOURS = (3, -3, 26, -30, 0)
PAGE = 4096
UNLIMITED = {"PHONE_RATE": "0", "CONSULTATION_RATE": "0"}


@contextmanager
def loaded(server: Server) -> Iterator[tuple[Room, Ledger, list[Sender]]]:
    """A server with an open question, to which phones go on sending until they are told to finish."""
    ledger = Ledger()
    with server, room_on(server) as room:
        yield room, ledger, senders(PHONES, lambda: Phone(server.url, room.made["code"]), room.open(), ledger)


def checked(ledger: Ledger, stored: list[tuple[object, ...]]) -> list[str]:
    """Whether the ledger agrees with what is stored."""
    try:
        ledger.check(stored)
    except AssertionError as error:
        return [f"the ledger does not agree: {error}"]
    return []


def kills(count: int) -> Outcome:
    """Kill a server under load so often."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder), **UNLIMITED)
        with loaded(server) as (_, ledger, phones):
            for number in range(1, count + 1):
                wait_until(partial(ledger.holds, number * EACH))
                server.kill()
                server.start()
            for phone in phones:
                phone.finish()
            wrong = checked(ledger, query(server, STORED))
    tried = f"{times(count)} `kill -9` under load of {PHONES} phones, {len(ledger.acknowledged)} acknowledged"
    return outcome(tried, wrong, well="0 lost, 0 doubled, 0 altered")


def clock(count: int) -> Outcome:
    """Set the clock of a server under load by hours, forward and back."""
    with tempfile.TemporaryDirectory() as folder:
        server, shift = _with_a_clock_to_set(Path(folder))
        with loaded(server) as (room, ledger, phones):
            for number in range(count):
                before = len(ledger.acknowledged)
                shift.write_text(str(HOURS[number % len(HOURS)] * 3600))
                wait_until(partial(ledger.holds, before + EACH))
                room.board.do("pause")
                room.board.do("resume")
            for phone in phones:
                phone.finish()
            wrong = checked(ledger, query(server, STORED))
            wrong += [] if server.is_healthy() else ["not well"]
    refused = {code: number for code, number in ledger.refused.items() if code != "question_closed"}
    wrong += [f"refused {refused}"] if refused else []
    tried = (
        f"{times(count)} set by up to 30 hours, forward and back, under load; {len(ledger.acknowledged)} acknowledged"
    )
    return outcome(tried, wrong, well="0 lost, 0 doubled, 0 altered; boards went on")


def _with_a_clock_to_set(folder: Path) -> tuple[Server, Path]:
    """A server that reads the time with what stands in a file added to it."""
    library, shift = folder / "clock_shift.so", folder / "shift"
    shift.write_text("0")
    source = Path(__file__).with_name("clock_shift.c")
    subprocess.run(["gcc", "-shared", "-fPIC", "-O2", "-o", library, source, "-ldl"], check=True)
    server = Server(folder, **UNLIMITED)
    server.process.command = ["env", f"LD_PRELOAD={library}", f"CLOCK_SHIFT={shift}", *server.process.command]
    return server, shift


def damage(count: int) -> Outcome:
    """Damage the file of a server while it runs: it says so, starts on it no more, and a backup helps."""
    wrong: list[str] = []
    for number in range(count):
        with tempfile.TemporaryDirectory() as folder:
            wrong += _damaged(Path(folder), random.Random(number))
    tried = f"{times(count)} half of the pages overwritten while it ran"
    return outcome(tried, wrong, well="answered `internal`, no start on it, all of the backup back")


def _damaged(folder: Path, chance: random.Random) -> list[str]:
    server, copy = Server(folder, **UNLIMITED), folder / "backup.sqlite"
    with server, room_on(server) as room:
        room.open()
        phone = room.phone()
        kept = {phone.submit(f"Uitspraak {at} " + "x" * 100)["id"] for at in range(300)}
        saved = server.command("backup", str(copy)).returncode == 0
        _overwrite(folder / "facilitator.sqlite", chance)
        answers = [phone.submit(f"Daarna {at}") for at in range(100)]
        told = {it["error"]["code"] for it in answers if not it["ok"]}
        lives = server.process.alive
    refused = server.command("verify").returncode != 0
    server.command("restore", str(copy), "--force")
    with server:
        back = {id for id, _ in query(server, STORED)}
    held = {
        "no backup": saved,
        f"answered {told}": told <= {"internal"},
        "it ended": lives,
        "it was not refused": refused,
        "the backup lacks some": kept <= back,
    }
    return [what for what, holds in held.items() if not holds]


def _overwrite(file: Path, chance: random.Random) -> None:
    """Put noise over half of the pages, but for the first, which says what file it is."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # else they are read from its log
    pages = range(1, file.stat().st_size // PAGE)
    with file.open("r+b") as opened:
        for page in chance.sample(pages, len(pages) // 2):
            opened.seek(page * PAGE)
            opened.write(chance.randbytes(PAGE))
