"""What our modules import: the names that stand in them, and the files that these mean."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

from facilitator.vendor import VENDOR_MODULES

ROOT = Path(__file__).resolve().parents[2] / "static"
IMPORTED = re.compile(rb"""(\b(?:from|import)\s*)(["'])(#/[^"'\s]+|[@\w][^"'\s]*)\2""")
"""`from "…"` and `import "…"`: what JSDoc imports, and what is imported later, has a parenthesis between."""


def meant(name: str) -> str | None:
    """Give the path under static/ that an imported name means; None for a name that is none of ours."""
    return f"js/{name[2:]}" if name.startswith("#/") else VENDOR_MODULES.get(name)


def addressed(body: bytes, address: Callable[[str], str]) -> bytes:
    """Put the address of each imported module in the place of its name; `address`: of a path under static/."""

    def put(found: re.Match[bytes]) -> bytes:
        path = meant(found[3].decode())
        return found[1] + b'"' + address(path).encode() + b'"' if path else found[0]

    return IMPORTED.sub(put, body)


def closure(files: Iterable[Path]) -> list[str]:
    """List all that some modules import, also indirectly, without themselves; as paths under static/."""
    given = list(files)
    seen, waiting = set(given), list(given)
    found: list[str] = []
    while waiting:
        for path in _imported(waiting.pop()):
            if (file := ROOT / path) not in seen:
                seen.add(file)
                waiting.append(file)
                found.append(path)
    return sorted(found)


def _imported(file: Path) -> tuple[str, ...]:
    try:
        return _imported_by(file, file.stat().st_mtime_ns)
    except OSError:  # a wrong name fails where its address is asked for
        return ()


@lru_cache(maxsize=512)
def _imported_by(file: Path, _changed: int) -> tuple[str, ...]:
    names = (found[3].decode() for found in IMPORTED.finditer(file.read_bytes()))
    return tuple(path for name in names if (path := meant(name)))
