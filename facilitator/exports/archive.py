"""Everything of a map in one zip for the archive: each file as it is downloaded, and what each of them sums to.

The same map gives the same bytes: the files in it carry one fixed date and a fixed order.
"""

import hashlib
import io
import zipfile
from collections.abc import Mapping
from typing import Final

MANIFEST: Final = "manifest-sha256.txt"
_ANY_DAY: Final = (1980, 1, 1, 0, 0, 0)
_READABLE_BY_ALL: Final = 0o100644 << 16
_UNIX: Final = 3


def archive(files: Mapping[str, bytes]) -> bytes:
    """Zip files by name, with a manifest that `sha256sum --check` reads."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name, content in sorted({**files, MANIFEST: manifest(files)}.items()):
            target.writestr(_entry(name), content)
    return written.getvalue()


def manifest(files: Mapping[str, bytes]) -> bytes:
    """Give the SHA-256 of each file, one a line."""
    lines = (f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    return "".join(lines).encode()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _ANY_DAY)
    entry.create_system, entry.external_attr = _UNIX, _READABLE_BY_ALL
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
