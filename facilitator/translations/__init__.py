"""The translations: which texts the code has, and which of them are not in another language yet."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file

PACKAGE = Path(__file__).resolve().parents[1]
ROOT = PACKAGE.parent
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "lazy_gettext": None, "N_": None, "NC_": ((1, "c"), 2)}
JINJA = {"newstyle_gettext": "true", "silent": "false"}
SURFACE_OF = {
    **{
        step.name: tuple(f"{place}/{step.name}" for place in ("templates", "facilitator/steps", "facilitator/words"))
        for step in sorted((PACKAGE / "steps").iterdir())
        if (step / "__init__.py").exists()
    },
    "maps": ("templates/maps/", "facilitator/web/maps", "facilitator/words/maps", "facilitator/exports/map_text"),
    "phone": ("templates/phone/", "facilitator/web/phone.py", "facilitator/words/phone.py"),
    "board": (
        "templates/board/",
        "templates/screen/",
        "facilitator/web/board.py",
        "facilitator/web/screen.py",
        "facilitator/words/board/",
        "facilitator/words/screen.py",
    ),
    "desk": ("templates/", "facilitator/web/"),
    "method": ("facilitator/domain/",),
    "exports": ("facilitator/exports/",),
    "messages": ("facilitator/",),
}
"""Surface → where its texts are; the first that fits counts."""
SURFACES = tuple(SURFACE_OF)


def extract() -> dict[str, Catalog]:
    """Collect every text in code and templates, as one catalogue a surface."""
    catalogues = {surface: Catalog() for surface in SURFACE_OF}
    for file, method in _sources():
        path = file.relative_to(ROOT).as_posix()
        for _, text, _, context in extract_from_file(method, str(file), KEYWORDS, options=JINJA):
            catalogues[surface_of(path)].add(text, context=context, locations=[(path, 0)])
    return catalogues


def surface_of(path: str) -> str:
    """Tell which .po file holds the texts of a source file."""
    return next(name for name, places in SURFACE_OF.items() if path.startswith(places))


def _sources() -> Iterator[tuple[Path, str]]:
    yield from ((file, "python") for file in sorted(PACKAGE.rglob("*.py")))
    yield from ((file, "jinja2.ext:babel_extract") for file in sorted((ROOT / "templates").rglob("*.html")))
