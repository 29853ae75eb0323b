"""What every answer tells the browser it may not do.

Source: OWASP secure headers; `Referrer-Policy: same-origin` and not `no-referrer`, which would take away the referrer
that Flask-WTF checks on https.
"""

import re
import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, g, request

from facilitator import current

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
NO_DOCUMENTS = ("text/css", "text/javascript", "font/woff2")
OF_ANY_FILE = ("X-Content-Type-Options", "Cross-Origin-Resource-Policy")
A_YEAR_OF_HTTPS = "max-age=31536000; includeSubDomains"
LARGEST_REQUEST = 64 * 1024
LARGER_REQUESTS = {"desk.persons_import": 1024 * 1024, "desk.map_import": 21 * 1024 * 1024}
"""Endpoint → how many bytes it takes, where that is more: it brings a file."""
HOST = re.compile(r"[a-z0-9.\-]+(:\d+)?|\[[0-9a-f:.]+\](:\d+)?", re.IGNORECASE)


def init_app(app: Flask) -> None:
    """Put the headers on every answer, also on errors, and bound the size of every request."""
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    app.before_request(new_nonce)
    app.before_request(allow_file)
    app.after_request(add_headers)


def new_nonce() -> None:
    """Make this page's own word of honour for the style sheet inside it."""
    g.nonce = secrets.token_urlsafe(16)


def allow_file() -> None:
    """Let a page that takes a file in be sent one."""
    if request.method == "POST" and request.endpoint in LARGER_REQUESTS:
        request.max_content_length = LARGER_REQUESTS[request.endpoint]


def add_headers(response: Response) -> Response:
    """Set each header that the view has not set itself; what can never be a document needs two of them only.

    Another process that answered has done so already, with the nonce of its page.
    """
    if "answered_beside" in g:
        return response
    if response.mimetype in NO_DOCUMENTS:
        response.headers.update({name: ALWAYS[name] for name in OF_ANY_FILE})
        return response
    response.headers["Content-Security-Policy"] = policy(g.get("nonce", ""), socket_address())
    response.headers.setdefault("Cache-Control", "no-store")
    for name, value in ALWAYS.items():
        response.headers[name] = value
    if public_url().startswith("https://"):
        response.headers["Strict-Transport-Security"] = A_YEAR_OF_HTTPS
    return response


def policy(nonce: str, socket: str) -> str:
    """Write the content security policy; `socket` is the ws address, empty where there is none to name."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            f"style-src 'self' 'nonce-{nonce}'" if nonce else "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            f"connect-src 'self' {socket}".rstrip(),
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def socket_address() -> str:
    """Give the websocket's address, which older Safari does not take 'self' to cover."""
    secure, host = _address()
    if not HOST.fullmatch(host):
        return ""
    return f"{'wss' if secure else 'ws'}://{host}"


def _address() -> tuple[bool, str]:
    """Who the browser thinks we are: whether https, and the host."""
    known = urlsplit(public_url())
    if known.netloc:
        return known.scheme == "https", known.netloc
    return request.is_secure, request.headers.get("Host", "")


def public_url() -> str:
    """The address that people use, from the settings; empty where none is set."""
    return current.application().settings.public_url or ""
