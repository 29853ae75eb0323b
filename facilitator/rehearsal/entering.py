"""Signing in with a board's single-use link, as a browser does: its page has one button."""

import re
import urllib.request
from http.cookiejar import CookieJar
from urllib.parse import urlencode

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def enter(link: str, *, timeout: float = 10) -> CookieJar:
    """Press the button of a link's page; give the cookies of whoever is signed in by it.

    Raises: urllib.error.HTTPError, for a link that was used or is too old
    """
    cookies = CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(cookies), _Stay)
    with browser.open(link, timeout=timeout) as page:
        [token] = _TOKEN.findall(page.read().decode())
    browser.open(link, urlencode({"csrf_token": token}).encode(), timeout=timeout).close()
    return cookies


def sign_in(link: str, *, timeout: float = 10) -> str:
    """The same; give the cookies as the value of a header."""
    return "; ".join(f"{it.name}={it.value}" for it in enter(link, timeout=timeout))


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: the cookie is in the answer itself, and the board is not asked for."""

    def http_error_303(self, request: object, answer: object, *_: object) -> object:
        return answer
