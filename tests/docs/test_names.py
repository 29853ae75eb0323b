"""Every file, module and class that a page or a docstring names is there."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import pages
from tests.house.tools import ROOT

BLOCK = re.compile(r"^```.*?^```", re.M | re.S)
QUOTED = re.compile(r"`([^`\n]+)`")
TREE = re.compile(r"^```\n(run\.py .*?)^```", re.M | re.S)

FILE = re.compile(r"(?<![\w/.:@<-])(?!/)[\w./-]+\.(?:py|pyi|js|mjs|css|html|po|mako)\b")
FOLDER = re.compile(
    r"(?<![\w/.-])(?:facilitator|templates|static|tests|docs|deploy|benchmarks|\.ci)(?:/[\w-]+)*/?(?![\w./<-])"
)
MODULE = re.compile(r"(?<![\w/.-])(?:facilitator|tests|benchmarks)(?:\.\w+)+")
OURS = re.compile(r"`((?:facilitator|tests)(?:[./]\w+)+)`")
CLASS = re.compile(r"_?[A-Z]\w+")

MADE_LATER = {"instance/", "tests/photographs", "static/vendor", "static/vendor/"}
"""What a start or a test makes, and git doesn't know."""

SOURCES = [
    *(ROOT / "facilitator").rglob("*.py"),
    *(it for it in (ROOT / "tests").rglob("*.py") if it != Path(__file__)),
    *(it for it in (ROOT / "static").rglob("*.js") if "vendor" not in it.parts),
]


def shown(page: Path) -> list[str]:
    """List what a page shows as code inside its sentences."""
    return QUOTED.findall(BLOCK.sub("", page.read_text(encoding="utf-8")))


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def lies_somewhere(path: str) -> bool:
    """Whether it lies under the root, under the package, or as a file of that name anywhere."""
    return (
        path in MADE_LATER
        or (ROOT / path).exists()
        or (ROOT / "facilitator" / path).exists()
        or any(it.as_posix().endswith(f"/{path}") for it in SOURCES)
    )


def is_module_or_in_one(name: str) -> bool:
    """Whether a dotted name is a module, or the last of it stands in the module before."""
    path = ROOT / name.replace(".", "/")
    if path.is_dir() or path.with_suffix(".py").is_file():
        return True
    module, _, last = name.rpartition(".")
    holder = ROOT / module.replace(".", "/")
    file = holder / "__init__.py" if holder.is_dir() else holder.with_suffix(".py")
    return file.is_file() and re.search(rf"\b{last}\b", file.read_text(encoding="utf-8")) is not None


@pytest.mark.parametrize("document", pages(), ids=named)
def test_every_file_that_a_page_names_is_there(document: Path) -> None:
    words = shown(document)
    files = {it for word in words for it in (*FILE.findall(word), *FOLDER.findall(word))}

    assert [it for it in sorted(files) if not lies_somewhere(it)] == []


@pytest.mark.parametrize("document", pages(), ids=named)
def test_every_module_that_a_page_names_is_there(document: Path) -> None:
    modules = {it for word in shown(document) for it in MODULE.findall(word) if not FILE.fullmatch(it)}

    assert [it for it in sorted(modules) if not is_module_or_in_one(it)] == []


def test_every_class_that_a_page_names_is_there() -> None:
    code = "\n".join(it.read_text(encoding="utf-8") for it in SOURCES)
    told = {it for page in pages() for it in shown(page) if CLASS.fullmatch(it)}

    assert [it for it in sorted(told) if not re.search(rf"\b{it}\b", code)] == []


def test_what_the_readme_lists_as_the_root_is_there() -> None:
    tree = TREE.search((ROOT / "README.md").read_text(encoding="utf-8"))
    assert tree is not None
    listed = re.findall(r"^(\S+)", tree[1], re.M)

    assert len(listed) > 5
    assert [it for it in listed if not (ROOT / it).exists() and it not in MADE_LATER] == []


def test_every_module_that_a_source_tells_of_is_there() -> None:
    told = {(named(it), word) for it in SOURCES for word in OURS.findall(it.read_text(encoding="utf-8"))}

    assert [it for it in sorted(told) if not is_module_or_in_one(it[1].removesuffix(".py").replace("/", "."))] == []
