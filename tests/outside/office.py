"""LibreOffice Calc for the tests, as a stand-in for Excel: the machine's, else installed; never a silent skip."""

import csv
import functools
import io
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.outside.browser import apt_get, is_apt_root

MISSING: Final = """no LibreOffice Calc for the tests of the exports: none on this machine, and none could be installed.
Install one (Debian: apt install libreoffice-calc; elsewhere: libreoffice.org)."""
OPEN_AS_EXCEL: Final = "CSV:59,34,76,1,,1043,false,true,false,false,false,-1"
"""As a double-click does it on a Dutch machine: `;`, UTF-8, and special numbers looked for."""
AS_TEXT: Final = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"
"""What the cells show, as RFC 4180."""


@functools.cache
def office_executable() -> str:
    """Find or install a LibreOffice; its path. Raises: RuntimeError saying what to do."""
    found = _on_machine()
    if found is None and is_apt_root() and apt_get("update"):
        apt_get("install", "-y", "--no-install-recommends", "libreoffice-calc")
        found = _on_machine()
    if found is None:
        raise RuntimeError(MISSING)
    return found


def _on_machine() -> str | None:
    names = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
    return next((found for name in names if (found := shutil.which(name))), None)


def shown_by_calc(*files: Path) -> list[list[list[str]]]:
    """Open CSVs for Excel and workbooks, of one folder, in Calc; of each what its cells show, row by row.

    A CSV becomes a spreadsheet first, as it does for whoever opens it.
    """
    of_csv = [it for it in files if it.suffix == ".csv"]
    opened = dict(zip(of_csv, _converted(of_csv, "ods", f"--infilter={OPEN_AS_EXCEL}"), strict=True))
    texts = _converted([opened.get(it, it) for it in files], AS_TEXT)
    return [list(csv.reader(io.StringIO(it.read_bytes().decode(), newline=""))) for it in texts]


def _converted(files: Sequence[Path], into: str, *more: str) -> list[Path]:
    """Let LibreOffice convert files all at once, with a profile of its own beside them."""
    kind = into.partition(":")[0]
    folder = files[0].parent
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    words = (office_executable(), profile, "--headless", "--norestore", *more, "--convert-to", into)
    command: list[str | Path] = [*words, "--outdir", folder / kind, *files]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    made = [folder / kind / f"{it.stem}.{kind}" for it in files]
    assert all(it.exists() for it in made), done.stdout + done.stderr
    return made
