"""A browser that can't be had here is missed aloud, and not at all in continuous integration."""

import io
from collections.abc import Iterator

import pytest
from _pytest.terminal import TerminalReporter

from tests.conftest import pytest_terminal_summary
from tests.outside import engines
from tests.outside.engines import ENGINES, MISSING, Make, can_have
from tests.outside.engines.firefox import Firefox

NOWHERE = "netscape"


@pytest.fixture(autouse=True)
def netscape(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A make that is not here, on a machine where nothing can be installed."""
    monkeypatch.setitem(ENGINES, NOWHERE, Make(Firefox, ("netscape-navigator",), lambda: False))
    monkeypatch.setattr(engines, "is_apt_root", lambda: False)
    yield
    MISSING.discard(NOWHERE)


def test_a_run_that_goes_without_one_says_so_at_its_end(
    monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    monkeypatch.delenv("CI", raising=False)
    said = io.StringIO()

    assert not can_have.__wrapped__(NOWHERE)
    pytest_terminal_summary(TerminalReporter(pytestconfig, said))

    assert f"WITHOUT {NOWHERE}" in said.getvalue()


def test_continuous_integration_fails_without_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "1")

    with pytest.raises(RuntimeError, match="netscape-navigator"):
        can_have.__wrapped__(NOWHERE)

    assert NOWHERE not in MISSING
