"""Nothing lies about that nobody uses: no definition, template, style sheet, script or empty package."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from tests.house.tools import ROOT, committed

USED_BY_NAME: Final = ("templates/weighing/",)
"""Templates whose name is put together of what they are for."""
READERS: Final = ("facilitator/", "templates/", "static/", "benchmarks/", "docs/", "run.py", "pyproject.toml")
"""What may use a thing for it to be of use: a test alone is not enough."""
TEXT: Final = (".py", ".html", ".js", ".css", ".toml")


@cache
def readers() -> dict[str, str]:
    """Give what each file says."""
    wanted = (it for it in committed() if it.startswith(READERS) and it.endswith(TEXT))
    return {it: (ROOT / it).read_text(encoding="utf-8") for it in wanted}


def named_of(*, folder: str, ending: str) -> list[str]:
    return [it for it in readers() if it.startswith(folder) and it.endswith(ending)]


def definitions(source: str) -> Iterator[str]:
    """List what a module defines; what is decorated belongs to whatever decorates it."""
    for node in ast.parse(source).body:
        match node:
            case ast.FunctionDef(name=name, decorator_list=[]) | ast.ClassDef(name=name):
                yield name
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                yield name


def test_whatever_is_defined_is_used() -> None:
    uses = Counter(word for text in readers().values() for word in re.findall(r"\w+", text))
    modules = [it for it in named_of(folder="facilitator/", ending=".py") if "/migrations/" not in it]
    defined = [(it, name) for it in modules for name in definitions(readers()[it]) if not name.startswith("__")]

    assert [(it, name) for it, name in defined if uses[name] < 2] == []


def test_every_template_is_shown() -> None:
    said = "\n".join(readers().values())
    templates = [it for it in named_of(folder="templates/", ending=".html") if not it.startswith(USED_BY_NAME)]

    assert [it for it in templates if it.removeprefix("templates/") not in said] == []


def test_every_style_sheet_and_script_is_loaded() -> None:
    said = {it: text for it, text in readers().items() if not it.startswith("docs/")}
    files = [*named_of(folder="static/css/", ending=".css"), *named_of(folder="static/js/", ending=".js")]

    assert [it for it in files if not any(_loads(text, it) for by, text in said.items() if by != it)] == []


def _loads(text: str, file: str) -> bool:
    """Whether a text has the file's name, with its ending or as it is quoted without, alone or with others."""
    return re.search(rf"""[/"'`+]{re.escape(Path(file).stem)}(\.(css|js))?["'`/+]""", text) is not None


def test_no_package_is_empty() -> None:
    modules = named_of(folder="facilitator/", ending=".py")
    packages = [it.removesuffix("__init__.py") for it in modules if it.endswith("/__init__.py")]
    bare = [it for it in packages if len(readers()[f"{it}__init__.py"].splitlines()) < 2]

    assert [it for it in bare if not any(by.startswith(it) and by != f"{it}__init__.py" for by in modules)] == []
