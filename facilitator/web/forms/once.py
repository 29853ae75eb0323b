"""Forms that make something: sent twice, as after Back, they make it once and lead to it again.

The key is in the form and in the page's own address: a browser that goes back asks for the page anew, since nothing
of the desk is kept in its cache, and finds the same key by the address.
"""

import re
import secrets
from collections.abc import Callable
from hashlib import sha256
from typing import Final

from flask import flash, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField

from facilitator.store.once import MadeAlready
from facilitator.web.forms import text_of

NAME: Final = "once"
_KEY: Final = re.compile(r"[A-Za-z0-9_-]{16,64}")


def _key_of_page() -> str:
    asked = request.args.get(NAME, "")
    return asked if _KEY.fullmatch(asked) else secrets.token_urlsafe(16)


class OnceForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form that carries its key."""

    once = HiddenField(default=_key_of_page)

    def key(self, of: str = "") -> str | None:
        """What makes it happen once, or once for each `of` that goes along; None for what is no key of ours."""
        sent = text_of(self.once)
        return sent + (sha256(of.encode()).hexdigest() if of else "") if _KEY.fullmatch(sent) else None


def own_address() -> str | None:
    """Where a page that makes something has its key in its address; None: here."""
    if request.method not in ("GET", "HEAD") or _KEY.fullmatch(request.args.get(NAME, "")):
        return None
    asked = request.args.to_dict(flat=False) | {NAME: [secrets.token_urlsafe(16)]}
    return url_for(request.endpoint or "", **(request.view_args or {}), **asked)  # type: ignore[arg-type]


def made_once(make: Callable[[], str]) -> str:
    """Give the id of what `make` makes; where it was made before, of that, and say so on the next page."""
    try:
        return make()
    except MadeAlready as made:
        flash(_("This form was sent before. Nothing was made a second time: this is what it made."))
        return made.id
