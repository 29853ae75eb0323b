"""The report of a map: every literal one-liner by category, as one HTML file that needs nothing beside it."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from facilitator.catalogues import catalogue
from facilitator.domain.map.whole import Map
from facilitator.exports.map_text import MapText, css_string

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def html(map: Map, language: str, version: dict[str, Any] | None = None) -> bytes:
    """Write a map as a page by itself, to read, print and keep.

    `version`: its number, day and fingerprint; None: what its document says, or a map that is not fixed.
    """
    told = MapText(map, language, version or map.contents.get("version"))
    template = _environment(language).get_template("maps/report_file.html")
    return template.render(told=told, map=map, css_string=css_string, language=language).encode()


@lru_cache
def _environment(language: str) -> Environment:
    made = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, extensions=["jinja2.ext.i18n"])
    made.install_gettext_translations(catalogue(language), newstyle=True)  # type: ignore[attr-defined]
    return made
