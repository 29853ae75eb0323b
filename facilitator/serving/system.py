"""What the operating system is asked for: open files, and answers without delay."""

import socket
import sys
from typing import Any


def open_files(wanted: int) -> int:
    """Ask the system for `wanted` open files. Returns: how many there may be."""
    if sys.platform == "win32":
        return wanted
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return soft


def without_delay(listener: Any) -> None:
    """Turn Nagle's algorithm off for all that a listener accepts: an answer right after an event waits 40 ms."""
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
