"""A screen that nobody sees, for browsers that draw in a window."""

import os
from pathlib import Path

from tests.outside.process import Process


def start_screen(folder: Path) -> tuple[Process, dict[str, str]]:
    """Start an X server with a number of its own choice; it, and the environment in which a window is drawn there."""
    told = folder / "display.txt"
    command = f"exec Xvfb -displayfd 3 -screen 0 1366x900x24 -nolisten tcp 3> '{told}'"
    process = Process(["sh", "-c", command], folder)
    process.start()
    process.wait_until_serving(lambda: told.exists() and told.read_text().endswith("\n"))
    drawn = {"DISPLAY": f":{told.read_text().strip()}", "LIBGL_ALWAYS_SOFTWARE": "1", "HOME": str(folder)}
    return process, os.environ | drawn
