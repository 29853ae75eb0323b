"""Serving: what is printed, where it listens, how it stops."""

import errno
import logging
import os
import resource
import signal
import socket
import sys
import threading
import time
from io import TextIOWrapper
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from flask import Flask
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from facilitator import create_app, runtime, showing
from facilitator.cli.commands import Failed
from facilitator.config import Settings
from facilitator.services import facilitators
from facilitator.services.house import House
from facilitator.store import prepare_file
from facilitator.store.copies import InUse, check_sqlite, claim
from facilitator.store.migrations import NewerDatabase

if TYPE_CHECKING:
    from facilitator.live import Live

SPARE_FILES = 200  # besides connections: the database, the listeners, the static files


def serve(settings: Settings) -> int:
    """Serve until stopped."""
    prepare_logging(settings)
    claimed = _claim(settings)
    app = open_house(settings)
    live: Live = app.extensions["live"]
    house: House = app.extensions["facilitator"]
    most = _most_connections(settings)

    def listening(port: int) -> None:
        know_addresses(house, port)
        _say_where(house, port)

    _stop_politely(live)
    live.start()
    runtime.settle_memory()
    try:
        runtime.serve(app, live.socketio, host=settings.host, port=settings.port, most=most, listening=listening)
    except OSError as error:
        raise Failed(_port_trouble(settings, error)) from None
    finally:
        if claimed is not None:
            claimed.close()
    return 0


def _claim(settings: Settings) -> TextIOWrapper | None:
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


def open_house(settings: Settings) -> Flask:
    """The app on its database, or a line that says why not. Raises: Failed."""
    url = make_url(settings.database)
    if url.get_backend_name() == "sqlite" and (wrong := check_sqlite(Path(str(url.database)))):
        raise Failed(f"the database is damaged ({wrong}): restore a backup to another file")
    try:
        return create_app(settings)
    except NewerDatabase as error:
        raise Failed(str(error)) from None
    except (DBAPIError, OSError) as error:
        reason = str(getattr(error, "orig", error)).splitlines()[0]
        raise Failed(f"FACILITATOR_DATABASE can't be opened: {reason}") from None


def prepare_logging(settings: Settings) -> None:
    """Our own log on stderr; libraries whose lines name callers stay silent."""
    logging.basicConfig(level=settings.log, format="%(levelname)s %(name)s: %(message)s")
    for name in ("werkzeug", "engineio", "socketio", "geventwebsocket"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    for name in ("alembic", "sqlalchemy"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _most_connections(settings: Settings) -> int:
    """As many as the setting says and the system allows; says so when that is less."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = settings.most_connections + SPARE_FILES
    if soft < wanted:
        allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
        soft = allowed
    if soft < wanted:
        print(
            f"facilitator: only {soft - SPARE_FILES} connections: the system allows {soft} open files", file=sys.stderr
        )
    return min(settings.most_connections, soft - SPARE_FILES)


def know_addresses(house: House, port: int) -> None:
    """Which addresses are ours: pages from elsewhere may not connect."""
    lan = lan_address()
    house.lan_url = f"http://{lan}:{port}"
    names = {"127.0.0.1", "localhost", "[::1]", lan, house.settings.host}
    house.origins = frozenset({f"http://{name}:{port}" for name in names})
    if house.settings.public_url:
        house.origins |= {house.settings.public_url}


def lan_address() -> str:
    """What this machine is called in the network a phone would be in; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def _say_where(house: House, port: int) -> None:
    print(f"Facilitator listens on http://127.0.0.1:{port}", flush=True)
    if house.settings.host not in ("127.0.0.1", "localhost"):
        print(f"In this network: {showing.public_url(house)}", flush=True)
    if facilitators.needs_setup(house.store):
        token = facilitators.make_setup_link(house.store, now=int(time.time()))
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
        live.house.writer.end(4.0)
        time.sleep(0.1)  # answers on their way out
        os._exit(0)

    signal.signal(signal.SIGTERM, stop)
    threading.Thread(target=watch, daemon=True).start()
