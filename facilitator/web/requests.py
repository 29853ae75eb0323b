"""Requests as anybody may send them: what the libraries stumble over is made harmless before they read it."""

from typing import Any
from urllib.parse import quote, urlsplit

from flask import Flask, Request, Response, request
from flask.json.provider import DefaultJSONProvider

ALL_OF_ASCII = "".join(map(chr, range(128)))


class AnyRequest(Request):
    """A request whose query may hold any bytes: those that no address may hold raw are read as if quoted."""

    def __init__(self, environ: dict[str, Any], *args: Any, **named: Any) -> None:
        query = environ.get("QUERY_STRING", "")
        environ["QUERY_STRING"] = quote(query.encode("latin-1"), safe=ALL_OF_ASCII)
        super().__init__(environ, *args, **named)


class BoundedJson(DefaultJSONProvider):
    """JSON that is nested too deep to be read is no JSON."""

    def loads(self, s: str | bytes, **named: Any) -> Any:
        """Read it. Raises: ValueError"""
        try:
            return super().loads(s, **named)
        except RecursionError:
            raise ValueError("nested too deep") from None


def without_host(response: Response) -> Response:
    """Redirect by path alone: the host is what the client says it is. An address elsewhere stays."""
    split = urlsplit(response.location or "")
    if split.netloc and split.netloc in (request.host, request.headers.get("Host")):
        response.location = "/" + split.path.lstrip("/\\") + (f"?{split.query}" if split.query else "")
    return response


def init_app(app: Flask) -> None:
    """Read every request so."""
    app.after_request(without_host)
    app.request_class = AnyRequest
    app.json = BoundedJson(app)
