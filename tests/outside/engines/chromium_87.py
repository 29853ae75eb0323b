"""Chromium 87, from before import maps, layers and `:has`: the one inside Debian's Qt, driven by its DevTools."""

import json
import signal
import urllib.request
from itertools import count
from pathlib import Path
from typing import Any

from websocket import WebSocket, create_connection

from tests.outside.engines.engine import RETURN, Engine, EngineError, decoded, listens
from tests.outside.engines.screen import start_screen
from tests.outside.process import Process, free_port
from tests.patience import PATIENCE

PYTHON = "/usr/bin/python3"
"""Debian's own, for which the package is."""
WINDOW = """
import sys
from PyQt5.QtCore import QUrl
from PyQt5.QtWebEngineWidgets import QWebEngineView
from PyQt5.QtWidgets import QApplication
application = QApplication(sys.argv)
view = QWebEngineView()
view.resize(1366, 900)
view.page().profile().setHttpAcceptLanguage("nl")
view.setUrl(QUrl("about:blank"))
view.show()
application.exec_()
"""


TYPE = """(() => {{
  const field = document.activeElement;
  const pressed = new KeyboardEvent("keydown", {{key: {key}, bubbles: true, cancelable: true}});
  if (field.dispatchEvent(pressed)) document.execCommand("insertText", false, {text});
  return "";
}})()"""


class Chromium87(Engine):
    """One window of Qt with a page in it."""

    name = "Chromium 87"

    def __init__(self, folder: Path) -> None:
        """Start it, and wait until it listens."""
        port = free_port()
        self._screen, environment = start_screen(folder)
        environment |= {
            "QT_QPA_PLATFORM": "xcb",
            "QTWEBENGINE_REMOTE_DEBUGGING": f"127.0.0.1:{port}",
            "QTWEBENGINE_DISABLE_SANDBOX": "1",
            "QTWEBENGINE_CHROMIUM_FLAGS": "--disable-gpu --disable-dev-shm-usage --disable-background-networking",
        }
        self._process = Process([PYTHON, "-c", WINDOW], folder, environment)
        self._process.start()
        self._process.wait_until_serving(lambda: listens(port))
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json", timeout=PATIENCE) as answer:
            where = json.loads(answer.read())[0]["webSocketDebuggerUrl"]
        self._socket: WebSocket = create_connection(where, timeout=PATIENCE, suppress_origin=True)
        self._numbers = count(1)
        self._ask("Page.enable")

    def _ask(self, method: str, **parameters: Any) -> Any:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == number:
                if "error" in answer:
                    raise EngineError(answer["error"]["message"])
                return answer["result"]

    def open(self, address: str) -> None:
        """Go to a page."""
        self.run("(window.left = '1')")
        self._ask("Page.navigate", url=address)
        self.until("!window.left && document.readyState === 'complete'")

    def run(self, expression: str) -> str:
        """Give an expression's value, which is a text."""
        told = self._ask("Runtime.evaluate", expression=expression, awaitPromise=True)
        if "exceptionDetails" in told:
            raise EngineError(json.dumps(told["exceptionDetails"]))
        return str(told["result"].get("value"))

    def press(self, x: float, y: float) -> None:
        """Press and let go at a place in the window."""
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            pressed = {} if kind == "mouseMoved" else {"button": "left", "clickCount": 1}
            self._ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, **pressed)

    def keys(self, text: str) -> None:
        """Type, character for character; by script, since a window that no manager has focused takes no keys."""
        for character in text:
            key = "Enter" if character == RETURN else character
            self.run(TYPE.format(key=json.dumps(key), text=json.dumps(character if key == character else "")))

    def picture(self) -> bytes:
        """Take a picture of the window, as PNG."""
        return decoded(self._ask("Page.captureScreenshot")["data"])

    def close(self) -> None:
        """End the browser."""
        self._socket.close()
        self._process.end(signal.SIGTERM)
        self._screen.end(signal.SIGTERM)
