"""The network between the room and the server: it can fail for everybody, be slow, or be far away."""

import contextlib
import socket
import threading
import time
from pathlib import Path
from typing import Self

from tests.patience import PATIENCE
from tests.servers import Server

SLICE = 4096  # bytes that are passed on at once


class Wifi:
    """An address before a server. `delay` in seconds each way, `rate` in bytes a second; 0: none."""

    def __init__(self, *, delay: float = 0, rate: float = 0) -> None:
        self.target = 0
        self._delay, self._rate = delay, rate
        self._is_up = True
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port: int = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.fail()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def fail(self) -> None:
        """Cut every connection, and let none come about."""
        self._is_up = False
        for end in list(self._open):
            _shut(end)

    def recover(self) -> None:
        self._is_up = True

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(client,), daemon=True).start()

    def _carry(self, client: socket.socket) -> None:
        try:
            if not self._is_up:
                return
            server = socket.create_connection(("127.0.0.1", self.target), timeout=PATIENCE)
        except OSError:
            return
        finally:
            if not self._is_up:
                client.close()
        server.settimeout(None)
        self._open |= {client, server}
        up = threading.Thread(target=self._copy, args=(client, server), daemon=True)
        up.start()
        self._copy(server, client)
        up.join()
        self._open -= {client, server}
        client.close()
        server.close()

    def _copy(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(SLICE):
                time.sleep(self._delay + (len(data) / self._rate if self._rate else 0))
                target.sendall(data)
        _shut(source)
        _shut(target)


class Behind(Server):
    """A server that everybody reaches by one wifi."""

    def __init__(self, directory: Path, wifi: Wifi, **settings: str) -> None:
        self._wifi = wifi
        super().__init__(directory, **settings)
        wifi.target = self.port

    @property
    def url(self) -> str:
        """The address that people know."""
        return self._wifi.url


def _shut(end: socket.socket) -> None:
    """End it in both directions, which also wakes the thread that reads it."""
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
