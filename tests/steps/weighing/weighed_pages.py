"""What a browser does with the forms of weighing and plan."""

import re
from html import unescape
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.conftest import token_in


def fields_of(page: str) -> dict[str, str]:
    """The hidden fields of a page's last form."""
    found = re.findall(r'name="revision"[^>]*value="(\d*)"', page)
    return {"csrf_token": token_in(page), **({"revision": found[-1]} if found else {})}


def fill(browser: FlaskClient, address: str, *, page: str | None = None, **typed: Any) -> TestResponse:
    """Open a page, fill in its form and send it."""
    hidden = fields_of(browser.get(page or address).text)
    return browser.post(address, data={**hidden, **typed})


def visible(page: str) -> str:
    """What a reader reads, in one line."""
    bare = re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL)
    return " ".join(unescape(bare).split())
