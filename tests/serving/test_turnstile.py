"""Requests wait for their turn before they begin, and for nothing after that."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from facilitator.serving.turns import OneATurn
from facilitator.serving.turnstile import Turnstile


def test_a_request_waits_for_its_turn_and_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    happened: list[str] = []
    monkeypatch.setattr(OneATurn, "wait", lambda turns: happened.append("waited"))

    def app(environ: dict[str, Any], start_response: object) -> Iterable[bytes]:
        happened.append("answered")
        return [b"page"]

    assert Turnstile(app)({}, print) == [b"page"]
    assert happened == ["waited", "answered"]


def test_one_that_takes_long_holds_up_nobody() -> None:
    """Both are answered only when both have begun."""
    both = Barrier(2)

    def app(environ: dict[str, Any], start_response: object) -> Iterable[bytes]:
        both.wait()
        return []

    turnstile = Turnstile(app)

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(lambda at: turnstile({}, print), range(2))) == [[], []]


def test_one_that_fails_holds_up_nobody() -> None:
    def app(environ: dict[str, Any], start_response: object) -> Iterable[bytes]:
        raise ValueError

    turnstile = Turnstile(app)

    for _ in range(2):
        with pytest.raises(ValueError):
            turnstile({}, print)
