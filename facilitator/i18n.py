"""Every word in the reader's language, in a request: which language that is, and the words for a page.

In code: `from flask_babel import gettext as _` (or `lazy_gettext as _` where the text is made before a request); in
templates `{{ _("…") }}`. Outside a request: `facilitator.catalogues`. `python -m facilitator.translations` brings the
.po files up to date with the code and lists what is missing.
"""

import math
from collections.abc import Mapping
from importlib import import_module
from urllib.parse import urlencode

from babel.support import NullTranslations
from flask import Flask, Response, current_app, g, has_request_context, request
from flask_babel import Babel, Domain, get_locale, refresh

from facilitator.catalogues import catalogue, compile_translations
from facilitator.languages import LANGUAGES, SOURCE

COOKIE = "language"
A_YEAR = 365 * 24 * 3600


class Surfaces(Domain):  # type: ignore[misc]  # Flask-Babel has no types
    """The one catalogue that Flask-Babel looks everything up in."""

    def get_translations(self) -> NullTranslations:
        """Give the catalogue of this request's language."""
        locale = get_locale()
        return catalogue(locale.language if locale else SOURCE)


def init_app(app: Flask, language: str) -> None:
    """Let the app speak; `language` is for readers who ask for neither."""
    compile_translations()
    babel = Babel(app, default_locale=language, locale_selector=reader_language)
    babel.domain_instance = Surfaces()
    app.jinja_env.globals.update(
        LANGUAGES=LANGUAGES, reader_language=reader_language, in_language=in_language, words=words
    )
    app.after_request(_remember)


def use_language(language: str) -> None:
    """Set the page's own language: that of its consultation. The reader's own choice still goes first."""
    g.language = language
    refresh()


def reader_language() -> str:
    """Choose: asked for in the address, the page's own, remembered, the browser's, the setting."""
    if not has_request_context():
        return _setting()
    wishes = (request.args.get("language"), g.get("language"), request.cookies.get(COOKIE))
    for wish in wishes:
        if wish in LANGUAGES:
            return str(wish)
    understood = (tag.split("-")[0].lower() for tag in request.accept_languages.values())
    return next((language for language in understood if language in LANGUAGES), _setting())


def _setting() -> str:
    return str(current_app.extensions["babel"].default_locale)


def _remember(response: Response) -> Response:
    """Keep the choice made by the link in the page's head; a phone's page (its own language) keeps nothing."""
    asked = request.args.get("language", "")
    if asked in LANGUAGES and "language" not in g and request.method == "GET":
        response.set_cookie(COOKIE, asked, max_age=A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure)
    return response


def in_language(language: str) -> str:
    """Give the address of this same page in a language."""
    return f"{request.path}?{urlencode({**request.args, 'language': language})}"


def words(surface: str, *more: str) -> dict[str, str]:
    """Give the words of a page's JavaScript in the reader's language.

    They stand in `facilitator/words/<surface>.py`, a step's in `facilitator/steps/<step>/words.py` ("steps.<step>"),
    as `WORDS = {"key": lazy_gettext("…")}`; `more` names other dictionaries there, for pages that need them too.
    In the template:
    `<script type="application/json" id="words">{{ words("phone")|tojson }}</script>`.
    """
    is_of_step = surface.startswith("steps.")
    module = import_module(f"facilitator.{surface}.words" if is_of_step else f"facilitator.words.{surface}")
    return {key: str(text) for name in ("WORDS", *more) for key, text in getattr(module, name).items()}


def refusal_message(code: str, detail: Mapping[str, object] | None = None) -> str:
    """Say what happened, what was kept and what to do, in this request's reader's language."""
    return message_in(reader_language(), code, detail)


def message_in(language: str, code: str, detail: Mapping[str, object] | None = None) -> str:
    """The same outside a request. An unknown code is answered as an internal fault.

    `detail`: values that a text may name, such as {"retry_after": 2}.
    """
    from facilitator.words.refusals import REFUSALS, VALUES

    text = catalogue(language).gettext(REFUSALS.get(code, REFUSALS["internal"]))
    return text % {**VALUES, **{name: _said(value) for name, value in (detail or {}).items()}}


def _said(value: object) -> object:
    """Seconds are said whole: to wait a little longer does no harm."""
    return math.ceil(value) if isinstance(value, float) else value
