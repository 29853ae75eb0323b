"""The pages: every blueprint, the headers, the errors, the forms' protection."""

from importlib import import_module
from importlib.util import find_spec

from flask import Flask

from facilitator.web import addresses, beside, errors, forms, headers, requests, static_files

PLACES = (
    "join",
    "signing_in",
    "inviting",
    "desk",
    "board",
    "screen",
    "phone",
    "maps",
    "accessibility",
    "qr",
    "health",
)


def register(app: Flask) -> None:
    """Hang every place of the web under the app."""
    requests.init_app(app)
    headers.init_app(app)
    beside.init_app(app)
    static_files.init_app(app)
    errors.init_app(app)
    forms.init_app(app)
    beside.after_forms(app)
    app.register_blueprint(static_files.files)
    for place in PLACES:
        if find_spec(f"facilitator.web.{place}"):
            app.register_blueprint(import_module(f"facilitator.web.{place}").pages)
    app.jinja_env.filters.update(
        spaced=addresses.spaced,
        in_fours=addresses.in_fours,
        without_scheme=addresses.without_scheme,
        day=addresses.day,
        day_or_words=addresses.day_or_words,
    )
