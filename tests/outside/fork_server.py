"""Servers that begin as copies of a process which has imported everything: a start costs a twentieth of its time."""

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
import time
from functools import cache
from pathlib import Path
from typing import Any

from tests.outside.lifetime import die_with_parent


class ForkServer:
    """The process for one way of waiting, as tests ask it."""

    def __init__(self, mode: str) -> None:
        """Start it; it ends with the tests."""
        self._asking = threading.Lock()
        command = [sys.executable, "-P", "-m", "tests.outside.preloaded", mode]
        root = Path(__file__).resolve().parent.parent.parent
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=root,
            env=os.environ | {"PYTHONPATH": str(root)},
            preexec_fn=die_with_parent,
        )
        atexit.register(self._process.kill)

    def ask(self, **what: object) -> Any:
        """Ask one thing and return the answer."""
        assert self._process.stdin and self._process.stdout
        with self._asking:
            self._process.stdin.write(json.dumps(what).encode() + b"\n")
            self._process.stdin.flush()
            return json.loads(self._process.stdout.readline())


@cache
def fork_server(mode: str) -> ForkServer:
    """The one of this test process for a way of waiting."""
    return ForkServer(mode)


class Forked:
    """A child of a fork server, with what the tests use of `subprocess.Popen`."""

    def __init__(self, mode: str, **start: object) -> None:
        """Start it. `start`: words, environment, directory, stdout and stderr (files to add to)."""
        self._server = fork_server(mode)
        self.pid: int = self._server.ask(start=start)
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """The exit code, below zero for a signal; None while it runs."""
        if self.returncode is None:
            self.returncode = self._server.ask(poll=self.pid)
        return self.returncode

    def wait(self, timeout: float) -> int:
        """Wait for its end. Raises: subprocess.TimeoutExpired."""
        deadline = time.monotonic() + timeout
        while (code := self.poll()) is None:
            if time.monotonic() > deadline:
                raise subprocess.TimeoutExpired("a forked server", timeout)
            time.sleep(0.02)
        return code

    def send_signal(self, which: int) -> None:
        """Send a signal, unless it has ended: the number may be somebody else's by then."""
        if self.poll() is None:
            os.kill(self.pid, which)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)


def forked(
    mode: str, words: list[str], environment: dict[str, str], directory: Path, printed: tuple[Path, Path]
) -> Forked:
    """Start a command. `printed`: the files to which it adds what it says, and what it complains of."""
    stdout, stderr = map(str, printed)
    return Forked(mode, words=words, environment=environment, directory=str(directory), stdout=stdout, stderr=stderr)
