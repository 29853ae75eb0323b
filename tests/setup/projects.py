"""A small project around the real run.py, with one tiny package, so that a set-up takes seconds."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from tests.outside.process import free_port
from tests.patience import SETTING_UP

ROOT = Path(__file__).resolve().parent.parent.parent
VENDOR = """
import pathlib
folder = pathlib.Path(__file__).parents[1] / "static/vendor"
folder.mkdir(parents=True, exist_ok=True)
(folder / "tiny.js").write_text("export {};")
"""
CLI = """
import json, os, sys
import tiny
print(json.dumps({"arguments": sys.argv[1:], "folder": os.getcwd()}))
sys.exit(3 if "fail" in sys.argv else 0)
"""
PYTEST = """
import json, sys, tiny_for_tests
print(json.dumps({"arguments": sys.argv[1:]}))
"""


@dataclass
class Project:
    """A folder with run.py in it."""

    folder: Path
    packages: Path

    def run(self, *words: str, online: bool = True, **options: str) -> subprocess.CompletedProcess[str]:
        """Start run.py as a person would; `online=False`: no registry answers."""
        command = [sys.executable, str(self.folder / "run.py"), *words]
        environment = self.environment(online=online)
        return subprocess.run(
            command, env=environment, cwd=options.get("cwd"), capture_output=True, text=True, timeout=SETTING_UP
        )

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start run.py without waiting for it."""
        command = [sys.executable, str(self.folder / "run.py"), *words]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, env=self.environment(online=True), stdout=pipe, stderr=pipe, text=True)

    def environment(self, *, online: bool) -> dict[str, str]:
        """Make pip look at the tiny packages alone, or at a registry that isn't there."""
        others = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
        registry = f"http://127.0.0.1:{free_port()}/simple"
        asked = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.packages)} if online else {"PIP_INDEX_URL": registry}
        return others | {"PIP_CONFIG_FILE": os.devnull, "PIP_RETRIES": "0"} | asked

    def lock(self, name: str, package: str) -> None:
        """Write a requirements file that wants a tiny package."""
        wheel = make_wheel(self.packages, package)
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        (self.folder / name).write_text(f"{package}==1.0 --hash=sha256:{digest}\n")


def make_wheel(folder: Path, package: str) -> Path:
    """Make a package of one empty module."""
    wheel = folder / f"{package}-1.0-py3-none-any.whl"
    info = f"{package}-1.0.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(f"{package}.py", "")
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return wheel


def make_project(folder: Path) -> Project:
    """Lay a small project in a folder, nothing of it set up yet."""
    files = {"facilitator/vendor.py": VENDOR, "facilitator/__init__.py": "", "facilitator/cli/__main__.py": CLI}
    for name, text in (files | {"pytest.py": PYTEST, "deno.json": "{}", "deno.lock": "{}"}).items():
        (folder / "project" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "project" / name).write_text(text)
    (folder / "packages").mkdir()
    (folder / "project/tests").mkdir()
    shutil.copy(ROOT / "run.py", folder / "project/run.py")
    project = Project(folder / "project", folder / "packages")
    project.lock("requirements.txt", "tiny")
    project.lock("tests/requirements.txt", "tiny_for_tests")
    return project
