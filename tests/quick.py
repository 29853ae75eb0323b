"""Which tests `--quick` leaves out: those that need a browser, a second database, or a process beside them.

Found by what a test asks for and by what its module imports, so that no list of names goes stale.
"""

import subprocess
import sys
from functools import cache

import pytest

FIXTURES = frozenset({"browser_type", "postgres_server", "redis_server", "server"})
"""Every fixture that starts a browser, a database or a server asks for one of these."""
TOOLS = "tests.house.tools"
"""Formatters, types and layers run beside a test too, and belong before each commit."""


def is_quick(item: pytest.Item) -> bool:
    """Tell whether a test gets by with Python and an SQLite file."""
    if FIXTURES & set(getattr(item, "fixturenames", ())):
        return False
    if "postgresql" in getattr(item, "callspec", NO_PARAMETERS).params.values():
        return False
    return not _starts_processes(item.module.__name__) if isinstance(item, pytest.Function) else True


class NO_PARAMETERS:  # noqa: N801  # stands in for what only some tests have
    params: dict[str, object] = {}


@cache
def _starts_processes(name: str) -> bool:
    module = sys.modules.get(name)
    if module is None:
        return False
    return any(it is subprocess or _came_from_such(it, name) for it in vars(module).values())


def _came_from_such(it: object, importer: str) -> bool:
    """Tell whether something was imported from a helper of the tests that starts processes."""
    origin = str(getattr(it, "__module__", ""))
    is_helper = origin.startswith("tests.") and ".test_" not in origin and origin not in (importer, TOOLS)
    return is_helper and _starts_processes(origin)
