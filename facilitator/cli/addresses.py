"""Which addresses are ours, and where a server on this database can be reached."""

import socket
from pathlib import Path

from sqlalchemy.engine import make_url

from facilitator.config import Settings
from facilitator.store.copies import lock_file

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def lan_address() -> str:
    """What this machine is called in the network a phone would be in; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def own_address(host: str, port: int) -> str:
    """The address that others in the network would use; this machine's own when we only listen here."""
    if host in LOOPBACK:
        return f"http://127.0.0.1:{port}"
    return f"http://{lan_address() if host == '0.0.0.0' else host}:{port}"


def own_origins(settings: Settings, port: int) -> frozenset[str]:
    """Where our own pages come from: pages from elsewhere may not connect."""
    names = {"127.0.0.1", "localhost", "[::1]", lan_address(), settings.host}
    public = {settings.public_url} if settings.public_url else set()
    return frozenset({f"http://{name}:{port}" for name in names} | public)


def served_at(settings: Settings) -> str:
    """Where a server on this database is: as set, as the one that runs noted, or where it would be."""
    return settings.public_url or _noted(settings) or own_address("0.0.0.0", settings.port)


def _noted(settings: Settings) -> str | None:
    url = make_url(settings.database)
    if url.get_backend_name() != "sqlite":
        return None
    try:
        return lock_file(Path(str(url.database))).read_text().strip() or None
    except OSError:
        return None
