"""What the live connection's own answers say to a browser: what every page says, and never as a script."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

from flask import Flask

from facilitator.web.headers import A_YEAR_OF_HTTPS, ALWAYS

PATH = "/socket.io"
POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
AS_SCRIPT = "j"  # with this parameter the library answers as a script (JSONP), which any page could load


def cover(app: Flask, *, is_https: bool) -> None:
    """Put the headers on what the live connection answers: its server stands before the pages."""
    app.wsgi_app = Covered(app.wsgi_app, is_https=is_https)  # type: ignore[method-assign]


class Covered:
    """A WSGI application around another one."""

    def __init__(self, wsgi_app: Any, *, is_https: bool) -> None:
        self.wsgi_app = wsgi_app
        self._added = {**ALWAYS, "Content-Security-Policy": POLICY, "Cache-Control": "no-store"}
        if is_https:
            self._added["Strict-Transport-Security"] = A_YEAR_OF_HTTPS

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request."""
        if not environ.get("PATH_INFO", "").startswith(PATH):
            return self.wsgi_app(environ, start_response)  # type: ignore[no-any-return]

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            own = [it for it in headers if it[0] not in self._added]
            return start_response(status, [*own, *self._added.items()], *more)

        if AS_SCRIPT in parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True):
            start("400 BAD REQUEST", [("Content-Type", "text/plain")])
            return [b"not as a script"]
        return self.wsgi_app(environ, start)  # type: ignore[no-any-return]
