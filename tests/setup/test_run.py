"""One command sets up what is missing, says so, and hands over."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import run
from tests.patience import SETTING_UP
from tests.setup.projects import ROOT, Project, make_project

DISGUISED = "import runpy, sys; {change}; sys.argv = ['run.py']; runpy.run_path({path!r}, run_name='__main__')"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A small project that was never started."""
    return make_project(tmp_path)


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A small project that was started before."""
    project = make_project(tmp_path_factory.mktemp("ready"))
    done = project.run()
    assert done.returncode == 0, done.stderr
    return project


def run_disguised(project: Project, change: str) -> subprocess.CompletedProcess[str]:
    """Start run.py in a Python that was changed first."""
    code = DISGUISED.format(change=change, path=str(project.folder / "run.py"))
    environment = project.environment(online=True)
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=SETTING_UP
    )


def test_the_first_start_installs_tells_so_and_hands_over(project: Project) -> None:
    done = project.run("new", "--theme", "De Markt", cwd=str(project.packages))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "arguments": ["new", "--theme", "De Markt"],
        "folder": str(project.packages),
    }
    assert [line.split("(")[0].strip() for line in done.stderr.splitlines()] == [
        "facilitator: making .venv",
        "facilitator: installing the Python packages",
        "facilitator: installing the front-end packages",
    ]


def test_a_later_start_is_silent_and_needs_no_network(ready: Project) -> None:
    done = ready.run("serve", online=False)
    assert done.returncode == 0
    assert json.loads(done.stdout)["arguments"] == ["serve"]
    assert done.stderr == ""


def test_the_exit_code_is_the_commands_own(ready: Project) -> None:
    assert ready.run("fail").returncode == 3


def test_test_installs_what_the_tests_need_and_runs_pytest(ready: Project) -> None:
    done = ready.run("test", "-k", "phone")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"arguments": ["-n", "3", "--dist", "loadfile", "-k", "phone"]}
    assert "installing the packages for the tests" in done.stderr


def test_a_changed_lock_is_installed(ready: Project) -> None:
    ready.lock("requirements.txt", "tiny_too")
    done = ready.run()
    assert done.returncode == 0
    assert "installing the Python packages" in done.stderr
    assert "making .venv" not in done.stderr


def test_without_a_registry_it_says_so_in_one_line_and_the_next_start_goes_on(project: Project) -> None:
    offline = project.run(online=False)
    assert offline.returncode == 1
    assert offline.stdout == ""
    assert "a package registry can't be reached" in offline.stderr.splitlines()[-1]
    assert "Traceback" not in offline.stderr
    online = project.run()
    assert online.returncode == 0
    assert "installing the Python packages" in online.stderr


def test_a_package_that_is_not_what_was_locked_is_refused(project: Project) -> None:
    wheel = project.packages / "tiny-1.0-py3-none-any.whl"
    wheel.write_bytes(wheel.read_bytes() + b"mallory")
    done = project.run()
    assert done.returncode == 1
    assert "installing failed" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("lost", ["made-by", "bin/python"])
def test_a_half_made_venv_is_made_anew(project: Project, lost: str) -> None:
    project.run()
    (project.folder / ".venv" / lost).unlink()
    done = project.run()
    assert done.returncode == 0
    assert "making .venv" in done.stderr


def test_two_starts_at_once_set_up_once_and_both_run(project: Project) -> None:
    starts = [project.start("serve") for _ in range(2)]
    said = [start.communicate(timeout=SETTING_UP) for start in starts]
    assert [start.returncode for start in starts] == [0, 0]
    assert "".join(errors for _, errors in said).count("making .venv") == 1


def test_a_python_without_venv_gets_one_line(project: Project) -> None:
    done = run_disguised(project, "sys.modules['ensurepip'] = None")
    assert done.returncode == 1
    assert done.stderr == (
        "facilitator: this Python lacks venv; install it first (Debian, Ubuntu: apt install python3-venv)\n"
    )


def test_an_old_python_gets_one_line(project: Project) -> None:
    done = run_disguised(project, "sys.version_info = (3, 9, 18, 'final', 0)")
    assert done.returncode == 1
    assert done.stderr == "facilitator: Python 3.11 or newer is needed; this is Python 3.9\n"


def test_an_old_python_can_read_the_file_to_the_end() -> None:
    ast.parse((ROOT / "run.py").read_text(), feature_version=(3, 6))


def test_a_new_python_will_do() -> None:
    assert run.too_old((3, 11)) == ""
    assert run.too_old((3, 14)) == ""


def test_it_needs_nothing_but_the_standard_library() -> None:
    tree = ast.parse((ROOT / "run.py").read_text())
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    named = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in plain | named} <= sys.stdlib_module_names
