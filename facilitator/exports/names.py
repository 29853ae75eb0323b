"""What an export is called: procesmap_schulden-en-armoede_v3_2026-04-02.csv."""

import re
import unicodedata
from datetime import date
from typing import Final

from facilitator.domain.method import Track

_MAP: Final[dict[Track, str]] = {"process": "procesmap", "goal": "doelmap"}
_LONGEST_THEME: Final = 60


def filename(*, track: Track, theme: str, version: int | None, day: date, extension: str) -> str:
    """Name the file in plain ASCII; `version` None = not frozen, so no version in the name."""
    parts = (_MAP[track], _slug(theme), f"v{version}" if version else "", day.isoformat())
    return "_".join(part for part in parts if part) + f".{extension}"


def _slug(theme: str) -> str:
    letters = unicodedata.normalize("NFKD", theme).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters)[:_LONGEST_THEME].strip("-")
