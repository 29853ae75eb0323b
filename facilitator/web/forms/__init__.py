"""What every form shares: protection against forged posts, and error texts in the reader's language."""

import re
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

import regex
from flask import Flask
from flask_babel import lazy_gettext
from flask_wtf.csrf import CSRFProtect
from wtforms import Field
from wtforms.validators import DataRequired, Length, StopValidation

Validator = Callable[[Any, Any], None]

_LINE_ENDS: Final = re.compile(r"\r\n?|\u2028|\u2029")
_NO_CHARACTERS: Final = regex.compile(r"[[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]--\n]", flags=regex.VERSION1)
"""Controls, halves of a pair, and the places that Unicode never fills."""

protection = CSRFProtect()


def init_app(app: Flask) -> None:
    """Refuse every POST without a token; a view that needs no cookie is exempted by `protection.exempt`."""
    app.config["WTF_CSRF_TIME_LIMIT"] = 12 * 3600
    app.config["SESSION_COOKIE_NAME"] = "form"
    protection.init_app(app)


def required() -> list[Any]:
    """Say that a field must be filled in."""
    return [DataRequired(lazy_gettext("Fill this in."))]


def at_most(length: int) -> Length:
    """Say how long a text may be."""
    return Length(max=length, message=lazy_gettext("At most %(length)s characters.", length=length))


def between(lowest: int, highest: int, message: object) -> Validator:
    """Say between which whole numbers one must be; WTForms' own NumberRange breaks on 400 digits."""

    def check(form: object, field: Field) -> None:
        if not (isinstance(field.data, int) and lowest <= field.data <= highest):
            raise StopValidation(str(message))

    return check


def text_of(field: Field) -> str:
    """Give what was typed in a field; nothing at all is an empty text."""
    return str(field.data or "")


def tidy(value: str | None) -> str:
    """Take off what nobody meant to type in a form, never off a one-liner: outer space and what is no character.

    Every system's line ends become "\\n".
    """
    return _NO_CHARACTERS.sub("", _LINE_ENDS.sub("\n", value or "")).strip()


def one_line(value: str | None) -> str:
    """The same for a field of one line."""
    return " ".join(tidy(value).split())


def lines_in(typed: str) -> list[str]:
    """Read a list: one a line, each once, without empty lines."""
    return list(dict.fromkeys(line for line in (" ".join(it.split()) for it in typed.splitlines()) if line))


def same_site(target: str | None, default: str) -> str:
    """Give a path on this site to go on to; anything that could lead elsewhere becomes the default."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return default
    if any(ord(sign) < 33 or sign == "\\" for sign in target):
        return default
    parts = urlsplit(target)
    return default if parts.scheme or parts.netloc else target
