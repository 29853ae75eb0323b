"""How the server waits: eventlet (default), threading or gevent. Imported first.

`prepare` must run before anything else is imported. Only this package touches the private parts of
other libraries; each place has a test in `tests/serving` that fails when it is lost.
"""

import os
import sys
from collections.abc import Callable
from typing import Any

from facilitator.serving.budget import Budget
from facilitator.serving.protocol import Endpoint, Mode, Result, Serving
from facilitator.serving.turnstile import Turnstile

_mode: Mode = "threading"


def prepare(wanted: Mode) -> Mode:
    """Patch the process for `wanted`; Windows and a failed patch fall back to threading.

    Returns: the mode that is in force.
    """
    global _mode
    _mode = "threading"
    if wanted != "threading":
        os.environ.setdefault("PSYCOPG_WAIT_FUNC", "wait_selector")  # the others hold everybody up
    if wanted == "eventlet" and sys.platform == "win32":
        print("eventlet does not run on Windows: using threading", file=sys.stderr)
    elif _patched(wanted):
        _mode = wanted
    else:
        print(f"{wanted} can't be used here: using threading", file=sys.stderr)
    return _mode


def _patched(wanted: Mode) -> bool:
    try:
        _module(wanted).patch()
    except Exception:
        return False
    return True


def _module(wanted: Mode) -> Serving:
    """Import one mode: the others may not be installed."""
    if wanted == "eventlet":
        from facilitator.serving import on_eventlet

        return on_eventlet
    if wanted == "gevent":
        from facilitator.serving import on_gevent

        return on_gevent
    from facilitator.serving import on_threading

    return on_threading


def mode() -> Mode:
    """Tell which mode is in force."""
    return _mode


def in_thread(function: Callable[..., Result], *args: Any) -> Result:
    """Run what would hold everybody up, such as a password hash, beside the event loop."""
    return _module(_mode).in_thread(function, *args)


def websocket(handler: Callable[[Any], Any], engine: Any, budget: Budget) -> Callable[..., Any]:
    """Make a WSGI application of one websocket connection: see `protocol.Serving.websocket`."""
    return _module(_mode).websocket(handler, engine, budget)


def serve(app: Any, at: Endpoint, *, listening: Callable[[int], None]) -> None:
    """Serve until stopped. `listening` is told the port once connections can come in.

    Raises: OSError when the port is taken.
    """
    _module(_mode).serve(Turnstile(app), at, listening=listening)
