#!/usr/bin/env python3
"""The one entry: makes .venv, installs what is locked, hands over to facilitator.cli.

Needs nothing but Python and tells its progress on stderr. Up to the version check it must run on
any Python 3.6 or newer, so that an old one gets a sentence and not a trace.
"""

import sys


def too_old(version: "tuple[int, ...]") -> str:
    """Say what is wrong with this version of Python; empty when it will do."""
    if version >= (3, 11):
        return ""
    return f"Python 3.11 or newer is needed; this is Python {version[0]}.{version[1]}"


if too_old(sys.version_info[:2]):
    sys.exit("facilitator: " + too_old(sys.version_info[:2]))

import contextlib  # noqa: E402
import hashlib  # noqa: E402
import importlib.util  # noqa: E402
import os  # noqa: E402
import subprocess  # noqa: E402
from collections.abc import Iterator  # noqa: E402
from dataclasses import dataclass  # noqa: E402
from pathlib import Path  # noqa: E402

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOG = VENV / "install.log"
SIDE_BY_SIDE = ("-n", "3", "--dist", "loadfile")
"""The tests mostly wait, also on two cores: three files at a time; `-n 0` does one after the other."""
SIGNS_OF_NO_REGISTRY = ("no matching distribution", "newconnectionerror", "timed out", "error sending request")


class SetupFailed(Exception):
    """A step of the set-up could not be done; the message says why in one line."""


@dataclass(frozen=True)
class Step:
    """Something to install: again whenever one of its inputs differs from the last time."""

    words: str
    stamp: Path
    inputs: tuple[Path, ...]
    command: tuple[str | Path, ...]

    def fingerprint(self) -> str:
        """Identify the inputs' contents."""
        return hashlib.sha256(b"\0".join(path.read_bytes() for path in self.inputs)).hexdigest()

    def is_done(self) -> bool:
        """Tell whether the last complete run had these inputs."""
        return self.stamp.is_file() and self.stamp.read_text() == self.fingerprint()


def pip_step(words: str, name: str, requirements: Path) -> Step:
    """Install locked Python packages."""
    pip = (PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--progress-bar=off")
    locked = (*pip, "--require-hashes", "-r", requirements)
    return Step(words, VENV / f"{name}.stamp", (requirements,), locked)


def steps(*, with_tests: bool) -> list[Step]:
    """List what must be installed, in order."""
    vendor = ROOT / "facilitator/vendor.py"
    locks = (ROOT / "deno.json", ROOT / "deno.lock", vendor)
    wanted = [
        pip_step("Python packages", "packages", ROOT / "requirements.txt"),
        Step("front-end packages", ROOT / "static/vendor/.stamp", locks, (PYTHON, "-P", vendor)),
    ]
    tests = pip_step("packages for the tests", "tests", ROOT / "tests/requirements.txt")
    return [*wanted, tests] if with_tests else wanted


def say(words: str) -> None:
    """Tell progress to the person at the terminal."""
    print("facilitator:", words, file=sys.stderr, flush=True)


def venv_is_whole() -> bool:
    """Tell whether .venv was made completely, by a Python that is still there."""
    made_by = VENV / "made-by"
    if not (made_by.is_file() and PYTHON.exists()):
        return False
    return os.name == "nt" or made_by.read_text() == os.path.realpath(PYTHON)


def make_venv() -> None:
    """Make .venv anew. Raises: SetupFailed."""
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        raise SetupFailed("this Python lacks venv; install it first (Debian, Ubuntu: apt install python3-venv)")
    say("making .venv (only now and then)")
    run((sys.executable, "-m", "venv", "--clear", VENV), log=None)
    (VENV / "made-by").write_text(os.path.realpath(PYTHON))


def install(step: Step) -> None:
    """Do one step, its stamp last, so that a half-done one is redone. Raises: SetupFailed."""
    say(f"installing the {step.words} (needs the network, only now and then)")
    step.stamp.unlink(missing_ok=True)
    fingerprint = step.fingerprint()
    run(step.command, log=LOG)
    step.stamp.write_text(fingerprint)


def run(command: tuple[str | Path, ...], *, log: Path | None) -> None:
    """Run to the end, keeping what it prints. Raises: SetupFailed."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
    printed = done.stdout.decode(errors="replace")
    if log:
        log.write_text(printed, encoding="utf-8")
    if done.returncode:
        raise SetupFailed(why(printed) + (f" (details: {log})" if log else ""))


def why(printed: str) -> str:
    """Find in an installer's output what a person should know, as one line."""
    if any(sign in printed.lower() for sign in SIGNS_OF_NO_REGISTRY):
        return "a package registry can't be reached, or lacks what is locked; this step needs the network"
    errors = [line for line in printed.splitlines() if "error" in line.lower()] or printed.splitlines()
    return "installing failed: " + (errors[-1].strip() if errors else "no reason given")


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Wait until no other start is setting up the same folder."""
    with open(ROOT / ".venv.lock", "a+b") as lock:
        if sys.platform == "win32":
            import msvcrt

            while True:  # gives up by itself after ten seconds
                with contextlib.suppress(OSError):
                    msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
                    break
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def set_up(wanted: list[Step]) -> None:
    """Bring .venv and static/vendor to what the locks say; nothing when they are. Raises: SetupFailed."""
    if venv_is_whole() and all(step.is_done() for step in wanted):
        return
    with only_one():
        if not venv_is_whole():
            make_venv()
        for step in wanted:
            if not step.is_done():
                install(step)


def hand_over(arguments: list[str]) -> int:
    """Become the command in .venv (on Windows: wait for it)."""
    if arguments[:1] == ["test"]:
        os.chdir(ROOT)
        command = [str(PYTHON), "-m", "pytest", *SIDE_BY_SIDE, *arguments[1:]]
    else:
        command = [str(PYTHON), "-P", "-m", "facilitator.cli", *arguments]
    os.environ["PYTHONPATH"] = str(ROOT)
    if os.name == "nt":
        return subprocess.run(command).returncode
    os.execv(PYTHON, command)


def main(arguments: list[str]) -> int:
    """Set up what is missing and run the command."""
    try:
        set_up(steps(with_tests=arguments[:1] == ["test"]))
    except (SetupFailed, OSError) as failure:
        say(str(failure))
        return 1
    return hand_over(arguments)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
