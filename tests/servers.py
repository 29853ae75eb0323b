"""The server itself, as a child process, for tests that talk to it from outside."""

import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Self

from facilitator.cli.making import addresses
from facilitator.config import from_environment
from facilitator.services import assignments
from facilitator.services.accounts.facilitators import make_board_link
from facilitator.services.accounts.local import local_facilitator
from facilitator.services.assignments import Wanted
from facilitator.store import Store
from tests.furnished import furnish
from tests.outside.fork_server import forked
from tests.outside.process import Process, free_port
from tests.patience import PATIENCE

COMMAND = [sys.executable, "-P", "-m", "facilitator.cli"]
FORKED = ("eventlet", "threading")
"""The modes of which servers are forked; gevent keeps a loop from before the fork, so its servers start anew."""
ROOT = Path(__file__).resolve().parent.parent


class ServerProcess(Process):
    """A server's process: a copy of one that has everything imported, where nothing else is asked of its start."""

    def start(self) -> None:
        """Start it; the caller waits until it serves."""
        mode, own = self.environment["FACILITATOR_ASYNC"], len(COMMAND)
        if mode not in FORKED or self.command[:own] != COMMAND:
            return super().start()
        printed = (self.stdout, self.stderr)
        self.running = forked(mode, self.command[own:], self.environment, self.directory, printed)


class Server:
    """One server on a loopback port of its own.

    Settings by name: `Server(tmp_path, database=url, queue=url, mode="threading", PHONE_RATE="0")`;
    names in capitals become FACILITATOR_<name>. Without `database`: SQLite in the directory, with all
    tables in it; for a first start name a file that isn't there. Two servers may share a directory's
    database, not the directory. Start it from the main thread.
    """

    def __init__(self, directory: Path, *, database: str = "", queue: str = "", **settings: str) -> None:
        """Prepare it; `start()` or a with block starts it."""
        self.directory = directory
        self.port = free_port()
        self.database = database or furnish(directory / "facilitator.sqlite")
        own = {"ASYNC": settings.pop("mode", "eventlet"), "DATABASE": self.database, "PUBLIC_URL": self.url}
        if queue:
            own["QUEUE"] = queue
        self.environment = clean_environment(own | {"SECRET": secrets.token_hex(32)} | settings)
        place = ["serve", "--host", "127.0.0.1", "--port", str(self.port)]
        self.process = ServerProcess([*COMMAND, *place], directory, self.environment)

    @property
    def url(self) -> str:
        """Its address, the same over all its starts, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def stdout(self) -> Path:
        """The file with all that it printed."""
        return self.process.stdout

    @property
    def stderr(self) -> Path:
        """The file with all that it printed as errors."""
        return self.process.stderr

    @property
    def pid(self) -> int:
        """Its process id while it runs."""
        return self.process.pid

    def start(self) -> Self:
        """Start it and wait until it is healthy. Raises: RuntimeError with its last words."""
        self.process.start()
        self.process.wait_until_serving(self.is_healthy)
        return self

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.end(signal.SIGKILL)

    def terminate(self) -> None:
        """End it as a service manager would."""
        self.process.end(signal.SIGTERM)

    def restart(self) -> Self:
        """End it politely where it still runs, and start it on the same port."""
        self.terminate()
        return self.start()

    def is_healthy(self, *, within: float = 5) -> bool:
        """Tell whether /healthz says 200 in so many seconds."""
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=within) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def command(self, *words: str, seconds: float = PATIENCE) -> subprocess.CompletedProcess[str]:
        """Run another command with this server's settings; may run without the server."""
        with tempfile.TemporaryDirectory() as folder:
            out, errors = Path(folder, "stdout"), Path(folder, "stderr")
            child = forked("threading", [*words], self.environment, self.directory, (out, errors))
            code = child.wait(seconds)
            return subprocess.CompletedProcess(words, code, out.read_text(), errors.read_text())

    def new(self, *, by: str = "", template: Any = "process", hold: int = 0, **wanted: Any) -> dict[str, Any]:
        """Make a consultation; what `run.py new --json` prints, without the seconds that its start takes.

        `by`: another facilitator than the one whom commands work for; `wanted` as of `assignments.Wanted`.
        """
        settings = from_environment(self.environment, {"port": self.port})
        with closing(Store(self.database)) as store:
            owner = by or local_facilitator(store)
            made = assignments.create(
                store, owner, Wanted(**{"track": template, "theme": "De Markt", "hold": hold} | wanted)
            )
            link = make_board_link(store, facilitator=owner, consultation=made.consultation, now=int(time.time()))
            return addresses(settings, made, link)

    def new_by_command(self, **flags: str) -> dict[str, Any]:
        """Make a consultation as an operator would (`title=`, `language=`, `hold=` as flags)."""
        named = {"template": "process", "theme": "De Markt"} | flags
        words = [word for name, value in named.items() for word in (f"--{name}", value)]
        done = self.command("new", *words, "--json")
        assert done.returncode == 0, done.stderr
        made: dict[str, Any] = json.loads(done.stdout)
        return made

    def __enter__(self) -> Self:
        """Start it for the length of a with block."""
        try:
            return self.start()
        except BaseException:
            self.kill()
            raise

    def __exit__(self, *_: object) -> None:
        """End it."""
        self.terminate()


def clean_environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Take the environment of the tests, with these settings and no others of ours."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("FACILITATOR_")}
    named = {f"FACILITATOR_{name}": value for name, value in settings.items()}
    return others | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"} | named
