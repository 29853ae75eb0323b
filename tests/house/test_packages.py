"""What others made comes from packages, locked by hash, and is not committed."""

import re
import subprocess
from pathlib import Path

import pytest

from facilitator.vendor import STATIC, VENDOR_MODULES, files
from tests.house.tools import ROOT, committed

LOCKS = ("requirements.txt", "tests/requirements.txt")
ENTRY = re.compile(r"^(?P<name>[\w.-]+)==\S+", re.MULTILINE)


def entries(lock: str) -> list[str]:
    """Split a requirements file into one text a package."""
    lines = [line for line in (ROOT / lock).read_text().splitlines() if not line.lstrip().startswith("#")]
    return re.split(r"\n(?=\S)", "\n".join(lines))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_python_package_is_pinned_with_hashes(lock: str) -> None:
    assert [entry for entry in entries(lock) if not ENTRY.match(entry) or "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("lock", [*LOCKS, "deno.json", "deno.lock"])
def test_no_lock_names_an_address(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert re.findall(r"https?:|file:|--index|--find-links|--extra|@ ", without_comments(text)) == []


def without_comments(text: str) -> str:
    """Drop the lines that are for people."""
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))


def test_the_tests_use_the_same_packages_as_the_server() -> None:
    server, tests = (set(ENTRY.findall("\n".join(entries(lock)))) for lock in LOCKS)
    pins = [{match.group(0) for entry in entries(lock) if (match := ENTRY.match(entry))} for lock in LOCKS]
    assert server <= tests
    assert pins[0] <= pins[1]


def test_nothing_of_others_is_committed() -> None:
    foreign = ("node_modules/", ".venv/", "static/vendor/", "instance/")
    minified = (".min.js", ".min.css", ".woff", ".woff2", ".whl", ".map")
    assert [name for name in committed() if name.startswith(foreign) or name.endswith(minified)] == []


@pytest.mark.parametrize(
    "path", [".venv/x", ".venv.lock", "node_modules/x", "static/vendor/x.js", "instance/secret", "a/b/messages.mo"]
)
def test_what_is_made_here_is_ignored(path: str) -> None:
    assert subprocess.run(["git", "check-ignore", "-q", path], cwd=ROOT, check=False).returncode == 0


def test_every_front_end_file_is_in_place() -> None:
    assert [copy for copy in files().values() if not copy.is_file()] == []


def test_every_import_in_the_front_end_packages_is_one_of_them() -> None:
    bare = re.compile(r"""(?:from|import)\s*["']([^"'./][^"']*)["']""")
    found = {name for path in VENDOR_MODULES.values() for name in bare.findall(Path(STATIC / path).read_text())}
    assert found <= set(VENDOR_MODULES)
