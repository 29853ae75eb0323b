"""A Chromium for the tests: the machine's, else installed; never a silent skip."""

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
)
EMOJI_FONT = Path("/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf")
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
MISSING = """no Chromium for the browser tests: none on this machine, and none could be installed.
Install one (Debian: apt install chromium-headless-shell; elsewhere: Google Chrome, or playwright install chromium)."""


def is_apt_root() -> bool:
    """Tell whether Debian packages can be installed here."""
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_get(*words: str) -> bool:
    """Run apt-get, telling so; whether it worked."""
    print("tests: apt-get", *words, file=sys.stderr, flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300", *words]
    return subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, timeout=900).returncode == 0


def on_machine() -> str | None:
    """Find a Chromium that is already here."""
    applications = (path for path in APPLICATIONS if Path(path).exists())
    return next((found for name in NAMES if (found := shutil.which(name))), None) or next(applications, None)


def of_playwright() -> str | None:
    """Find the Chromium that Playwright fetched earlier."""
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install_debian_packages() -> None:
    """Install what is lacking; the fonts are for the photographs, and may fail."""
    lacking = [] if EMOJI_FONT.exists() else ["fonts-liberation", "fonts-noto-color-emoji"]
    if not on_machine():
        lacking.append("chromium-headless-shell")
    if lacking and apt_get("update"):
        for package in lacking:
            apt_get("install", "-y", "--no-install-recommends", package)


def fetch_by_playwright() -> str | None:
    """Let Playwright fetch its own."""
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    subprocess.run(command, timeout=900, check=False)
    return of_playwright()


@functools.cache
def browser_executable() -> str:
    """Find or install a Chromium; its path. Raises: RuntimeError saying what to do."""
    if is_apt_root():
        install_debian_packages()
    found = on_machine() or of_playwright() or fetch_by_playwright()
    if not found:
        raise RuntimeError(MISSING)
    return found


def launch_arguments() -> list[str]:
    """List Chromium's flags: nothing over the network by itself; no sandbox for root, who can't have one."""
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return [*QUIET, *as_root]
