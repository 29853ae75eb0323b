"""System calls of a server while it runs, by strace where that can be had."""

import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from tests.patience import PATIENCE

SYNC = re.compile(r"\bf(data)?sync\(")
ANSWERED = re.compile(r"\b(?:send|sendto|write)\((\d+),.*43/phone")


@cache
def strace() -> str | None:
    """Find strace, as root get it; None where neither works, or tracing is not allowed."""
    if shutil.which("strace") is None and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "install", "-y", "-q", "strace"], capture_output=True, timeout=120, check=False)
    found = shutil.which("strace")
    if found is None or subprocess.run([found, "true"], capture_output=True, check=False).returncode != 0:
        return None
    return found


def traced(command: list[str], output: Path) -> list[str]:
    """The command, so that what it syncs and sends is written to a file in order.

    The tracer is not its parent (-D): who ends the process that was started ends the command itself.
    """
    found = strace()
    assert found is not None
    calls = "trace=fsync,fdatasync,recvfrom,recv,sendto,send,read,write"
    return [found, "-D", "-f", "-qq", "-s", "200", "-e", calls, "-o", str(output), *command]


def heard_by(trace: str) -> re.Pattern[str]:
    """What it looks like when something comes in on a socket that acknowledgements go out by."""
    sockets = {found.group(1) for found in ANSWERED.finditer(trace)}
    return re.compile(rf"\b(?:recv|recvfrom|read)\((?:{'|'.join(sorted(sockets)) or 'none'}),")


def synced_before(trace: str, *, begin: re.Pattern[str], end: re.Pattern[str]) -> list[bool]:
    """For each `end` after a `begin`: whether something was synced in between."""
    found: list[bool] = []
    synced: bool | None = None
    for line in trace.splitlines():
        if begin.search(line):
            synced = False
        elif SYNC.search(line) and synced is not None:
            synced = True
        elif end.search(line) and synced is not None:
            found.append(synced)
            synced = None
    return found


COMMITS = """
import os, sqlite3, sys
from tests.patience import PATIENCE
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode=WAL")
connection.execute("PRAGMA synchronous=" + sys.argv[2])
connection.execute("CREATE TABLE t(x)")
for number in range(20):
    os.write(1, b"begin\\n")
    connection.execute("INSERT INTO t VALUES (?)", (number,))
    os.write(1, b"end\\n")
"""


def commits_of(folder: Path, synchronous: str) -> list[bool]:
    """Whether each of 20 commits of a bare SQLite was synced, with a setting of its own."""
    output = folder / f"{synchronous}.trace"
    command = [sys.executable, "-c", COMMITS, str(folder / f"{synchronous}.sqlite"), synchronous]
    subprocess.run(traced(command, output), check=True, capture_output=True, timeout=PATIENCE)
    begin, end = re.compile(r'write\(1, "begin'), re.compile(r'write\(1, "end')
    return synced_before(output.read_text(errors="replace"), begin=begin, end=end)
