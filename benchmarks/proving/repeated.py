"""What the tests try once, many times."""

import subprocess
import sys
from functools import partial

from benchmarks.proving import Outcome, Trial, outcome, times
from tests.servers import ROOT

FULL, SHORT = 20, 1


def tests(name: str, what: str, *places: str) -> Trial:
    """A trial of tests, by their places under tests/."""
    return Trial(name, what, partial(_repeated, places), FULL, SHORT)


def _repeated(places: tuple[str, ...], count: int) -> Outcome:
    wrong = [found for _ in range(count) if (found := _failed(places))]
    names = ", ".join(f"[{it.partition('::')[2] or it}](../tests/{it.partition('::')[0]})" for it in places)
    return outcome(f"{times(count)} {names}", wrong, well="passed each time")


def _failed(places: tuple[str, ...]) -> str:
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", *(f"tests/{it}" for it in places)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip().splitlines()[-1] if done.returncode else ""
