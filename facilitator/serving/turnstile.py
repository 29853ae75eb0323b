"""Requests begin one at a time, and between two of them the live connections have their turn.

However many ask for pages at once, a one-liner then waits for one page, and not for all of them.
"""

from collections.abc import Callable, Iterable
from typing import Any

from facilitator.serving.turns import OneATurn


class Turnstile:
    """A WSGI application around another one. It only makes a request wait before it begins."""

    def __init__(self, wsgi_app: Callable[..., Iterable[bytes]]) -> None:
        self._wsgi_app = wsgi_app
        self._turns = OneATurn()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request, in turn."""
        self._turns.wait()
        return self._wsgi_app(environ, start_response)
