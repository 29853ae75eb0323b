"""Browsers beside Chromium, from Debian's packages: installed when they are first asked for, never skipped in silence.

Where a package can't be had, the run says at its end which browsers it did without; in continuous integration, where
`CI` is set, it fails.
"""

import functools
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.outside.browser import apt_get, is_apt_root
from tests.outside.engines.chromium_87 import PYTHON, Chromium87
from tests.outside.engines.engine import Engine
from tests.outside.engines.firefox import Firefox
from tests.outside.engines.webkit import Webkit, browsers


@dataclass(frozen=True)
class Make:
    """One make of browser: what it takes, and how it is told that it is here."""

    start: Callable[[Path], Engine]
    packages: tuple[str, ...]
    is_here: Callable[[], bool]


def _has_qt() -> bool:
    asked = [PYTHON, "-c", "import PyQt5.QtWebEngineWidgets"]
    return (
        Path(PYTHON).exists()
        and _has_screen()
        and subprocess.run(asked, capture_output=True, check=False).returncode == 0
    )


def _has_webkit() -> bool:
    return bool(browsers()) and _has_screen()


def _has_screen() -> bool:
    return shutil.which("Xvfb") is not None


ENGINES = {
    "firefox": Make(Firefox, ("firefox-esr",), lambda: shutil.which("firefox-esr") is not None),
    "webkit": Make(
        Webkit, ("webkit2gtk-driver", "xvfb"), lambda: bool(browsers()) and shutil.which("Xvfb") is not None
    ),
    "chromium-87": Make(Chromium87, ("python3-pyqt5.qtwebengine", "xvfb"), _has_qt),
}
MISSING: set[str] = set()
"""Which this run did without."""


@functools.cache
def can_have(name: str) -> bool:
    """Find or install an engine. Raises: RuntimeError in continuous integration, where all must be had."""
    make = ENGINES[name]
    if not make.is_here() and is_apt_root() and apt_get("update"):
        apt_get("install", "-y", "--no-install-recommends", *make.packages)
    if make.is_here():
        return True
    if os.environ.get("CI"):
        raise RuntimeError(f"no {name} here, and it could not be installed: {' '.join(make.packages)}")
    MISSING.add(name)
    return False
