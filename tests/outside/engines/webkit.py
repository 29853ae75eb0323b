"""WebKitGTK, what Safari is made of, driven by WebDriver in a window that nobody sees."""

import json
import signal
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from tests.outside.engines.engine import Engine, EngineError, decoded, listens, pressing, typing
from tests.outside.engines.screen import start_screen
from tests.outside.process import Process, free_port
from tests.patience import PATIENCE

ARGUMENTS = ["--automation"]


def browsers() -> list[Path]:
    """Find the browser that comes with the driver."""
    return sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))


class Webkit(Engine):
    """One WebKit browser."""

    name = "WebKitGTK"

    def __init__(self, folder: Path) -> None:
        """Start a screen, the driver and the browser."""
        port = free_port()
        self._screen, environment = start_screen(folder)
        environment |= {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "WEBKIT_DISABLE_DMABUF_RENDERER": "1"}
        environment |= {"LANGUAGE": "nl"}
        self._driver = Process(["WebKitWebDriver", f"--port={port}"], folder, environment)
        self._driver.start()
        self._driver.wait_until_serving(lambda: listens(port))
        self._address = f"http://127.0.0.1:{port}/session"
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": {"binary": str(browsers()[-1]), "args": ARGUMENTS}}}
        self._address += "/" + self._ask("POST", "", {"capabilities": wanted})["sessionId"]

    def _ask(self, method: str, where: str, fields: dict[str, Any] | None = None) -> Any:
        body = None if fields is None else json.dumps(fields).encode()
        request = urllib.request.Request(
            self._address + where, body, {"Content-Type": "application/json"}, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return json.loads(answer.read())["value"]
        except urllib.error.HTTPError as error:
            raise EngineError(error.read().decode()) from error

    def open(self, address: str) -> None:
        """Go to a page."""
        self._ask("POST", "/url", {"url": address})

    def run(self, expression: str) -> str:
        """Give an expression's value, which is a text."""
        return str(self._ask("POST", "/execute/sync", {"script": f"return {expression}", "args": []}))

    def press(self, x: float, y: float) -> None:
        """Press and let go at a place in the window."""
        self._ask("POST", "/actions", {"actions": pressing(x, y)})

    def keys(self, text: str) -> None:
        """Type, character for character."""
        self._ask("POST", "/actions", {"actions": typing(text)})

    def picture(self) -> bytes:
        """Take a picture of the window, as PNG."""
        return decoded(self._ask("GET", "/screenshot"))

    def close(self) -> None:
        """End the browser, its driver and its screen."""
        self._ask("DELETE", "")
        self._driver.end(signal.SIGTERM)
        self._screen.end(signal.SIGTERM)
