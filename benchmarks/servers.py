"""Servers to measure, as child processes pinned to a core, and what they cost."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from facilitator.rehearsal.entering import sign_in

ROOT = Path(__file__).resolve().parent.parent
CORES = sorted(os.sched_getaffinity(0))  # before any pinning: a child would only see its parent's
SERVER_CORE, LOAD_CORE = 0, 1
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Place:
    """Where to send what: a server's address and what a client needs to come in."""

    url: str
    pid: int
    phone: dict[str, object]
    board: dict[str, object]
    screen: dict[str, object]
    cookie: str
    question: str
    consultation: str
    directory: str

    @property
    def cpu_seconds(self) -> float:
        """Processor time used so far, of all threads, in the system's ticks of 10 ms."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    @property
    def memory(self) -> float:
        """Resident memory now, in MB."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        resident = next(line for line in lines if line.startswith("VmRSS"))
        return int(resident.split()[1]) / 1024


def pin(core: int) -> None:
    """Keep this process on one core, as far as there are others."""
    if len(CORES) > 1:
        os.sched_setaffinity(0, {CORES[core % len(CORES)]})


@contextmanager
def bare(mode: str = "eventlet") -> Iterator[Place]:
    """The yardstick, running."""
    port = _free_port()
    command = [sys.executable, str(ROOT / "benchmarks" / "bare.py"), str(port), mode]
    with _running(command, dict(os.environ), port) as pid:
        question = "0" * 16
        yield Place(f"http://127.0.0.1:{port}", pid, {}, {}, {}, "", question, "", "")


@contextmanager
def product(
    mode: str = "eventlet", *, database: str = "", settings: Mapping[str, str] | None = None, hold: int = 0
) -> Iterator[Place]:
    """The facilitator, running on a fresh database, with its first question not yet open."""
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="facilitator-measure-") as directory:
        environment = _environment(database or f"sqlite:///{directory}/facilitator.sqlite", port, mode)
        environment |= settings or {}
        told = _made(environment, hold)
        command = [sys.executable, "-m", "facilitator.cli", "serve", "--host", "127.0.0.1", "--port", str(port)]
        with _running(command, environment, port) as pid:
            yield _place(port, pid, told, directory)


def _environment(database: str, port: int, mode: str) -> dict[str, str]:
    own = {
        "DATABASE": database,
        "ASYNC": mode,
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "PHONE_RATE": "0",
        "CONSULTATION_RATE": "0",
        "SECRET": secrets.token_hex(16),
    }
    others = {name: it for name, it in os.environ.items() if not name.startswith("FACILITATOR_")}
    return others | {f"FACILITATOR_{name}": it for name, it in own.items()} | {"PYTHONPATH": str(ROOT)}


def _made(environment: Mapping[str, str], hold: int) -> dict[str, Any]:
    words = ["new", "--template", "process", "--theme", "schulden en armoede", "--hold", str(hold), "--json"]
    command = [sys.executable, "-m", "facilitator.cli", *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, cwd=ROOT)
    made: dict[str, Any] = json.loads(done.stdout)
    return made


def _place(port: int, pid: int, made: dict[str, Any], directory: str) -> Place:
    return Place(
        url=f"http://127.0.0.1:{port}",
        pid=pid,
        phone={"code": made["code"], "environment": "policy"},
        board={"consultation": made["consultation"]},
        screen={"screen": made["screen_url"].rpartition("/")[2]},
        cookie=sign_in(made["board_url"]),
        question=made["questions"][0]["id"],
        consultation=made["consultation"],
        directory=directory,
    )


@contextmanager
def _running(command: Sequence[str], environment: Mapping[str, str], port: int) -> Iterator[int]:
    process = subprocess.Popen(
        command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, preexec_fn=lambda: pin(SERVER_CORE)
    )
    try:
        _wait_until_healthy(port, process)
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(6)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_healthy(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server did not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
