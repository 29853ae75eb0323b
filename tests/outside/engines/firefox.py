"""Firefox ESR, driven by WebDriver BiDi, which it speaks itself: no geckodriver is needed."""

import json
import os
import signal
from itertools import count
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from websocket import WebSocket, create_connection

from tests.outside.engines.engine import Engine, EngineError, decoded, listens, pressing, typing
from tests.outside.process import Process, free_port
from tests.patience import PATIENCE

PREFERENCES: dict[str, str | int | bool] = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.aboutwelcome.enabled": False,
    "browser.newtabpage.enabled": False,
    "browser.safebrowsing.downloads.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.search.update": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "datareporting.healthreport.uploadEnabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.getAddons.cache.enabled": False,
    "extensions.update.enabled": False,
    "intl.accept_languages": "nl",
    "media.gmp-manager.updateEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.dns.disablePrefetch": True,
    "remote.active-protocols": 1,
    "services.settings.server": "http://127.0.0.1:9/",
    "toolkit.telemetry.enabled": False,
    "toolkit.telemetry.unified": False,
}
"""Nothing over the network by itself."""


class Firefox(Engine):
    """One Firefox without a window on any screen."""

    name = "Firefox ESR"

    def __init__(self, folder: Path) -> None:
        """Start it, with all that is its own in a folder, and wait until it listens."""
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()]
        (folder / "user.js").write_text("\n".join(lines))
        port = free_port()
        command = ["firefox-esr", f"--remote-debugging-port={port}", "--profile", str(folder), "--no-remote"]
        environment = os.environ | {"MOZ_HEADLESS": "1", "HOME": str(folder)}
        self._process = Process(command, folder, environment)
        self._process.start()
        self._process.wait_until_serving(lambda: listens(port))
        self._socket: WebSocket = create_connection(
            f"ws://127.0.0.1:{port}/session", timeout=PATIENCE, suppress_origin=True
        )
        self._numbers = count(1)
        self._ask("session.new", capabilities={})
        self._context = self._ask("browsingContext.getTree")["contexts"][0]["context"]

    def _ask(self, method: str, **parameters: Any) -> Any:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == number:
                if answer["type"] == "error":
                    raise EngineError(answer["message"])
                return answer["result"]

    def sign_in(self, name: str, value: str) -> None:
        """Let it have a cookie of the servers on this machine."""
        cookie = {"name": name, "value": {"type": "string", "value": value}, "domain": "127.0.0.1"}
        self._ask("storage.setCookie", cookie=cookie)

    def sign_in_as(self, page: Page) -> None:
        """Let it be who somebody is in another browser."""
        for cookie in page.context.cookies():
            self.sign_in(cookie.get("name", ""), cookie.get("value", ""))

    def open(self, address: str) -> None:
        """Go to a page."""
        self._ask("browsingContext.navigate", context=self._context, url=address, wait="complete")

    def run(self, expression: str) -> str:
        """Give an expression's value, which is a text."""
        target = {"context": self._context}
        told = self._ask("script.evaluate", expression=expression, target=target, awaitPromise=True)
        if told["type"] == "exception":
            raise EngineError(told["exceptionDetails"]["text"])
        return str(told["result"]["value"])

    def press(self, x: float, y: float) -> None:
        """Press and let go at a place in the window."""
        self._ask("input.performActions", context=self._context, actions=pressing(x, y))

    def keys(self, text: str) -> None:
        """Type, character for character."""
        self._ask("input.performActions", context=self._context, actions=typing(text))

    def picture(self) -> bytes:
        """Take a picture of the window, as PNG."""
        return decoded(self._ask("browsingContext.captureScreenshot", context=self._context)["data"])

    def print(self) -> bytes:
        """Print the page, on the paper that it names or on A4; as PDF."""
        a4 = {"width": 21.0, "height": 29.7}
        return decoded(self._ask("browsingContext.print", context=self._context, background=True, page=a4)["data"])

    def close(self) -> None:
        """End the browser."""
        self._socket.close()
        self._process.end(signal.SIGTERM)
