"""A witness in each way of waiting."""

from collections.abc import Iterator
from typing import get_args

import pytest

from facilitator.serving.protocol import Mode
from tests.serving.clients import Witness


def _running(mode: str, factory: pytest.TempPathFactory) -> Iterator[Witness]:
    with Witness(factory.mktemp(mode), mode) as running:
        yield running


@pytest.fixture(scope="session", params=get_args(Mode))
def witness(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Witness]:
    """A running witness in every mode, one after the other, shared by the tests."""
    yield from _running(request.param, tmp_path_factory)


@pytest.fixture(scope="session", params=["threading", "gevent"])
def on_simple_websocket(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Witness]:
    """A running witness in the modes that use the library simple-websocket."""
    yield from _running(request.param, tmp_path_factory)


@pytest.fixture(scope="session")
def on_eventlet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Witness]:
    """A running witness on eventlet, for what is patched there alone."""
    yield from _running("eventlet", tmp_path_factory)
