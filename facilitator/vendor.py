"""The front-end packages: what the pages may import by name, and how it gets into static/vendor.

Run as a file by run.py at set-up, before anything else of this package can be imported; therefore
standard library only. Versions and integrity hashes are in deno.json and deno.lock.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGES: Final = ROOT / "node_modules"
STATIC: Final = ROOT / "static"

VENDOR_MODULES: Final[dict[str, str]] = {
    "preact": "vendor/preact.module.js",
    "preact/hooks": "vendor/hooks.module.js",
    "htm": "vendor/htm.module.js",
    "htm/preact": "vendor/htm-preact.module.js",
    "@preact/signals-core": "vendor/signals-core.module.js",
    "@preact/signals": "vendor/signals.module.js",
    "socket.io-client": "vendor/socket.io.esm.min.js",
}
"""Bare name in an import → path under static/; modules are served with the address in its place."""

SOURCES: Final[dict[str, str]] = {
    "preact": "preact/dist/preact.mjs",
    "preact/hooks": "preact/hooks/dist/hooks.mjs",
    "htm": "htm/dist/htm.module.js",
    "htm/preact": "htm/preact/index.module.js",
    "@preact/signals-core": "@preact/signals-core/dist/signals-core.module.js",
    "@preact/signals": "@preact/signals/dist/signals.module.js",
    "socket.io-client": "socket.io-client/dist/socket.io.esm.min.js",
}

FONT_FILES: Final = tuple(
    f"atkinson-hyperlegible-{subset}-{weight}-{style}.woff2"
    for subset in ("latin", "latin-ext")
    for weight in (400, 700)
    for style in ("normal", "italic")
)
"""Names under static/vendor/fonts/."""


def files() -> dict[Path, Path]:
    """List what is copied: file in a package → file under static/vendor."""
    modules = {PACKAGES / SOURCES[name]: STATIC / path for name, path in VENDOR_MODULES.items()}
    font_package = PACKAGES / "@fontsource/atkinson-hyperlegible/files"
    return modules | {font_package / name: STATIC / "vendor/fonts" / name for name in FONT_FILES}


def deno() -> Path:
    """Find the deno that came with the Python packages."""
    return Path(sys.executable).with_name("deno.exe" if os.name == "nt" else "deno")


def deno_environment() -> dict[str, str]:
    """Make deno keep to this folder, and trust what the machine trusts."""
    defaults = {"DENO_TLS_CA_STORE": "system,mozilla", "NO_COLOR": "1"}
    own = {"DENO_DIR": str(ROOT / ".venv" / "deno"), "DENO_NO_UPDATE_CHECK": "1"}
    return defaults | os.environ | own


def install() -> None:
    """Fetch the locked packages and lay the needed files in static/vendor.

    Raises: CalledProcessError when deno can't; OSError when a file is missing.
    """
    subprocess.run([deno(), "install", "--frozen"], cwd=ROOT, env=deno_environment(), check=True)
    shutil.rmtree(STATIC / "vendor", ignore_errors=True)
    for source, copy in files().items():
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, copy)


if __name__ == "__main__":
    try:
        install()
    except subprocess.CalledProcessError as failure:
        sys.exit(failure.returncode)
