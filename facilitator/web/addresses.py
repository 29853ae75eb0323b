"""The addresses that leave this server: on a screen, in a QR code, on paper."""

import socket
from urllib.parse import urlsplit

from flask import request

from facilitator.web.headers import public_url

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def join_url(code: str) -> str:
    """Give the address that a phone can reach: the public one, else this machine's in its own network."""
    return f"{base()}/j/{code}"


def base() -> str:
    """Give the scheme and host for people elsewhere."""
    if public_url():
        return public_url()
    parts = urlsplit(request.host_url)
    if parts.hostname in LOOPBACK and (lan := lan_address()):
        return f"{parts.scheme}://{lan}" + (f":{parts.port}" if parts.port else "")
    return request.host_url.rstrip("/")


def lan_address() -> str:
    """Give this machine's address in its network; empty where it has none. Sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address: UDP's connect only picks the route
            return str(probe.getsockname()[0])
        except OSError:
            return ""


def spaced(code: str) -> str:
    """Write a code as it is read aloud: BCD FGH."""
    half = len(code) // 2
    return f"{code[:half]} {code[half:]}"


def without_scheme(address: str) -> str:
    """Write an address as people type it."""
    return address.partition("://")[2] or address
