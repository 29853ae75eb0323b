"""The whole app as it is served, composed once a process: each test moves a fresh application into it.

Composing takes longer than most tests: 120 routes and as many templates are compiled.
"""

import functools
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from facilitator import create_app
from facilitator.config import ROOT, Settings
from facilitator.live import Live
from facilitator.services.application import Application
from facilitator.serving.workers import Workers
from facilitator.store import Store
from facilitator.web.socket_headers import cover
from tests.furnished import furnish
from tests.patience import PATIENCE

SECRET = "only for tests"


@functools.cache
def _composed() -> tuple[Flask, Any]:
    """The app, and its door without the live ones around it, which each application brings along."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(database=furnish(Path(folder, "first.sqlite")), secret=SECRET))
        app.extensions["facilitator"].store.close()
    return app, app.wsgi_app.wsgi_app.wsgi_app  # type: ignore[attr-defined]


@contextmanager
def app_on(database: Path, now: Callable[[], datetime]) -> Iterator[Flask]:
    """The app on an SQLite file, without anything that runs beside it; one at a time.

    For two at once, and for an app with other routes: `create_app`.
    """
    app, door = _composed()
    settings, store = Settings(database=furnish(database), secret=SECRET), Store(f"sqlite:///{database}")
    application = Application(settings, store, steps=app.extensions["facilitator"].steps, now=now)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "wsgi_app", door)
        patch.setitem(app.extensions, "facilitator", application)
        patch.setitem(app.extensions, "live", Live(app, application))
        cover(app, is_https=False)
        yield app
    application.store.close()


@contextmanager
def writing(application: Application) -> Iterator[None]:
    """Have an application's writer write, as in a running server."""
    thread = threading.Thread(target=application.writer.run, daemon=True)
    thread.start()
    yield
    application.writer.end()
    thread.join(PATIENCE)


@contextmanager
def workers_of(application: Application) -> Iterator[Workers]:
    """Give an application processes beside it, as in a running server; their clock is the real one."""
    command = [sys.executable, "-P", "-m", "facilitator.cli.worker"]
    told = {"settings": asdict(application.settings), "lan_url": application.lan_url, "origins": []}
    crew = Workers(command, lambda: told, environment={**os.environ, "PYTHONPATH": str(ROOT)})
    application.workers = crew
    yield crew
    crew.end()
