"""Facilitator: group consultations, from one-liners on phones to a map. Composed here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from facilitator.config import Settings


def create_app(settings: Settings) -> Flask:
    """Put all parts together; the one place where they meet. Nothing runs yet.

    `app.extensions` then holds the `facilitator` (services.application.Application) and `live` (live.Live).
    Raises: store.Unavailable, store.migrations.NewerDatabase
    """
    from flask import Flask
    from werkzeug.middleware.proxy_fix import ProxyFix

    from facilitator import config, i18n, live, steps, web
    from facilitator.services.application import Application
    from facilitator.store import Store
    from facilitator.store.migrations import upgrade
    from facilitator.web import socket_headers

    store = Store(settings.database)
    upgrade(store)
    app = Flask(
        "facilitator",
        root_path=str(config.ROOT / "facilitator"),
        template_folder=str(config.ROOT / "templates"),
        static_folder=None,
    )
    app.config.update(SECRET_KEY=settings.secret, SESSION_COOKIE_SAMESITE="Strict")
    app.config.update(SESSION_COOKIE_SECURE=settings.is_https, SESSION_COOKIE_HTTPONLY=True)
    application = Application(settings, store, steps=steps.method())
    app.extensions["facilitator"] = application
    i18n.init_app(app, settings.language)
    steps.register(app)
    web.register(app)
    app.extensions["live"] = live.Live(app, application)
    socket_headers.cover(app, is_https=settings.is_https)
    if settings.trusted_proxies:  # around the live doors too; of all that a proxy says, only whom it speaks for
        only_address = {"x_proto": 0, "x_host": 0, "x_port": 0, "x_prefix": 0}
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.trusted_proxies, **only_address)  # type: ignore[method-assign]
    return app
