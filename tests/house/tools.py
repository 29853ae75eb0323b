"""Running a tool of the application as a test."""

import subprocess
import sys
from pathlib import Path

from facilitator.vendor import deno, deno_environment

ROOT = Path(__file__).resolve().parent.parent.parent
TOOLS = Path(sys.executable).parent


def passes(*command: str | Path, seconds: float = 580) -> None:
    """Run a tool in the project's folder; its words are the failure's."""
    done = subprocess.run(
        command, cwd=ROOT, env=deno_environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=seconds
    )
    assert done.returncode == 0, done.stdout.decode(errors="replace")


def deno_passes(*words: str) -> None:
    """Run deno with what is installed, not over the network."""
    passes(deno(), *words)


def committed() -> list[str]:
    """List the files that git keeps."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    return [name for name in done.stdout.split("\0") if name]
