"""Serving: what is printed, where it listens, how it stops."""

import errno
import logging
import os
import signal
import sys
import threading
import time
from dataclasses import asdict, replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from flask import Flask
from sqlalchemy.engine import make_url

from facilitator import create_app, serving, showing
from facilitator.cli.addresses import LOOPBACK, own_address, own_origins
from facilitator.cli.failed import Failed
from facilitator.cli.log_limits import FewOfEach
from facilitator.cli.opening import failing_in_one_line, refuse_damaged
from facilitator.config import ROOT, Settings
from facilitator.services.accounts import facilitators
from facilitator.services.application import Application
from facilitator.serving import gc_tuning
from facilitator.serving.protocol import Endpoint
from facilitator.serving.system import open_files
from facilitator.serving.workers import Workers
from facilitator.store import Store, prepare_file
from facilitator.store.copies import Claim, InUse, claim

if TYPE_CHECKING:
    from facilitator.live import Live

SPARE_FILES = 200  # besides connections: the database, the listeners, the static files


def serve(settings: Settings) -> int:
    """Serve until stopped."""
    prepare_logging(settings)
    claimed = _claim(settings)
    app = open_application(settings)
    live: Live = app.extensions["live"]
    application: Application = app.extensions["facilitator"]
    application.workers = _workers(application)
    most = _most_connections(settings)

    def listening(port: int) -> None:
        know_addresses(application, port)
        if claimed is not None:
            claimed.tell(showing.public_url(application))
        _say_where(application, port)

    _stop_politely(live)
    live.start()
    gc_tuning.freeze()
    try:
        serving.serve(app, Endpoint(settings.host, settings.port, most), listening=listening)
    except OSError as error:
        raise Failed(_port_trouble(settings, error)) from None
    finally:
        if claimed is not None:
            claimed.close()  # and so let go of the file
    return 0


def _claim(settings: Settings) -> Claim | None:
    """Two servers on one SQLite file would each show half of what happens."""
    url = make_url(settings.database)
    if url.get_backend_name() != "sqlite":
        return None
    file = Path(str(url.database))
    try:
        prepare_file(file)
        return claim(file)
    except InUse:
        raise Failed(f"another server already uses {file}: stop it, or use PostgreSQL") from None
    except OSError as error:
        raise Failed(f"FACILITATOR_DATABASE can't be opened: {error.strerror}: {file}") from None


def _workers(application: Application) -> Workers:
    """Processes for what takes long, which know this application's settings and addresses."""

    def greeting() -> dict[str, object]:
        told = asdict(replace(application.settings, queue=None))
        return {"settings": told, "lan_url": application.lan_url, "origins": sorted(application.origins)}

    command = [sys.executable, "-P", "-m", "facilitator.cli.worker"]
    return Workers(command, greeting, environment={**os.environ, "PYTHONPATH": str(ROOT)})


def open_application(settings: Settings) -> Flask:
    """The app on its database, or a line that says why not. Raises: Failed."""
    refuse_damaged(Store(settings.database))
    with failing_in_one_line():
        return create_app(settings)


def prepare_logging(settings: Settings) -> None:
    """Our own log on stderr; libraries whose lines name callers stay silent."""
    logging.basicConfig(level=settings.log, format="%(levelname)s %(name)s: %(message)s")
    for handler in logging.getLogger().handlers:
        handler.addFilter(FewOfEach())
    for name in ("werkzeug", "engineio", "socketio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    for name in ("alembic", "sqlalchemy"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _most_connections(settings: Settings) -> int:
    """As many as the setting says and the system allows; says so when that is less."""
    allowed = open_files(settings.most_connections + SPARE_FILES) - SPARE_FILES
    if allowed < settings.most_connections:
        print(f"facilitator: only {allowed} connections: the system allows no more open files", file=sys.stderr)
    return min(settings.most_connections, allowed)


def know_addresses(application: Application, port: int) -> None:
    """Tell the application where it is."""
    application.lan_url = own_address(application.settings.host, port)
    application.origins = own_origins(application.settings, port)


def _say_where(application: Application, port: int) -> None:
    print(f"Facilitator listens on http://127.0.0.1:{port}", flush=True)
    if application.settings.host not in LOOPBACK:
        print(f"In this network: {showing.public_url(application)}", flush=True)
    if facilitators.needs_setup(application.store):
        token = facilitators.make_setup_link(application.store, now=int(time.time()))
        print(f"First facilitator, once: http://127.0.0.1:{port}/setup/{token}", flush=True)


def _port_trouble(settings: Settings, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {settings.port} is taken: stop what uses it, or choose another with --port"
    return f"can't listen on {settings.host}:{settings.port}: {error.strerror}"


def _stop_politely(live: "Live") -> None:
    """On SIGTERM: what came in is written and answered first."""
    asked: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        """Only remember: a signal may come in the middle of the event loop."""
        asked.append(number)

    def watch() -> None:
        while not asked:
            time.sleep(0.1)
        live.application.writer.end(4.0)
        time.sleep(0.1)  # answers on their way out
        os._exit(0)

    signal.signal(signal.SIGTERM, stop)
    threading.Thread(target=watch, daemon=True).start()
