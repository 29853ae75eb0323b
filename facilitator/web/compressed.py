"""A page or an answer, small on the wire. For what holds no secret of the reader's beside what he typed himself."""

import gzip

from flask import Response, request

LEVEL = 9


def compressed(body: str, mimetype: str = "text/html", *, level: int = LEVEL) -> Response:
    """Make an answer of a text, compressed for who takes gzip."""
    response = Response(body, mimetype=mimetype)
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] > 0:
        response.set_data(gzip.compress(response.get_data(), level, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response
