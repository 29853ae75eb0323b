"""What the tests ask of a browser of any make: a page, a look into it, a hand on it, a picture and a print."""

import base64
import json
import socket
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

from tests.patience import PATIENCE

SHOWN = """(() => {{
  const it = document.querySelector({selector});
  if (!it) return null;
  it.scrollIntoView({{block: "center", inline: "nearest"}});
  const {{left, top, width, height}} = it.getBoundingClientRect();
  if (!width || !height) return null;
  const at = [left + width / 2, top + height / 2];
  const hit = document.elementFromPoint(at[0], at[1]);
  return hit && (it === hit || it.contains(hit) || hit.contains(it)) ? at : null;
}})()"""
"""The middle of an element that a finger would hit, in the window's pixels; null while there is none."""
RETURN, TAB, ESCAPE = "\ue007", "\ue004", "\ue00c"
"""Keys as WebDriver names them."""


class Engine(ABC):
    """One browser with one window."""

    name: str

    @abstractmethod
    def open(self, address: str) -> None:
        """Go to a page."""

    @abstractmethod
    def run(self, expression: str) -> str:
        """Give an expression's value, which is a text."""

    @abstractmethod
    def press(self, x: float, y: float) -> None:
        """Press and let go at a place in the window."""

    @abstractmethod
    def keys(self, text: str) -> None:
        """Type, character for character."""

    @abstractmethod
    def picture(self) -> bytes:
        """Take a picture of the window, as PNG."""

    @abstractmethod
    def close(self) -> None:
        """End the browser, and whatever was started for it."""

    def value(self, expression: str) -> Any:
        """Give an expression's value, as JSON can carry it."""
        told = self.run(f"JSON.stringify({{value: {expression}}})")
        return json.loads(told).get("value")

    def until(self, expression: str) -> Any:
        """Wait until something holds in the page, and give what it came to; a page may be gone in between."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if came := self._asked(expression):
                return came
            time.sleep(0.05)
        raise AssertionError(f"{self.name}: never came to hold: {expression}\n{self._asked('document.body.innerText')}")

    def _asked(self, expression: str) -> Any:
        try:
            return self.value(expression)
        except EngineError:
            return None

    def click(self, selector: str) -> None:
        """Press what is there, once it is."""
        x, y = self.until(SHOWN.format(selector=json.dumps(selector)))
        self.press(x, y)

    def write(self, selector: str, text: str) -> None:
        """Type into a field."""
        self.click(selector)
        self.keys(text)

    def text(self, selector: str) -> str:
        """Give what stands in the first of some elements, once it is there."""
        return str(self.until(f"document.querySelector({json.dumps(selector)})?.textContent"))

    def keep_picture(self, path: Path | None) -> None:
        """Put a picture somewhere, where pictures are asked for."""
        if path:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(self.picture())


class EngineError(Exception):
    """A browser says that it could not do what was asked."""


def decoded(data: str) -> bytes:
    """Read what came as Base64."""
    return base64.b64decode(data)


def pressing(x: float, y: float) -> list[dict[str, Any]]:
    """Put a press into the actions of WebDriver and WebDriver BiDi."""
    at = {"x": round(x), "y": round(y)}
    steps = [{"type": "pointerMove", **at}, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
    return [{"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": steps}]


def typing(text: str) -> list[dict[str, Any]]:
    """Put a text into the same."""
    steps = [{"type": kind, "value": character} for character in text for kind in ("keyDown", "keyUp")]
    return [{"type": "key", "id": "keyboard", "actions": steps}]


def listens(port: int) -> bool:
    """Tell whether something answers on a port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
