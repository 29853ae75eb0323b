"""What an export is called: procesmap_schulden-en-armoede_v3_2026-04-02.csv."""

import re
import unicodedata
from datetime import date
from typing import Final

from facilitator.domain.method import TrackKind

_MAP: Final[dict[TrackKind, str]] = {"process": "procesmap", "goal": "doelmap"}
_LONGEST_THEME: Final = 60


def filename(*, track: TrackKind, theme: str, version: int | None, day: date, extension: str, part: str = "") -> str:
    """Name a map's file; `part`: what of the map it holds, when that isn't all."""
    what = "_".join(filter(None, (_MAP[track], part)))
    return named(what, theme=theme, version=version, day=day, extension=extension)


def named(what: str, *, theme: str, version: int | None, day: date, extension: str) -> str:
    """Name a file in plain ASCII; `version` of the map, None = not frozen, so no version in the name."""
    parts = (what, _slug(theme), f"v{version}" if version else "", day.isoformat())
    return "_".join(part for part in parts if part) + f".{extension}"


def _slug(theme: str) -> str:
    letters = unicodedata.normalize("NFKD", theme).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters)[:_LONGEST_THEME].strip("-")
