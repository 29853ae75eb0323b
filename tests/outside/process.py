"""Child processes that never outlive the tests."""

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.outside.fork_server import Forked
from tests.outside.lifetime import die_with_parent
from tests.patience import PATIENCE


def free_port() -> int:
    """Find a loopback port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until(holds: Callable[[], bool], *, seconds: float, what: str) -> None:
    """Wait for a condition. Raises: TimeoutError naming it."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {seconds:g} s in vain for {what}")
        time.sleep(0.03)


@dataclass
class Process:
    """A server as a child process, with its own user when that is asked for."""

    command: list[str]
    directory: Path
    environment: dict[str, str] = field(default_factory=lambda: dict(os.environ))
    user: str | None = None
    running: subprocess.Popen[bytes] | Forked | None = None

    @property
    def stdout(self) -> Path:
        """All that it printed, over all its starts."""
        return self.directory / "stdout.txt"

    @property
    def stderr(self) -> Path:
        """All that it printed as errors, over all its starts."""
        return self.directory / "stderr.txt"

    @property
    def alive(self) -> bool:
        """Tell whether it runs."""
        return self.running is not None and self.running.poll() is None

    @property
    def pid(self) -> int:
        """Its process id while it runs."""
        assert self.running, "it doesn't run"
        return self.running.pid

    def start(self) -> None:
        """Start it; the caller waits until it serves."""
        with open(self.stdout, "ab") as out, open(self.stderr, "ab") as errors:
            self.running = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=errors,
                cwd=self.directory,
                env=self.environment,
                user=self.user,
                group=None if self.user is None else group_of(self.user),
                extra_groups=None if self.user is None else [],
                preexec_fn=die_with_parent,
            )

    def end(self, how: signal.Signals, *, seconds: float = PATIENCE) -> None:
        """End it by signal; by SIGKILL when it takes longer than the seconds given."""
        if self.running is None:
            return
        with contextlib.suppress(ProcessLookupError):
            self.running.send_signal(how)
        try:
            self.running.wait(seconds)
        except subprocess.TimeoutExpired:
            self.running.kill()
            self.running.wait(seconds)
        self.running = None

    def wait_until_serving(self, serves: Callable[[], bool], *, seconds: float = PATIENCE) -> None:
        """Wait until it serves. Raises: RuntimeError with the end of what it said."""
        try:
            wait_until(lambda: serves() or not self.alive, seconds=seconds, what=self.command[0])
        except TimeoutError:
            self.end(signal.SIGKILL)
        if not self.alive:
            said = self.stdout.read_text(errors="replace") + self.stderr.read_text(errors="replace")
            raise RuntimeError(f"{' '.join(self.command)} did not serve:\n{said[-3000:]}")


def group_of(user: str) -> int:
    """Look up a user's own group."""
    import pwd

    return pwd.getpwnam(user).pw_gid


@contextlib.contextmanager
def stopped(service: "Service") -> Iterator[None]:
    """Take a service away for a while, and bring it back on the same port."""
    service.stop()
    try:
        yield
    finally:
        service.start()


class Service:
    """Something that can be taken away and brought back."""

    def start(self) -> None:
        """Start it and wait until it serves."""
        raise NotImplementedError

    def stop(self) -> None:
        """End it, keeping what it has stored."""
        raise NotImplementedError

    def down(self) -> contextlib.AbstractContextManager[None]:
        """Take it away for the length of a with block."""
        return stopped(self)
