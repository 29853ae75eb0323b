"""A PostgreSQL database as a whole: copied and put back by PostgreSQL's own programs."""

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy.engine import URL

from facilitator.store.copies import appearing


class NoDump(Exception):
    """A dump can't be made, read or put back; the message says why in one line."""


def dump(url: URL, target: Path) -> None:
    """Copy a database that may be in use. Raises: NoDump, OSError."""
    with appearing(target) as fresh:
        _run("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={fresh}")


def check_dump(file: Path) -> None:
    """Look whether a file is a dump. Raises: NoDump."""
    _run("pg_restore", None, "--list", str(file))


def put_back(url: URL, file: Path) -> None:
    """Replace what is in the database by a dump, all of it or nothing. Raises: NoDump."""
    words = ("--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error")
    _run("pg_restore", url, *words, str(file))


def _run(program: str, url: URL | None, *words: str) -> None:
    """Run one of the programs; a password goes by the environment, where other users can't see it."""
    if shutil.which(program) is None:
        raise NoDump(f"{program} is not on this machine: install PostgreSQL's client programs")
    environment = dict(os.environ)
    if url is not None:
        words = (f"--dbname={_address(url)}", "--no-password", *words)
        environment |= {"PGPASSWORD": str(url.password)} if url.password else {}
    done = subprocess.run([program, *words], env=environment, capture_output=True, text=True)
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"]
        raise NoDump(said[0] if said[0].startswith(program) else f"{program}: {said[0]}")


def _address(url: URL) -> str:
    return url.set(drivername="postgresql", password=None).render_as_string()
