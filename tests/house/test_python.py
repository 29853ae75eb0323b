"""The Python is formatted, linted, typed and layered."""

import sys

from tests.house.tools import TOOLS, passes


def test_python_is_formatted() -> None:
    passes(TOOLS / "ruff", "format", "--check", ".")


def test_python_has_no_lint() -> None:
    passes(TOOLS / "ruff", "check", ".")


def test_python_types_hold() -> None:
    passes(sys.executable, "-m", "mypy")


def test_imports_point_down_only() -> None:
    passes(sys.executable, "-c", "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c())")
